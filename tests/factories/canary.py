"""A company with a row in every table, each marked: what is seen of it elsewhere is a leak.

The rows are made from the tables themselves, so a table added tomorrow is filled too. One id
serves for every row of a company; whatever slot of a request it is put in, it names something.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Time,
    Uuid,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.sessions import hash_password
from quittance.platform import doors
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.doors import DoorKind
from quittance.platform.ids import new_id
from quittance.platform.storage import BlobStore
from quittance.platform.tables import Base
from tests.architecture.house import every_module

MARK = "zQ7canari"  # no word of ours, no part of an id or a digest
PASSWORD = "le sésame du canari"
PASSWORD_HASH = hash_password(PASSWORD)
# Written by the triggers of `customers` and `contacts`; nobody may insert into them.
FOLLOWING = {"customer_search", "contact_search"}
THERE_ALREADY = {"installation"}  # one row for all companies, written as the worker starts
ONE_ROW = {"companies", "organisations"}
HASHES = ("hash", "digest", "salt", "chain", "request", "fingerprint")
# Columns kept as text whose words have a meaning; anything else says its own name.
WORDS: dict[str, Any] = {
    "actor_kind": "user",
    "anchor": "due_date",
    "audience": "with_email",
    "channel": "email",
    "companies.country": "FR",
    "country": "FR",
    "created_by_kind": "user",
    "currency": "EUR",
    "debtor_type": "professional",
    "default_debtor_type": "professional",
    "events.type": "company.changed",
    "grouping": "level",
    "holds.kind": "stop",
    "language": "fr",
    "locale": "fr",
    "mode": "to_confirm",
    "postcode": "44000",
    "source": "collector",
    "step_kind": "reminder",
    "scenario_steps.kind": "reminder",
    "template_kind": "reminder_1",
    "deliveries.kind": "reminder_1",
    "templates.kind": "reminder_1",
    "time_zone": "Europe/Paris",
    "jurisdiction": "FR",
    "excluded_reason": "",
    "answers.kind": "status",
    "due_work.what": "",  # nobody works on it
}


@dataclass(frozen=True)
class Marked:
    """A company filled with marked rows; `id` is the id of its living rows, in every table."""

    id: UUID
    mark: str
    email: str

    @property
    def past_id(self) -> UUID:
        """The id of the rows whose story is over."""
        return UUID(int=self.id.int ^ 1)

    def signs(self) -> tuple[bytes, ...]:
        """What betrays it: the mark, as it is or within base64."""
        inside = (
            base64.b64encode(b"\0" * shift + self.mark.encode())[4 if shift else 0 : -4]
            for shift in range(3)
        )
        return (self.mark.encode(), *inside)


def every_table() -> list[Table]:
    """All tables, those that others refer to first."""
    every_module()
    return list(Base.metadata.sorted_tables)


def owner_column(table: Table) -> Column[Any] | None:
    """The column that says whose the row is; None for what is above companies."""
    return table.c.id if table.name == "companies" else table.c.get("company_id")


def is_owned(table: Table) -> bool:
    return owner_column(table) is not None


def a_marked_company(mark: str = MARK) -> Marked:
    """Its name and ids, before any row exists."""
    id = new_id()
    return Marked(UUID(int=id.int & ~1), mark, f"{mark}.{id.hex[-8:]}@exemple.fr".lower())


async def fill(
    database: Database, storage: BlobStore, company: Marked, clock: Clock, *, currency: str = "EUR"
) -> dict[str, str]:
    """Every table holds rows of the company; the keys that open it: session, API, portal."""
    keys = {"api_key": f"qk_{new_id().hex}", "portal_code": new_id().hex[:22]}
    blob = await storage.put(company.id, f"Subject: {company.mark}\n\n{company.mark}".encode())
    async with database.transaction(company.id) as session:
        for table in every_table():
            if table.name not in FOLLOWING | THERE_ALREADY:
                for row in _rows(table, company, clock.now(), currency, blob):
                    await session.execute(insert(table).values(row))
        for kind, key in (
            (DoorKind.MEMBER, str(company.id)),
            (DoorKind.API_KEY, keys["api_key"]),
            (DoorKind.PORTAL_CODE, keys["portal_code"]),
        ):
            doors.cut(session, company.id, kind, key=key, target_id=company.id)
    return keys


def _rows(
    table: Table, company: Marked, now: datetime, currency: str, blob: str
) -> Iterator[dict[str, Any]]:
    """A living row, and one whose story is over: its optional days and hours are known."""
    ids = [company.id] if table.name in ONE_ROW else [company.id, company.past_id]
    for number, id in enumerate(ids):
        values = _Values(table, company, id, number, now, currency, blob)
        yield {column.name: values.of(column) for column in table.columns}


@dataclass(frozen=True)
class _Values:
    table: Table
    company: Marked
    id: UUID
    number: int
    now: datetime
    currency: str
    blob: str

    def of(self, column: Column[Any]) -> Any:
        name = f"{self.table.name}.{column.name}"
        if name in self.special:
            return self.special[name]
        word = WORDS.get(name, WORDS.get(column.name))
        if isinstance(column.type, Enum):
            return self._chosen(column.type, word)
        if word is not None:
            return self.currency if column.name == "currency" else word
        if isinstance(column.type, Uuid):
            is_single = column.name in {"company_id", "organisation_id"}
            return self.company.id if is_single else self.id
        return self._typed(column, name)

    def _chosen(self, type_: Enum, word: str | None) -> Any:
        members = list(type_.enum_class or type_.enums)
        return next((one for one in members if one == word), members[0])

    def _typed(self, column: Column[Any], name: str) -> Any:
        said = f"{self.company.mark} {name}"
        value: Any = f"{said} {self.number}"[: getattr(column.type, "length", None)]
        match column.type:
            case DateTime():
                value = self._moment(column)
            case Date():
                moment = self._moment(column)
                value = moment.date() if moment else None
            case Time():
                value = time(9, 30)
            case Boolean():
                value = column.name not in {"is_default", "dry_run", "reviewed"}
            case Integer():
                value = self._number(column)
            case Numeric():
                value = Decimal(1)
            case LargeBinary():
                value = self._bytes(column, name)
            case JSONB():
                value = {"canary": said}
            case ARRAY():
                value = [self.id]  # ids, wherever there are lists
        return value

    def _moment(self, column: Column[Any]) -> datetime | None:
        if column.nullable and self.number == 0:
            return None
        future = {"expires_at", "undo_until", "planned_for", "release_at", "due_at"}
        return self.now + timedelta(days=20 if column.name in future else -20)

    def _number(self, column: Column[Any]) -> int:
        if column.name.endswith("_minor"):
            return 918_273_00
        return {"seq": self.number + 1, "link_days": 25}.get(column.name, 1)

    def _bytes(self, column: Column[Any], name: str) -> bytes:
        if any(word in column.name for word in HASHES):
            digest = hashlib.sha256(f"{self.company.id} {name} {self.number}".encode()).digest()
            return digest[: getattr(column.type, "length", None)]
        return json.dumps({"canary": f"{self.company.mark} {name}"}).encode()

    @cached_property
    def special(self) -> dict[str, Any]:
        """Cells of which a reader expects a shape."""
        mark, number = self.company.mark, self.number
        line: dict[str, Any] = {
            "receivable_id": str(self.id),
            "number": f"{mark} {number}",
            "kind": "invoice",
            "document_key": mark,
            "due_on": "2026-11-01",
            "invoiced_on": "2026-10-01",
            "paid_on": None,
            "amount_minor": 918_273_00,
            "balance_minor": 918_273_00,
            "level": 1,
            "overrides": [],
            "reaches": 1,
            "approved_minor": 918_273_00,
            "sent_minor": 918_273_00,
            "removed": None,
        }
        brought_by = self.id if number else None  # the first answer is a draft: it brought nothing
        return {
            "actions.fact_rule_id": None,  # planned by a scenario
            "answers.fields": {"text": f"{mark} answers.fields"},
            "api_keys.scopes": ["act", "administer", "configure", "load", "read"],
            "companies.address_lines": [mark],
            "contact_changes.facts": {"first_name": mark},
            "contact_changes.previous": {"first_name": mark},
            "customers.address_lines": [mark],
            "customers.code": f"C-{number}",  # customers of two companies bear the same code
            "contacts.email": f"{mark}.{number}@exemple.fr",
            "disputes.answer_id": brought_by,
            "payment_notices.answer_id": brought_by,
            "promises.answer_id": brought_by,
            "deliveries.lines": [line],
            "deliveries.message_key": self.blob,
            "deliveries.recipient_address": f"{mark}.{number}@exemple.fr",
            "due_work.what": f"{mark} {number}"[:40],
            "events.payload": {"fields": [f"{mark} events.payload"], "customer_id": None},
            "events.seq": number + 1,
            "holds.amount_minor": None,  # a stop holds the whole
            "portal_links.selected": [str(self.id)],
            "rate_approvals.semester": ("2026-H1", "2026-H2")[number],
            "receivables.external_id": f"E-{number}",
            "receivables.number": f"{mark} F-{number}",
            "scenario_steps.copies": [f"{mark}@exemple.fr"],
            "sync_runs.blob_key": self.blob,
            "sync_runs.counts": {},
            "sync_runs.sums": {},
            "templates.channel": ("email", "letter")[number],
            "users.email": self.company.email if number == 0 else f"past.{self.company.email}",
            "users.password_hash": PASSWORD_HASH,
            "webhook_endpoints.event_types": [],
            "webhook_endpoints.url": f"https://{mark.lower()}.exemple.fr/{number}",
        }


async def count(session: AsyncSession, table: Table, company: Marked) -> int:
    """The rows of the company that the transaction sees."""
    column = owner_column(table)
    where = [] if column is None else [column == company.id]
    return await session.scalar(select(func.count()).select_from(table).where(*where)) or 0

"""The ledger's lines, set by set: staged, known again, compared, moved.

A door: connectors fill the staging table; these functions say which row each line is, then move
in only what differs. Level, holds, notes and forecasts are the collectors' and are not touched.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.reconciliation import LineIdentity, fingerprint
from quittance.platform import staging
from quittance.platform.staging import Batch, OnRows
from quittance.receivables import ingest_sql as sql


class StagedReceivable(NamedTuple):
    """A line as the ledger tells it; null where it is silent.

    `identified_on` is the day that identifies it: the ledger's own due day, else the invoice's,
    because a due day computed from terms moves when the terms do.
    """

    line: int
    external_id: str | None
    fingerprint: bytes
    identified_on: date
    customer_code: str
    customer_name: str | None
    document_key: str
    kind: str
    number: str
    label: str | None
    order_no: str | None
    entry_on: date
    invoiced_on: date
    due_on: date
    currency: str
    amount_minor: int
    balance_minor: int
    payment_method: str | None
    reconciliation_code: str
    reconciled_on: date | None
    level: int | None
    derived: bool
    free1: str | None
    free2: str | None
    free3: str | None
    document_url: str | None

    @property
    def identity(self) -> LineIdentity:
        """What the line is, whatever its ledger calls it."""
        return LineIdentity(
            self.customer_code, self.number, self.identified_on, self.amount_minor, self.currency
        )


# What `move` and `close_absent` did, as statements: ids made, rows changed as they were before.
MADE, CHANGED = sql.MADE, sql.CHANGED
KEYS = ("external_id", "fingerprint", "customer_code")  # what lines are known by
MANY = 1_000  # lines: below, looking rows up one by one is what is fast
TYPES = {
    "line": "integer",
    "fingerprint": "bytea",
    "identified_on": "date",
    "entry_on": "date",
    "invoiced_on": "date",
    "due_on": "date",
    "amount_minor": "bigint",
    "balance_minor": "bigint",
    "reconciled_on": "date",
    "level": "smallint",
    "derived": "boolean",
}


@dataclass(frozen=True, slots=True)
class Load:
    """What a load is: whose, when, and whether the file lists everything that is open."""

    company_id: UUID
    today: date
    now: datetime
    is_full: bool
    is_first: bool

    @property
    def values(self) -> dict[str, object]:
        """As the statements name them."""
        return {
            "company": self.company_id,
            "today": self.today,
            "now": self.now,
            "is_full": self.is_full,
            "is_first": self.is_first,
        }


@dataclass(frozen=True, slots=True)
class Moved:
    """What a load did to the receivables, or would do."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A known line that closes, or is owed again."""

    id: UUID
    customer_id: UUID
    number: str
    currency: str
    amount_minor: int
    balance_minor: int
    closes: bool
    closed_on: date


@dataclass(frozen=True, slots=True)
class PartPaid:
    """A known line of which a part is settled: what was received, and what is still owed."""

    id: UUID
    customer_id: UUID
    number: str
    currency: str
    balance_minor: int
    received_minor: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """How much of what was open a load takes away or renames, in one currency."""

    currency: str
    open_lines: int
    open_minor: int
    absent_lines: int
    absent_minor: int
    customers: int
    absent_customers: int
    taken_over: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one staged line."""

    line: int
    id: UUID
    customer_id: UUID
    outcome: str  # created, updated, unchanged


@dataclass(frozen=True, slots=True)
class Sums:
    """The staged lines of one currency; credits count negative."""

    currency: str
    lines: int
    debit_minor: int
    credit_minor: int
    balance_minor: int


async def stage(
    session: AsyncSession, batches: AsyncIterator[Batch], on_rows: OnRows | None = None
) -> int:
    """The lines, each a `StagedReceivable`, wait in `staged_receivables`."""
    columns = {name: TYPES.get(name, "text") for name in StagedReceivable._fields}
    working = {
        "id": staging.NEW_ID,  # serves if the line is new
        "customer_id": "uuid",
        "receivable_id": "uuid",
        "outcome": "text",
        "before": "jsonb",
    }
    await staging.create(session, "staged_receivables", columns | working)
    await staging.create(session, "vanished_receivables", {"before": "jsonb"})
    staged = await staging.pour(
        session, "staged_receivables", StagedReceivable._fields, batches, on_rows, keys=KEYS
    )
    if staged > MANY:
        await staging.run(session, sql.JOIN_AS_SETS)
    return staged


async def refuse_twins(session: AsyncSession) -> list[tuple[int, str]]:
    """An external id counts once, at its first line; the other lines are gone and told."""
    rows = await session.execute(text(sql.REFUSE_TWINS))
    return [(row.line, row.external_id) for row in rows]


async def rank_equals(session: AsyncSession) -> None:
    """Lines alike in all that identifies them differ by their rank, in the order of their ids."""
    rows = (await session.execute(text(sql.EQUALS))).all()
    ranked: list[tuple[UUID, bytes]] = []
    seen: dict[LineIdentity, int] = {}
    for row in rows:
        identity = LineIdentity(
            row.customer_code, row.number, row.identified_on, row.amount_minor, row.currency
        )
        rank = seen.get(identity, 0)
        seen[identity] = rank + 1
        ranked.append((row.id, bytes.fromhex(fingerprint(identity, rank))))
    if not ranked:
        return
    await staging.create(session, "ranked", {"id": "uuid", "fingerprint": "bytea"})
    await staging.fill(session, "ranked", ("id", "fingerprint"), iter(ranked))
    await staging.run(session, sql.RANK)


async def find_customers(session: AsyncSession, load: Load) -> None:
    """Each staged line knows its customer, if the company does."""
    await staging.run(session, sql.FIND_CUSTOMERS, load.values)


async def recognise(session: AsyncSession, load: Load) -> int:
    """Each staged line knows the row it already is; how many rows were renamed.

    By external id first, then by fingerprint. An unknown id takes a row over only where exactly
    one vanished row is that line. A load that is not full proves no absence: there, only a
    document's own number, which is never given twice, lets a new name be the same line.
    """
    await staging.run(session, sql.BY_EXTERNAL_ID, load.values)
    await staging.run(session, sql.BY_FINGERPRINT, load.values)
    renamed = 0
    for state in ("r.status = 'open'", "r.status <> 'open'"):
        await staging.run(session, sql.ADOPT.format(state=state), load.values)
        renamed += await staging.run(session, sql.TAKE_OVER.format(state=state), load.values)
    return renamed


async def doubts(session: AsyncSession, load: Load) -> list[Doubt]:
    """What the load would take away or rename, beside what was open, by currency."""
    rows = await session.execute(staging.statement(sql.DOUBTS, load.values))
    return [Doubt(**row) for row in rows.mappings()]


async def turns(session: AsyncSession, load: Load) -> list[Turn]:
    """The known lines that this load closes or reopens; asked before they move."""
    await staging.run(session, sql.DATE_PAYMENTS)
    await staging.run(session, sql.LOCK, load.values)
    rows = await session.execute(staging.statement(sql.TURNS, load.values))
    return [Turn(**row) for row in rows.mappings()]


async def part_paid(session: AsyncSession, load: Load) -> list[PartPaid]:
    """The known lines that this load shows paid in part; asked before they move."""
    rows = await session.execute(staging.statement(sql.PART_PAID, load.values))
    return [PartPaid(**row) for row in rows.mappings()]


async def move(session: AsyncSession, load: Load) -> Moved:
    """The known lines are as the ledger tells them, the new ones are in."""
    await staging.run(session, sql.CARRY_LEVELS, load.values)
    changed = await staging.run(session, sql.UPDATE, load.values)
    created = await staging.run(session, sql.INSERT, load.values)
    await staging.run(session, sql.LOG_LEVELS, load.values)
    staged = await staging.count(session, "staged_receivables")
    return Moved(created, changed, staged - created - changed)


async def close_absent(session: AsyncSession, load: Load) -> int:
    """What was open and a full load does not list is closed, as absent and not as paid.

    The new lines are not in yet.
    """
    return await staging.run(session, sql.CLOSE_ABSENT, load.values)


async def sums(session: AsyncSession) -> list[Sums]:
    """What the staged lines add up to, by currency."""
    rows = await session.execute(text(sql.SUMS))
    return [Sums(**row) for row in rows.mappings()]


async def outcomes(session: AsyncSession) -> Sequence[Outcome]:
    """What became of each staged line."""
    rows = await session.execute(text(sql.OUTCOMES))
    return [Outcome(**row) for row in rows.mappings()]

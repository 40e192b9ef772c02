"""The ledger's customers and contacts, set by set: staged, matched, then only what differs moves.

A door: connectors fill the staging tables, these functions move their rows in. What the ledger
does not say (null) stays as it was; what collectors add is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import staging
from quittance.platform.staging import OnRows


class StagedCustomer(NamedTuple):
    """A customer as the ledger tells it; null where it is silent. `id` serves if it is new."""

    line: int
    id: UUID
    code: str
    name: str | None
    registration: str | None
    vat_number: str | None
    address_lines: str | None  # a JSON list
    postcode: str | None
    city: str | None
    country: str | None
    phone: str | None
    mobile: str | None
    sales_rep: str | None
    category: str | None
    payment_method: str | None
    payment_terms: str | None
    credit_limit_minor: int | None
    language: str | None
    currency: str | None
    free1: str | None
    free2: str | None


class StagedContact(NamedTuple):
    """A person at a customer's, known by address, or by name where there is none."""

    line: int
    id: UUID
    customer_code: str
    civility: str | None
    first_name: str | None
    last_name: str | None
    email: str
    phone: str | None
    department: str | None
    function: str | None
    language: str | None
    receives_reminders: bool | None
    is_main: bool


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Whose customers they are, and what a new one starts with."""

    company_id: UUID
    profile_id: UUID
    currency: str
    now: datetime

    @property
    def values(self) -> dict[str, object]:
        """As the statements name them."""
        return {
            "company": self.company_id,
            "profile": self.profile_id,
            "currency": self.currency,
            "now": self.now,
        }


@dataclass(frozen=True, slots=True)
class Moved:
    """What a load did to one table."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one staged row."""

    line: int
    id: UUID
    outcome: str  # created, updated, unchanged


CUSTOMER_TYPES = {
    "line": "integer",
    "id": "uuid",
    "address_lines": "text",
    "credit_limit_minor": "bigint",
}
CONTACT_TYPES = {
    "line": "integer",
    "id": "uuid",
    "receives_reminders": "boolean",
    "is_main": "boolean",
}
# The columns the ledger owns, and what a new customer has where it says nothing.
CUSTOMER_DEFAULTS = {
    "name": "s.code",
    "registration": "''",
    "vat_number": "''",
    "address_lines": "'[]'::jsonb",
    "postcode": "''",
    "city": "''",
    "country": "'FR'",
    "phone": "''",
    "mobile": "''",
    "sales_rep": "''",
    "category": "''",
    "payment_method": "''",
    "payment_terms": "''",
    "credit_limit_minor": "NULL::bigint",
    "language": "'fr'",
    "currency": ":currency",
    "free1": "''",
    "free2": "''",
}
SAME_ADDRESS = "s.email <> '' AND lower(k.email) = lower(s.email)"
SAME_NAME = """s.email = '' AND k.email = ''
  AND lower(k.last_name) = lower(coalesce(s.last_name, ''))
  AND lower(k.first_name) = lower(coalesce(s.first_name, ''))"""
CONTACT_TEXTS = (
    "civility",
    "first_name",
    "last_name",
    "phone",
    "department",
    "function",
    "language",
)


async def stage_customers(
    session: AsyncSession, rows: Iterator[StagedCustomer], on_rows: OnRows | None = None
) -> int:
    """The customers wait in `staged_customers`."""
    columns = {name: CUSTOMER_TYPES.get(name, "text") for name in StagedCustomer._fields}
    working = {"customer_id": "uuid", "outcome": "text"}
    await staging.create(session, "staged_customers", columns | working)
    return await staging.fill(session, "staged_customers", StagedCustomer._fields, rows, on_rows)


async def stage_contacts(
    session: AsyncSession, rows: Iterator[StagedContact], on_rows: OnRows | None = None
) -> int:
    """The contacts wait in `staged_contacts`."""
    columns = {name: CONTACT_TYPES.get(name, "text") for name in StagedContact._fields}
    working = {"customer_id": "uuid", "contact_id": "uuid", "outcome": "text"}
    await staging.create(session, "staged_contacts", columns | working)
    return await staging.fill(session, "staged_contacts", StagedContact._fields, rows, on_rows)


async def move_customers(session: AsyncSession, newcomers: Newcomers) -> Moved:
    """The staged customers are in, each under its code; the new ones with the default profile."""
    at = newcomers.values
    await staging.run(
        session,
        """
        UPDATE staged_customers s SET customer_id = c.id FROM customers c
        WHERE c.company_id = :company AND c.code = s.code
        """,
        at,
    )
    names = tuple(CUSTOMER_DEFAULTS)
    told = ", ".join(f"coalesce({_staged(name)}, c.{name}) AS {name}" for name in names)
    updated = await staging.run(
        session,
        f"""
        WITH fresh AS (
          SELECT c.id, {told} FROM staged_customers s
          JOIN customers c ON c.company_id = :company AND c.id = s.customer_id
        ), changed AS (
          UPDATE customers c
          SET {", ".join(f"{name} = fresh.{name}" for name in names)}, updated_at = :now
          FROM fresh WHERE c.company_id = :company AND c.id = fresh.id
            AND ({_list("c", names)}) IS DISTINCT FROM ({_list("fresh", names)})
          RETURNING c.id
        )
        UPDATE staged_customers s SET outcome = 'updated' FROM changed
        WHERE s.customer_id = changed.id
        """,  # noqa: S608  names of our own columns
        at,
    )
    values = ", ".join(f"coalesce({_staged(n)}, {CUSTOMER_DEFAULTS[n]})" for n in names)
    created = await staging.run(
        session,
        f"""
        INSERT INTO customers (company_id, id, code, debtor_type, profile_id, watched, note,
          version, created_at, updated_at, {", ".join(names)})
        SELECT :company, s.id, s.code, 'unknown', :profile, false, '', 1, :now, :now, {values}
        FROM staged_customers s WHERE s.customer_id IS NULL ORDER BY s.line
        """,  # noqa: S608  names of our own columns
        at,
    )
    await staging.run(
        session,
        """
        UPDATE staged_customers SET customer_id = id, outcome = 'created'
        WHERE customer_id IS NULL
        """,
    )
    staged = await staging.count(session, "staged_customers")
    return Moved(created, updated, staged - created - updated)


async def move_contacts(
    session: AsyncSession, company_id: UUID, *, now: datetime
) -> tuple[Moved, list[tuple[int, str]]]:
    """The staged contacts are in, and the lines with the codes of customers nobody knows."""
    at = {"company": company_id, "now": now}
    await staging.run(
        session,
        """
        DELETE FROM staged_contacts s USING (
          SELECT id, row_number() OVER (PARTITION BY customer_code, CASE WHEN email <> ''
            THEN lower(email) ELSE concat_ws(chr(9), '', lower(first_name), lower(last_name)) END
            ORDER BY line, id) AS rank
          FROM staged_contacts
        ) twins WHERE twins.id = s.id AND twins.rank > 1
        """,
    )
    await staging.run(
        session,
        """
        UPDATE staged_contacts s SET customer_id = c.id FROM customers c
        WHERE c.company_id = :company AND c.code = s.customer_code
        """,
        at,
    )
    orphans = await session.execute(
        text("DELETE FROM staged_contacts WHERE customer_id IS NULL RETURNING line, customer_code")
    )
    unknown = [(row.line, row.customer_code) for row in orphans]
    for same in (SAME_ADDRESS, SAME_NAME):
        await staging.run(
            session,
            f"""
            UPDATE staged_contacts s SET contact_id = k.id FROM contacts k
            WHERE k.company_id = :company AND k.customer_id = s.customer_id AND {same}
            """,  # noqa: S608  one of the two above
            at,
        )
    moved = Moved(
        updated=await _update_contacts(session, at), created=await _insert_contacts(session, at)
    )
    staged = await staging.count(session, "staged_contacts")
    return Moved(moved.created, moved.updated, staged - moved.created - moved.updated), unknown


async def _update_contacts(session: AsyncSession, at: dict[str, object]) -> int:
    names = (*CONTACT_TEXTS, "receives_reminders")
    told = ", ".join(f"coalesce(s.{name}, k.{name}) AS {name}" for name in names)
    return await staging.run(
        session,
        f"""
        WITH fresh AS (
          SELECT k.id, {told} FROM staged_contacts s
          JOIN contacts k ON k.company_id = :company AND k.id = s.contact_id
        )
        UPDATE contacts k
        SET {", ".join(f"{name} = fresh.{name}" for name in names)}, updated_at = :now
        FROM fresh WHERE k.company_id = :company AND k.id = fresh.id
          AND ({_list("k", names)}) IS DISTINCT FROM ({_list("fresh", names)})
        """,  # noqa: S608  names of our own columns
        at,
    )


async def _insert_contacts(session: AsyncSession, at: dict[str, object]) -> int:
    """The first contact of a customer becomes the main one where there is none yet."""
    texts = ", ".join(f"coalesce(s.{name}, '')" for name in CONTACT_TEXTS)
    return await staging.run(
        session,
        f"""
        INSERT INTO contacts (company_id, id, customer_id, email, email_status, created_at,
          updated_at, receives_reminders, is_main, {", ".join(CONTACT_TEXTS)})
        SELECT :company, s.id, s.customer_id, s.email, 'ok', :now, :now,
          coalesce(s.receives_reminders, true),
          row_number() OVER (PARTITION BY s.customer_id ORDER BY s.is_main DESC, s.line, s.id) = 1
            AND NOT EXISTS (SELECT FROM contacts k WHERE k.company_id = :company
              AND k.customer_id = s.customer_id AND k.is_main),
          {texts}
        FROM staged_contacts s WHERE s.contact_id IS NULL
        """,  # noqa: S608  names of our own columns
        at,
    )


async def open_unknown(session: AsyncSession, newcomers: Newcomers) -> int:
    """Whoever the staged receivables name and nobody knows is a customer; how many there were."""
    return await staging.run(
        session,
        f"""
        INSERT INTO customers (company_id, id, code, debtor_type, profile_id, watched, note,
          version, created_at, updated_at, {", ".join(CUSTOMER_DEFAULTS)})
        SELECT :company, s.id, s.customer_code, 'unknown', :profile, false, '', 1, :now, :now,
          coalesce(NULLIF(s.customer_name, ''), s.customer_code),
          {", ".join(list(CUSTOMER_DEFAULTS.values())[1:])}
        FROM (
          SELECT DISTINCT ON (customer_code) id, customer_code, customer_name
          FROM staged_receivables
          ORDER BY customer_code, customer_name IS NULL, line
        ) s
        ON CONFLICT (company_id, code) DO NOTHING
        """,  # noqa: S608  names of our own columns
        newcomers.values,
    )


async def outcomes(session: AsyncSession) -> list[Outcome]:
    """What became of each staged customer."""
    rows = await session.execute(
        text(
            "SELECT line, customer_id, coalesce(outcome, 'unchanged') AS outcome"
            " FROM staged_customers"
        )
    )
    return [Outcome(row.line, row.customer_id, row.outcome) for row in rows]


def _staged(name: str) -> str:
    return "s.address_lines::jsonb" if name == "address_lines" else f"s.{name}"


def _list(table: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)

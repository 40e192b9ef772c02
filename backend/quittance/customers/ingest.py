"""The ledger's customers, set by set: staged, matched, then only what differs moves.

A door: connectors fill the staging table, these functions move its rows in. What the ledger
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
    """A customer as the ledger tells it; null where it is silent."""

    line: int
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


# What a load did, as statements: ids made, rows changed as they were before.
MADE = """
SELECT id FROM staged_customers WHERE outcome = 'created'
UNION ALL SELECT id FROM opened_customers
"""
CHANGED = "SELECT before FROM staged_customers WHERE before IS NOT NULL"
CUSTOMER_TYPES = {
    "line": "integer",
    "address_lines": "text",
    "credit_limit_minor": "bigint",
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


async def stage_customers(
    session: AsyncSession, rows: Iterator[StagedCustomer], on_rows: OnRows | None = None
) -> int:
    """The customers wait in `staged_customers`."""
    columns = {name: CUSTOMER_TYPES.get(name, "text") for name in StagedCustomer._fields}
    working = {
        "id": staging.NEW_ID,  # serves if the customer is new
        "customer_id": "uuid",
        "outcome": "text",
        "before": "jsonb",
    }
    await staging.create(session, "staged_customers", columns | working)
    await staging.create(session, "opened_customers", {"id": "uuid"})
    return await staging.fill(session, "staged_customers", StagedCustomer._fields, rows, on_rows)


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
            AND ({columns_of("c", names)}) IS DISTINCT FROM ({columns_of("fresh", names)})
          RETURNING c.id, to_jsonb(old) AS before
        )
        UPDATE staged_customers s SET outcome = 'updated', before = changed.before FROM changed
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


async def open_unknown(session: AsyncSession, newcomers: Newcomers) -> int:
    """Whoever staged lines still without a customer name is a customer; how many there were."""
    return await staging.run(
        session,
        f"""
        WITH opened AS (
        INSERT INTO customers (company_id, id, code, debtor_type, profile_id, watched, note,
          version, created_at, updated_at, {", ".join(CUSTOMER_DEFAULTS)})
        SELECT :company, s.id, s.customer_code, 'unknown', :profile, false, '', 1, :now, :now,
          coalesce(NULLIF(s.customer_name, ''), s.customer_code),
          {", ".join(list(CUSTOMER_DEFAULTS.values())[1:])}
        FROM (
          SELECT DISTINCT ON (customer_code) id, customer_code, customer_name
          FROM staged_receivables WHERE customer_id IS NULL
          ORDER BY customer_code, customer_name IS NULL, line
        ) s
        ON CONFLICT (company_id, code) DO NOTHING RETURNING id
        ) INSERT INTO opened_customers SELECT id FROM opened
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


def columns_of(table: str, names: tuple[str, ...]) -> str:
    """The columns as a comparison of two rows lists them."""
    return ", ".join(f"{table}.{name}" for name in names)

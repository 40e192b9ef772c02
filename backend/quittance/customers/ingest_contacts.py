"""The ledger's contacts, set by set: known by address, or by name where there is none.

A door, beside `customers.ingest`: a customer's people come after the customer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.ingest import Moved, columns_of
from quittance.platform import staging
from quittance.platform.staging import OnRows


class StagedContact(NamedTuple):
    """A person at a customer's, known by address, or by name where there is none."""

    line: int
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


# What a load did, as statements: ids made, rows changed as they were before.
MADE = "SELECT id FROM staged_contacts WHERE contact_id IS NULL"
CHANGED = "SELECT before FROM staged_contacts WHERE before IS NOT NULL"
TYPES = {
    "line": "integer",
    "receives_reminders": "boolean",
    "is_main": "boolean",
}
SAME_ADDRESS = "s.email <> '' AND lower(k.email) = lower(s.email)"
SAME_NAME = """s.email = '' AND k.email = ''
  AND lower(k.last_name) = lower(coalesce(s.last_name, ''))
  AND lower(k.first_name) = lower(coalesce(s.first_name, ''))"""
TEXTS = (
    "civility",
    "first_name",
    "last_name",
    "phone",
    "department",
    "function",
    "language",
)


async def stage(
    session: AsyncSession, rows: Iterator[StagedContact], on_rows: OnRows | None = None
) -> int:
    """The contacts wait in `staged_contacts`."""
    columns = {name: TYPES.get(name, "text") for name in StagedContact._fields}
    working = {
        "id": staging.NEW_ID,  # serves if the contact is new
        "customer_id": "uuid",
        "contact_id": "uuid",
        "before": "jsonb",
    }
    await staging.create(session, "staged_contacts", columns | working)
    return await staging.fill(session, "staged_contacts", StagedContact._fields, rows, on_rows)


async def move(
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
    moved = Moved(updated=await _update(session, at), created=await _insert(session, at))
    staged = await staging.count(session, "staged_contacts")
    return Moved(moved.created, moved.updated, staged - moved.created - moved.updated), unknown


async def _update(session: AsyncSession, at: dict[str, object]) -> int:
    names = (*TEXTS, "receives_reminders")
    told = ", ".join(f"coalesce(s.{name}, k.{name}) AS {name}" for name in names)
    return await staging.run(
        session,
        f"""
        WITH fresh AS (
          SELECT k.id, {told} FROM staged_contacts s
          JOIN contacts k ON k.company_id = :company AND k.id = s.contact_id
        ), changed AS (
          UPDATE contacts k
          SET {", ".join(f"{name} = fresh.{name}" for name in names)}, updated_at = :now
          FROM fresh WHERE k.company_id = :company AND k.id = fresh.id
            AND ({columns_of("k", names)}) IS DISTINCT FROM ({columns_of("fresh", names)})
          RETURNING k.id, to_jsonb(old) AS before
        )
        UPDATE staged_contacts s SET before = changed.before FROM changed
        WHERE s.contact_id = changed.id
        """,  # noqa: S608  names of our own columns
        at,
    )


async def _insert(session: AsyncSession, at: dict[str, object]) -> int:
    """The first contact of a customer becomes the main one where there is none yet."""
    texts = ", ".join(f"coalesce(s.{name}, '')" for name in TEXTS)
    return await staging.run(
        session,
        f"""
        INSERT INTO contacts (company_id, id, customer_id, email, email_status, created_at,
          updated_at, receives_reminders, is_main, {", ".join(TEXTS)})
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

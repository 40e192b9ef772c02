"""What a load made and changed, kept for a day in few rows, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.connectors.models import LoadChange
from quittance.customers import ingest as customers
from quittance.customers import ingest_contacts as contacts
from quittance.platform import staging
from quittance.receivables import ingest as receivables

KEPT_FOR = timedelta(hours=24)
FORGET_LOAD = "forget_load_changes"
IDS_PER_ROW = 10_000
ROWS_PER_ROW = 500

KEEP_MADE = """
INSERT INTO load_changes (company_id, id, run_id, subject, made, before)
SELECT :company, gen_random_uuid(), :run, :subject, array_agg(id), '[]'
FROM (SELECT id, (row_number() OVER () - 1) / {size} AS part FROM ({rows}) made) parts
GROUP BY part
"""
KEEP_CHANGED = """
INSERT INTO load_changes (company_id, id, run_id, subject, made, before)
SELECT :company, gen_random_uuid(), :run, :subject, '{{}}', jsonb_agg(before)
FROM (SELECT before, (row_number() OVER () - 1) / {size} AS part FROM ({rows}) changed) parts
GROUP BY part
"""

LIST_MADE = """
INSERT INTO undone_made SELECT subject, unnest(made) FROM load_changes
WHERE company_id = :company AND run_id = :run
"""
LIST_ROWS = """
INSERT INTO undone_rows
SELECT l.subject, (one ->> 'id')::uuid, one
FROM load_changes l CROSS JOIN LATERAL jsonb_array_elements(l.before) one
WHERE l.company_id = :company AND l.run_id = :run
"""


async def keep(session: AsyncSession, company_id: UUID, run_id: UUID, *, with_lines: bool) -> None:
    """What the load of this transaction has done can be read later."""
    values = {"company": company_id, "run": run_id}
    for subject, made, changed in _staged(with_lines=with_lines):
        await staging.run(
            session,
            KEEP_MADE.format(size=IDS_PER_ROW, rows=made),
            {**values, "subject": subject},
        )
        await staging.run(
            session,
            KEEP_CHANGED.format(size=ROWS_PER_ROW, rows=changed),
            {**values, "subject": subject},
        )


def _staged(*, with_lines: bool) -> Iterator[tuple[str, str, str]]:
    yield "customers", customers.MADE, customers.CHANGED
    yield "contacts", contacts.MADE, contacts.CHANGED
    if with_lines:
        yield "receivables", receivables.MADE, receivables.CHANGED


async def spread(session: AsyncSession, company_id: UUID, run_id: UUID) -> None:
    """What the load did lies in `undone_made` and `undone_rows` until the transaction ends."""
    await staging.create(session, "undone_made", {"subject": "text", "id": "uuid"})
    await staging.create(
        session, "undone_rows", {"subject": "text", "id": "uuid", "before": "jsonb"}
    )
    for step in (LIST_MADE, LIST_ROWS, "ANALYZE undone_made", "ANALYZE undone_rows"):
        await staging.run(session, step, {"company": company_id, "run": run_id})


async def forget(session: AsyncSession, company_id: UUID, run_id: UUID) -> None:
    """Nothing is kept of what the load did: it stays."""
    await session.execute(
        delete(LoadChange).where(LoadChange.company_id == company_id, LoadChange.run_id == run_id)
    )

"""Take a load back: the lines it made are gone, those it changed are as they were before.

A door, beside `receivables.ingest`: whoever keeps what a load did fills `undone_made` (subject,
id) and `undone_rows` (subject, id, before), and has seen that nothing depends on it.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import staging
from quittance.receivables import ingest_sql
from quittance.receivables.ingest import Turn

RESTORED = (*ingest_sql.COMPARED, "closed_at", "level_reached_on")

LOCK = """
SELECT r.id FROM receivables r
WHERE r.company_id = :company AND r.id IN (
  SELECT id FROM undone_made WHERE subject = 'receivables'
  UNION ALL SELECT id FROM undone_rows WHERE subject = 'receivables')
ORDER BY r.id FOR UPDATE
"""

_WAS = """
FROM undone_rows u
CROSS JOIN LATERAL jsonb_populate_record(NULL::receivables, u.before) was
WHERE u.subject = 'receivables' AND r.company_id = :company AND r.id = u.id
"""

TURNS = """
SELECT r.id, r.customer_id, r.number, r.currency, r.amount_minor, was.balance_minor,
  was.status = 'closed' AS closes, coalesce(was.reconciled_on, :today) AS closed_on
FROM undone_rows u
CROSS JOIN LATERAL jsonb_populate_record(NULL::receivables, u.before) was
JOIN receivables r ON r.company_id = :company AND r.id = u.id
WHERE u.subject = 'receivables' AND r.status <> was.status AND was.status IN ('open', 'closed')
ORDER BY r.id
"""

FORGET_LEVELS = """
DELETE FROM level_changes l
WHERE l.company_id = :company AND l.reason = 'import' AND l.changed_at = :applied_at
  AND l.receivable_id IN (
    SELECT id FROM undone_made WHERE subject = 'receivables'
    UNION ALL SELECT id FROM undone_rows WHERE subject = 'receivables')
"""

REMOVE = """
DELETE FROM receivables r USING undone_made m
WHERE m.subject = 'receivables' AND r.company_id = :company AND r.id = m.id
"""

# Two lines may have swapped their names: none may stand in the other's way.
UNNAME = f"""
UPDATE receivables r SET external_id = NULL {_WAS}
  AND r.external_id IS DISTINCT FROM was.external_id
"""  # noqa: S608  our own text

# A note written since stays, and so does the instant it was written at.
RESTORE = f"""
UPDATE receivables r SET {", ".join(f"{name} = was.{name}" for name in RESTORED)},
  updated_at = CASE WHEN r.updated_at = :applied_at THEN was.updated_at ELSE r.updated_at END
{_WAS}
"""  # noqa: S608  names of our own columns


async def lock(session: AsyncSession, company_id: UUID) -> None:
    """Nobody promises, contests or reminds any of these lines until the transaction ends."""
    await staging.run(session, LOCK, {"company": company_id})


async def restore(
    session: AsyncSession, company_id: UUID, *, applied_at: datetime, today: date
) -> list[Turn]:
    """The lines are as before the load of `applied_at`; those that close or open again are told."""
    values = {"company": company_id, "applied_at": applied_at, "today": today}
    rows = await session.execute(staging.statement(TURNS, values))
    turns = [Turn(**row) for row in rows.mappings()]
    for step in (FORGET_LEVELS, REMOVE, UNNAME, RESTORE):
        await staging.run(session, step, values)
    return turns

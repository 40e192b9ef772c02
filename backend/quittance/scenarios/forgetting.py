"""What was planned about lines that are to go: the next plan says it anew.

A door: whoever takes lines out of the ledger (`connectors.rollback`) calls it first.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import forgetting as deliveries
from quittance.platform import staging
from quittance.scenarios import planning

FORGET = """
DELETE FROM actions a
WHERE a.company_id = :company AND a.status = 'planned' AND (
  a.customer_id IN (SELECT id FROM undone_made WHERE subject = 'customers')
  OR a.id IN (
    SELECT l.action_id FROM action_lines l
    JOIN undone_made m ON m.subject = 'receivables' AND m.id = l.receivable_id
    WHERE l.company_id = :company))
"""


async def forget_planned(session: AsyncSession, company_id: UUID) -> None:
    """No planned action speaks of what is listed in `undone_made`; nobody plans meanwhile.

    Nor does a message whose confirmation was undone: nothing of it was ever said.
    """
    await planning.take_turn(session, company_id)
    await deliveries.forget_undone(session, company_id)
    await staging.run(session, FORGET, {"company": company_id})

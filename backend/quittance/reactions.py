"""What follows from what happened; read it to know how the product behaves.

The sealer calls `react` once for each batch of facts of one company, in the transaction that
seals them: what follows is due exactly when the fact is in the chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import due_work
from quittance.platform.events import EventRow
from quittance.receivables import events as receivables

# A fact about a customer after which its plan is computed again.
REPLAN_CUSTOMER: frozenset[str] = frozenset(
    event.type
    for event in (
        receivables.ReceivablePaid,
        receivables.ReceivableReopened,
        receivables.LevelChanged,
        receivables.HoldPlaced,
        receivables.HoldReleased,
    )
)


async def react(
    session: AsyncSession, company_id: UUID, rows: Sequence[EventRow], now: datetime
) -> None:
    """Plans to compute again are due, and partners are told."""
    customers = {row.customer_id for row in rows if row.customer_id and row.type in REPLAN_CUSTOMER}
    await due_work.schedule(session, company_id, "plan_customer", customers, now)

"""What follows from what happened; read it to know how the product behaves.

The sealer calls `react` once for each batch of facts of one company, in the transaction that
seals them: what follows is due exactly when the fact is in the chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import events as deliveries
from quittance.payments import service as payment_service
from quittance.platform import due_work
from quittance.platform.events import EventRow
from quittance.promises import events as promises
from quittance.promises import service as promise_service
from quittance.receivables import events as receivables
from quittance.scenarios import events as scenarios
from quittance.webhooks import service as webhooks

# A fact about a customer after which its plan is computed again. What a load changes is not here:
# the load itself asks for one plan of all it touched.
REPLAN_CUSTOMER: frozenset[str] = frozenset(
    event.type
    for event in (
        receivables.LevelChanged,
        receivables.HoldPlaced,
        receivables.HoldReleased,
        promises.PromiseBroken,
        deliveries.DeliveryRefused,
        deliveries.DeliveryReturned,
        scenarios.ReminderDone,
    )
)

# A fact about a customer after which its pending promises are judged again.
JUDGE_PROMISES: frozenset[str] = frozenset(
    event.type for event in (receivables.ReceivablePaid, receivables.ReceivableReopened)
)


async def react(
    session: AsyncSession, company_id: UUID, rows: Sequence[EventRow], now: datetime
) -> None:
    """Plans are due again, promises and payment notices are judged, partners are told."""
    await due_work.schedule(
        session, company_id, "plan_customer", _customers(rows, REPLAN_CUSTOMER), now
    )
    paying = _customers(rows, JUDGE_PROMISES)
    if paying:
        await promise_service.settle_on_payment(session, company_id, paying, now=now)
        await payment_service.confirm_paid(session, company_id, paying, now=now)
    await webhooks.fan_out(session, company_id, rows, now)


def _customers(rows: Sequence[EventRow], types: frozenset[str]) -> set[UUID]:
    return {row.customer_id for row in rows if row.customer_id and row.type in types}

"""What debtors contest, as a collector heard it."""

from typing import Any
from uuid import UUID

from quittance.disputes import service
from quittance.disputes.models import Dispute
from quittance.domain.dispute_reason import DisputeReason
from quittance.platform.events import Actor, ActorKind
from tests.factories.portal import Debtor

CLAIRE = Actor(ActorKind.USER, name="Claire Vasseur")


async def contested(debtor: Debtor, *receivables: UUID, **changes: Any) -> Dispute:
    """A quantity is contested."""
    creditor = debtor.creditor
    facts: dict[str, Any] = {
        "customer_id": debtor.id,
        "receivables": receivables,
        "reason": DisputeReason.QUANTITY,
        "details": "12 unités reçues au lieu de 15",
        "source": "collector",
        "actor": CLAIRE,
        "now": creditor.now(),
    }
    async with creditor.database.transaction(creditor.company_id) as session:
        return await service.open_dispute(session, creditor.company_id, **{**facts, **changes})

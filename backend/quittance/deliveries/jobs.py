"""Send what is due: claim, speak, settle."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from quittance.deliveries import claims, settlement
from quittance.deliveries.claims import Desk
from quittance.deliveries.ports import EmailSender, Outcomes, PortalLinks
from quittance.platform import due_work
from quittance.platform.jobs import JobContext

PAUSE = timedelta(minutes=15)


async def send_delivery(job: JobContext, company_id: UUID, delivery_id: UUID) -> None:
    """The delivery was handed over, or it is written why not; nothing is open while we speak."""
    sender, outcomes = job.provider(EmailSender), job.provider(Outcomes)
    desk = Desk(
        storage=job.storage,
        links=job.provider(PortalLinks),
        outcomes=outcomes,
        mail_domain=job.settings.mail_domain,
        provider=sender.name,
        idempotency=sender.idempotency,
    )
    try:
        async with job.transaction(company_id) as session:
            claim = await claims.claim(session, company_id, delivery_id, desk, now=job.now())
    except Exception:
        # Nothing was spoken and nothing is written: without a pause it would ring for ever.
        async with job.transaction(company_id) as session:
            again_at = job.now() + PAUSE
            await due_work.postpone(session, company_id, settlement.SEND, delivery_id, again_at)
        raise
    if claim is None:  # already sent, on hold, taken out, or another worker has it
        return

    outcome = await sender.send(claim.email)

    async with job.transaction(company_id) as session:
        await settlement.settle(session, claim, outcome, outcomes, now=job.now())

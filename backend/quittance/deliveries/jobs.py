"""Send what is due: claim, speak, settle."""

from __future__ import annotations

import asyncio
import logging
from uuid import UUID

from quittance.deliveries import claims, settlement
from quittance.deliveries.claims import PAUSE, Desk
from quittance.deliveries.ports import EmailSender, Outcomes, PortalLinks, Unconfirmed
from quittance.deliveries.settlement import SEND, Answered, Claim
from quittance.platform import due_work, generation
from quittance.platform.jobs import JobContext

log = logging.getLogger(__name__)

# Two handfuls at a time: one is written while the other is spoken. More would only claim what has
# to wait for a line, and would be unconfirmed should we die.
TURNS = asyncio.Semaphore(2)
SETTLE_EVERY_S = 0.5


async def send_deliveries(job: JobContext, company_id: UUID, batch_id: UUID) -> None:
    """The batch was handed over, or it is written why not; nothing is open while we speak."""
    is_ours = True
    while is_ours:
        async with TURNS:
            is_ours = await _send_handful(job, company_id, batch_id)


async def _send_handful(job: JobContext, company_id: UUID, batch_id: UUID) -> bool:
    """Whether the batch was ours: then there may be more of it."""
    sender = job.provider(EmailSender)
    for_us = await _claim(job, company_id, batch_id, sender)
    if for_us is None:
        return False
    speaking = {asyncio.create_task(_speak(sender, one)) for one in for_us}
    while speaking:
        done, speaking = await asyncio.wait(speaking, timeout=SETTLE_EVERY_S)
        await _settle(job, company_id, batch_id, [task.result() for task in done])
    return True


async def _claim(
    job: JobContext, company_id: UUID, batch_id: UUID, sender: EmailSender
) -> list[Claim] | None:
    desk = Desk(
        storage=job.storage,
        links=job.provider(PortalLinks),
        outcomes=job.provider(Outcomes),
        mail_domain=job.settings.mail_domain,
        provider=sender.name,
        idempotency=sender.idempotency,
    )
    try:
        async with job.transaction(company_id) as session:
            if not await generation.may_speak(session, job.mark, now=job.now()):
                return None
            for_us = await claims.claim(session, company_id, batch_id, desk, now=job.now())
            words = await generation.advance(session) if for_us else ""
    except Exception:
        # Nothing was spoken and nothing is written: without a pause it would ring for ever.
        async with job.transaction(company_id) as session:
            again_at = job.now() + PAUSE
            await due_work.postpone(session, company_id, SEND, batch_id, again_at)
        raise
    if job.mark is not None and words:
        await job.mark.write(words)  # before a word: an older database will know that it is
    return for_us


async def _speak(sender: EmailSender, claim: Claim) -> Answered:
    """An adapter that breaks has perhaps spoken before."""
    try:
        return Answered(claim, await sender.send(claim.email))
    except Exception as error:
        log.exception("A sender broke.", extra={"delivery_id": claim.delivery_id})
        return Answered(claim, Unconfirmed(f"{type(error).__name__}: {error}"))


async def _settle(
    job: JobContext, company_id: UUID, batch_id: UUID, answers: list[Answered]
) -> None:
    if answers:
        async with job.transaction(company_id) as session:
            await settlement.settle(
                session, company_id, batch_id, answers, job.provider(Outcomes), now=job.now()
            )

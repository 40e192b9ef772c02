"""Send what is due: claim, speak, settle."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import attempts, claims, settlement
from quittance.deliveries.attempts import Answered, Claim
from quittance.deliveries.claims import PAUSE, Desk
from quittance.deliveries.ports import (
    AT_ONCE,
    FRESH,
    LEASE,
    EmailSender,
    Outcomes,
    PortalLinks,
    Unconfirmed,
)
from quittance.deliveries.settlement import SEND
from quittance.platform import due_work, generation
from quittance.platform.jobs import JobContext

log = logging.getLogger(__name__)

# Two batches in hand: one is looked at and written while the other is spoken.
IN_HAND = asyncio.Semaphore(2)
FLOOR = asyncio.Lock()
RETRY_S = 0.5
OUR_FAULT = (DataError, IntegrityError, ProgrammingError)

T = TypeVar("T")


async def send_deliveries(job: JobContext, company_id: UUID, batch_id: UUID) -> None:
    """The batch was handed over, or it is written why not; nothing is open while we speak."""
    is_ours = True
    while is_ours:
        async with IN_HAND:
            is_ours = await _send(job, company_id, batch_id)


async def _send(job: JobContext, company_id: UUID, batch_id: UUID) -> bool:
    """Whether the batch was ours: then there may be more of it."""
    sender = job.provider(EmailSender)
    fresh_until = job.now() + FRESH
    ours = await _claim(job, company_id, batch_id, sender)
    if ours is None:
        return False
    if ours:
        async with FLOOR:
            answers, unsaid = await _speak_all(job, company_id, ours, sender, fresh_until)
        settle = partial(
            settlement.settle,
            company_id=company_id,
            batch_id=batch_id,
            answers=answers,
            unsaid=unsaid,
            outcomes=job.provider(Outcomes),
            now=job.now(),
        )
        await _committed(job, company_id, settle, until=job.now() + LEASE)
    return True


async def _speak_all(
    job: JobContext,
    company_id: UUID,
    ours: Sequence[Claim],
    sender: EmailSender,
    fresh_until: datetime,
) -> tuple[list[Answered], Sequence[Claim]]:
    """What was answered, and the claims there was no time for: the facts may have changed."""
    answers: list[Answered] = []
    heard: list[Answered] = []
    for start in range(0, len(ours), AT_ONCE):
        now = job.now()
        if now >= fresh_until:
            return answers, ours[start:]
        begin = partial(
            attempts.begin,
            company_id=company_id,
            group=ours[start : start + AT_ONCE],
            heard=heard,
            provider=sender.name,
            now=now,
        )
        begun = await _committed(job, company_id, begin, until=fresh_until)
        heard = list(await asyncio.gather(*[_speak(sender, one) for one in begun]))
        answers += heard
    return answers, ()


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


async def _committed(
    job: JobContext,
    company_id: UUID,
    do: Callable[[AsyncSession], Awaitable[T]],
    *,
    until: datetime,
) -> T:
    """It was done, though the database was away for a while.

    What providers have answered is known to us alone until it is written.
    """
    while True:
        try:
            async with job.transaction(company_id) as session:
                return await do(session)
        except OUR_FAULT:
            raise
        except (DBAPIError, OSError):
            if job.now() >= until:
                raise
            log.warning("The database is away; trying again.")
            await asyncio.sleep(RETRY_S)

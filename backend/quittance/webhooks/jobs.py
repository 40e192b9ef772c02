"""What the worker does for webhooks: calls to an endpoint, a notice, forgetting old messages."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from uuid import UUID

from quittance.deliveries.ports import EmailSender, Unreachable
from quittance.domain.retry import JITTER_PERCENT
from quittance.platform import due_work, metrics
from quittance.platform.clock import stopwatch
from quittance.platform.jobs import JobContext
from quittance.platform.secrets import Sealer
from quittance.webhooks import attempts, notices, service
from quittance.webhooks.attempts import Call, Spoken
from quittance.webhooks.endpoints import FORGET
from quittance.webhooks.ports import Answered, WebhookCaller

FORGET_LEASE = timedelta(minutes=10)
TURN_S = 20.0  # after which an endpoint with more to hear lets others have theirs
ALL_BUSY = timedelta(seconds=5)
# Endpoints that one worker speaks to at a time: half of what it can do, so that however many
# partners are slow, debtors have their messages.
MOST_AT_ONCE = 10
_hands = asyncio.Semaphore(MOST_AT_ONCE)


async def call_endpoint(job: JobContext, company_id: UUID, endpoint_id: UUID) -> None:
    """The endpoint was told what is due, for as long as a turn lasts; nobody else tells it."""
    if _hands.locked():
        async with job.transaction(company_id) as session:
            at = job.now() + ALL_BUSY
            await due_work.put_off(session, company_id, service.CALL, endpoint_id, at)
        return
    async with _hands:
        await _take_turn(job, company_id, endpoint_id)


async def _take_turn(job: JobContext, company_id: UUID, endpoint_id: UUID) -> None:
    """Claim, speak, settle, again and again: no transaction is open while the receiver thinks."""
    began = stopwatch()
    sealer = job.provider(Sealer)
    async with job.transaction(company_id) as session:
        calls = await attempts.claim(session, company_id, endpoint_id, sealer=sealer, now=job.now())
    while calls:
        spoken = await asyncio.gather(*(_speak(job, call) for call in calls))
        async with job.transaction(company_id) as session:
            calls = await attempts.settle(
                session,
                spoken,
                sealer=sealer,
                jitter=random.randint(-JITTER_PERCENT, JITTER_PERCENT),  # noqa: S311  no secret
                goes_on=stopwatch() - began < TURN_S,
                now=job.now(),
            )


async def _speak(job: JobContext, call: Call) -> Spoken:
    started = stopwatch()
    outcome = await job.provider(WebhookCaller).call(call.url, call.headers, call.body)
    duration_ms = round((stopwatch() - started) * 1000)
    answer = f"{outcome.status_code // 100}xx" if isinstance(outcome, Answered) else "no answer"
    metrics.WEBHOOK_ATTEMPTS.labels(answer).inc()
    return Spoken(call, outcome, duration_ms)


async def write_webhook_notice(job: JobContext, company_id: UUID, endpoint_id: UUID) -> None:
    """The company's administrators have mail about an endpoint that fails or was disabled."""
    async with job.transaction(company_id) as session:
        notice = await notices.claim(
            session,
            company_id,
            endpoint_id,
            mail_domain=job.settings.mail_domain,
            public_url=job.settings.public_url,
            now=job.now(),
        )
    if notice is None:
        return
    sender = job.provider(EmailSender)
    outcomes = [await sender.send(email) for email in notice.emails]
    is_sent = not any(isinstance(one, Unreachable) for one in outcomes)
    async with job.transaction(company_id) as session:
        await notices.settle(session, notice, is_sent=is_sent, now=job.now())


async def forget_webhook_messages(job: JobContext, company_id: UUID, id: UUID) -> None:
    """Once a day, messages older than 30 days are forgotten."""
    now = job.now()
    async with job.transaction(company_id) as session:
        if await due_work.claim(session, company_id, FORGET, id, now=now, lease=FORGET_LEASE):
            await service.forget_messages(session, company_id, now=now)
            await due_work.postpone(session, company_id, FORGET, id, now + timedelta(days=1))

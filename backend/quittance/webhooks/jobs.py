"""What the worker does for webhooks: an attempt, a notice, and forgetting old messages."""

from __future__ import annotations

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
from quittance.webhooks.endpoints import FORGET
from quittance.webhooks.ports import Answered, WebhookCaller

FORGET_LEASE = timedelta(minutes=10)


async def attempt_webhook(job: JobContext, company_id: UUID, delivery_id: UUID) -> None:
    """Claim, speak, settle: no transaction is open while the receiver thinks."""
    attempted_at = job.now()
    async with job.transaction(company_id) as session:
        claimed = await attempts.claim(
            session, company_id, delivery_id, sealer=job.provider(Sealer), now=attempted_at
        )
    if claimed is None:
        return

    started = stopwatch()
    outcome = await job.provider(WebhookCaller).call(claimed.url, claimed.headers, claimed.body)
    duration_ms = round((stopwatch() - started) * 1000)
    answer = f"{outcome.status_code // 100}xx" if isinstance(outcome, Answered) else "no answer"
    metrics.WEBHOOK_ATTEMPTS.labels(answer).inc()

    async with job.transaction(company_id) as session:
        await attempts.settle(
            session,
            claimed,
            outcome,
            attempted_at=attempted_at,
            duration_ms=duration_ms,
            jitter=random.randint(-JITTER_PERCENT, JITTER_PERCENT),  # noqa: S311  no secret
            now=job.now(),
        )


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

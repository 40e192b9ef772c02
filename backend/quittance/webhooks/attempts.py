"""One attempt: claimed, spoken by the job, settled.

A webhook may come twice: an attempt whose worker died is simply made again under the same
`webhook-id`, by which receivers drop doubles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.retry import WEBHOOK_DELAYS, next_try_at
from quittance.platform import due_work
from quittance.platform.ids import new_id
from quittance.platform.secrets import Sealer
from quittance.webhooks import endpoints, queries, verdict
from quittance.webhooks.models import (
    EndpointStatus,
    MessageStatus,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
)
from quittance.webhooks.ports import Answered, Outcome
from quittance.webhooks.service import ATTEMPT
from quittance.webhooks.signing import signed_headers
from quittance.webhooks.verdict import Failing, Farewell, Fate, Verdict

LEASE = timedelta(minutes=1)  # four times what a call may last


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one attempt posts; ours until the lease ends."""

    company_id: UUID
    delivery_id: UUID
    token: UUID
    url: str
    headers: Mapping[str, str]
    body: bytes


async def claim(
    session: AsyncSession, company_id: UUID, delivery_id: UUID, *, sealer: Sealer, now: datetime
) -> Claimed | None:
    """The attempt to make now; None if there is none: already made, or nobody to tell."""
    token = await due_work.claim(session, company_id, ATTEMPT, delivery_id, now=now, lease=LEASE)
    if token is None:
        return None
    found = await queries.to_attempt(session, company_id, delivery_id)
    if found is None or found[0].status is not MessageStatus.PENDING:
        await due_work.done(session, company_id, ATTEMPT, delivery_id)
        return None

    delivery, message, endpoint = found
    if endpoint.status is not EndpointStatus.ENABLED:
        _end(delivery, MessageStatus.FAILED)
        await due_work.done(session, company_id, ATTEMPT, delivery_id)
        return None
    if endpoint.paused_until is not None and now < endpoint.paused_until:
        await _wait(session, delivery, endpoint.paused_until)
        return None
    secrets = endpoints.active_secrets(endpoint, sealer, now)
    headers = signed_headers(secrets, str(message.id), now, message.body)
    return Claimed(company_id, delivery_id, token, endpoint.url, headers, message.body)


async def settle(
    session: AsyncSession,
    claimed: Claimed,
    outcome: Outcome,
    *,
    attempted_at: datetime,
    duration_ms: int,
    jitter: int,
    now: datetime,
) -> None:
    """The attempt is in the log, and the message delivered, due again, or given up.

    `jitter` is a percentage between -20 and 20, so that receivers that fell over together are not
    called again together.
    """
    company_id = claimed.company_id
    if not await due_work.finish(
        session, company_id, ATTEMPT, claimed.delivery_id, claim=claimed.token
    ):
        return  # the lease ended: somebody else makes this attempt again
    found = await queries.to_attempt(session, company_id, claimed.delivery_id)
    if found is None:
        return

    delivery, _, endpoint = found
    session.add(_attempt(claimed, outcome, attempted_at, duration_ms))
    delivery.attempts += 1
    judged = verdict.judge(outcome, now)
    farewell = await _remember(session, endpoint, judged, outcome, now)
    next_at = next_try_at(
        now,
        delivery.attempts,
        delays=WEBHOOK_DELAYS,
        jitter=jitter,
        retry_after=judged.retry_after,
    )
    if judged.fate is Fate.DELIVERED:
        _end(delivery, MessageStatus.DELIVERED)
    elif judged.fate is Fate.ABORTED:
        _end(delivery, MessageStatus.ABORTED)
    elif next_at is None or farewell is not None:
        _end(delivery, MessageStatus.FAILED)
    else:
        await _wait(session, delivery, next_at)


async def _remember(
    session: AsyncSession,
    endpoint: WebhookEndpoint,
    judged: Verdict,
    outcome: Outcome,
    now: datetime,
) -> Farewell | None:
    """The endpoint's health after this answer; why it is disabled, if it is."""
    is_troubled = endpoint.first_failure_at is not None or endpoint.paused_until is not None
    if judged.fate is Fate.DELIVERED and judged.farewell is None and not is_troubled:
        return None  # the usual case writes nothing: a busy endpoint's row is no bottleneck
    company_id = endpoint.company_id
    endpoint = await queries.locked_endpoint(session, company_id, endpoint.id)
    was_warned = endpoint.failing_since is not None
    if judged.fate is Fate.DELIVERED:
        failing = Failing()
        endpoint.paused_until = None
    else:
        failing = Failing(endpoint.first_failure_at, endpoint.failing_since)
        failing = verdict.after_failure(failing, now)
        pause = judged.retry_after or verdict.rest(outcome, failing, now)
        endpoint.paused_until = now + pause if pause else endpoint.paused_until
    endpoint.first_failure_at, endpoint.failing_since = failing.first_at, failing.since

    farewell = judged.farewell
    if farewell is None and verdict.is_given_up(failing, now):
        farewell = Farewell.FAILING
    if endpoint.status is not EndpointStatus.ENABLED:
        return farewell
    if farewell is not None:
        await endpoints.disable(session, company_id, endpoint, farewell, now=now)
    elif failing.since is not None and not was_warned:
        await endpoints.warn(session, company_id, endpoint, now=now)
    return farewell


def _attempt(
    claimed: Claimed, outcome: Outcome, attempted_at: datetime, duration_ms: int
) -> WebhookAttempt:
    attempt = WebhookAttempt(
        company_id=claimed.company_id,
        id=new_id(),
        delivery_id=claimed.delivery_id,
        attempted_at=attempted_at,
        duration_ms=duration_ms,
        signature=claimed.headers.get("webhook-signature", ""),
    )
    if isinstance(outcome, Answered):
        attempt.status_code, attempt.response = outcome.status_code, outcome.response
    else:
        attempt.error = outcome.reason[:200]
    return attempt


def _end(delivery: WebhookDelivery, status: MessageStatus) -> None:
    delivery.status = status
    delivery.next_attempt_at = None


async def _wait(session: AsyncSession, delivery: WebhookDelivery, until: datetime) -> None:
    delivery.next_attempt_at = until
    await due_work.postpone(session, delivery.company_id, ATTEMPT, delivery.id, until)

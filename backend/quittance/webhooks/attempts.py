"""Calls to one endpoint: a handful claimed, spoken by the job, settled, and the next handful.

One worker at a time speaks to an endpoint, so that a slow one holds one pair of hands, however much
waits for it. A webhook may come twice: a call whose worker died is simply made again under the
same `webhook-id`, by which receivers drop doubles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
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
from quittance.webhooks.service import CALL
from quittance.webhooks.signing import signed_headers
from quittance.webhooks.verdict import Failing, Farewell, Fate, Verdict

HANDFUL = 4
LEASE = timedelta(minutes=1)  # four times what a call may last
LOOK_AGAIN = timedelta(seconds=1)  # while another worker speaks to the endpoint


@dataclass(frozen=True, slots=True)
class Call:
    """What is posted for one delivery; ours until the lease ends."""

    company_id: UUID
    endpoint_id: UUID
    delivery_id: UUID
    claimed_at: datetime
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def leased_until(self) -> datetime:
        """From then on somebody else may make this call."""
        return self.claimed_at + LEASE


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call that was made, and what came of it."""

    call: Call
    outcome: Outcome
    duration_ms: int


async def claim(
    session: AsyncSession, company_id: UUID, endpoint_id: UUID, *, sealer: Sealer, now: datetime
) -> Sequence[Call]:
    """The calls to make now; none if nothing is due, or another worker is speaking."""
    endpoint = await queries.endpoint_to_call(session, company_id, endpoint_id)
    if not await due_work.claim(session, company_id, CALL, endpoint_id, now=now, lease=LEASE):
        return ()
    if endpoint is None:
        await due_work.done(session, company_id, CALL, endpoint_id)
        return ()
    if endpoint.called_until is not None and now < endpoint.called_until:
        await due_work.put_off(session, company_id, CALL, endpoint_id, now + LOOK_AGAIN)
        return ()
    return await _next_calls(session, endpoint, sealer=sealer, now=now)


async def settle(
    session: AsyncSession,
    spoken: Sequence[Spoken],
    *,
    sealer: Sealer,
    jitter: int,
    goes_on: bool,
    now: datetime,
) -> Sequence[Call]:
    """The attempts are in the log, their messages delivered, due again or given up.

    Returns the calls to make next, if the worker goes on. `jitter` is a percentage between -20 and
    20, so that receivers that fell over together are not called again together.
    """
    first = spoken[0].call
    endpoint = await queries.endpoint_to_call(session, first.company_id, first.endpoint_id)
    if endpoint is None:  # removed meanwhile, its log with it
        return ()
    told = await queries.deliveries(
        session, first.company_id, [one.call.delivery_id for one in spoken]
    )
    for one in spoken:
        delivery = told.get(one.call.delivery_id)
        if delivery is not None:
            session.add(_attempt(one))
            # Otherwise the lease ended, or a person asked for it again: it is made once more.
            if delivery.next_attempt_at == one.call.leased_until:
                await _judge(session, endpoint, delivery, one.outcome, jitter=jitter, now=now)
    if endpoint.called_until != first.leased_until:
        return ()  # we were so slow that another worker speaks to the endpoint

    # Its row is held from here on: a fact told meanwhile is seen below, or rings after us.
    await due_work.postpone(session, first.company_id, CALL, endpoint.id, now + LEASE)
    return await _next_calls(session, endpoint, sealer=sealer, goes_on=goes_on, now=now)


async def _next_calls(
    session: AsyncSession,
    endpoint: WebhookEndpoint,
    *,
    sealer: Sealer,
    goes_on: bool = True,
    now: datetime,
) -> Sequence[Call]:
    """What to say now; where there is nothing, the endpoint is free until something is due."""
    company_id = endpoint.company_id
    if endpoint.status is not EndpointStatus.ENABLED:
        await _give_up_waiting(session, endpoint)
    elif endpoint.paused_until is not None and now < endpoint.paused_until:
        await _hold_back(session, endpoint, endpoint.paused_until)
    elif goes_on:
        # One that just failed is tried by one message, not by four.
        limit = HANDFUL if endpoint.first_failure_at is None else 1
        ripe = await queries.ripe(session, endpoint, now=now, limit=limit)
        if ripe:
            secrets = endpoints.active_secrets(endpoint, sealer, now)
            calls = [
                Call(
                    company_id,
                    endpoint.id,
                    delivery.id,
                    now,
                    endpoint.url,
                    signed_headers(secrets, str(message.id), now, message.body),
                    message.body,
                )
                for delivery, message in ripe
            ]
            endpoint.called_until = calls[0].leased_until
            for delivery, _ in ripe:
                delivery.next_attempt_at = calls[0].leased_until
            return calls

    endpoint.called_until = None
    next_at = await queries.next_attempt_at(session, endpoint)
    if next_at is None:
        await due_work.done(session, company_id, CALL, endpoint.id)
    else:
        await due_work.postpone(session, company_id, CALL, endpoint.id, next_at)
    return ()


async def _give_up_waiting(session: AsyncSession, endpoint: WebhookEndpoint) -> None:
    """Nothing waits for an endpoint that is off."""
    await session.execute(
        update(WebhookDelivery)
        .where(*queries.waiting(endpoint))
        .values(status=MessageStatus.FAILED, next_attempt_at=None)
    )


async def _hold_back(session: AsyncSession, endpoint: WebhookEndpoint, until: datetime) -> None:
    """Nothing that waits for the endpoint is due before then."""
    await session.execute(
        update(WebhookDelivery)
        .where(*queries.waiting(endpoint), WebhookDelivery.next_attempt_at < until)
        .values(next_attempt_at=until)
    )


async def _judge(
    session: AsyncSession,
    endpoint: WebhookEndpoint,
    delivery: WebhookDelivery,
    outcome: Outcome,
    *,
    jitter: int,
    now: datetime,
) -> None:
    """The message stands where this answer leaves it, and so does the endpoint's health."""
    delivery.attempts += 1
    judged = verdict.judge(outcome, now)
    farewell = await _remember(session, endpoint, judged, outcome, now)
    delivery.next_attempt_at = None
    if judged.fate is Fate.DELIVERED:
        delivery.status = MessageStatus.DELIVERED
    elif judged.fate is Fate.ABORTED:
        delivery.status = MessageStatus.ABORTED
    else:
        next_at = next_try_at(
            now,
            delivery.attempts,
            delays=WEBHOOK_DELAYS,
            jitter=jitter,
            retry_after=judged.retry_after,
        )
        if next_at is None or farewell is not None:
            delivery.status = MessageStatus.FAILED
        else:
            delivery.next_attempt_at = next_at


async def _remember(
    session: AsyncSession,
    endpoint: WebhookEndpoint,
    judged: Verdict,
    outcome: Outcome,
    now: datetime,
) -> Farewell | None:
    """The endpoint's health after this answer; why it is disabled, if it is."""
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
        await endpoints.disable(session, endpoint.company_id, endpoint, farewell, now=now)
    elif failing.since is not None and not was_warned:
        await endpoints.warn(session, endpoint.company_id, endpoint, now=now)
    return farewell


def _attempt(spoken: Spoken) -> WebhookAttempt:
    attempt = WebhookAttempt(
        company_id=spoken.call.company_id,
        id=new_id(),
        delivery_id=spoken.call.delivery_id,
        attempted_at=spoken.call.claimed_at,
        duration_ms=spoken.duration_ms,
        signature=spoken.call.headers.get("webhook-signature", ""),
    )
    if isinstance(spoken.outcome, Answered):
        attempt.status_code = spoken.outcome.status_code
        attempt.response = spoken.outcome.response
    else:
        attempt.error = spoken.outcome.reason[:200]
    return attempt

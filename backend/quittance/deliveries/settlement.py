"""What becomes of a delivery once the provider has answered, and everything that follows from it.

Each function runs in one transaction with its consequences: the status, the attempt, the fact for
the trail, the work that is no longer due, and the room above that is told (`Outcomes`).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import service as customers
from quittance.deliveries import queries
from quittance.deliveries.events import (
    DeliveryDropped,
    DeliveryRefused,
    DeliveryReturned,
    DeliverySent,
    DeliveryUnconfirmed,
)
from quittance.deliveries.models import Attempt, Delivery, DeliveryStatus
from quittance.deliveries.ports import (
    Accepted,
    Email,
    Outcome,
    Outcomes,
    Refused,
    Settled,
    Unconfirmed,
    Unreachable,
)
from quittance.domain.retry import EMAIL_DELAYS, JITTER_PERCENT, next_try_at
from quittance.platform import due_work, events
from quittance.platform.events import SYSTEM, Actor, Event

SEND = "send_delivery"
DETAIL_LENGTH = 500
REF_LENGTH = 200

REFUSED = "refused"
GAVE_UP = "gave_up"
TO_CONFIRM_AGAIN = "to_confirm_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that is ours to speak of, once, until the lease is over."""

    company_id: UUID
    delivery_id: UUID
    token: UUID
    attempt_id: UUID
    attempt: int
    email: Email


async def settle(
    session: AsyncSession, claim: Claim, outcome: Outcome, outcomes: Outcomes, *, now: datetime
) -> bool:
    """The outcome is written; False if the claim had expired and somebody else settled it."""
    delivery = await queries.lock_claimed(session, claim.company_id, claim.delivery_id, claim.token)
    if delivery is None:
        return False
    await _end(session, claim, outcome, now)
    match outcome:
        case Accepted():
            await sent(session, delivery, outcomes, sent_at=now, now=now)
        case Refused(reason=reason, is_address_dead=is_dead):
            await refused(session, delivery, outcomes, reason=REFUSED, detail=reason, now=now)
            if is_dead and delivery.contact_id is not None:
                await customers.mark_bounced(
                    session, claim.company_id, delivery.contact_id, now=now
                )
        case Unreachable():
            await _try_later(
                session,
                delivery,
                outcomes,
                reason=outcome.reason,
                attempts=claim.attempt,
                retry_in=outcome.retry_in,
                now=now,
            )
        case Unconfirmed(detail=detail):
            await unconfirmed(session, delivery, outcomes, detail=detail, now=now)
    return True


async def sent(
    session: AsyncSession,
    delivery: Delivery,
    outcomes: Outcomes,
    *,
    sent_at: datetime,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """The provider has it: from here on the step counts as reached."""
    delivery.status, delivery.sent_at = DeliveryStatus.SENT, sent_at
    event = DeliverySent(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        level=delivery.level,
        recipient=delivery.recipient_address,
        subject=delivery.subject,
        currency=delivery.currency,
        amount_minor=delivery.amount_minor,
        approved_minor=sum(line["approved_minor"] for line in delivery.lines),
    )
    await _over(session, delivery, outcomes, event, actor=actor, now=now)


async def refused(
    session: AsyncSession,
    delivery: Delivery,
    outcomes: Outcomes,
    *,
    reason: str,
    detail: str = "",
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """It will not arrive, and no other try is made."""
    _say(delivery, DeliveryStatus.REFUSED, reason, detail)
    event = DeliveryRefused(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        reason=reason,
        detail=delivery.detail,
    )
    await _over(session, delivery, outcomes, event, actor=actor, now=now)


async def unconfirmed(
    session: AsyncSession, delivery: Delivery, outcomes: Outcomes, *, detail: str, now: datetime
) -> None:
    """Nobody knows whether it left: it waits for a receipt or a person, never for another try."""
    _say(delivery, DeliveryStatus.UNCONFIRMED, "", detail)
    event = DeliveryUnconfirmed(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        detail=delivery.detail,
    )
    await _over(session, delivery, outcomes, event, now=now)


async def dropped(
    session: AsyncSession,
    delivery: Delivery,
    outcomes: Outcomes,
    *,
    reason: str,
    detail: str = "",
    now: datetime,
) -> None:
    """There was nothing left to say, or nobody to say it to."""
    _say(delivery, DeliveryStatus.DROPPED, reason, detail)
    event = DeliveryDropped(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        reason=reason,
    )
    await _over(session, delivery, outcomes, event, now=now)


async def returned(
    session: AsyncSession,
    delivery: Delivery,
    outcomes: Outcomes,
    *,
    reason: str,
    detail: str = "",
    now: datetime,
) -> None:
    """A person has to look again: what was approved is no longer what would leave."""
    _say(delivery, DeliveryStatus.CANCELLED, reason, detail)
    event = DeliveryReturned(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        reason=reason,
        detail=delivery.detail,
    )
    await _over(session, delivery, outcomes, event, now=now)


async def _try_later(
    session: AsyncSession,
    delivery: Delivery,
    outcomes: Outcomes,
    *,
    reason: str,
    attempts: int,
    retry_in: timedelta | None,
    now: datetime,
) -> None:
    """Queued again, after a pause that grows; refused once all tries are spent."""
    again_at = next_try_at(
        now,
        attempts,
        delays=EMAIL_DELAYS,
        jitter=secrets.randbelow(2 * JITTER_PERCENT + 1) - JITTER_PERCENT,
        retry_after=retry_in,
    )
    if again_at is None:
        await refused(session, delivery, outcomes, reason=GAVE_UP, detail=reason, now=now)
        return
    _say(delivery, DeliveryStatus.QUEUED, "", reason)
    delivery.claim, delivery.lease_until = None, None
    await due_work.postpone(session, delivery.company_id, SEND, delivery.id, again_at)


def _say(delivery: Delivery, status: DeliveryStatus, reason: str, detail: str) -> None:
    delivery.status, delivery.reason = status, reason
    delivery.detail = detail[:DETAIL_LENGTH]


async def _over(
    session: AsyncSession,
    delivery: Delivery,
    outcomes: Outcomes,
    event: Event,
    *,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """Nothing more is due for the delivery; the trail and the room above know why."""
    delivery.settled_at = now
    delivery.claim, delivery.lease_until = None, None
    await due_work.done(session, delivery.company_id, SEND, delivery.id)
    await events.record(session, delivery.company_id, event, actor=actor, now=now)
    settled = Settled(
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        customer_id=delivery.customer_id,
        channel=delivery.channel,
        role=delivery.role.value,
        kind=delivery.kind,
        level=delivery.level,
        status=delivery.status.value,
        reason=delivery.reason,
        spoken=tuple(
            UUID(line["receivable_id"]) for line in delivery.lines if line["removed"] is None
        ),
    )
    await outcomes.settled(session, delivery.company_id, settled, now)


async def _end(session: AsyncSession, claim: Claim, outcome: Outcome, now: datetime) -> None:
    """The attempt has ended, with the provider's words."""
    is_accepted = isinstance(outcome, Accepted)
    await session.execute(
        update(Attempt)
        .where(Attempt.company_id == claim.company_id, Attempt.id == claim.attempt_id)
        .values(
            ended_at=now,
            outcome=type(outcome).__name__.lower(),
            provider_ref=words_of(outcome)[:REF_LENGTH] if is_accepted else "",
            detail="" if is_accepted else words_of(outcome)[:DETAIL_LENGTH],
        )
    )


def words_of(outcome: Outcome) -> str:
    """What the provider said, or what we know of the line that dropped."""
    match outcome:
        case Accepted(provider_ref=words):
            return words
        case Unconfirmed(detail=words):
            return words
        case Refused() | Unreachable():
            return outcome.reason

"""What becomes of deliveries once the provider has answered, and everything that follows from it.

A status changes with its consequences in one transaction: the attempt, the fact for the trail, the
appointment that is over or put off, and the room above that is told (`Outcomes`).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import service as customers
from quittance.deliveries import queries
from quittance.deliveries.attempts import DETAIL_LENGTH, Answered, Claim, note
from quittance.deliveries.events import (
    DeliveryDropped,
    DeliveryRefused,
    DeliveryReturned,
    DeliverySent,
    DeliveryUnconfirmed,
)
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.ports import (
    Accepted,
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

SEND = "send_deliveries"

REFUSED = "refused"
GAVE_UP = "gave_up"
TO_CONFIRM_AGAIN = "to_confirm_again"


async def settle(
    session: AsyncSession,
    company_id: UUID,
    batch_id: UUID,
    answers: Sequence[Answered],
    outcomes: Outcomes,
    *,
    unsaid: Sequence[Claim] = (),
    now: datetime,
) -> int:
    """The outcomes are written, with all that follows; how many. The unsaid are due again.

    A claim that had expired is somebody else's by now.
    """
    claims = [*(one.claim for one in answers), *unsaid]
    ours = await queries.lock_claimed(
        session, company_id, {one.delivery_id: one.attempt_id for one in claims}
    )
    held = [one for one in answers if one.claim.delivery_id in ours]
    ended: list[tuple[Delivery, Event]] = []
    for one in held:
        delivery = ours[one.claim.delivery_id]
        event = answered(delivery, one.outcome, one.claim.attempt, now)
        if event is not None:
            ended.append((delivery, event))
        if isinstance(one.outcome, Refused) and one.outcome.is_address_dead:
            await _bury(session, delivery, now)
    for claim in unsaid:
        if claim.delivery_id in ours:
            put_off(ours[claim.delivery_id], now, "")
    await note(session, company_id, held, now=now)
    await tell(session, company_id, ended, outcomes, now=now)
    await close(session, company_id, batch_id)
    return len(held)


def answered(delivery: Delivery, said: Outcome, attempt: int, now: datetime) -> Event | None:
    """The delivery is as the outcome says; the fact to record, unless it is only tried again."""
    match said:
        case Accepted():
            return sent(delivery, sent_at=now, now=now)
        case Refused(reason=reason):
            return refused(delivery, reason=REFUSED, detail=reason, now=now)
        case Unconfirmed(detail=detail):
            return unconfirmed(delivery, detail=detail, now=now)
        case Unreachable() as outcome:
            return _tried(delivery, outcome, attempt, now)


def _tried(delivery: Delivery, outcome: Unreachable, attempts: int, now: datetime) -> Event | None:
    """Queued again, after a pause that grows; refused once all tries are spent."""
    again_at = next_try_at(
        now,
        attempts,
        delays=EMAIL_DELAYS,
        jitter=secrets.randbelow(2 * JITTER_PERCENT + 1) - JITTER_PERCENT,
        retry_after=outcome.retry_in,
    )
    if again_at is None:
        return refused(delivery, reason=GAVE_UP, detail=outcome.reason, now=now)
    put_off(delivery, again_at, outcome.reason)
    return None


def put_off(delivery: Delivery, until: datetime, detail: str) -> None:
    """Nothing was said; it is due again then."""
    _say(delivery, DeliveryStatus.QUEUED, "", detail)
    delivery.due_at = until
    delivery.claim, delivery.lease_until = None, None


def sent(delivery: Delivery, *, sent_at: datetime, now: datetime) -> Event:
    """The provider has it: from here on the step counts as reached."""
    _end(delivery, DeliveryStatus.SENT, delivery.reason, "", now)
    delivery.sent_at = sent_at
    return DeliverySent(
        **_naming(delivery),
        level=delivery.level,
        subject=delivery.subject,
        currency=delivery.currency,
        amount_minor=delivery.amount_minor,
        approved_minor=sum(line["approved_minor"] for line in delivery.lines),
    )


def refused(delivery: Delivery, *, reason: str, detail: str = "", now: datetime) -> Event:
    """It will not arrive, and no other try is made."""
    _end(delivery, DeliveryStatus.REFUSED, reason, detail, now)
    return DeliveryRefused(
        **_naming(delivery),
        reason=reason,
        detail=delivery.detail,
    )


def unconfirmed(delivery: Delivery, *, detail: str, now: datetime) -> Event:
    """Nobody knows whether it left: it waits for a receipt or a person, never for another try."""
    _end(delivery, DeliveryStatus.UNCONFIRMED, delivery.reason, detail, now)
    return DeliveryUnconfirmed(
        **_naming(delivery),
        detail=delivery.detail,
    )


def dropped(delivery: Delivery, *, reason: str, detail: str = "", now: datetime) -> Event:
    """There was nothing left to say, or nobody to say it to."""
    _end(delivery, DeliveryStatus.DROPPED, reason, detail, now)
    return DeliveryDropped(
        **_naming(delivery),
        reason=reason,
    )


def returned(delivery: Delivery, *, reason: str, detail: str = "", now: datetime) -> Event:
    """A person has to look again: what was approved is no longer what would leave."""
    _end(delivery, DeliveryStatus.CANCELLED, reason, detail, now)
    return DeliveryReturned(
        **_naming(delivery),
        reason=reason,
        detail=delivery.detail,
    )


def _naming(delivery: Delivery) -> dict[str, Any]:
    """What every fact about a delivery says of it."""
    return {
        "customer_id": delivery.customer_id,
        "delivery_id": delivery.id,
        "source_id": delivery.source_id,
        "channel": delivery.channel,
        "kind": delivery.kind,
        "recipient": delivery.recipient_address,
    }


async def tell(
    session: AsyncSession,
    company_id: UUID,
    ended: Sequence[tuple[Delivery, Event]],
    outcomes: Outcomes,
    *,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """The trail and the room above know what became of these deliveries."""
    if ended:
        facts = [event for _, event in ended]
        await events.record(session, company_id, *facts, actor=actor, now=now)
        told = [_settled(delivery) for delivery, _ in ended]
        await outcomes.settled(session, company_id, told, now=now)


async def close(session: AsyncSession, company_id: UUID, batch_id: UUID) -> None:
    """The batch's appointment is over, or put off to the next delivery that is due.

    While some are still under way it stays as it is: should we die, it falls due by itself.
    """
    await session.flush()
    next_at, under_way = await queries.left_of_batch(session, company_id, batch_id)
    if under_way:
        return
    if next_at is None:
        await due_work.done(session, company_id, SEND, batch_id)
    else:
        await due_work.postpone(session, company_id, SEND, batch_id, next_at)


def _settled(delivery: Delivery) -> Settled:
    return Settled(
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


def _end(
    delivery: Delivery, status: DeliveryStatus, reason: str, detail: str, now: datetime
) -> None:
    _say(delivery, status, reason, detail)
    delivery.settled_at = now
    delivery.claim, delivery.lease_until = None, None


def _say(delivery: Delivery, status: DeliveryStatus, reason: str, detail: str) -> None:
    delivery.status, delivery.reason = status, reason
    delivery.detail = detail[:DETAIL_LENGTH]


async def _bury(session: AsyncSession, delivery: Delivery, now: datetime) -> None:
    """Nobody lives at the contact's address."""
    if delivery.contact_id is not None:
        await customers.mark_bounced(session, delivery.company_id, delivery.contact_id, now=now)

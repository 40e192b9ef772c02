"""What becomes of deliveries once the provider has answered, and everything that follows from it.

A status changes with its consequences in one transaction: the attempt, the fact for the trail, the
appointment that is over or put off, and the room above that is told (`Outcomes`).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
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

SEND = "send_deliveries"
NOTE = text("""
    UPDATE attempts SET ended_at = :now, outcome = heard.outcome,
        provider_ref = heard.ref, detail = heard.detail
    FROM unnest(CAST(:id AS uuid[]), CAST(:outcome AS text[]), CAST(:ref AS text[]),
        CAST(:detail AS text[])) AS heard (id, outcome, ref, detail)
    WHERE company_id = :company AND attempts.id = heard.id AND ended_at IS NULL
""")
DETAIL_LENGTH = 500
REF_LENGTH = 200

REFUSED = "refused"
GAVE_UP = "gave_up"
TO_CONFIRM_AGAIN = "to_confirm_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that is ours to speak of, once, until the lease is over.

    `attempt_id` is the claim itself: the attempt bears its name once it has begun.
    """

    delivery_id: UUID
    attempt_id: UUID
    attempt: int
    email: Email


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim and what the provider made of it."""

    claim: Claim
    outcome: Outcome


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


async def note(
    session: AsyncSession, company_id: UUID, answers: Sequence[Answered], *, now: datetime
) -> None:
    """The attempts have ended, with the provider's words; those that had ended stay as they were.

    Should we die before the outcomes are settled, whoever comes next knows them from here.
    """
    if not answers:
        return
    said = [_ended(one) for one in answers]
    await session.execute(
        NOTE,
        {"company": company_id, "now": now} | {key: [one[key] for one in said] for key in said[0]},
    )


def outcome_of(attempt: Attempt, *, otherwise: str, now: datetime) -> Outcome:
    """The outcome an attempt was noted with; from now on doubt, if nobody noted any."""
    if attempt.ended_at is None:
        attempt.ended_at, attempt.outcome, attempt.detail = now, "unconfirmed", otherwise
    match attempt.outcome:
        case "accepted":
            return Accepted(attempt.provider_ref)
        case "refused":
            return Refused(attempt.detail)
        case "unreachable":
            return Unreachable(attempt.detail)
        case _:
            return Unconfirmed(attempt.detail)


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


def refused(delivery: Delivery, *, reason: str, detail: str = "", now: datetime) -> Event:
    """It will not arrive, and no other try is made."""
    _end(delivery, DeliveryStatus.REFUSED, reason, detail, now)
    return DeliveryRefused(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        reason=reason,
        detail=delivery.detail,
    )


def unconfirmed(delivery: Delivery, *, detail: str, now: datetime) -> Event:
    """Nobody knows whether it left: it waits for a receipt or a person, never for another try."""
    _end(delivery, DeliveryStatus.UNCONFIRMED, delivery.reason, detail, now)
    return DeliveryUnconfirmed(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        detail=delivery.detail,
    )


def dropped(delivery: Delivery, *, reason: str, detail: str = "", now: datetime) -> Event:
    """There was nothing left to say, or nobody to say it to."""
    _end(delivery, DeliveryStatus.DROPPED, reason, detail, now)
    return DeliveryDropped(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        reason=reason,
    )


def returned(delivery: Delivery, *, reason: str, detail: str = "", now: datetime) -> Event:
    """A person has to look again: what was approved is no longer what would leave."""
    _end(delivery, DeliveryStatus.CANCELLED, reason, detail, now)
    return DeliveryReturned(
        customer_id=delivery.customer_id,
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        channel=delivery.channel,
        kind=delivery.kind,
        recipient=delivery.recipient_address,
        reason=reason,
        detail=delivery.detail,
    )


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


def _ended(answered: Answered) -> dict[str, UUID | str]:
    """The attempt's end as the table keeps it."""
    outcome = answered.outcome
    is_accepted = isinstance(outcome, Accepted)
    words = words_of(outcome)
    return {
        "id": answered.claim.attempt_id,
        "outcome": type(outcome).__name__.lower(),
        "ref": words[:REF_LENGTH] if is_accepted else "",
        "detail": "" if is_accepted else words[:DETAIL_LENGTH],
    }


def words_of(outcome: Outcome) -> str:
    """What the provider said, or what we know of the line that dropped."""
    match outcome:
        case Accepted(provider_ref=words):
            return words
        case Unconfirmed(detail=words):
            return words
        case Refused() | Unreachable():
            return outcome.reason

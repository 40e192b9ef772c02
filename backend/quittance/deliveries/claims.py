"""The claim: the last committed act before speaking, and the last look within it (design §7.1).

In one short transaction the delivery is taken under a lease, compared with the facts as they are,
written, kept as bytes, and given an attempt. When it commits, nothing stands between the message
and the provider; when the worker dies after it, the message was perhaps sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import mime, queries, writing
from quittance.deliveries.judgement import Judgement
from quittance.deliveries.models import Attempt, Delivery, DeliveryStatus
from quittance.deliveries.ports import LEASE, Email, Idempotency, Outcomes, PortalLinks
from quittance.deliveries.settlement import (
    SEND,
    TO_CONFIRM_AGAIN,
    Claim,
    dropped,
    returned,
    unconfirmed,
)
from quittance.deliveries.writing import Scene
from quittance.domain.last_look import Verdict
from quittance.platform import due_work
from quittance.platform.errors import AppError
from quittance.platform.ids import new_id
from quittance.platform.storage import BlobStore

NO_ADDRESS = "no_address"
ADDRESS_CHANGED = "address_changed"
SHRUNK = "shrunk"
LEASE_OVER = "The worker stopped before it knew the answer."


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What claiming needs besides the database."""

    storage: BlobStore
    links: PortalLinks
    outcomes: Outcomes
    mail_domain: str
    provider: str
    idempotency: Idempotency


async def claim(
    session: AsyncSession, company_id: UUID, delivery_id: UUID, desk: Desk, *, now: datetime
) -> Claim | None:
    """The delivery is ours to speak of once; None when there is nothing to do, or not for us."""
    token = await due_work.claim(session, company_id, SEND, delivery_id, now=now, lease=LEASE)
    if token is None:
        return None
    delivery = await queries.lock(session, company_id, delivery_id)
    if delivery.status is DeliveryStatus.CLAIMED:
        return await _after_a_death(session, delivery, desk, token=token, now=now)
    if delivery.status is not DeliveryStatus.QUEUED:
        await due_work.done(session, company_id, SEND, delivery_id)
        return None

    scene = await writing.scene(session, delivery, now=now)
    if await _has_ended(session, delivery, scene, desk, now):
        return None
    try:
        content = await _write(session, delivery, scene, desk, now)
    except AppError as refusal:  # its text cannot be written with these facts: a person repairs it
        code, said = refusal.code, refusal.detail
        await returned(session, delivery, desk.outcomes, reason=code, detail=said, now=now)
        return None
    return await _take(session, delivery, desk, content=content, token=token, now=now)


async def _has_ended(
    session: AsyncSession, delivery: Delivery, scene: Scene, desk: Desk, now: datetime
) -> bool:
    """Whether the last look leaves nobody to write to, nothing to say, or a person to ask."""
    if objection := _objection_to_address(delivery, scene):
        reason, detail = objection
        end = returned if reason == ADDRESS_CHANGED else dropped
        await end(session, delivery, desk.outcomes, reason=reason, detail=detail, now=now)
        return True
    judgement = scene.judgement
    _note(delivery, judgement)
    if judgement.verdict is Verdict.DROP:
        await dropped(session, delivery, desk.outcomes, reason=judgement.reason, now=now)
        return True
    if judgement.verdict is Verdict.TO_CONFIRM:
        again, why = TO_CONFIRM_AGAIN, judgement.reason
        await returned(session, delivery, desk.outcomes, reason=again, detail=why, now=now)
        return True
    return False


def _objection_to_address(delivery: Delivery, scene: Scene) -> tuple[str, str] | None:
    """Why nothing may be sent to the approved address any more, if so."""
    address, contact = delivery.recipient_address, scene.contact
    if not mime.is_address(address):
        return NO_ADDRESS, "malformed"
    if contact is None:  # a copy within the house
        return None
    if contact.email.strip().lower() != address.lower():
        return ADDRESS_CHANGED, ""
    status = contact.email_status.value
    return None if status == "ok" else (NO_ADDRESS, status)


def _note(delivery: Delivery, judgement: Judgement) -> None:
    """The delivery tells what the last look left of what was approved, line by line."""
    delivery.lines = [
        line
        | {
            "sent_minor": judgement.asked.get(UUID(line["receivable_id"])),
            "removed": judgement.removed.get(UUID(line["receivable_id"])),
        }
        for line in delivery.lines
    ]
    delivery.amount_minor = sum(judgement.asked.values())
    delivery.reason = SHRUNK if judgement.verdict is Verdict.SEND_SHRUNK else ""
    delivery.detail = ""


async def _write(
    session: AsyncSession, delivery: Delivery, scene: Scene, desk: Desk, now: datetime
) -> bytes:
    """The message as bytes, kept under `message_key` before a word of it is spoken."""
    urls = await desk.links.link(
        session,
        delivery.company_id,
        customer_id=delivery.customer_id,
        contact_id=delivery.contact_id,
        delivery_id=delivery.id,
        sent_to=delivery.recipient_address,
        now=now,
    )
    rendered = await writing.rendered(session, delivery, scene, urls)
    if delivery.message_id is None:
        delivery.message_id = mime.new_message_id(delivery.id, desk.mail_domain)
    letter = writing.letter(delivery, scene, rendered, domain=desk.mail_domain, now=now)
    content = mime.written(letter)
    delivery.message_key = await desk.storage.put(delivery.company_id, content)
    delivery.subject = letter.subject
    return content


async def _take(
    session: AsyncSession,
    delivery: Delivery,
    desk: Desk,
    *,
    content: bytes,
    token: UUID,
    now: datetime,
) -> Claim:
    """The delivery is under way: whoever finds it so after the lease knows what that means."""
    delivery.status = DeliveryStatus.CLAIMED
    delivery.claim, delivery.lease_until = token, now + LEASE
    company_id, attempt_id = delivery.company_id, new_id()
    before = (
        select(func.count())
        .select_from(Attempt)
        .where(Attempt.company_id == company_id, Attempt.delivery_id == delivery.id)
        .scalar_subquery()
    )
    number = await session.scalar(
        insert(Attempt)
        .values(
            company_id=company_id,
            id=attempt_id,
            delivery_id=delivery.id,
            number=before + 1,
            provider=desk.provider,
            started_at=now,
        )
        .returning(Attempt.number)
    )
    return Claim(
        company_id=company_id,
        delivery_id=delivery.id,
        token=token,
        attempt_id=attempt_id,
        attempt=number or 1,
        email=Email(
            key=delivery.id,
            mail_from=mime.bounce_address(delivery.id, desk.mail_domain),
            rcpt_to=delivery.recipient_address,
            message=content,
        ),
    )


async def _after_a_death(
    session: AsyncSession, delivery: Delivery, desk: Desk, *, token: UUID, now: datetime
) -> Claim | None:
    """A worker took it and was never heard of again: said to be unconfirmed, never said twice.

    A provider that knows a message when it sees it again is given the very same bytes.
    """
    attempt = await queries.open_attempt(session, delivery.company_id, delivery.id)
    if attempt is not None:
        attempt.ended_at, attempt.outcome, attempt.detail = now, "unconfirmed", LEASE_OVER
    if desk.idempotency is Idempotency.NONE:
        await unconfirmed(session, delivery, desk.outcomes, detail=LEASE_OVER, now=now)
        return None
    content = await desk.storage.get(delivery.message_key)
    return await _take(session, delivery, desk, content=content, token=token, now=now)

"""The claim: the last committed act before speaking, and the last look within it (design §7.1).

In one short transaction a handful of deliveries is taken under a lease, each is compared with the
facts as they are, written, kept as bytes, and given an attempt. When it commits, nothing stands
between them and the provider; of what a worker said before it died, nobody can be sure.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import mime, queries, writing
from quittance.deliveries.judgement import Judgement
from quittance.deliveries.models import Attempt, Delivery, DeliveryStatus
from quittance.deliveries.ports import (
    LEASE,
    Email,
    Idempotency,
    LinkAsk,
    Outcomes,
    PortalLinks,
    PortalUrls,
)
from quittance.deliveries.settlement import (
    SEND,
    TO_CONFIRM_AGAIN,
    Claim,
    close,
    dropped,
    put_off,
    returned,
    tell,
    unconfirmed,
)
from quittance.deliveries.writing import Scene, Texts
from quittance.domain.last_look import Verdict
from quittance.platform import due_work
from quittance.platform.errors import AppError
from quittance.platform.events import Event
from quittance.platform.ids import new_id
from quittance.platform.storage import BlobStore

log = logging.getLogger(__name__)

NO_ADDRESS = "no_address"
ADDRESS_CHANGED = "address_changed"
SHRUNK = "shrunk"
LEASE_OVER = "The worker stopped before it knew the answer."
PAUSE = timedelta(minutes=15)
# What a few lines speak at once: a worker that dies leaves no more than this unconfirmed a turn.
HANDFUL = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What claiming needs besides the database."""

    storage: BlobStore
    links: PortalLinks
    outcomes: Outcomes
    mail_domain: str
    provider: str
    idempotency: Idempotency


@dataclass(frozen=True, slots=True)
class Written:
    """A delivery and the bytes about to be spoken."""

    delivery: Delivery
    content: bytes


async def claim(
    session: AsyncSession, company_id: UUID, batch_id: UUID, desk: Desk, *, now: datetime
) -> list[Claim] | None:
    """A handful of the batch, ours to speak of once; None when nothing of it is for us to do.

    An empty list says that this handful had nothing left to say; there may be another.
    """
    token = await due_work.claim(session, company_id, SEND, batch_id, now=now, lease=LEASE)
    if token is None:
        return None
    found = await queries.lock_batch(session, company_id, batch_id, now=now, limit=HANDFUL)
    dead = [one for one in found if one.status is DeliveryStatus.CLAIMED]
    queued = [one for one in found if one.status is DeliveryStatus.QUEUED]

    scenes = await writing.scenes(session, company_id, queued, now=now)
    ended: list[tuple[Delivery, Event]] = []
    to_write: list[tuple[Delivery, Scene]] = []
    for delivery, scene in zip(queued, scenes, strict=True):
        event = _end(delivery, scene, now)
        if event is None:
            to_write.append((delivery, scene))
        else:
            ended.append((delivery, event))
    spoken = await _write_all(session, company_id, to_write, ended, desk, now=now)
    spoken += await _of_the_dead(session, company_id, dead, ended, desk, now=now)

    claims = await _take(session, company_id, spoken, desk, token=token, now=now)
    await tell(session, company_id, ended, desk.outcomes, now=now)
    if not claims:
        await close(session, company_id, batch_id)
    return claims


def _end(delivery: Delivery, scene: Scene, now: datetime) -> Event | None:
    """The fact to record if nobody is left to write to, nothing to say, or a person to ask."""
    if objection := _objection_to_address(delivery, scene):
        reason, detail = objection
        end = returned if reason == ADDRESS_CHANGED else dropped
        return end(delivery, reason=reason, detail=detail, now=now)
    judgement = scene.judgement
    _note(delivery, judgement)
    if judgement.verdict is Verdict.DROP:
        return dropped(delivery, reason=judgement.reason, now=now)
    if judgement.verdict is Verdict.TO_CONFIRM:
        return returned(delivery, reason=TO_CONFIRM_AGAIN, detail=judgement.reason, now=now)
    return None


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


async def _write_all(
    session: AsyncSession,
    company_id: UUID,
    to_write: Sequence[tuple[Delivery, Scene]],
    ended: list[tuple[Delivery, Event]],
    desk: Desk,
    *,
    now: datetime,
) -> list[Written]:
    """The messages as bytes, kept under `message_key` before a word of them is spoken.

    One that cannot be written goes back to a person with the reason; the others leave.
    """
    if not to_write:
        return []
    texts = await writing.texts(session, company_id, [delivery for delivery, _ in to_write])
    asks = [_ask(delivery) for delivery, _ in to_write]
    urls = await desk.links.links(session, company_id, asks, now=now)
    spoken: list[Written] = []
    for delivery, scene in to_write:
        try:
            content = _written(delivery, scene, texts, urls, domain=desk.mail_domain, now=now)
        except AppError as refusal:
            code, said = refusal.code, refusal.detail
            ended.append((delivery, returned(delivery, reason=code, detail=said, now=now)))
        except Exception:
            log.exception("A message cannot be written.", extra={"delivery_id": delivery.id})
            put_off(delivery, now + PAUSE, "accident")
        else:
            spoken.append(Written(delivery, content))
    keys = await asyncio.gather(*[desk.storage.put(company_id, one.content) for one in spoken])
    for one, key in zip(spoken, keys, strict=True):
        one.delivery.message_key = key
    return spoken


def _ask(delivery: Delivery) -> LinkAsk:
    return LinkAsk(
        delivery_id=delivery.id,
        source_id=delivery.source_id,
        customer_id=delivery.customer_id,
        contact_id=delivery.contact_id,
        sent_to=delivery.recipient_address,
    )


def _written(
    delivery: Delivery,
    scene: Scene,
    texts: Texts,
    urls: Mapping[UUID, PortalUrls],
    *,
    domain: str,
    now: datetime,
) -> bytes:
    rendered = writing.rendered(delivery, scene, texts, urls[delivery.id])
    if delivery.message_id is None:
        delivery.message_id = mime.new_message_id(delivery.id, domain)
    letter = writing.letter(delivery, scene, rendered, domain=domain, now=now)
    delivery.subject = letter.subject
    return mime.written(letter)


async def _of_the_dead(
    session: AsyncSession,
    company_id: UUID,
    dead: Sequence[Delivery],
    ended: list[tuple[Delivery, Event]],
    desk: Desk,
    *,
    now: datetime,
) -> list[Written]:
    """A worker took them and was never heard of again: unconfirmed, and never said twice.

    A provider that knows a message when it sees it again is given the very same bytes.
    """
    if not dead:
        return []
    await session.execute(
        update(Attempt)
        .where(
            Attempt.company_id == company_id,
            Attempt.delivery_id.in_([one.id for one in dead]),
            Attempt.ended_at.is_(None),
        )
        .values(ended_at=now, outcome="unconfirmed", detail=LEASE_OVER)
    )
    if desk.idempotency is Idempotency.NONE:
        ended += [(one, unconfirmed(one, detail=LEASE_OVER, now=now)) for one in dead]
        return []
    return [Written(one, await desk.storage.get(one.message_key)) for one in dead]


async def _take(
    session: AsyncSession,
    company_id: UUID,
    spoken: Sequence[Written],
    desk: Desk,
    *,
    token: UUID,
    now: datetime,
) -> list[Claim]:
    """They are under way: whoever finds them so after the lease knows what that means."""
    if not spoken:
        return []
    tried = await queries.tries(session, company_id, [one.delivery.id for one in spoken])
    claims: list[Claim] = []
    for one in spoken:
        delivery = one.delivery
        delivery.status = DeliveryStatus.CLAIMED
        delivery.claim, delivery.lease_until = token, now + LEASE
        email = Email(
            key=delivery.id,
            mail_from=mime.bounce_address(delivery.id, desk.mail_domain),
            rcpt_to=delivery.recipient_address,
            message=one.content,
        )
        number = tried.get(delivery.id, 0) + 1
        claims.append(
            Claim(
                delivery_id=delivery.id,
                token=token,
                attempt_id=new_id(),
                attempt=number,
                email=email,
            )
        )
    begun = [_begun(company_id, one, desk.provider, now) for one in claims]
    await session.execute(insert(Attempt), begun)
    return claims


def _begun(company_id: UUID, one: Claim, provider: str, now: datetime) -> dict[str, object]:
    return {
        "company_id": company_id,
        "id": one.attempt_id,
        "delivery_id": one.delivery_id,
        "number": one.attempt,
        "provider": provider,
        "started_at": now,
    }

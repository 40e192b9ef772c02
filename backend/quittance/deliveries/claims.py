"""The claim and the last look within it; and the word given before speaking (design §7.1).

In one short transaction a handful of deliveries is taken under a lease, each is compared with the
facts as they are, written, and kept as bytes. They are then spoken a few at a time: the attempts
of those few are the last thing committed before their first word. So a delivery found claimed
after its lease was spoken of if it has the attempt its claim names, and surely not otherwise.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import reaching
from quittance.deliveries import mime, queries, writing
from quittance.deliveries.attempts import Claim, outcome_of
from quittance.deliveries.judgement import Judgement
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.orders import BATCH
from quittance.deliveries.ports import (
    FRESH,
    LEASE,
    Email,
    Idempotency,
    LinkAsk,
    Outcomes,
    PortalLinks,
    PortalUrls,
    Unconfirmed,
)
from quittance.deliveries.settlement import (
    SEND,
    TO_CONFIRM_AGAIN,
    answered,
    close,
    dropped,
    put_off,
    returned,
    tell,
)
from quittance.deliveries.writing import Scene, Texts
from quittance.domain.contact_rules import next_window
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
OUTSIDE_HOURS = "Outside the debtor's hours."
LATE = timedelta(minutes=15)
LEASE_OVER = "The worker stopped before it knew the answer."
PAUSE = timedelta(minutes=15)


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
    """The batch, ours to speak of once; None when nothing of it is for us to do.

    An empty list says that nothing was left to say of what was found; there may be more.
    """
    token = await due_work.claim(session, company_id, SEND, batch_id, now=now, lease=FRESH)
    if token is None:
        return None
    found = await queries.lock_batch(session, company_id, batch_id, now=now, limit=BATCH)
    ended: list[tuple[Delivery, Event]] = []
    with session.no_autoflush:  # each delivery is written once, as it is in the end
        spoken = await _look(session, company_id, found, ended, desk, now=now)
        claims = await _take(session, company_id, spoken, desk, now=now)
    await tell(session, company_id, ended, desk.outcomes, now=now)
    if not claims:
        await close(session, company_id, batch_id)
    return claims


async def _look(
    session: AsyncSession,
    company_id: UUID,
    found: Sequence[Delivery],
    ended: list[tuple[Delivery, Event]],
    desk: Desk,
    *,
    now: datetime,
) -> list[Written]:
    """What is to be spoken of what was found; the rest is put off, or has `ended` for a reason."""
    queued = [one for one in found if one.status is DeliveryStatus.QUEUED]
    dead = [one for one in found if one.status is DeliveryStatus.CLAIMED]
    spoken, unsaid = await _of_the_dead(session, company_id, dead, ended, desk, now=now)
    queued += unsaid

    scenes = await writing.scenes(session, company_id, queued, now=now)
    to_write: list[tuple[Delivery, Scene]] = []
    for delivery, scene in zip(queued, scenes, strict=True):
        if (opens_at := _opens_at(delivery, scene, now)) > now:
            put_off(delivery, opens_at, OUTSIDE_HOURS)
        elif event := _end(delivery, scene, now):
            ended.append((delivery, event))
        else:
            to_write.append((delivery, scene))
    return spoken + await _write_all(session, company_id, to_write, ended, desk, now=now)


def _opens_at(delivery: Delivery, scene: Scene, now: datetime) -> datetime:
    """When the debtor may be reminded: its release was chosen within its hours, a late one not."""
    is_late = now - delivery.release_at > LATE
    if not (is_late and delivery.step_kind and delivery.contact_id):
        return now
    company, customer = scene.company, scene.customer
    place = reaching.place_of(company, country=customer.country, postcode=customer.postcode)
    return next_window(now, reaching.rules_of(company, customer.debtor_type), place)


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
    if spoken:
        keys = await desk.storage.put_together(company_id, [one.content for one in spoken])
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
) -> tuple[list[Written], list[Delivery]]:
    """What may be said again in the same bytes, and what was never said.

    A worker took them and was never heard of again. An answer it noted counts; without one the
    delivery is unconfirmed, unless its provider knows a message when it sees it again.
    """
    spoken: list[Written] = []
    unsaid: list[Delivery] = []
    for delivery, attempt in await queries.of_claims(session, company_id, dead):
        if attempt is None:
            put_off(delivery, now, "")
            unsaid.append(delivery)
            continue
        if delivery.lease_until is not None and delivery.lease_until > now:
            continue  # begun while we waited for it: it is its speaker's
        outcome = outcome_of(attempt, otherwise=LEASE_OVER, now=now)
        if isinstance(outcome, Unconfirmed) and desk.idempotency is not Idempotency.NONE:
            spoken.append(Written(delivery, await desk.storage.get(delivery.message_key)))
        elif event := answered(delivery, outcome, attempt.number, now):
            ended.append((delivery, event))
    return spoken, unsaid


async def _take(
    session: AsyncSession, company_id: UUID, spoken: Sequence[Written], desk: Desk, *, now: datetime
) -> list[Claim]:
    """They are ours until the lease is over; each claim is the name of the attempt it announces."""
    if not spoken:
        return []
    tried = await queries.tries(session, company_id, [one.delivery.id for one in spoken])
    claims: list[Claim] = []
    for one in spoken:
        delivery = one.delivery
        delivery.status = DeliveryStatus.CLAIMED
        delivery.claim, delivery.lease_until = new_id(), now + LEASE
        email = Email(
            key=delivery.id,
            mail_from=mime.bounce_address(delivery.id, desk.mail_domain),
            rcpt_to=delivery.recipient_address,
            message=one.content,
        )
        claims.append(
            Claim(
                delivery_id=delivery.id,
                attempt_id=delivery.claim,
                attempt=tried.get(delivery.id, 0) + 1,
                email=email,
            )
        )
    return claims

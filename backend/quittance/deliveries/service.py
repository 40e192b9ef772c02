"""What other rooms ask of deliveries: queue, undo, settle by hand, open, remember, preview.

A delivery is queued with what was approved; the message itself is written when it leaves
(`claims`), and what becomes of it is written after (`settlement`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, null, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import queries, writing
from quittance.deliveries.errors import DeliveryNotUnconfirmed
from quittance.deliveries.events import DeliveryOpened
from quittance.deliveries.models import (
    ARRIVED,
    Attempt,
    Delivery,
    DeliveryStatus,
    RecipientRole,
)
from quittance.deliveries.orders import (
    ApprovedLine,
    ApprovedText,
    Order,
    Past,
    Sender,
    batches,
    past_attempt,
    past_row,
    row_of,
)
from quittance.deliveries.ports import Outcomes, PortalUrls, Settled
from quittance.deliveries.settlement import SEND, refused, sent, tell
from quittance.platform import due_work, events
from quittance.platform.events import Actor, Event
from quittance.platform.ids import new_id
from quittance.receivables import queries as receivables

__all__ = [
    "ApprovedLine",
    "ApprovedText",
    "DeliveryStatus",
    "Order",
    "Past",
    "Preview",
    "RecipientRole",
    "Sender",
    "Settled",
    "cancel_source",
    "mark_opened",
    "preview",
    "queue",
    "record_past",
    "resolve",
]

ROWS_PER_STATEMENT = 500


async def queue(
    session: AsyncSession, company_id: UUID, orders: Sequence[Order], *, now: datetime
) -> list[UUID]:
    """The deliveries leave from their release on; the new ones, by id.

    The same source, channel and recipient asked twice is one delivery, unless it was cancelled.
    """
    named = {line.receivable_id for order in orders for line in order.lines}
    known = await receivables.by_ids(session, company_id, named)
    rows: list[dict[str, Any]] = []
    for batch in batches(orders):
        batch_id = new_id()
        rows += [row_of(company_id, one, known, batch_id=batch_id, now=now) for one in batch]

    queued: list[UUID] = []
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        inserted = await session.execute(
            insert(Delivery)
            .values(rows[start : start + ROWS_PER_STATEMENT])
            .on_conflict_do_nothing()
            .returning(Delivery.id, Delivery.batch_id, Delivery.release_at)
        )
        first_at: dict[UUID, datetime] = {}
        for delivery_id, batch_id, release_at in inserted:
            queued.append(delivery_id)
            first_at[batch_id] = min(release_at, first_at.get(batch_id, release_at))
        for release_at, ids in _by_instant(first_at).items():
            await due_work.schedule(session, company_id, SEND, ids, release_at)
    return queued


def _by_instant(first_at: Mapping[UUID, datetime]) -> dict[datetime, list[UUID]]:
    found: dict[datetime, list[UUID]] = defaultdict(list)
    for batch_id, at in first_at.items():
        found[at].append(batch_id)
    return found


async def cancel_source(
    session: AsyncSession,
    company_id: UUID,
    sources: UUID | Collection[UUID],
    *,
    reason: str = "undone",
    now: datetime,
) -> frozenset[UUID]:
    """What these sources still had in the queue will not leave; the sources it is too late for.

    A source is too late when one of its deliveries has begun to leave, or has left. A letter on
    paper lies printed again.
    """
    named = [sources] if isinstance(sources, UUID) else list(sources)
    is_paper = Delivery.pages > 0
    await session.execute(
        update(Delivery)
        .where(
            Delivery.company_id == company_id,
            Delivery.source_id.in_(named),
            Delivery.status == DeliveryStatus.QUEUED,
        )
        .values(
            status=case((is_paper, DeliveryStatus.PRINTED), else_=DeliveryStatus.CANCELLED),
            reason=case((is_paper, Delivery.reason), else_=reason),
            settled_at=case((is_paper, null()), else_=now),
        )
    )
    return await queries.sources_begun(session, company_id, named)


async def resolve(
    session: AsyncSession,
    company_id: UUID,
    delivery_id: UUID,
    *,
    was_sent: bool,
    outcomes: Outcomes,
    actor: Actor,
    now: datetime,
) -> Delivery:
    """A person knows what became of an unconfirmed delivery; raises `DeliveryNotUnconfirmed`."""
    delivery = await queries.lock(session, company_id, delivery_id)
    if delivery.status is not DeliveryStatus.UNCONFIRMED:
        raise DeliveryNotUnconfirmed(f"The delivery is {delivery.status.value}.")
    if was_sent:
        at = await queries.last_attempt_at(session, company_id, delivery_id) or now
        event: Event = sent(delivery, sent_at=at, now=now)
    else:
        event = refused(delivery, reason="not_sent", now=now)
    await tell(session, company_id, [(delivery, event)], outcomes, actor=actor, now=now)
    return delivery


async def mark_opened(
    session: AsyncSession, company_id: UUID, delivery_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """The debtor followed the link of this message; only the first time counts (SAGE-56)."""
    opened = (
        await session.execute(
            update(Delivery)
            .where(
                Delivery.company_id == company_id,
                Delivery.id == delivery_id,
                Delivery.opened_at.is_(None),
                # Whoever opens an unconfirmed message proves that it left, a person settles it.
                Delivery.status.in_((*ARRIVED, DeliveryStatus.UNCONFIRMED)),
            )
            .values(
                opened_at=now,
                status=case(
                    (Delivery.status.in_(ARRIVED), DeliveryStatus.OPENED), else_=Delivery.status
                ),
            )
            .returning(Delivery.customer_id, Delivery.source_id, Delivery.channel, Delivery.kind)
        )
    ).one_or_none()
    if opened is not None:
        event = DeliveryOpened(
            customer_id=opened.customer_id,
            delivery_id=delivery_id,
            source_id=opened.source_id,
            channel=opened.channel,
            kind=opened.kind,
        )
        await events.record(session, company_id, event, actor=actor, now=now)


async def record_past(session: AsyncSession, company_id: UUID, pasts: Sequence[Past]) -> list[UUID]:
    """History as if it had been sent by us then: no work, no event, nothing leaves."""
    named = {line.receivable_id for past in pasts for line in past.order.lines}
    known = await receivables.by_ids(session, company_id, named)
    rows = [past_row(company_id, past, known) for past in pasts]
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        portion = rows[start : start + ROWS_PER_STATEMENT]
        await session.execute(plain_insert(Delivery), portion)
        await session.execute(plain_insert(Attempt), [past_attempt(row) for row in portion])
    return [row["id"] for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would leave now: the message, what it asks of whom, and what the last look removes."""

    sender: str
    recipient: str
    reply_to: str
    subject: str
    text: str
    html: str
    source: str
    asked: Mapping[UUID, int]
    removed: Mapping[UUID, str]


async def preview(
    session: AsyncSession,
    company_id: UUID,
    order: Order,
    *,
    public_url: str,
    mail_domain: str,
    now: datetime,
) -> Preview:
    """The message as it would leave at this instant; its links lead nowhere yet.

    `source` is what a collector may rewrite (`ApprovedText`). Raises the refusals of `templates`.
    """
    named = [line.receivable_id for line in order.lines]
    known = await receivables.by_ids(session, company_id, named)
    row = row_of(company_id, order, known, batch_id=new_id(), now=now)
    delivery = Delivery(**row)  # never added to the session
    [scene] = await writing.scenes(session, company_id, [delivery], now=now)
    site = f"{public_url.rstrip('/')}/p/apercu"
    days = scene.company.link_days
    urls = PortalUrls(url=site, payment_url=site, dispute_url=site, valid_days=days)
    texts = await writing.texts(session, company_id, [delivery])
    words = writing.rendered(delivery, scene, texts, urls)
    letter = writing.letter(delivery, scene, words, domain=mail_domain, now=now)
    return Preview(
        sender=letter.sender.shown,
        recipient=letter.recipient.shown,
        reply_to=letter.reply_to.shown if letter.reply_to else "",
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        source=words.source,
        asked=scene.judgement.asked,
        removed=scene.judgement.removed,
    )

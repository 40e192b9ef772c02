"""Changes to deliveries that other rooms ask for: queue, undo, settle by hand, open, remember.

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

from sqlalchemy import case, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import queries
from quittance.deliveries.errors import DeliveryNotUnconfirmed
from quittance.deliveries.events import DeliveryOpened
from quittance.deliveries.models import (
    ARRIVED,
    Attempt,
    Delivery,
    DeliveryStatus,
    RecipientRole,
)
from quittance.deliveries.ports import Outcomes, Settled
from quittance.deliveries.settlement import SEND, refused, sent
from quittance.platform import due_work, events
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.receivables import queries as receivables
from quittance.receivables.models import Receivable

__all__ = [
    "ApprovedLine",
    "ApprovedText",
    "DeliveryStatus",
    "Order",
    "Past",
    "RecipientRole",
    "Sender",
    "Settled",
    "cancel_source",
    "mark_opened",
    "queue",
    "record_past",
    "resolve",
]

ROWS_PER_STATEMENT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedLine:
    """One receivable as approved: the sum asked, and the level it reaches once sent.

    `overrides` are the kinds of holds a person chose to chase in spite of (SAGE-83).
    """

    receivable_id: UUID
    amount_minor: int
    reaches: int | None = None
    overrides: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedText:
    """A message as a collector rewrote it; from then on no word nor line of it may change."""

    subject: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who signs and answers: the collector. Replies go to `email` (SID-5)."""

    user_id: UUID | None
    full_name: str
    email: str
    job_title: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One message to one recipient, as it was approved."""

    source_id: UUID
    customer_id: UUID
    contact_id: UUID | None
    recipient_name: str
    recipient_address: str
    kind: str
    step_kind: str
    level: int
    currency: str
    lines: tuple[ApprovedLine, ...]
    sender: Sender
    release_at: datetime
    channel: str = "email"
    locale: str = "fr"
    role: RecipientRole = RecipientRole.PRIMARY
    approved_text: ApprovedText | None = None


async def queue(
    session: AsyncSession, company_id: UUID, orders: Sequence[Order], *, now: datetime
) -> list[UUID]:
    """The deliveries leave from their release on; the new ones, by id.

    The same source, channel and recipient asked twice is one delivery, unless it was cancelled.
    """
    named = {line.receivable_id for order in orders for line in order.lines}
    known = await receivables.by_ids(session, company_id, named)
    queued: list[UUID] = []
    for start in range(0, len(orders), ROWS_PER_STATEMENT):
        portion = orders[start : start + ROWS_PER_STATEMENT]
        inserted = await session.execute(
            insert(Delivery)
            .values([_row(company_id, order, known, now) for order in portion])
            .on_conflict_do_nothing()
            .returning(Delivery.id, Delivery.release_at)
        )
        due: dict[datetime, list[UUID]] = defaultdict(list)
        for delivery_id, release_at in inserted:
            due[release_at].append(delivery_id)
        for release_at, ids in due.items():
            await due_work.schedule(session, company_id, SEND, ids, release_at)
            queued += ids
    return queued


async def cancel_source(
    session: AsyncSession,
    company_id: UUID,
    sources: Collection[UUID],
    *,
    reason: str = "undone",
    now: datetime,
) -> frozenset[UUID]:
    """What these sources still had in the queue will not leave; the sources it is too late for.

    A source is too late when one of its deliveries has begun to leave, or has left.
    """
    cancelled = await session.scalars(
        update(Delivery)
        .where(
            Delivery.company_id == company_id,
            Delivery.source_id.in_(sources),
            Delivery.status == DeliveryStatus.QUEUED,
        )
        .values(status=DeliveryStatus.CANCELLED, reason=reason, settled_at=now)
        .returning(Delivery.id)
    )
    await due_work.done(session, company_id, SEND, list(cancelled))
    return await queries.sources_begun(session, company_id, sources)


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
        await sent(session, delivery, outcomes, sent_at=at, actor=actor, now=now)
    else:
        await refused(session, delivery, outcomes, reason="not_sent", actor=actor, now=now)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A message that left before we kept the books: a demonstration's, or another product's."""

    order: Order
    sent_at: datetime
    subject: str = ""
    message_key: str = ""
    opened_at: datetime | None = None


async def record_past(session: AsyncSession, company_id: UUID, pasts: Sequence[Past]) -> list[UUID]:
    """History as if it had been sent by us then: no work, no event, nothing leaves."""
    named = {line.receivable_id for past in pasts for line in past.order.lines}
    known = await receivables.by_ids(session, company_id, named)
    rows = []
    for past in pasts:
        row = _row(company_id, past.order, known, past.order.release_at)
        lines = [line | {"sent_minor": line["approved_minor"]} for line in row["lines"]]
        is_opened = past.opened_at is not None
        rows.append(
            row
            | {
                "status": DeliveryStatus.OPENED if is_opened else DeliveryStatus.SENT,
                "lines": lines,
                "subject": past.subject,
                "message_key": past.message_key,
                "sent_at": past.sent_at,
                "settled_at": past.sent_at,
                "opened_at": past.opened_at,
            }
        )
    for start in range(0, len(rows), ROWS_PER_STATEMENT):
        portion = rows[start : start + ROWS_PER_STATEMENT]
        await session.execute(plain_insert(Delivery), portion)
        await session.execute(plain_insert(Attempt), [_past_attempt(row) for row in portion])
    return [row["id"] for row in rows]


def _row(
    company_id: UUID, order: Order, known: Mapping[UUID, Receivable], now: datetime
) -> dict[str, Any]:
    """The order as the table keeps it; every receivable it names is the company's."""
    text = order.approved_text
    return {
        "company_id": company_id,
        "id": new_id(),
        "source_id": order.source_id,
        "customer_id": order.customer_id,
        "contact_id": order.contact_id,
        "channel": order.channel,
        "kind": order.kind,
        "step_kind": order.step_kind,
        "level": order.level,
        "role": order.role,
        "recipient_name": order.recipient_name,
        "recipient_address": order.recipient_address.strip(),
        "locale": order.locale,
        "status": DeliveryStatus.QUEUED,
        "sent_by": order.sender.user_id,
        "sender_name": order.sender.full_name,
        "sender_title": order.sender.job_title,
        "sender_phone": order.sender.phone,
        "reply_to": order.sender.email,
        "currency": order.currency,
        "amount_minor": sum(line.amount_minor for line in order.lines),
        "lines": [_line(line, known[line.receivable_id]) for line in order.lines],
        "approved_text": {"subject": text.subject, "source": text.source} if text else None,
        "release_at": order.release_at,
        "created_at": now,
    }


def _line(line: ApprovedLine, receivable: Receivable) -> dict[str, Any]:
    """What was approved of one receivable, with the name and the days it bore then."""
    paid_on = receivable.reconciled_on
    return {
        "receivable_id": str(receivable.id),
        "number": receivable.number,
        "kind": receivable.kind.value,
        "document_key": receivable.document_key,
        "invoiced_on": receivable.invoiced_on.isoformat(),
        "due_on": receivable.due_on.isoformat(),
        "paid_on": paid_on.isoformat() if paid_on else None,
        "amount_minor": receivable.amount_minor,
        "balance_minor": receivable.balance_minor,
        "level": receivable.level,
        "reaches": line.reaches,
        "overrides": sorted(line.overrides),
        "approved_minor": line.amount_minor,
        "sent_minor": None,
        "removed": None,
    }


def _past_attempt(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "company_id": row["company_id"],
        "id": new_id(),
        "delivery_id": row["id"],
        "number": 1,
        "provider": "past",
        "started_at": row["sent_at"],
        "ended_at": row["sent_at"],
        "outcome": "accepted",
    }

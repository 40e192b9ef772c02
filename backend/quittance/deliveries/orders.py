"""What callers ask to be sent, and how it is kept: everything that was approved, frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from quittance.deliveries.models import DeliveryStatus, RecipientRole
from quittance.platform.ids import new_id
from quittance.receivables.models import Receivable

# One appointment for so many, claimed together.
BATCH = 40


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
    confirmation_id: UUID | None = None
    fact: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A message that left before we kept the books: a demonstration's, or another product's."""

    order: Order
    sent_at: datetime
    subject: str = ""
    message_key: str = ""
    opened_at: datetime | None = None


def row_of(
    company_id: UUID,
    order: Order,
    known: Mapping[UUID, Receivable],
    *,
    batch_id: UUID,
    now: datetime,
) -> dict[str, Any]:
    """The order as the table keeps it; every receivable it names is the company's."""
    text = order.approved_text
    return {
        "company_id": company_id,
        "id": new_id(),
        "source_id": order.source_id,
        "confirmation_id": order.confirmation_id,
        "fact": order.fact,
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
        "lines": [line_of(line, known[line.receivable_id]) for line in order.lines],
        "approved_text": {"subject": text.subject, "source": text.source} if text else None,
        "release_at": order.release_at,
        "batch_id": batch_id,
        "due_at": order.release_at,
        "created_at": now,
    }


def line_of(line: ApprovedLine, receivable: Receivable) -> dict[str, Any]:
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


def past_row(company_id: UUID, past: Past, known: Mapping[UUID, Receivable]) -> dict[str, Any]:
    """A message of the past as if we had sent it then."""
    row = row_of(company_id, past.order, known, batch_id=new_id(), now=past.order.release_at)
    is_opened = past.opened_at is not None
    return row | {
        "status": DeliveryStatus.OPENED if is_opened else DeliveryStatus.SENT,
        "lines": [line | {"sent_minor": line["approved_minor"]} for line in row["lines"]],
        "subject": past.subject,
        "message_key": past.message_key,
        "sent_at": past.sent_at,
        "settled_at": past.sent_at,
        "opened_at": past.opened_at,
    }


def past_attempt(row: Mapping[str, Any]) -> dict[str, Any]:
    """The one try that sent it."""
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


def batches(orders: Sequence[Order]) -> list[list[Order]]:
    """The orders in batches that leave together: released in one minute, at most `BATCH` each."""
    together: dict[datetime, list[Order]] = {}
    for order in orders:
        minute = order.release_at.replace(second=0, microsecond=0)
        together.setdefault(minute, []).append(order)
    return [
        mates[start : start + BATCH]
        for mates in together.values()
        for start in range(0, len(mates), BATCH)
    ]

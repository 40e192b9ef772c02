"""One message, one channel, one recipient; and each try to hand it over."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.tables import (
    Base,
    Owned,
    as_text,
    currency_code,
    minor,
    owned_by_company,
    refers_to,
)


class DeliveryStatus(StrEnum):
    """Where a message is."""

    PRINTED = "printed"  # a letter on paper, that nobody has said posted
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"  # the debtor followed the link
    BOUNCED = "bounced"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"
    DROPPED = "dropped"
    CANCELLED = "cancelled"


ARRIVED = (DeliveryStatus.SENT, DeliveryStatus.DELIVERED, DeliveryStatus.OPENED)
UNDER_WAY = (DeliveryStatus.QUEUED, DeliveryStatus.CLAIMED, DeliveryStatus.UNCONFIRMED)
# Nothing left, and nothing failed: the last look, an undo, or a person who has to look again.
LEFT_OUT = (DeliveryStatus.DROPPED, DeliveryStatus.CANCELLED)


class RecipientRole(StrEnum):
    """A step is reached when a *primary* recipient was accepted."""

    PRIMARY = "primary"
    COPY = "copy"


class Delivery(Owned, Base):
    """One message to one recipient; `source_id` names the action it serves.

    `kind` is the template's, `step_kind` the scenario step's, empty for a message about a fact,
    whose sum, day and words are in `fact`. `confirmation_id` names what approved it, if a person
    or the night did.
    `lines` freezes what was approved and tells what the last look left of it: for each receivable
    its number, days, `approved_minor`, `sent_minor`, and the reason it was `removed`.
    `amount_minor` is what was approved, then what the message really asked. Deliveries queued
    together leave together: they share a `batch_id`, one appointment, and are due from `due_at`.
    `message_key` names the very bytes that left: history reprints them (SAGE-119). Of a
    letter it is the file it was printed in, with others perhaps: it has `pages` from `first_page`.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("contacts", "contact_id"),
        Index(
            "uq_deliveries_source_recipient",
            "company_id",
            "source_id",
            "channel",
            "recipient_address",
            unique=True,
            postgresql_where=text("status <> 'cancelled'"),  # what was undone may be asked again
        ),
        Index(None, "company_id", "batch_id"),
        Index(
            "ix_deliveries_confirmation_id",
            "company_id",
            "confirmation_id",
            postgresql_where=text("confirmation_id IS NOT NULL"),
        ),
        Index(None, "company_id", "customer_id", "sent_at"),
        Index(None, "company_id", "created_at", "id"),
        Index("uq_deliveries_message_id", "company_id", "message_id", unique=True),
        Index(
            "ix_deliveries_in_flight",
            "company_id",
            "status",
            postgresql_where=text("status IN ('queued', 'claimed', 'unconfirmed')"),
        ),
    )

    source_id: Mapped[UUID]
    confirmation_id: Mapped[UUID | None]
    customer_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    channel: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(40))
    step_kind: Mapped[str] = mapped_column(String(20), default="")
    level: Mapped[int] = mapped_column(SmallInteger, default=0)
    role: Mapped[RecipientRole] = mapped_column(as_text(RecipientRole))
    recipient_name: Mapped[str] = mapped_column(String(200), default="")
    recipient_address: Mapped[str] = mapped_column(String(320))
    locale: Mapped[str] = mapped_column(String(5), default="fr")
    status: Mapped[DeliveryStatus] = mapped_column(as_text(DeliveryStatus))
    reason: Mapped[str] = mapped_column(String(60), default="")
    detail: Mapped[str] = mapped_column(String(500), default="")
    sent_by: Mapped[UUID | None]
    sender_name: Mapped[str] = mapped_column(String(200), default="")
    sender_title: Mapped[str] = mapped_column(String(200), default="")
    sender_phone: Mapped[str] = mapped_column(String(40), default="")
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    currency: Mapped[str] = currency_code()
    amount_minor: Mapped[int] = minor()
    lines: Mapped[list[dict[str, Any]]]
    fact: Mapped[dict[str, Any] | None]
    approved_text: Mapped[dict[str, Any] | None]
    subject: Mapped[str] = mapped_column(String(300), default="")
    message_id: Mapped[str | None] = mapped_column(String(200))
    message_key: Mapped[str] = mapped_column(String(120), default="")
    first_page: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    release_at: Mapped[datetime]
    batch_id: Mapped[UUID]
    due_at: Mapped[datetime]
    claim: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]


class LetterPrint(Owned, Base):
    """One PDF of letters printed together; its id is the `batch_id` of their deliveries."""

    __tablename__ = "letter_prints"
    __table_args__ = (owned_by_company(),)

    message_key: Mapped[str] = mapped_column(String(120))
    letters: Mapped[int]
    pages: Mapped[int]
    printed_by: Mapped[UUID | None]
    printed_by_name: Mapped[str] = mapped_column(String(200), default="")
    printed_at: Mapped[datetime]


class Attempt(Owned, Base):
    """One try to hand a delivery to a provider, and what came of it."""

    __tablename__ = "attempts"
    __table_args__ = (
        owned_by_company(),
        refers_to("deliveries", "delivery_id"),
        Index(None, "company_id", "delivery_id"),
    )

    delivery_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    provider: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="")
    provider_ref: Mapped[str] = mapped_column(String(200), default="")
    detail: Mapped[str] = mapped_column(String(500), default="")

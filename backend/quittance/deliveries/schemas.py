"""What the activities take and give."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from quittance.deliveries.models import DeliveryStatus, RecipientRole
from quittance.platform.schemas import Body, Out


class DeliveryCustomerOut(Out):
    """Whom the message is for."""

    id: UUID
    code: str
    name: str


class DeliveryOut(Out):
    """One activity: a message, its recipient, who sent it, and where it is.

    `amount_minor` is what the message asks for; `approved_minor` what was approved. `reason` is a
    stable code: `shrunk` on a message that left smaller, else why it did not leave.
    """

    id: UUID
    customer: DeliveryCustomerOut
    contact_id: UUID | None
    source_id: UUID
    channel: str
    kind: str
    step_kind: str
    level: int
    role: RecipientRole
    status: DeliveryStatus
    reason: str
    detail: str
    recipient_name: str
    recipient_address: str
    sender_id: UUID | None
    sender_name: str
    currency: str
    amount_minor: int
    approved_minor: int
    receivables: int
    subject: str
    release_at: datetime
    created_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    opened_at: datetime | None
    has_message: bool


class DeliveryLineOut(Out):
    """One receivable of the message: approved, really asked, or taken out and why."""

    receivable_id: UUID
    number: str
    due_on: date
    approved_minor: int
    sent_minor: int | None
    removed: str | None


class AttemptOut(Out):
    """One try: `outcome` is accepted, refused, unreachable or unconfirmed; empty while it lasts."""

    number: int
    provider: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    provider_ref: str
    detail: str


class DeliveryDetailOut(DeliveryOut):
    """One activity with its receivables and every try."""

    reply_to: str
    message_id: str | None
    lines: list[DeliveryLineOut]
    attempts: list[AttemptOut]


class MessageOut(Out):
    """The message as it was sent, read from its very bytes."""

    subject: str
    sender: Annotated[str, Field(alias="from")]
    to: str
    reply_to: str
    date: datetime | None
    text: str
    html: str
    attachments: list[str]


class DeliveryCountOut(Out):
    """How many activities of one status and currency."""

    status: DeliveryStatus
    currency: str
    deliveries: int
    amount_minor: int


class DeliverySummaryOut(Out):
    """The exact count of the filter, by status and currency."""

    deliveries: int
    counts: list[DeliveryCountOut]


class Fate(StrEnum):
    """What a person found out about an unconfirmed delivery."""

    SENT = "sent"
    NOT_SENT = "not_sent"


class SettleBody(Body):
    """What became of it."""

    outcome: Fate

"""What becomes of a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class DeliverySent(Event):
    """The provider accepted the message; it asked `amount_minor` of the `approved_minor`."""

    type: ClassVar[str] = "delivery.sent"

    delivery_id: UUID
    source_id: UUID
    channel: str
    kind: str
    level: int
    recipient: str
    subject: str
    currency: str
    amount_minor: int
    approved_minor: int


@dataclass(frozen=True, kw_only=True)
class DeliveryRefused(Event):
    """The message will not arrive: the provider said no, or we gave up trying."""

    type: ClassVar[str] = "delivery.refused"

    delivery_id: UUID
    source_id: UUID
    channel: str
    kind: str
    recipient: str
    reason: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class DeliveryUnconfirmed(Event):
    """Perhaps sent, perhaps not: a person or a receipt will tell."""

    type: ClassVar[str] = "delivery.unconfirmed"

    delivery_id: UUID
    source_id: UUID
    channel: str
    kind: str
    recipient: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class DeliveryDropped(Event):
    """The last look found nothing left to say, or nobody to say it to."""

    type: ClassVar[str] = "delivery.dropped"

    delivery_id: UUID
    source_id: UUID
    channel: str
    kind: str
    recipient: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeliveryReturned(Event):
    """The facts changed since a person approved it: it waits to be confirmed again."""

    type: ClassVar[str] = "delivery.returned"

    delivery_id: UUID
    source_id: UUID
    channel: str
    kind: str
    recipient: str
    reason: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class DeliveryOpened(Event):
    """The debtor followed the message's link."""

    type: ClassVar[str] = "delivery.opened"

    delivery_id: UUID
    source_id: UUID
    channel: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class LettersPrinted(Event):
    """Letters were put on paper together; none of them counts as posted."""

    type: ClassVar[str] = "letters.printed"

    print_id: UUID
    letters: int
    pages: int

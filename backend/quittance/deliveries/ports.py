"""What deliveries ask of others: providers who carry messages, and rooms above that are told.

A provider's answer is one of four outcomes; what each entails is decided in `settlement`, never
in an adapter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took the message; `provider_ref` is its name for it, or its words."""

    provider_ref: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Final: another try would be refused too. `is_address_dead` says nobody lives there."""

    reason: str
    code: str = ""
    is_address_dead: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Surely not sent: safe to try again."""

    reason: str = ""
    retry_in: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The line dropped after we spoke: perhaps sent, so never blindly sent again."""

    detail: str = ""


Outcome = Accepted | Refused | Unreachable | Unconfirmed


class Idempotency(StrEnum):
    """What protects a provider from the same message twice."""

    NONE = "none"
    KEY = "key"
    TWO_PHASE = "two_phase"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True)
class Email:
    """A finished message and its envelope; `key` is the delivery's id."""

    key: UUID
    mail_from: str
    rcpt_to: str
    message: bytes


class EmailSender(Protocol):
    """Hands one message over; never by itself a second time."""

    @property
    def name(self) -> str: ...
    @property
    def idempotency(self) -> Idempotency: ...

    async def send(self, email: Email) -> Outcome:
        """What became of the message, within `SPEAKING_TIME`; raises nothing on purpose."""
        ...


# The longest an adapter may take for one message, waiting for a line included.
SPEAKING_TIME = timedelta(seconds=40)
# What was looked at longer ago than this is looked at again before it is spoken.
FRESH = timedelta(seconds=20)
LEASE = FRESH + SPEAKING_TIME
# So many messages are spoken at once: what a worker that dies leaves unconfirmed.
AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanging:
    """A change of contact a message tells of: who asked, the new address, from which day."""

    asked_by: str
    address: str
    counts_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalUrls:
    """Signed addresses of the debtor's space for one delivery."""

    url: str
    forward_url: str | None = None
    payment_url: str | None = None
    dispute_url: str | None = None
    undo_url: str | None = None
    valid_days: int = 25
    change: ContactChanging | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsk:
    """One delivery that needs addresses, for whoever reads mail at `sent_to`."""

    delivery_id: UUID
    source_id: UUID
    customer_id: UUID
    contact_id: UUID | None
    sent_to: str


class PortalLinks(Protocol):
    """Makes the addresses messages carry; the portal's, handed in by the wiring."""

    async def links(
        self, session: AsyncSession, company_id: UUID, asks: Sequence[LinkAsk], *, now: datetime
    ) -> Mapping[UUID, PortalUrls]:
        """For each delivery, addresses that open its customer's space."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one delivery; `spoken` are the receivables its message really named."""

    delivery_id: UUID
    source_id: UUID
    customer_id: UUID
    channel: str
    role: str
    kind: str
    level: int
    status: str
    reason: str
    spoken: tuple[UUID, ...]


class Outcomes(Protocol):
    """Told, in the very transaction, what became of deliveries; the wiring hands in who listens."""

    async def settled(
        self, session: AsyncSession, company_id: UUID, settled: Sequence[Settled], *, now: datetime
    ) -> None:
        """What follows is in this transaction too: a level is reached when its message is sent."""
        ...

"""What happens at the debtor's door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class PortalOpened(Event):
    """A debtor looked at their account behind a link, for the first time."""

    type: ClassVar[str] = "portal.opened"

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class PortalRenewalRequested(Event):
    """Somebody holds an expired link and asks for a new one, to the address that received it."""

    type: ClassVar[str] = "portal.renewal_requested"

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerReceived(Event):
    """A debtor answered about these receivables; `text` is what they wrote."""

    type: ClassVar[str] = "answer.received"

    answer_id: UUID
    kind: str
    receivable_ids: tuple[UUID, ...]
    text: str


@dataclass(frozen=True, kw_only=True)
class AnswerReviewed(Event):
    """A collector read the answer; it holds nothing by itself any more."""

    type: ClassVar[str] = "answer.reviewed"

    answer_id: UUID


@dataclass(frozen=True, kw_only=True)
class PortalLinkHandedOver(Event):
    """A collector made a link to hand over by themselves; `sent_to` says to whom."""

    type: ClassVar[str] = "portal.link_handed_over"

    link_id: UUID
    sent_to: str


@dataclass(frozen=True, kw_only=True)
class PortalLinkRevoked(Event):
    """A link opens nothing any more, before its time."""

    type: ClassVar[str] = "portal.link_revoked"

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactChangeAsked(Event):
    """A debtor updates their details, or names the right person (SID-11, SID-31)."""

    type: ClassVar[str] = "contact_change.asked"

    change_id: UUID
    kind: str
    status: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ContactChangeSettled(Event):
    """A change of contact was agreed to, came into force, was rejected or undone."""

    type: ClassVar[str] = "contact_change.settled"

    change_id: UUID
    kind: str
    status: str

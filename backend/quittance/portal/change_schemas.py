"""What staff see of links, and of the contacts that debtors change behind them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from quittance.platform.schemas import Body, Out
from quittance.portal.models import ChangeKind, ChangeStatus, LinkScope


class LinkState(StrEnum):
    """Whether a link still opens."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"


class StaffLinkOut(Out):
    """A link that was sent; its address is kept nowhere, only a hash of it."""

    id: UUID
    sent_to: str
    contact_id: UUID | None
    delivery_id: UUID | None
    scope: LinkScope
    state: LinkState
    created_at: datetime
    expires_at: datetime
    first_opened_at: datetime | None
    renewal_asked_at: datetime | None
    revoked_at: datetime | None


class Decision(StrEnum):
    """What a collector makes of a change of contact."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNDO = "undo"


class ReviewBody(Body):
    """The decision; what was accepted, or counted by itself, may still be undone."""

    decision: Decision


class ContactChangeOut(Out):
    """A change of contact asked on the portal, with its trace (SID-11)."""

    id: UUID
    customer_id: UUID
    customer_code: str
    customer_name: str
    kind: ChangeKind
    status: ChangeStatus
    contact_id: UUID | None
    contact_name: str
    new_contact_id: UUID | None
    facts: Annotated[dict[str, Any], Field(description="What was asked, field by field.")]
    previous: Annotated[dict[str, Any], Field(description="What stood there before.")]
    address: Annotated[str, Field(description="The new address; empty if none is new.")]
    asked_by: Annotated[str, Field(description="The address that received the link.")]
    asked_at: datetime
    counts_on: Annotated[date | None, Field(description="From then on it is in force.")]
    settled_at: datetime | None
    reviewed_at: datetime | None
    ip: str
    user_agent: str

"""The debtor's door: links, the answers given behind them, the contacts changed there."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.tables import Base, Owned, as_text, owned_by_company, refers_to


class AnswerKind(StrEnum):
    """The five answers of SID-14…18."""

    PAID = "paid"
    UPCOMING = "upcoming"
    DISPUTE = "dispute"
    STATUS = "status"
    CONFIRM = "confirm"


class LinkScope(StrEnum):
    """What a link allows; an address that does not count yet opens no further doors."""

    FULL = "full"
    ANSWER = "answer"  # read and answer: contacts stay as they are


class PortalLink(Owned, Base):
    """A link sent to one address; its code is kept as a hash among the doors (SID-3, SID-4)."""

    __tablename__ = "portal_links"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("contacts", "contact_id"),
        refers_to("deliveries", "delivery_id"),
        Index(None, "company_id", "customer_id"),
        Index(None, "company_id", "contact_id"),
        Index(None, "company_id", "delivery_id"),
    )

    customer_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    delivery_id: Mapped[UUID | None]
    sent_to: Mapped[str] = mapped_column(String(320))
    scope: Mapped[LinkScope] = mapped_column(as_text(LinkScope), default=LinkScope.FULL)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    first_opened_at: Mapped[datetime | None]
    renewal_asked_at: Mapped[datetime | None]
    selected: Mapped[list[str]] = mapped_column(default=list)  # receivables ticked, by id
    created_at: Mapped[datetime]


class Answer(Owned, Base):
    """One answer about some receivables: a draft until "Terminer" (SID-27…29)."""

    __tablename__ = "answers"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("portal_links", "link_id"),
        Index(None, "company_id", "customer_id"),
        Index(
            "ix_answers_draft",
            "company_id",
            "link_id",
            postgresql_where=text("sent_at IS NULL"),
        ),
        Index(
            "ix_answers_to_review",
            "company_id",
            "id",
            postgresql_where=text("sent_at IS NOT NULL AND reviewed_at IS NULL"),
        ),
    )

    customer_id: Mapped[UUID]
    link_id: Mapped[UUID]
    kind: Mapped[AnswerKind] = mapped_column(as_text(AnswerKind))
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    ip: Mapped[str] = mapped_column(String(45), default="")
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[UUID | None]


class AnsweredReceivable(Base):
    """One receivable of an answer; a receivable has one draft answer at most a link."""

    __tablename__ = "answered_receivables"
    __table_args__ = (
        owned_by_company(),
        refers_to("answers", "answer_id", ondelete="CASCADE"),
        refers_to("receivables", "receivable_id"),
        Index(None, "company_id", "receivable_id"),
    )

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    answer_id: Mapped[UUID] = mapped_column(primary_key=True)
    receivable_id: Mapped[UUID] = mapped_column(primary_key=True)
    shown_status: Mapped[str] = mapped_column(String(40), default="")


class ChangeKind(StrEnum):
    """What a debtor asked to change about whom we write to."""

    UPDATE = "update"  # their own name, address, phone, place (SID-31)
    FORWARD = "forward"  # somebody else is the right person (SID-10)


class ChangeStatus(StrEnum):
    """Where a change stands."""

    TO_REVIEW = "to_review"  # waits for a collector's yes
    WAITING = "waiting"  # agreed; the old address keeps receiving until `counts_at`
    APPLIED = "applied"
    REJECTED = "rejected"
    UNDONE = "undone"
    REPLACED = "replaced"  # the same person asked for something newer


OPEN_CHANGES = (ChangeStatus.TO_REVIEW, ChangeStatus.WAITING)


class ContactChange(Owned, Base):
    """A change of contact asked behind a link, and its trace (SID-11, SID-35).

    `contact_id` is who asked, `new_contact_id` who takes their place. `facts` is what they asked
    for, `previous` what it replaced, so that an undo finds it again. `address` is the address that
    is new, empty when none is.
    """

    __tablename__ = "contact_changes"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("portal_links", "link_id"),
        refers_to("contacts", "contact_id"),
        refers_to("contacts", "new_contact_id"),
        Index(None, "company_id", "customer_id"),
        Index(None, "company_id", "link_id"),
        Index(
            "ix_contact_changes_to_review",
            "company_id",
            "id",
            postgresql_where=text("status = 'to_review'"),
        ),
    )

    customer_id: Mapped[UUID]
    link_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    new_contact_id: Mapped[UUID | None]
    kind: Mapped[ChangeKind] = mapped_column(as_text(ChangeKind))
    status: Mapped[ChangeStatus] = mapped_column(as_text(ChangeStatus))
    facts: Mapped[dict[str, Any]]
    previous: Mapped[dict[str, Any]]
    address: Mapped[str] = mapped_column(String(254), default="")
    asked_by: Mapped[str] = mapped_column(String(320))
    asked_at: Mapped[datetime]
    counts_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[UUID | None]
    ip: Mapped[str] = mapped_column(String(45), default="")
    user_agent: Mapped[str] = mapped_column(String(300), default="")

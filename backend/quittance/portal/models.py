"""The debtor's door: links, and the answers given behind them."""

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


class PortalLink(Owned, Base):
    """A link sent to one address; its code is kept as a hash among the doors (SID-3, SID-4)."""

    __tablename__ = "portal_links"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        Index(None, "company_id", "customer_id"),
        Index(None, "company_id", "delivery_id"),
    )

    customer_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    delivery_id: Mapped[UUID | None]
    sent_to: Mapped[str] = mapped_column(String(320))
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

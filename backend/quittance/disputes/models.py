"""A debtor contests: the reason, who looks into it, how it ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.lifecycle import DisputeStatus
from quittance.platform.tables import (
    Base,
    Owned,
    as_text,
    minor,
    owned_by_company,
    refers_to,
)


class Dispute(Owned, Base):
    """What a debtor contests, whole or for `amount_minor`."""

    __tablename__ = "disputes"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("answers", "answer_id"),
        Index(None, "company_id", "customer_id"),
        Index(
            "ix_disputes_answer_id",
            "company_id",
            "answer_id",
            postgresql_where=text("answer_id IS NOT NULL"),
        ),
        Index(
            "ix_disputes_open",
            "company_id",
            "opened_at",
            postgresql_where=text("status = 'open'"),
        ),
    )

    customer_id: Mapped[UUID]
    reason: Mapped[DisputeReason] = mapped_column(as_text(DisputeReason))
    details: Mapped[str] = mapped_column(String(2000), default="")
    currency: Mapped[str] = mapped_column(String(3))
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    contested_minor: Mapped[int] = minor()
    status: Mapped[DisputeStatus] = mapped_column(as_text(DisputeStatus))
    source: Mapped[str] = mapped_column(String(20))  # portal, collector
    owner_id: Mapped[UUID | None]
    opened_by: Mapped[UUID | None]
    opened_by_name: Mapped[str] = mapped_column(String(200), default="")
    answer_id: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]
    outcome_note: Mapped[str] = mapped_column(String(2000), default="")


class DisputedReceivable(Base):
    """One receivable of a dispute."""

    __tablename__ = "disputed_receivables"
    __table_args__ = (
        owned_by_company(),
        refers_to("disputes", "dispute_id"),
        refers_to("receivables", "receivable_id"),
        Index(None, "company_id", "receivable_id"),
    )

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    dispute_id: Mapped[UUID] = mapped_column(primary_key=True)
    receivable_id: Mapped[UUID] = mapped_column(primary_key=True)

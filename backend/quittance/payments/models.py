"""What debtors say they have paid; only the ledger makes it true."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String, text
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


class NoticeStatus(StrEnum):
    """A notice waits for a person, or for the ledger to show the money."""

    TO_REVIEW = "to_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"


class PaymentNotice(Owned, Base):
    """A debtor says "already paid" (SID-14): day, means, reference."""

    __tablename__ = "payment_notices"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("answers", "answer_id"),
        Index(None, "company_id", "customer_id"),
        Index(
            "ix_payment_notices_answer_id",
            "company_id",
            "answer_id",
            postgresql_where=text("answer_id IS NOT NULL"),
        ),
        Index(
            "ix_payment_notices_to_review",
            "company_id",
            "received_at",
            postgresql_where=text("status = 'to_review'"),
        ),
    )

    customer_id: Mapped[UUID]
    currency: Mapped[str] = currency_code()
    amount_minor: Mapped[int] = minor()
    paid_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(60))
    reference: Mapped[str] = mapped_column(String(140), default="")
    details: Mapped[str] = mapped_column(String(2000), default="")
    status: Mapped[NoticeStatus] = mapped_column(as_text(NoticeStatus))
    answer_id: Mapped[UUID | None]
    received_at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[UUID | None]


class NoticedReceivable(Base):
    """One receivable said to be paid, with its balance when it was said."""

    __tablename__ = "noticed_receivables"
    __table_args__ = (
        owned_by_company(),
        refers_to("payment_notices", "notice_id"),
        refers_to("receivables", "receivable_id"),
        Index(None, "company_id", "receivable_id"),
    )

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(primary_key=True)
    receivable_id: Mapped[UUID] = mapped_column(primary_key=True)
    balance_minor: Mapped[int] = minor()

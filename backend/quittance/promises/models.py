"""A customer's word that a sum will be paid by a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from quittance.domain.lifecycle import PromiseStatus
from quittance.platform.tables import (
    Base,
    Owned,
    as_text,
    currency_code,
    minor,
    owned_by_company,
    refers_to,
)


class Promise(Owned, Base):
    """A sum promised for a day; who was told: the portal or a collector."""

    __tablename__ = "promises"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("answers", "answer_id"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index(None, "company_id", "customer_id"),
        Index(
            "ix_promises_answer_id",
            "company_id",
            "answer_id",
            postgresql_where=text("answer_id IS NOT NULL"),
        ),
        Index(
            "ix_promises_pending",
            "company_id",
            "due_on",
            postgresql_where=text("status = 'pending'"),
        ),
        Index(
            "ix_promises_broken",
            "company_id",
            "due_on",
            postgresql_where=text("status IN ('broken', 'partially_kept')"),
        ),
    )

    customer_id: Mapped[UUID]
    currency: Mapped[str] = currency_code()
    amount_minor: Mapped[int] = minor()
    due_on: Mapped[date]
    grace_days: Mapped[int] = mapped_column(SmallInteger)
    status: Mapped[PromiseStatus] = mapped_column(as_text(PromiseStatus))
    source: Mapped[str] = mapped_column(String(20))  # portal, collector
    method: Mapped[str] = mapped_column(String(60), default="")
    details: Mapped[str] = mapped_column(String(2000), default="")
    made_by: Mapped[UUID | None]
    made_by_name: Mapped[str] = mapped_column(String(200), default="")
    answer_id: Mapped[UUID | None]
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    @property
    def last_on(self) -> date:
        """The last day on which money still keeps the word: the day promised, then the grace."""
        return self.due_on + timedelta(days=self.grace_days)


class PromisedReceivable(Base):
    """One receivable of a promise: the part promised, its balance then, what came of it in time."""

    __tablename__ = "promised_receivables"
    __table_args__ = (
        owned_by_company(),
        refers_to("promises", "promise_id"),
        refers_to("receivables", "receivable_id"),
        Index(None, "company_id", "receivable_id"),
    )

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    promise_id: Mapped[UUID] = mapped_column(primary_key=True)
    receivable_id: Mapped[UUID] = mapped_column(primary_key=True)
    amount_minor: Mapped[int] = minor()
    balance_minor: Mapped[int] = minor()
    received_minor: Mapped[int | None] = mapped_column(BigInteger)

"""What is owed, and why we hold our tongue."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, SmallInteger, String, text
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


class ReceivableKind(StrEnum):
    """What the ledger's line is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    OTHER = "other"


class ReceivableStatus(StrEnum):
    """Open, lettered, or gone from a full file: absence is not payment (design §7.2)."""

    OPEN = "open"
    CLOSED = "closed"
    CLOSED_ABSENT = "closed_absent"


class LevelReason(StrEnum):
    """Why a level changed."""

    SENT = "sent"
    MANUAL = "manual"
    IMPORT = "import"
    UNDO = "undo"


class Receivable(Owned, Base):
    """One line of the customer account; credits are negative, one row an instalment."""

    __tablename__ = "receivables"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        Index(
            "uq_receivables_external_id",
            "company_id",
            "external_id",
            unique=True,
            postgresql_where=text("external_id IS NOT NULL"),
        ),
        Index(
            "ix_receivables_accounts",  # the sums of each customer and currency read nothing else
            "company_id",
            "customer_id",
            "currency",
            "due_on",
            postgresql_include=["balance_minor", "level", "level_reached_on"],
            postgresql_where=text("status = 'open'"),
        ),
        Index(None, "company_id", "customer_id", "entry_on"),
        Index(None, "company_id", "fingerprint"),
        Index(
            "ix_receivables_number",
            "company_id",
            "number",
            postgresql_ops={"number": "text_pattern_ops"},  # the start of a number, in a search
        ),
        Index(
            "ix_receivables_credits",
            "company_id",
            "entry_on",
            postgresql_include=["customer_id", "currency", "amount_minor", "status"],
            postgresql_where=text("amount_minor < 0"),
        ),
        Index(
            "ix_receivables_lettered_open",
            "company_id",
            "customer_id",
            "reconciliation_code",
            postgresql_include=["currency", "balance_minor"],
            postgresql_where=text("status = 'open' AND reconciliation_code <> ''"),
        ),
        CheckConstraint("level BETWEEN 0 AND 9", name="level_range"),
    )

    customer_id: Mapped[UUID]
    external_id: Mapped[str | None] = mapped_column(String(200))
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32))
    document_key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ReceivableKind] = mapped_column(as_text(ReceivableKind))
    number: Mapped[str] = mapped_column(String(100))
    label: Mapped[str] = mapped_column(String(300), default="")
    order_no: Mapped[str] = mapped_column(String(100), default="")
    entry_on: Mapped[date]
    invoiced_on: Mapped[date]
    due_on: Mapped[date]
    currency: Mapped[str] = currency_code()
    amount_minor: Mapped[int] = minor()
    balance_minor: Mapped[int] = minor()
    payment_method: Mapped[str] = mapped_column(String(60), default="")
    reconciliation_code: Mapped[str] = mapped_column(String(60), default="")
    reconciled_on: Mapped[date | None]
    status: Mapped[ReceivableStatus] = mapped_column(as_text(ReceivableStatus))
    closed_at: Mapped[datetime | None]
    level: Mapped[int] = mapped_column(SmallInteger, default=0)
    level_reached_on: Mapped[date | None]
    pre_notified_on: Mapped[date | None]
    thanked_on: Mapped[date | None]
    known_on: Mapped[date]
    first_load: Mapped[bool] = mapped_column(default=False)
    derived: Mapped[bool] = mapped_column(default=False)
    free1: Mapped[str] = mapped_column(String(200), default="")
    free2: Mapped[str] = mapped_column(String(200), default="")
    free3: Mapped[str] = mapped_column(String(200), default="")
    document_url: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(String(4000), default="")
    forecast_on: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class LevelChange(Owned, Base):
    """A move of a receivable's level; `action_id` tells what was sent."""

    __tablename__ = "level_changes"
    __table_args__ = (
        owned_by_company(),
        refers_to("receivables", "receivable_id"),
        Index(None, "company_id", "receivable_id"),
    )

    receivable_id: Mapped[UUID]
    from_level: Mapped[int] = mapped_column(SmallInteger)
    to_level: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[LevelReason] = mapped_column(as_text(LevelReason))
    reached_on: Mapped[date]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    action_id: Mapped[UUID | None]


class Hold(Owned, Base):
    """Why a customer (no receivable named) or a receivable is not chased, and until when.

    `kind` is one of `domain.holds`; `source_kind`/`source_id` name the promise, dispute or
    answer that placed it.
    """

    __tablename__ = "holds"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        refers_to("receivables", "receivable_id"),
        Index(
            "ix_holds_standing",
            "company_id",
            "customer_id",
            postgresql_where=text("released_at IS NULL"),
        ),
        Index(None, "company_id", "source_id"),
    )

    customer_id: Mapped[UUID]
    receivable_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(40))
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(500), default="")
    source_kind: Mapped[str] = mapped_column(String(40), default="")
    source_id: Mapped[UUID | None]
    placed_by: Mapped[UUID | None]
    placed_by_name: Mapped[str] = mapped_column(String(200), default="")
    placed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by: Mapped[UUID | None]

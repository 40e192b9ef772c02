"""Who we work for, and who may do what."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Numeric,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quittance.domain.debtor import DebtorType
from quittance.domain.interest_terms import Regime
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.ids import new_id
from quittance.platform.tables import Base, Owned, as_text, currency_code, owned_by_company


class Role(StrEnum):
    """What a member is in a company (SAGE-106)."""

    ADMIN = "admin"
    MANAGER = "manager"
    COLLECTOR = "collector"
    SALES = "sales"
    AUDITOR = "auditor"


class Organisation(Base):
    """An account with users; it owns companies."""

    __tablename__ = "organisations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class User(Base):
    """A person who logs in; what they may do is told by their memberships."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    password_hash: Mapped[str] = mapped_column(String(200))
    full_name: Mapped[str] = mapped_column(String(200))
    job_title: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    is_active: Mapped[bool] = mapped_column(default=True)


class UserSession(Base):
    """One log-in on one device. The refresh key rotates; the one before lives 30 s for two tabs."""

    __tablename__ = "user_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    refresh_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    previous_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    rotated_at: Mapped[datetime]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    ip: Mapped[str] = mapped_column(String(45), default="")  # where it was last renewed from


class Company(Base):
    """A creditor: the tenant. Its own row is seen under its own id."""

    __tablename__ = "companies"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(200))
    legal_form: Mapped[str] = mapped_column(String(200), default="")
    address_lines: Mapped[list[str]] = mapped_column(default=list)
    postcode: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    registration: Mapped[str] = mapped_column(String(60), default="")
    vat_number: Mapped[str] = mapped_column(String(20), default="")
    bank_details: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    jurisdiction: Mapped[Jurisdiction] = mapped_column(as_text(Jurisdiction))
    currency: Mapped[str] = currency_code()
    time_zone: Mapped[str] = mapped_column(String(40))
    default_debtor_type: Mapped[DebtorType] = mapped_column(
        as_text(DebtorType, 20), default=DebtorType.PROFESSIONAL
    )
    payment_terms: Mapped[str] = mapped_column(String(60), default="30 jours")
    reminder_time: Mapped[time] = mapped_column(default=time(9, 30))
    minimum_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    link_days: Mapped[int] = mapped_column(default=25)
    contacts_per_period: Mapped[int] = mapped_column(default=2)
    contact_period_days: Mapped[int] = mapped_column(default=7)
    disputes_hold: Mapped[bool] = mapped_column(default=True)
    penalty_regime: Mapped[Regime] = mapped_column(as_text(Regime), default=Regime.STATUTORY)
    penalty_figure: Mapped[Decimal | None] = mapped_column(Numeric(6, 3))
    suspension_clause: Mapped[str] = mapped_column(String(200), default="")
    logo_sha256: Mapped[str | None] = mapped_column(String(64))  # in the blob store, or none
    plan_confirmed_at: Mapped[datetime | None]
    ledger_fresh_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Membership(Owned, Base):
    """A user's role in a company; a sales representative sees their own customers only.

    While it is suspended it opens nothing.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        owned_by_company(),
        UniqueConstraint("company_id", "user_id"),
        # Without a name they would see every customer that has no representative either.
        CheckConstraint("role <> 'sales' OR sales_rep <> ''", name="sales_has_rep"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = mapped_column(as_text(Role))
    sales_rep: Mapped[str] = mapped_column(String(100), default="")
    suspended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PostStatus(StrEnum):
    """What became of a message of the front door."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"


class Posted:
    """What leaves by e-mail: a link, or news of the account.

    The key of a link is made when it leaves, and only its hash is kept (a door).
    """

    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    post_status: Mapped[PostStatus] = mapped_column(as_text(PostStatus), default=PostStatus.QUEUED)
    post_tries: Mapped[int] = mapped_column(default=0)
    post_reason: Mapped[str] = mapped_column(String(300), default="")
    posted_at: Mapped[datetime | None]


class Invitation(Owned, Posted, Base):
    """Somebody is asked to work in the company; the link opens once, for seven days."""

    __tablename__ = "invitations"
    __table_args__ = (
        owned_by_company(),
        CheckConstraint("role <> 'sales' OR sales_rep <> ''", name="sales_has_rep"),
        Index(
            "uq_invitations_pending",
            "company_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    email: Mapped[str] = mapped_column(String(254))  # lower case
    role: Mapped[Role] = mapped_column(as_text(Role))
    sales_rep: Mapped[str] = mapped_column(String(100), default="")
    invited_by: Mapped[str] = mapped_column(String(200))
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class PasswordReset(Owned, Posted, Base):
    """A forgotten password: the link opens once, for an hour.

    It is kept under one of the companies the person works in: a person alone has no place here.
    """

    __tablename__ = "password_resets"
    __table_args__ = (owned_by_company(), Index(None, "company_id", "user_id"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]  # used, or replaced by a newer one


class PasswordNotice(Owned, Posted, Base):
    """A password was changed: its owner hears of it, in case it was somebody else.

    It is kept as a forgotten password is: under one of the person's companies.
    """

    __tablename__ = "password_notices"
    __table_args__ = (owned_by_company(),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))


class ApiKey(Owned, Base):
    """A program's key: shown once, kept as a hash among the doors."""

    __tablename__ = "api_keys"
    __table_args__ = (owned_by_company(), Index(None, "company_id", "name"))

    name: Mapped[str] = mapped_column(String(100))
    prefix: Mapped[str] = mapped_column(String(16))
    scopes: Mapped[list[str]]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

"""Who owes: customers, their contacts, their dunning profile."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quittance.domain.debtor import DebtorType
from quittance.platform.tables import Base, Owned, as_text, owned_by_company, refers_to


class EmailStatus(StrEnum):
    """Whether an address still takes our mail."""

    OK = "ok"
    BOUNCED = "bounced"
    OPPOSED = "opposed"
    TO_VERIFY = "to_verify"
    WRONG_PERSON = "wrong_person"


class Profile(Owned, Base):
    """A class of customers that shares scenarios (SAGE-28, SAGE-95)."""

    __tablename__ = "profiles"
    __table_args__ = (owned_by_company(), UniqueConstraint("company_id", "name"))

    name: Mapped[str] = mapped_column(String(100))
    is_default: Mapped[bool] = mapped_column(default=False)


class Customer(Owned, Base):
    """Who owes, as the ledger tells it, plus what the collectors add."""

    __tablename__ = "customers"
    __table_args__ = (
        owned_by_company(),
        refers_to("profiles", "profile_id"),
        UniqueConstraint("company_id", "code"),
        Index(None, "company_id", "name", "id"),
        Index(None, "company_id", "sales_rep"),
        Index("ix_customers_watched", "company_id", "name", postgresql_where=text("watched")),
    )

    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    debtor_type: Mapped[DebtorType] = mapped_column(as_text(DebtorType), default=DebtorType.UNKNOWN)
    registration: Mapped[str] = mapped_column(String(60), default="")
    vat_number: Mapped[str] = mapped_column(String(30), default="")
    address_lines: Mapped[list[str]] = mapped_column(default=list)
    postcode: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str] = mapped_column(String(2), default="FR")
    phone: Mapped[str] = mapped_column(String(40), default="")
    mobile: Mapped[str] = mapped_column(String(40), default="")
    sales_rep: Mapped[str] = mapped_column(String(100), default="")
    category: Mapped[str] = mapped_column(String(100), default="")
    payment_method: Mapped[str] = mapped_column(String(60), default="")
    payment_terms: Mapped[str] = mapped_column(String(60), default="")
    credit_limit_minor: Mapped[int | None] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(5), default="fr")
    currency: Mapped[str] = mapped_column(String(3))
    free1: Mapped[str] = mapped_column(String(200), default="")
    free2: Mapped[str] = mapped_column(String(200), default="")
    profile_id: Mapped[UUID]
    collector_id: Mapped[UUID | None]
    watched: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(4000), default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Contact(Owned, Base):
    """A person at the customer's; reminders go to those who receive them."""

    __tablename__ = "contacts"
    __table_args__ = (
        owned_by_company(),
        refers_to("customers", "customer_id"),
        Index(None, "company_id", "customer_id"),
        Index(
            "uq_contacts_customer_email",
            "company_id",
            "customer_id",
            text("lower(email)"),
            unique=True,
            postgresql_where=text("email <> ''"),
        ),
        Index(
            "ix_contacts_bounced",
            "company_id",
            "customer_id",
            postgresql_where=text("email_status = 'bounced'"),
        ),
    )

    customer_id: Mapped[UUID]
    civility: Mapped[str] = mapped_column(String(20), default="")
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    department: Mapped[str] = mapped_column(String(100), default="")
    function: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(5), default="")
    receives_reminders: Mapped[bool] = mapped_column(default=True)
    is_main: Mapped[bool] = mapped_column(default=False)
    email_status: Mapped[EmailStatus] = mapped_column(as_text(EmailStatus), default=EmailStatus.OK)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CustomerSearch(Base):
    """What a search by name reads, through a function that checks the company (design §3.2).

    No grant to the application: only the `SECURITY DEFINER` function's owner reads and writes it.
    """

    __tablename__ = "customer_search"
    __table_args__ = (
        Index(
            "ix_customer_search_text",
            "text",
            postgresql_using="gin",
            postgresql_ops={"text": "gin_trgm_ops"},
        ),
    )

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(400))


class ContactSearch(Base):
    """The same for the people at customers': their names and addresses."""

    __tablename__ = "contact_search"
    __table_args__ = (
        Index(
            "ix_contact_search_text",
            "text",
            postgresql_using="gin",
            postgresql_ops={"text": "gin_trgm_ops"},
        ),
    )

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(500))

"""What the front door takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, EmailStr, Field, StringConstraints

from quittance.accounts.access import Permission
from quittance.accounts.models import Role
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.schemas import Body, LocalTime, Out

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class LogInBody(Body):
    """An address and a password."""

    email: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=200)]


class UserOut(Out):
    """A person."""

    id: UUID
    full_name: str
    email: str
    job_title: str
    phone: str


class SessionCompanyOut(Out):
    """A company the person works in."""

    id: UUID
    name: str
    role: Role
    permissions: list[Permission]
    currency: str
    time_zone: str


class SessionOut(Out):
    """Who is logged in, and where they may work."""

    user: UserOut
    companies: list[SessionCompanyOut]


class CompanyOut(Out):
    """A creditor and its settings; `minimum_minor` in the company's currency."""

    id: UUID
    name: str
    legal_form: str
    address_lines: list[str]
    postcode: str
    city: str
    country: str
    registration: str
    vat_number: str
    bank_details: str
    email: str
    phone: str
    jurisdiction: Jurisdiction
    currency: str
    time_zone: str
    default_debtor_type: str
    payment_terms: str
    reminder_time: LocalTime
    minimum_minor: int
    link_days: int
    contacts_per_period: int
    contact_period_days: int
    disputes_hold: bool
    logo_sha256: str | None
    plan_confirmed_at: datetime | None
    ledger_fresh_at: datetime | None
    version: int


def _known_zone(zone: str) -> str:
    if zone not in available_timezones():
        raise ValueError("unknown time zone")
    return zone


class CompanyChanges(Body):
    """The settings to change; what is absent stays."""

    name: Name | None = None
    legal_form: Text | None = None
    address_lines: list[Text] | None = Field(default=None, max_length=6)
    postcode: Annotated[str, Field(max_length=20)] | None = None
    city: Annotated[str, Field(max_length=100)] | None = None
    registration: Annotated[str, Field(max_length=60)] | None = None
    vat_number: Annotated[str, Field(max_length=20)] | None = None
    bank_details: Text | None = None
    email: EmailStr | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    time_zone: Annotated[str, Field(max_length=40), AfterValidator(_known_zone)] | None = None
    payment_terms: Annotated[str, Field(max_length=60)] | None = None
    reminder_time: LocalTime | None = None
    minimum_minor: Annotated[int, Field(ge=0, le=10**15)] | None = None
    link_days: Annotated[int, Field(ge=1, le=90)] | None = None
    contacts_per_period: Annotated[int, Field(ge=1, le=30)] | None = None
    contact_period_days: Annotated[int, Field(ge=1, le=90)] | None = None
    disputes_hold: bool | None = None


class MemberOut(Out):
    """A person who works in the company."""

    user_id: UUID
    full_name: str
    email: str
    job_title: str
    role: Role


class ApiKeyBody(Body):
    """A key to make."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    scopes: Annotated[list[Permission], Field(min_length=1, max_length=5)]


class ApiKeyOut(Out):
    """A key, without its text."""

    id: UUID
    name: str
    prefix: str
    scopes: list[Permission]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewApiKeyOut(ApiKeyOut):
    """A key with its text, told this once only."""

    key: str

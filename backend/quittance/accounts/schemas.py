"""What the front door takes and gives."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    BeforeValidator,
    EmailStr,
    Field,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
)

from quittance.accounts.access import Permission
from quittance.accounts.models import PostStatus, Role
from quittance.domain.debtor import DebtorType
from quittance.domain.interest_terms import Regime
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.schemas import Body, LocalTime, Out

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
SalesRep = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]
# What terms of sale may say; the rates of public buyers and of notices are the law's alone.
ClauseRegime = Literal[
    Regime.STATUTORY,
    Regime.CONTRACTUAL_FIXED,
    Regime.CONTRACTUAL_MULTIPLE_OF_LEGAL,
    Regime.CONTRACTUAL_ECB_PLUS,
]
# A percentage or a multiple, such as `12.5`, kept to the digit.
FIGURE = r"^[0-9]{1,2}(\.[0-9]{1,3})?$"
Percent = Annotated[
    Decimal,
    BeforeValidator(TypeAdapter(Annotated[str, Field(pattern=FIGURE)]).validate_python),
    WithJsonSchema({"type": "string", "pattern": FIGURE, "maxLength": 6}),
]
Password = Annotated[str, Field(max_length=200)]
TimeZone = Literal[
    "Europe/Paris",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Marigot",
    "America/Martinique",
    "America/Miquelon",
    "America/St_Barthelemy",
    "Indian/Kerguelen",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Gambier",
    "Pacific/Marquesas",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
]


class LogInBody(Body):
    """An address and a password."""

    email: Annotated[str, Field(max_length=254)]
    password: Password


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


class DemonstrationOut(Out):
    """What a demonstration has that a real installation has not."""

    mail_catcher_url: str


class SessionOut(Out):
    """Who is logged in, where they may work, and what the installation has to tell them.

    `sending_paused_at`: since when nothing leaves, after a restore; an operator has to resume.
    """

    user: UserOut
    companies: list[SessionCompanyOut]
    sending_paused_at: datetime | None
    demonstration: DemonstrationOut | None


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
    default_debtor_type: DebtorType
    payment_terms: str
    reminder_time: LocalTime
    minimum_minor: int
    link_days: int
    contacts_per_period: int
    contact_period_days: int
    disputes_hold: bool
    penalty_regime: Regime
    penalty_figure: Decimal | None
    suspension_clause: str
    logo_sha256: str | None
    plan_confirmed_at: datetime | None
    ledger_fresh_at: datetime | None
    version: int


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
    time_zone: TimeZone | None = None
    payment_terms: Annotated[str, Field(max_length=60)] | None = None
    reminder_time: LocalTime | None = None
    minimum_minor: Annotated[int, Field(ge=0, le=10**15)] | None = None
    link_days: Annotated[int, Field(ge=1, le=90)] | None = None
    contacts_per_period: Annotated[int, Field(ge=1, le=30)] | None = None
    contact_period_days: Annotated[int, Field(ge=1, le=90)] | None = None
    disputes_hold: bool | None = None
    penalty_regime: ClauseRegime | None = None
    penalty_figure: Percent | None = None
    suspension_clause: Text | None = None


class MemberOut(Out):
    """A person who works in the company."""

    user_id: UUID
    full_name: str
    email: str
    job_title: str
    role: Role
    sales_rep: str
    joined_at: datetime
    suspended_at: datetime | None


class MemberChanges(Body):
    """The role to give; a sales representative is named as the ledger names them."""

    role: Role
    sales_rep: SalesRep = ""


class InvitationBody(Body):
    """Who is asked to work in the company, and as what."""

    email: EmailStr
    role: Role
    sales_rep: SalesRep = ""


class InvitationOut(Out):
    """An invitation without an answer; `post_status` is what became of its message."""

    id: UUID
    email: str
    role: Role
    sales_rep: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    post_status: PostStatus
    posted_at: datetime | None


class ProfileChanges(Body):
    """What a person says of themselves; what is absent stays."""

    full_name: Name | None = None
    job_title: Text | None = None
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None


class PasswordBody(Body):
    """The password until now, and the one from now on."""

    current_password: Password
    new_password: Password


class OwnSessionOut(Out):
    """A session of the person: on which browser, from where, since when."""

    id: UUID
    user_agent: str
    ip: str
    opened_at: datetime
    last_used_at: datetime
    is_current: bool


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


class ListedApiKeyOut(ApiKeyOut):
    """A key, and the person who made it; empty if a program or the operator did."""

    created_by_name: str


class NewApiKeyOut(ApiKeyOut):
    """A key with its text, told this once only."""

    key: str

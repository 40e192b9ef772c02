"""What customers and what they owe look like from outside; sums in minor units."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from quittance.domain.debtor import DebtorType
from quittance.platform.schemas import Body, Day, Out
from quittance.receivables.models import ReceivableKind, ReceivableStatus

Note = Annotated[str, StringConstraints(max_length=4000)]


class NamedOut(Out):
    """A profile by name."""

    id: UUID
    name: str


class CollectorOut(Out):
    """Who looks after a customer."""

    id: UUID
    full_name: str


class ContactOut(Out):
    """A person at the customer's; `email_status` tells whether the address still takes mail."""

    id: UUID
    civility: str
    first_name: str
    last_name: str
    email: str
    phone: str
    department: str
    function: str
    language: str
    receives_reminders: bool
    is_main: bool
    email_status: str


class ShortBalanceOut(Out):
    """What a customer owes in one currency."""

    currency: str
    total_minor: int
    overdue_minor: int


class CustomerRowOut(Out):
    """A customer in a list; `level` is the highest of what is owed (SAGE-51)."""

    id: UUID
    code: str
    name: str
    profile: str
    sales_rep: str
    level: int
    balances: list[ShortBalanceOut]


class BalanceOut(Out):
    """What the customer owes in one currency, and paid over 90 days (SAGE-26)."""

    currency: str
    overdue_minor: int
    upcoming_minor: int
    total_minor: int
    paid_90d_minor: int
    oldest_days_late: int | None


class CustomerOut(Out):
    """The customer's record: the ledger's facts and the collectors' (SAGE-23)."""

    id: UUID
    code: str
    name: str
    debtor_type: DebtorType
    registration: str
    vat_number: str
    address_lines: list[str]
    postcode: str
    city: str
    country: str
    phone: str
    mobile: str
    sales_rep: str
    category: str
    payment_method: str
    payment_terms: str
    credit_limit_minor: int | None
    currency: str
    language: str
    free1: str
    free2: str
    profile: NamedOut
    collector: CollectorOut | None
    watched: bool
    note: str
    version: int
    contacts: list[ContactOut]
    balances: list[BalanceOut]


class CustomerChanges(Body):
    """What collectors add to a customer; what is absent stays."""

    note: Note | None = None
    watched: bool | None = None
    profile_id: UUID | None = None
    collector_id: UUID | None = None
    debtor_type: DebtorType | None = None


class HoldOut(Out):
    """Why somebody or something is not chased; `overridable_by` names the roles that may lift it.

    Without `receivable_id` the whole customer is held; with `amount_minor` only that part.
    """

    id: UUID
    kind: str
    customer_id: UUID
    receivable_id: UUID | None
    first_on: date
    last_on: date | None
    amount_minor: int | None
    reason: str
    source: str
    placed_by: str
    placed_at: datetime
    overridable_by: list[str]


class HoldsOut(Out):
    """The holds that stand."""

    items: list[HoldOut]


class HoldBody(Body):
    """Leave a customer, or one receivable, in peace until somebody lifts it (SAGE-30, SAGE-40)."""

    kind: Literal["stop"] = "stop"
    receivable_id: UUID | None = None
    last_on: Annotated[
        Day | None, Field(description="Must be null: a stop lasts until it is lifted.")
    ] = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class ReceivableOut(Out):
    """A line of the account; `chaseable_minor` is what a reminder would ask for today."""

    id: UUID
    number: str
    label: str
    kind: ReceivableKind
    document_key: str
    order_no: str
    entry_on: date
    invoiced_on: date
    due_on: date
    days_late: int
    currency: str
    amount_minor: int
    balance_minor: int
    chaseable_minor: int
    level: int
    level_reached_on: date | None
    reminders: int
    payment_method: str
    reconciliation_code: str
    reconciled_on: date | None
    status: ReceivableStatus
    derived: bool
    note: str
    forecast_on: date | None
    free1: str
    free2: str
    free3: str
    document_url: str
    holds: list[HoldOut]
    flags: list[str]


class LineSumsOut(Out):
    """How many lines there are in one currency, and what they add up to."""

    currency: str
    lines: int
    debit_minor: int
    credit_minor: int
    balance_minor: int
    overdue_minor: int


class AccountSummaryOut(Out):
    """Exact count and sums of an account's lines."""

    lines: int
    totals: list[LineSumsOut]


class ReceivableChanges(Body):
    """What a collector may change of a line; what is absent stays.

    `forecast_on` is when we expect the money: it moves neither the due day nor any reminder.
    """

    level: Annotated[int, Field(ge=0, le=9)] | None = None
    note: Note | None = None
    forecast_on: Day | None = None

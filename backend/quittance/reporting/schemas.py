"""What reports give; sums in minor units of the row's currency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from quittance.accounts.models import Role
from quittance.platform.schemas import Out


class CompanySumsOut(Out):
    """What one company is owed in one currency."""

    id: UUID
    name: str
    role: Role
    currency: str
    overdue_minor: int
    upcoming_minor: int
    total_minor: int
    customers: int


class CurrencySumsOut(Out):
    """The grand total of one currency."""

    currency: str
    overdue_minor: int
    upcoming_minor: int
    total_minor: int
    customers: int


class CompaniesOut(Out):
    """The companies to choose from, and their grand totals."""

    items: list[CompanySumsOut]
    totals: list[CurrencySumsOut]


class AgesOut(Out):
    """Sums by days late; due today is not overdue."""

    not_due_minor: int
    days_1_30_minor: int
    days_31_60_minor: int
    days_61_90_minor: int
    days_over_90_minor: int
    overdue_minor: int
    total_minor: int


class AgingRowOut(AgesOut):
    """What one customer owes in one currency."""

    customer_id: UUID
    code: str
    name: str
    profile: str
    sales_rep: str
    free1: str
    free2: str
    note: str
    currency: str
    level: int
    last_reminder_on: date | None
    oldest_due_on: date | None
    new_buckets: list[str]
    flags: list[str]


class AgingTotalOut(AgesOut):
    """The sums of the whole filter in one currency."""

    currency: str
    customers: int


class AgingSummaryOut(Out):
    """How many customers the filter keeps, and their sums."""

    as_of: date
    customers: int
    totals: list[AgingTotalOut]


class NamedChoiceOut(Out):
    """A choice that has an id."""

    id: UUID
    name: str


class ChoicesOut(Out):
    """What each filter may be set to: the values that occur, in order, 200 at most each."""

    profiles: list[NamedChoiceOut]
    collectors: list[NamedChoiceOut]
    sales_reps: list[str]
    categories: list[str]
    payment_methods: list[str]
    free1: list[str]
    free2: list[str]
    currencies: list[str]
    levels: list[int]
    reachable_levels: Annotated[
        list[int], Field(description="0, and the levels of the company's reminders.")
    ]


class ReachOut(Out):
    """Customers who owe something, and how many of them have no address of any kind."""

    customers: int
    unreachable: int


class TimelineEntryOut(Out):
    """One thing that happened with a customer."""

    id: UUID
    at: datetime
    type: str
    actor: str
    actor_kind: str
    data: dict[str, Any]


class EventOut(Out):
    """One sealed fact; `seq` has no gaps."""

    seq: int
    id: UUID
    type: str
    occurred_at: datetime
    actor: str
    actor_kind: str
    customer_id: UUID | None
    data: dict[str, Any]

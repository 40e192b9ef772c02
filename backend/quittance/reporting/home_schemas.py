"""What home, the search and the head of a record give; sums in minor units of their currency."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from quittance.connectors.models import FileKind, RunStatus
from quittance.platform.schemas import Out
from quittance.receivables.models import ReceivableKind, ReceivableStatus
from quittance.reporting.schemas import AgesOut, TimelineEntryOut
from quittance.reporting.waiting import Work


class TodayOut(Out):
    """What time it is for the product, and the company's civil day; a demonstration moves both."""

    now: datetime
    today: date


class NextActionOut(Out):
    """The first action planned from which something leaves."""

    step_kind: str
    rank: int
    channel: str
    due_on: date


class DunningOut(Out):
    """How far a customer has been reminded (SAGE-36).

    `level` is the highest of what is owed; `actions_done` counts those about what is unpaid.
    """

    level: int
    last_pre_notice_on: date | None
    last_reminder_on: date | None
    last_thank_you_on: date | None
    actions_done: int
    next_action: NextActionOut | None


class HomeTotalOut(AgesOut):
    """What customers owe in one currency; `paid_minor` is null where no credit was booked."""

    currency: str
    customers: int
    overdue_customers: int
    upcoming_customers: int
    paid_minor: int | None


class HomeDebtorOut(AgesOut):
    """One of the ten largest overdue accounts of its currency."""

    customer_id: UUID
    code: str
    name: str
    profile: str
    currency: str
    level: int
    last_reminder_on: date | None
    oldest_due_on: date | None
    flags: list[str]


class LoadOut(Out):
    """The newest load: how far it came, how many of its rows were refused or doubtful."""

    id: UUID
    kind: FileKind
    format: str
    file_name: str
    status: RunStatus
    problems: int
    created_at: datetime
    finished_at: datetime | None


class LedgerOut(Out):
    """How recent the ledger is; `is_fresh` is what automatic sending asks for (SAGE-102).

    `to_review` counts the loads that wait for somebody's word.
    """

    is_fresh: bool
    fresh_at: datetime | None
    to_review: int
    last_load: LoadOut | None


class DoneOut(Out):
    """How many actions were done on a channel, today and over thirty days (SAGE-19)."""

    channel: str
    today: int
    last_30_days: int


class HomeOut(Out):
    """The figures of the day. `is_empty`: no line was ever brought in.

    `paid_since` is the day after which a credit counts in `paid_minor` (SAGE-16).
    """

    as_of: date
    is_empty: bool
    paid_since: date
    totals: list[HomeTotalOut]
    debtors: list[HomeDebtorOut]
    ledger: LedgerOut


class WaitingAmountOut(Out):
    """A sum in one currency."""

    currency: str
    amount_minor: int


class WaitingPartOut(Out):
    """How many of them are of one kind: of an answer, its kind."""

    code: str
    count: int


class WaitingOut(Out):
    """One sort of work: how many, since when, for what sums."""

    what: Work
    count: int
    since_on: date | None
    amounts: list[WaitingAmountOut]
    parts: list[WaitingPartOut]


class WaitingRemindersOut(Out):
    """The plan's actions of one channel and currency; sum and customers are of the ready ones."""

    channel: str
    currency: str
    ready: int
    excluded: int
    customers: int
    amount_minor: int


class WorkOut(Out):
    """All that waits for a person; a sort of work of which there is nothing is absent."""

    as_of: date
    reminders: list[WaitingRemindersOut]
    items: list[WaitingOut]


class ComingOut(Out):
    """What a watched customer has to pay on a day to come."""

    customer_id: UUID
    code: str
    name: str
    due_on: date
    currency: str
    receivables: int
    amount_minor: int


class WatchedEntryOut(TimelineEntryOut):
    """A fact about a watched customer."""

    customer_id: UUID
    code: str
    name: str


class WatchedOut(Out):
    """How many customers are watched, what falls due within seven days, what happened in seven.

    `done` counts over all customers.
    """

    customers: int
    coming: list[ComingOut]
    past: list[WatchedEntryOut]
    done: list[DoneOut]


class Dimension(StrEnum):
    """What the sums are told by."""

    PAYMENT_METHOD = "payment_method"
    PROFILE = "profile"


class BreakdownRowOut(AgesOut):
    """What is due by one payment method, or by one profile; an empty name is "none given"."""

    by: Dimension
    name: str
    currency: str
    customers: int
    overdue_customers: int
    upcoming_customers: int


class BreakdownOut(Out):
    """How one is paid: which method runs late, which profile pays slowest (SAGE-21)."""

    items: list[BreakdownRowOut]


class GapOut(Out):
    """A lettered group that does not sum to zero: what is left of it, over how many lines."""

    customer_id: UUID
    code: str
    name: str
    reconciliation_code: str
    currency: str
    lines: int
    left_minor: int


class GapsOut(Out):
    """The reconciliation errors, the largest first; two hundred at most (SAGE-115)."""

    items: list[GapOut]


class FoundCustomerOut(Out):
    """A customer by code, name or town."""

    id: UUID
    code: str
    name: str
    city: str


class FoundReceivableOut(Out):
    """A line by its number."""

    id: UUID
    number: str
    kind: ReceivableKind
    status: ReceivableStatus
    due_on: date
    currency: str
    amount_minor: int
    balance_minor: int
    customer_id: UUID
    customer_name: str


class FoundContactOut(Out):
    """A person by name or address."""

    id: UUID
    first_name: str
    last_name: str
    email: str
    customer_id: UUID
    customer_name: str


class FoundOut(Out):
    """What a few typed letters may mean: eight of each at most, the likeliest first."""

    customers: list[FoundCustomerOut]
    receivables: list[FoundReceivableOut]
    contacts: list[FoundContactOut]

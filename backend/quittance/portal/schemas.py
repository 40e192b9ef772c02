"""What the portal's endpoints take and give; sums in minor units of their currency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from quittance.platform.schemas import Body, Out
from quittance.portal.models import AnswerKind
from quittance.portal.replies import Reply
from quittance.portal.statement import Tab
from quittance.portal.statuses import ShownStatus

Ids = Annotated[list[UUID], Field(max_length=5_000)]


class MoneyOut(Out):
    """A sum."""

    amount_minor: int
    currency: str


class CollectorOut(Out):
    """Whom to ask."""

    name: str
    job_title: str
    phone: str
    email: str


class BalanceOut(Out):
    """What is owed in one currency; credits are negative and taken off the total."""

    currency: str
    overdue_minor: int
    overdue_count: int
    total_minor: int
    count: int
    credit_minor: int


class TabOut(Out):
    """A filter and how many receivables it shows."""

    tab: Tab
    count: int


class PortalSessionOut(Out):
    """Whose account this is, what is owed, whom to ask."""

    creditor_name: str
    bank_details: str
    customer_name: str
    customer_code: str
    collector: CollectorOut
    language: str
    today: date
    expires_on: date
    latest_promise_on: date
    balances: list[BalanceOut]
    tabs: list[TabOut]
    draft_count: int


class PortalReceivableOut(Out):
    """One open receivable as the debtor reads it."""

    id: UUID
    number: str
    order_no: str
    buyer_code: str
    buyer_name: str
    invoiced_on: date
    due_on: date
    amount_minor: int
    balance_minor: int
    currency: str
    days_late: int
    status: ShownStatus
    status_until: date | None
    answer: AnswerKind | None
    answer_is_draft: bool
    is_selected: bool


class PortalReceivablesOut(Out):
    """A page of a tab: thirty receivables, `page` of `pages`, `total` in all."""

    items: list[PortalReceivableOut]
    page: int
    pages: int
    total: int


class SelectionBody(Body):
    """Of the receivables shown, those that are ticked; the others of the list stay as they are."""

    shown: Ids
    ticked: Ids


class SelectionOut(Out):
    """What is ticked over all pages; the sentences are in the debtor's language."""

    receivable_ids: list[UUID]
    sums: list[MoneyOut]
    count_text: str
    sum_text: str
    answer_text: str


class DraftBody(Body):
    """An answer about some receivables, kept until everything is finished."""

    receivable_ids: Annotated[list[UUID], Field(min_length=1, max_length=5_000)]
    reply: Reply


class PortalAnswerOut(Out):
    """An answer; `sent_at` is null while it is a draft."""

    id: UUID
    kind: AnswerKind
    fields: Annotated[dict[str, Any], Field(description="The reply as it was given.")]
    receivable_ids: list[UUID]
    sent_at: datetime | None


class PortalAnswersOut(Out):
    """Answers, the first saved first."""

    items: list[PortalAnswerOut]


class AnswerRefusalBody(Body):
    """Why what the debtor said does not hold; kept with the payment or the dispute."""

    note: Annotated[str, Field(max_length=2000)] = ""


class AnsweredLineOut(Out):
    """A receivable an answer is about, as it stands now."""

    receivable_id: UUID
    number: str
    due_on: date
    currency: str
    balance_minor: int


class FunctionOut(Out):
    """A function within a department."""

    code: str
    name: str


class DepartmentOut(Out):
    """A department and the functions it has (SID-32)."""

    code: str
    name: str
    functions: list[FunctionOut]


class PortalContactOut(Out):
    """The debtor's details as we know them, and what may be chosen, in their language."""

    civility: str
    first_name: str
    last_name: str
    email: str
    phone: str
    department: str
    function: str
    departments: list[DepartmentOut]


class PortalChangeOut(Out):
    """What became of it: `unchanged`, `applied`, `waiting` for its day, or `to_review`."""

    id: UUID | None
    status: str
    counts_on: Annotated[date | None, Field(description="From then on the new address receives.")]


class StaffAnswerOut(Out):
    """What a debtor answered, with its trace (SID-35)."""

    id: UUID
    customer_id: UUID
    customer_code: str
    customer_name: str
    kind: AnswerKind
    fields: dict[str, Any]
    receivable_ids: list[UUID]
    lines: list[AnsweredLineOut]
    sent_to: Annotated[str, Field(description="The address that received the link.")]
    sent_at: datetime
    ip: str
    user_agent: str
    reviewed_at: datetime | None


class PortalLinkBody(Body):
    """A link to hand over by oneself; `sent_to` says to whom."""

    sent_to: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=320)]
    contact_id: UUID | None = None


class PortalLinkOut(Out):
    """A link; its address is in this answer and nowhere else."""

    id: UUID
    url: str
    expires_at: datetime

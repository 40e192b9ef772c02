"""What promises look like from outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from quittance.domain.lifecycle import PromiseStatus
from quittance.platform.schemas import Body, Currency, Day, Out, Sum


class PromisedPart(Body):
    """One receivable, and the part promised of it; null promises its whole balance."""

    receivable_id: UUID
    amount_minor: Sum | None = None


def _each_once(parts: list[PromisedPart]) -> list[PromisedPart]:
    if len({part.receivable_id for part in parts}) < len(parts):
        raise ValueError("a receivable is named once")
    return parts


class PromiseBody(Body):
    """A customer's word, as a collector heard it."""

    receivables: Annotated[
        list[PromisedPart], Field(min_length=1, max_length=500), AfterValidator(_each_once)
    ]
    amount_minor: Annotated[
        Sum | None, Field(description="Less than the parts: covers the oldest due first.")
    ] = None
    currency: Currency
    due_on: Day
    grace_days: Annotated[int, Field(ge=0, le=30)] = 3
    method: Annotated[str, Field(max_length=60)] = ""
    details: Annotated[str, Field(max_length=2000)] = ""


class PromisedPartOut(Out):
    """A part of a promise; `received_minor` is null until it was judged."""

    receivable_id: UUID
    amount_minor: int
    received_minor: int | None


class PromiseOut(Out):
    """A promise, and how late it is; sums in minor units of `currency`."""

    id: UUID
    customer_id: UUID
    customer_code: str
    customer_name: str
    sales_rep: str
    level: Annotated[int, Field(description="The highest level of what the customer owes.")]
    overdue_minor: Annotated[int, Field(description="Overdue in the promise's currency.")]
    currency: str
    amount_minor: int
    due_on: date
    days_passed: Annotated[int, Field(description="Days since the promised day; 0 before it.")]
    grace_days: int
    status: PromiseStatus
    source: str
    method: str
    details: str
    made_by_name: str
    made_at: datetime
    settled_at: datetime | None
    receivables: list[PromisedPartOut]


class PromiseTotalOut(Out):
    """How many promises of one currency, and their sum."""

    currency: str
    count: int
    amount_minor: int


class PromiseSummaryOut(Out):
    """Exact count and sums of a filter."""

    count: int
    totals: list[PromiseTotalOut]

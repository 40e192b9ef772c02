"""What disputes look like from outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.lifecycle import DisputeStatus
from quittance.platform.schemas import Body, Out


class DisputeBody(Body):
    """What a debtor contests, as a collector heard it."""

    receivable_ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    reason: DisputeReason
    details: Annotated[str, Field(max_length=2000)] = ""
    amount_minor: Annotated[
        int | None,
        Field(gt=0, le=10**15, description="A part, of exactly one receivable; null: the whole."),
    ] = None
    owner_id: UUID | None = None


class DisputeOutcomeBody(Body):
    """How a dispute ends."""

    outcome: Literal[DisputeStatus.UPHELD, DisputeStatus.REJECTED, DisputeStatus.WITHDRAWN]
    note: Annotated[str, Field(max_length=2000)] = ""


class DisputeOut(Out):
    """A dispute; `contested_minor` is the whole or the part, in minor units of `currency`."""

    id: UUID
    customer_id: UUID
    customer_code: str
    customer_name: str
    level: Annotated[int, Field(description="The highest level of what the customer owes.")]
    reason: DisputeReason
    details: str
    currency: str
    amount_minor: int | None
    contested_minor: int
    status: DisputeStatus
    source: str
    owner_id: UUID | None
    opened_by_name: str
    opened_at: datetime
    closed_at: datetime | None
    outcome_note: str
    receivable_ids: list[UUID]


class DisputeTotalOut(Out):
    """How many disputes of one currency, and what they contest."""

    currency: str
    count: int
    contested_minor: int


class DisputeSummaryOut(Out):
    """Exact count and sums of a filter."""

    count: int
    totals: list[DisputeTotalOut]

"""What payment notices look like from outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from quittance.payments.models import NoticeStatus
from quittance.platform.schemas import Body, Out


class RejectionBody(Body):
    """Why no such payment was found."""

    note: Annotated[str, Field(max_length=2000)] = ""


class PaymentNoticeOut(Out):
    """What a debtor says they have paid; `amount_minor` in minor units of `currency`."""

    id: UUID
    customer_id: UUID
    customer_code: str
    customer_name: str
    currency: str
    amount_minor: int
    paid_on: date
    method: str
    reference: str
    details: str
    status: NoticeStatus
    received_at: datetime
    reviewed_at: datetime | None
    receivable_ids: list[UUID]

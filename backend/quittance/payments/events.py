"""What debtors say they have paid, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class PaymentAnnounced(Event):
    """A debtor says these receivables are paid; the ledger does not show it yet."""

    type: ClassVar[str] = "payment.announced"

    notice_id: UUID
    receivable_ids: tuple[UUID, ...]
    amount_minor: int
    currency: str
    paid_on: date
    method: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class PaymentNoticeAccepted(Event):
    """A collector believes the notice; its receivables stay in peace until its term."""

    type: ClassVar[str] = "payment.notice_accepted"

    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class PaymentNoticeRejected(Event):
    """A collector found no such payment; its receivables may be chased again."""

    type: ClassVar[str] = "payment.notice_rejected"

    notice_id: UUID
    note: str


@dataclass(frozen=True, kw_only=True)
class PaymentNoticeConfirmed(Event):
    """The ledger shows the money that was announced."""

    type: ClassVar[str] = "payment.notice_confirmed"

    notice_id: UUID

"""What waits for a person: answers to read, promises, disputes, messages whose fate is unknown.

Each sort of work is one grouped statement over a partial index; nothing is read row by row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from quittance.customers.models import Contact, EmailStatus
from quittance.customers.queries import ids_of_sales_rep
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.disputes.models import Dispute
from quittance.domain.lifecycle import DisputeStatus, PromiseStatus
from quittance.payments.models import NoticeStatus, PaymentNotice
from quittance.platform.clock import day_in
from quittance.portal.models import Answer, AnsweredReceivable, ChangeStatus, ContactChange
from quittance.promises.models import Promise
from quittance.promises.queries import is_unpaid
from quittance.receivables.models import Receivable, ReceivableStatus

BROKEN = (PromiseStatus.BROKEN, PromiseStatus.PARTIALLY_KEPT)


class Work(StrEnum):
    """The sorts of work, in the order in which they are best done."""

    UNCONFIRMED = "unconfirmed"
    BOUNCED = "bounced"
    ANSWERS = "answers"
    PAYMENT_NOTICES = "payment_notices"
    CONTACT_CHANGES = "contact_changes"
    PROMISES_BROKEN = "promises_broken"
    PROMISES_DUE = "promises_due"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in one currency."""

    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Part:
    """How many of the sort are of one kind."""

    code: str
    count: int


@dataclass(slots=True)
class Waiting:
    """How much of one sort of work waits, since when, for what sums."""

    what: Work
    count: int = 0
    since_on: date | None = None
    amounts: list[Amount] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _View:
    company_id: UUID
    sales_rep: str | None
    today: date
    zone: str

    def theirs(
        self, company: InstrumentedAttribute[UUID], customer: InstrumentedAttribute[UUID]
    ) -> list[ColumnElement[bool]]:
        """The rows of the company that the caller may see."""
        clauses: list[ColumnElement[bool]] = [company == self.company_id]
        if self.sales_rep is not None:
            clauses.append(customer.in_(ids_of_sales_rep(self.company_id, self.sales_rep)))
        return clauses


async def work(
    session: AsyncSession, company_id: UUID, *, today: date, zone: str, sales_rep: str | None
) -> list[Waiting]:
    """Every sort of work of which something waits."""
    view = _View(company_id, sales_rep, today, zone)
    found = [
        await _unconfirmed(session, view),
        await _bounced(session, view),
        await _answers(session, view),
        await _notices(session, view),
        await _changes(session, view),
        *await _promises(session, view),
        await _disputes(session, view),
    ]
    order = list(Work)
    return sorted(
        (one for one in found if one.count), key=lambda waiting: order.index(waiting.what)
    )


def _told(what: Work, rows: Iterable[Any], zone: str) -> Waiting:
    """The rows `(currency, count, sum, first day or instant)` as one sort of work."""
    told = Waiting(what)
    for currency, count, minor, first in rows:
        if not count:
            continue
        told.count += count
        told.amounts.append(Amount(currency, int(minor or 0)))
        since = day_in(zone, first) if isinstance(first, datetime) else first
        told.since_on = min(filter(None, (told.since_on, since)), default=None)
    return told


async def _unconfirmed(session: AsyncSession, view: _View) -> Waiting:
    rows = await session.execute(
        select(
            Delivery.currency,
            func.count(),
            func.sum(Delivery.amount_minor),
            func.min(Delivery.created_at),
        )
        .where(
            *view.theirs(Delivery.company_id, Delivery.customer_id),
            Delivery.status == DeliveryStatus.UNCONFIRMED,
        )
        .group_by(Delivery.currency)
        .order_by(Delivery.currency)
    )
    return _told(Work.UNCONFIRMED, rows, view.zone)


async def _bounced(session: AsyncSession, view: _View) -> Waiting:
    """Contacts whose address takes our mail no more, where they should receive some."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Contact)
        .where(
            *view.theirs(Contact.company_id, Contact.customer_id),
            Contact.email_status == EmailStatus.BOUNCED,
            Contact.receives_reminders,
        )
    )
    return Waiting(Work.BOUNCED, counted or 0)


async def _answers(session: AsyncSession, view: _View) -> Waiting:
    """What debtors sent and nobody has read, with what is still owed on it."""
    unread = [
        *view.theirs(Answer.company_id, Answer.customer_id),
        Answer.sent_at.is_not(None),
        Answer.reviewed_at.is_(None),
    ]
    kinds = await session.execute(
        select(Answer.kind, func.count(), func.min(Answer.sent_at))
        .where(*unread)
        .group_by(Answer.kind)
        .order_by(Answer.kind)
    )
    told = Waiting(Work.ANSWERS)
    for kind, count, first in kinds:
        told.count += count
        told.parts.append(Part(kind.value, count))
        if first is not None:
            since = day_in(view.zone, first)
            told.since_on = min(told.since_on or since, since)
    if not told.count:
        return told
    spoken = (
        select(AnsweredReceivable.receivable_id)
        .join(
            Answer,
            and_(
                Answer.company_id == AnsweredReceivable.company_id,
                Answer.id == AnsweredReceivable.answer_id,
            ),
        )
        .where(*unread)
    )
    rows = await session.execute(
        select(Receivable.currency, func.sum(Receivable.balance_minor))
        .where(
            Receivable.company_id == view.company_id,
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.id.in_(spoken),
        )
        .group_by(Receivable.currency)
        .order_by(Receivable.currency)
    )
    told.amounts = [Amount(currency, int(minor)) for currency, minor in rows]
    return told


async def _notices(session: AsyncSession, view: _View) -> Waiting:
    """Payments announced that wait for a yes or a no; those of an unread answer wait with it."""
    of_unread = (
        select(literal(1))
        .where(
            Answer.company_id == PaymentNotice.company_id,
            Answer.id == PaymentNotice.answer_id,
            Answer.reviewed_at.is_(None),
        )
        .exists()
    )
    rows = await session.execute(
        select(
            PaymentNotice.currency,
            func.count(),
            func.sum(PaymentNotice.amount_minor),
            func.min(PaymentNotice.received_at),
        )
        .where(
            *view.theirs(PaymentNotice.company_id, PaymentNotice.customer_id),
            PaymentNotice.status == NoticeStatus.TO_REVIEW,
            ~of_unread,
        )
        .group_by(PaymentNotice.currency)
        .order_by(PaymentNotice.currency)
    )
    return _told(Work.PAYMENT_NOTICES, rows, view.zone)


async def _changes(session: AsyncSession, view: _View) -> Waiting:
    """Changes of contact that debtors asked for and somebody has to agree to."""
    count, first = (
        await session.execute(
            select(func.count(), func.min(ContactChange.asked_at)).where(
                *view.theirs(ContactChange.company_id, ContactChange.customer_id),
                ContactChange.status == ChangeStatus.TO_REVIEW,
            )
        )
    ).one()
    return Waiting(Work.CONTACT_CHANGES, count, day_in(view.zone, first) if count else None)


async def _promises(session: AsyncSession, view: _View) -> list[Waiting]:
    """Those broken on which something is still owed, and those that fall due today or did."""
    is_broken = Promise.status.in_(BROKEN)
    rows = (
        await session.execute(
            select(
                case((is_broken, literal(Work.PROMISES_BROKEN.value)), else_=literal("due")),
                Promise.currency,
                func.count(),
                func.sum(Promise.amount_minor),
                func.min(Promise.due_on),
            )
            .where(
                *view.theirs(Promise.company_id, Promise.customer_id),
                (is_broken & is_unpaid())
                | ((Promise.status == PromiseStatus.PENDING) & (Promise.due_on <= view.today)),
            )
            .group_by(is_broken, Promise.currency)
            .order_by(Promise.currency)
        )
    ).all()
    broken = [row[1:] for row in rows if row[0] == Work.PROMISES_BROKEN]
    due = [row[1:] for row in rows if row[0] == "due"]
    return [
        _told(Work.PROMISES_BROKEN, broken, view.zone),
        _told(Work.PROMISES_DUE, due, view.zone),
    ]


async def _disputes(session: AsyncSession, view: _View) -> Waiting:
    rows = await session.execute(
        select(
            Dispute.currency,
            func.count(),
            func.sum(Dispute.contested_minor),
            func.min(Dispute.opened_at),
        )
        .where(
            *view.theirs(Dispute.company_id, Dispute.customer_id),
            Dispute.status == DisputeStatus.OPEN,
        )
        .group_by(Dispute.currency)
        .order_by(Dispute.currency)
    )
    return _told(Work.DISPUTES, rows, view.zone)

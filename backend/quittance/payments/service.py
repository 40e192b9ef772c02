"""A debtor says "already paid": silence for some days, until the ledger or a person answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.domain.holds import Hold, HoldKind
from quittance.payments import queries
from quittance.payments.errors import NoticeReviewed, PaidInFuture
from quittance.payments.events import (
    PaymentAnnounced,
    PaymentNoticeAccepted,
    PaymentNoticeConfirmed,
    PaymentNoticeRejected,
)
from quittance.payments.models import NoticedReceivable, NoticeStatus, PaymentNotice
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.receivables import holds
from quittance.receivables import queries as receivables_of
from quittance.receivables.models import ReceivableStatus

DAYS_AFTER_PAYMENT = timedelta(days=10)
DAYS_AT_LEAST = timedelta(days=5)


def announced_hold(receivable_id: UUID, told_on: date, paid_on: date) -> Hold:
    """Silence while the money travels: ten days from the payment, five from the notice at least."""
    last_on = max(paid_on + DAYS_AFTER_PAYMENT, told_on + DAYS_AT_LEAST)
    return Hold(HoldKind.PAYMENT_ANNOUNCED, told_on, last_on, receivable_id=receivable_id)


async def announce(
    session: AsyncSession,
    company_id: UUID,
    *,
    customer_id: UUID,
    receivables: Collection[UUID],
    paid_on: date,
    method: str,
    reference: str = "",
    details: str = "",
    actor: Actor,
    now: datetime,
    answer_id: UUID | None = None,
) -> PaymentNotice | None:
    """The notice waits for a person, and what it covers is left in peace; balances do not move.

    A receivable is said to be paid once while a notice about it stands, or silence could be had
    again and again: what is said twice is left out, and nothing comes of a notice of such only.
    """
    company = await accounts.company(session, company_id)
    today = day_in(company.time_zone, now)
    if paid_on > today:
        raise PaidInFuture(f"{paid_on} has not come yet.")
    rows = await receivables_of.lock_owed(session, company_id, receivables, customer_id=customer_id)
    told = await queries.announced(session, company_id, receivables)
    rows = [row for row in rows if row.id not in told]
    if not rows:
        return None

    notice = PaymentNotice(
        company_id=company_id,
        id=new_id(),
        customer_id=customer_id,
        currency=rows[0].currency,
        amount_minor=sum(row.balance_minor for row in rows),
        paid_on=paid_on,
        method=method,
        reference=reference,
        details=details,
        status=NoticeStatus.TO_REVIEW,
        answer_id=answer_id,
        received_at=now,
        reviewed_at=None,
        reviewed_by=None,
    )
    session.add(notice)
    await session.flush()
    session.add_all(
        NoticedReceivable(
            company_id=company_id,
            notice_id=notice.id,
            receivable_id=row.id,
            balance_minor=row.balance_minor,
        )
        for row in rows
    )
    await holds.place_all(
        session,
        company_id,
        customer_id,
        [announced_hold(row.id, today, paid_on) for row in rows],
        source=("payment_notice", notice.id),
        actor=actor,
        now=now,
    )
    announced = PaymentAnnounced(
        customer_id=customer_id,
        notice_id=notice.id,
        receivable_ids=tuple(row.id for row in rows),
        amount_minor=notice.amount_minor,
        currency=notice.currency,
        paid_on=paid_on,
        method=method,
        reference=reference,
    )
    await events.record(session, company_id, announced, actor=actor, now=now)
    return notice


async def accept(
    session: AsyncSession, company_id: UUID, notice_id: UUID, *, actor: Actor, now: datetime
) -> PaymentNotice:
    """A person believes the notice: its holds stay until their term."""
    notice = await _to_review(session, company_id, notice_id)
    notice.status, notice.reviewed_at, notice.reviewed_by = NoticeStatus.ACCEPTED, now, actor.id
    accepted = PaymentNoticeAccepted(customer_id=notice.customer_id, notice_id=notice_id)
    await events.record(session, company_id, accepted, actor=actor, now=now)
    return notice


async def reject(
    session: AsyncSession,
    company_id: UUID,
    notice_id: UUID,
    *,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> PaymentNotice:
    """A person found no such payment: nothing is held because of the notice any more."""
    notice = await _to_review(session, company_id, notice_id)
    notice.status, notice.reviewed_at, notice.reviewed_by = NoticeStatus.REJECTED, now, actor.id
    await holds.release_source(session, company_id, notice_id, actor=actor, now=now)
    rejected = PaymentNoticeRejected(customer_id=notice.customer_id, notice_id=notice_id, note=note)
    await events.record(session, company_id, rejected, actor=actor, now=now)
    return notice


async def _to_review(session: AsyncSession, company_id: UUID, notice_id: UUID) -> PaymentNotice:
    notice = await queries.lock(session, company_id, notice_id)
    if notice.status is not NoticeStatus.TO_REVIEW:
        raise NoticeReviewed(f"This notice is {notice.status.value}.")
    return notice


async def confirm_paid(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], *, now: datetime
) -> int:
    """Notices whose receivables the ledger shows settled are confirmed; how many.

    What merely left the ledger is not settled: absence is not payment.
    """
    notices = await queries.standing(session, company_id, customers)
    noticed = await queries.receivables_of(session, company_id, [one.id for one in notices])
    named = {id for ids in noticed.values() for id in ids}
    rows = await receivables_of.lock(session, company_id, named)
    settled = {row.id for row in rows if row.status is ReceivableStatus.CLOSED}
    confirmed = [one for one in notices if settled.issuperset(noticed[one.id])]
    for notice in confirmed:
        notice.status = NoticeStatus.CONFIRMED
    await holds.release_source(session, company_id, [one.id for one in confirmed], now=now)
    facts = [
        PaymentNoticeConfirmed(customer_id=one.customer_id, notice_id=one.id) for one in confirmed
    ]
    await events.record(session, company_id, *facts, now=now)
    return len(confirmed)

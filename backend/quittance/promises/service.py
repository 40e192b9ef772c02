"""Take a customer's word, be silent until its day, then say what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.domain.business_days import ONE_DAY
from quittance.domain.holds import promise_hold
from quittance.domain.lifecycle import PROMISE_MOVES, MoveRefused, PromiseStatus, move
from quittance.domain.months import add_months
from quittance.domain.promise_outcome import DEFAULT_GRACE_DAYS, promise_outcome
from quittance.platform import due_work, events
from quittance.platform.clock import day_in
from quittance.platform.events import SYSTEM, Actor
from quittance.platform.ids import new_id
from quittance.promises import queries
from quittance.promises.errors import (
    PromiseExceedsDebt,
    PromiseInPast,
    PromiseSettled,
    PromiseTooFar,
    TooManyPromises,
)
from quittance.promises.events import (
    PromiseBroken,
    PromiseCancelled,
    PromiseKept,
    PromiseMade,
    PromisePartiallyKept,
)
from quittance.promises.models import Promise, PromisedReceivable
from quittance.receivables import holds
from quittance.receivables import queries as receivables_of
from quittance.receivables.errors import ReceivableClosed, ReceivablesMixed

SETTLE_PROMISE = "settle_promise"
PORTAL_HORIZON_MONTHS = 2  # SID-30
SELF_SERVICE_PER_RECEIVABLE = 2
LATE_BOOKING = timedelta(days=60)  # how long a payment booked late may still redeem a broken word

Source = Literal["portal", "collector"]


def latest_day(today: date) -> date:
    """The last day a debtor may promise by themselves: two months ahead (SID-30)."""
    return add_months(today, PORTAL_HORIZON_MONTHS)


async def make_promise(
    session: AsyncSession,
    company_id: UUID,
    *,
    customer_id: UUID,
    receivables: Mapping[UUID, int | None],
    amount_minor: int | None = None,
    currency: str,
    due_on: date,
    method: str = "",
    details: str = "",
    source: Source,
    actor: Actor,
    now: datetime,
    grace_days: int = DEFAULT_GRACE_DAYS,
    answer_id: UUID | None = None,
) -> Promise:
    """The word is taken, and the receivables it covers are left in peace until its day and grace.

    `receivables` gives the part promised of each, None for its whole balance; `amount_minor`
    promises less than their sum and covers the oldest due first (LEG-14). Raises
    `PromiseInPast`, `PromiseTooFar`, `PromiseExceedsDebt`, `TooManyPromises`.
    """
    company = await accounts.company(session, company_id)
    today = day_in(company.time_zone, now)
    if due_on < today:
        raise PromiseInPast(f"{due_on} is over.")
    if source == "portal" and due_on > latest_day(today):
        raise PromiseTooFar(f"At the latest {latest_day(today)}.")

    rows = await receivables_of.lock(session, company_id, receivables)
    if any(row.customer_id != customer_id or row.currency != currency for row in rows):
        raise ReceivablesMixed("A promise is one customer's, in one currency.")
    if any(row.status.value != "open" or row.balance_minor <= 0 for row in rows):
        raise ReceivableClosed("Nothing is owed on one of these any more.")
    if source == "portal":
        await _refuse_excess(session, company_id, receivables)

    oldest_first = sorted(rows, key=lambda row: (row.due_on, row.id))
    balances = {row.id: row.balance_minor for row in oldest_first}
    parts = _shared_out(balances, receivables, amount_minor)
    promise = Promise(
        company_id=company_id,
        id=new_id(),
        customer_id=customer_id,
        currency=currency,
        amount_minor=sum(parts.values()),
        due_on=due_on,
        grace_days=grace_days,
        status=PromiseStatus.PENDING,
        source=source,
        method=method,
        details=details,
        made_by=actor.id,
        made_by_name=actor.name,
        answer_id=answer_id,
        made_at=now,
        settled_at=None,
    )
    session.add(promise)
    await session.flush()
    for receivable_id, part in parts.items():
        session.add(
            PromisedReceivable(
                company_id=company_id,
                promise_id=promise.id,
                receivable_id=receivable_id,
                amount_minor=part,
                balance_minor=balances[receivable_id],
                received_minor=None,
            )
        )
        await holds.place(
            session,
            company_id,
            customer_id,
            promise_hold(receivable_id, today, due_on, grace_days),
            source=("promise", promise.id),
            actor=actor,
            now=now,
        )
    day_after = promise.last_on + ONE_DAY
    judged_at = datetime.combine(day_after, time.min, ZoneInfo(company.time_zone))
    await due_work.schedule(session, company_id, SETTLE_PROMISE, promise.id, judged_at)
    made = PromiseMade(
        customer_id=customer_id,
        promise_id=promise.id,
        receivable_ids=tuple(parts),
        amount_minor=promise.amount_minor,
        currency=currency,
        due_on=due_on,
        source=source,
    )
    await events.record(session, company_id, made, actor=actor, now=now)
    return promise


async def _refuse_excess(
    session: AsyncSession, company_id: UUID, receivables: Collection[UUID]
) -> None:
    standing = await queries.self_service_standing(session, company_id, receivables)
    if any(count >= SELF_SERVICE_PER_RECEIVABLE for count in standing.values()):
        raise TooManyPromises("Two promises stand already: a collector must agree to a third.")


def _shared_out(
    balances: Mapping[UUID, int], wanted: Mapping[UUID, int | None], amount_minor: int | None
) -> dict[UUID, int]:
    """What is promised of each receivable, in the order of `balances`; none is promised 0."""
    most: dict[UUID, int] = {}
    for id, balance in balances.items():
        part = wanted[id]
        most[id] = balance if part is None else part
        if not 0 < most[id] <= balance:
            raise PromiseExceedsDebt(f"{most[id]} is promised of {balance} owed.")
    left = sum(most.values()) if amount_minor is None else amount_minor
    if not 0 < left <= sum(most.values()):
        raise PromiseExceedsDebt(f"{left} is promised of {sum(most.values())} owed.")
    parts: dict[UUID, int] = {}
    for id, ceiling in most.items():
        if left > 0:
            parts[id] = min(left, ceiling)
            left -= parts[id]
    return parts


async def settle(
    session: AsyncSession, company_id: UUID, promise_id: UUID, *, now: datetime
) -> PromiseStatus:
    """The promise has the outcome the ledger shows; its holds are lifted once it is judged.

    A receivable that left the ledger without a payment counts neither for nor against: a promise
    about such receivables only is cancelled.
    """
    promise = await queries.lock(session, company_id, promise_id)
    parts = (await queries.parts_of(session, company_id, [promise_id]))[promise_id]
    ids = [part.receivable_id for part in parts]
    rows = {row.id: row for row in await receivables_of.lock(session, company_id, ids)}
    earlier = await queries.taken_before(session, company_id, promise, ids)
    company = await accounts.company(session, company_id)
    today = day_in(company.time_zone, now)

    payments: list[tuple[date, int]] = []
    promised = 0
    for part in parts:
        row = rows[part.receivable_id]
        if row.status.value == "closed_absent":
            continue
        promised += part.amount_minor
        is_paid = row.status.value == "closed"
        fallen = part.balance_minor - (0 if is_paid else row.balance_minor)
        for_us = fallen if is_paid else fallen - earlier.get(row.id, 0)
        part.received_minor = max(0, min(part.amount_minor, for_us))
        # Without a day of lettering the ledger tells only that the money is there today.
        seen_on = row.reconciled_on if is_paid else None
        payments.append((seen_on or min(today, promise.last_on), part.received_minor))

    if not payments:
        await cancel(session, company_id, promise_id, reason="no longer in the ledger", now=now)
        return promise.status
    outcome = promise_outcome(
        promised, promise.due_on, payments, as_of=today, grace_days=promise.grace_days
    )
    await _conclude(session, promise, PromiseStatus(outcome.value), payments, now=now)
    return promise.status


async def _conclude(
    session: AsyncSession,
    promise: Promise,
    outcome: PromiseStatus,
    payments: list[tuple[date, int]],
    *,
    now: datetime,
) -> None:
    """The status is the outcome, and the fact is told if it is news."""
    if outcome is promise.status:
        return
    try:
        promise.status = move(PROMISE_MOVES, promise.status, outcome)
    except MoveRefused:
        return
    promise.settled_at = now
    fact = {
        PromiseStatus.KEPT: PromiseKept,
        PromiseStatus.PARTIALLY_KEPT: PromisePartiallyKept,
        PromiseStatus.BROKEN: PromiseBroken,
    }[outcome]
    told = fact(
        customer_id=promise.customer_id,
        promise_id=promise.id,
        amount_minor=promise.amount_minor,
        received_minor=sum(minor for paid_on, minor in payments if paid_on <= promise.last_on),
        currency=promise.currency,
        due_on=promise.due_on,
    )
    await holds.release_source(session, promise.company_id, promise.id, now=now)
    await due_work.done(session, promise.company_id, SETTLE_PROMISE, promise.id)
    await events.record(session, promise.company_id, told, now=now)


async def settle_on_payment(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], *, now: datetime
) -> int:
    """Promises of these customers are judged by the ledger as it is now; how many there were.

    A pending one may be kept before its day; a broken one is redeemed by a payment booked late.
    """
    since = now.date() - LATE_BOOKING
    waiting = await queries.to_judge_again(session, company_id, customers, since=since)
    for promise_id in waiting:
        await settle(session, company_id, promise_id, now=now)
    return len(waiting)


async def cancel(
    session: AsyncSession,
    company_id: UUID,
    promise_id: UUID,
    *,
    reason: str = "",
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """Nobody counts on the promise any more, and its holds are lifted; raises `PromiseSettled`."""
    promise = await queries.lock(session, company_id, promise_id)
    if promise.status is PromiseStatus.CANCELLED:
        return
    if promise.status is not PromiseStatus.PENDING:
        raise PromiseSettled("What became of this promise is known.")
    promise.status, promise.settled_at = PromiseStatus.CANCELLED, now
    await holds.release_source(session, company_id, promise_id, actor=actor, now=now)
    await due_work.done(session, company_id, SETTLE_PROMISE, promise_id)
    cancelled = PromiseCancelled(
        customer_id=promise.customer_id, promise_id=promise_id, reason=reason
    )
    await events.record(session, company_id, cancelled, actor=actor, now=now)

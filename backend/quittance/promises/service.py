"""Take a customer's word, be silent until its day, then say what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.domain.lifecycle import PromiseStatus
from quittance.domain.months import add_months
from quittance.domain.promise_outcome import DEFAULT_GRACE_DAYS
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.promises import queries
from quittance.promises.errors import (
    PromiseExceedsDebt,
    PromiseInPast,
    PromiseTooFar,
    TooManyPromises,
)
from quittance.promises.events import PromiseMade
from quittance.promises.models import Promise, PromisedReceivable
from quittance.promises.settling import settle_all
from quittance.promises.silence import be_silent
from quittance.receivables import queries as receivables_of

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

    rows = await receivables_of.lock_owed(
        session, company_id, receivables, customer_id=customer_id, currency=currency
    )
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
    session.add_all(
        PromisedReceivable(
            company_id=company_id,
            promise_id=promise.id,
            receivable_id=receivable_id,
            amount_minor=part,
            balance_minor=balances[receivable_id],
            received_minor=None,
        )
        for receivable_id, part in parts.items()
    )
    await be_silent(session, promise, parts, zone=company.time_zone, actor=actor, now=now)
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


async def settle_on_payment(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], *, now: datetime
) -> int:
    """Promises of these customers are judged by the ledger as it is now; how many there were.

    A pending one may be kept before its day, a broken one is redeemed by a payment booked late,
    and a kept one is not kept any more once its payment was reversed.
    """
    company = await accounts.company(session, company_id)
    since = day_in(company.time_zone, now) - LATE_BOOKING
    waiting = await queries.to_judge_again(session, company_id, customers, since=since)
    return len(await settle_all(session, company_id, waiting, now=now))

"""What became of a promise: read from the ledger, balance then against balance now."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.domain.lifecycle import PROMISE_MOVES, PromiseStatus
from quittance.domain.promise_outcome import promise_outcome
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import SYSTEM, Actor
from quittance.promises import queries
from quittance.promises.errors import PromiseSettled
from quittance.promises.events import (
    PromiseBroken,
    PromiseCancelled,
    PromiseKept,
    PromisePartiallyKept,
)
from quittance.promises.silence import be_silent, speak_again
from quittance.receivables import queries as receivables_of
from quittance.receivables.models import ReceivableStatus

FACTS = {
    PromiseStatus.KEPT: PromiseKept,
    PromiseStatus.PARTIALLY_KEPT: PromisePartiallyKept,
    PromiseStatus.BROKEN: PromiseBroken,
}


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

    # Without a day of lettering the ledger tells only that the money is there now: in time when
    # we look for the first time, too late when we have looked before. What was in time then stays
    # in time while it is there, even if the whole is lettered later.
    was_judged = promise.status is not PromiseStatus.PENDING
    in_time_on = min(today, promise.last_on)
    payments: list[tuple[date, int]] = []
    promised = 0
    for part in parts:
        row = rows[part.receivable_id]
        if row.status is ReceivableStatus.CLOSED_ABSENT:
            continue
        promised += part.amount_minor
        is_paid = row.status is ReceivableStatus.CLOSED
        fallen = part.balance_minor - (0 if is_paid else row.balance_minor)
        for_us = fallen if is_paid else fallen - earlier.get(row.id, 0)
        received = max(0, min(part.amount_minor, for_us))
        counted = min(received, part.received_minor or 0) if was_judged else 0
        lettered_on = row.reconciled_on if is_paid else None
        came_on = lettered_on or (today if was_judged else in_time_on)
        payments += [(in_time_on, counted), (came_on, received - counted)]
        part.received_minor = received if came_on <= promise.last_on else counted

    if not payments:
        if promise.status is PromiseStatus.PENDING:
            await cancel(session, company_id, promise_id, reason="no longer in the ledger", now=now)
        return promise.status
    wanted = promise_outcome(
        promised, promise.due_on, payments, as_of=today, grace_days=promise.grace_days
    )
    if wanted is promise.status or not _leads_to(promise.status, wanted):
        return promise.status
    promise.status = wanted
    if wanted is PromiseStatus.PENDING:  # its payment was reversed before its day
        promise.settled_at = None
        await be_silent(session, promise, ids, zone=company.time_zone, now=now)
        return wanted
    promise.settled_at = now
    told = FACTS[wanted](
        customer_id=promise.customer_id,
        promise_id=promise.id,
        amount_minor=promise.amount_minor,
        received_minor=sum(minor for paid_on, minor in payments if paid_on <= promise.last_on),
        currency=promise.currency,
        due_on=promise.due_on,
    )
    await speak_again(session, promise, now=now)
    await events.record(session, company_id, told, now=now)
    return wanted


def _leads_to(status: PromiseStatus, wanted: PromiseStatus) -> bool:
    return wanted in PROMISE_MOVES[status]


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
    await speak_again(session, promise, actor=actor, now=now)
    cancelled = PromiseCancelled(
        customer_id=promise.customer_id, promise_id=promise_id, reason=reason
    )
    await events.record(session, company_id, cancelled, actor=actor, now=now)

"""What became of promises: read from the ledger, balance then against balance now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.domain.lifecycle import PROMISE_MOVES, PromiseStatus
from quittance.domain.promise_outcome import promise_outcome
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import SYSTEM, Actor, Event
from quittance.promises import queries
from quittance.promises.errors import PromiseSettled
from quittance.promises.events import (
    PromiseBroken,
    PromiseCancelled,
    PromiseKept,
    PromisePartiallyKept,
)
from quittance.promises.models import Promise
from quittance.promises.queries import Word
from quittance.promises.silence import be_silent, speak_again
from quittance.receivables import queries as receivables_of
from quittance.receivables.models import Receivable, ReceivableStatus

FACTS = {
    PromiseStatus.KEPT: PromiseKept,
    PromiseStatus.PARTIALLY_KEPT: PromisePartiallyKept,
    PromiseStatus.BROKEN: PromiseBroken,
}
GONE = "no longer in the ledger"


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The receivables promised, as they stand on the company's day, and every word on them."""

    rows: Mapping[UUID, Receivable]
    words: Mapping[UUID, Sequence[Word]]
    today: date


async def settle(
    session: AsyncSession, company_id: UUID, promise_id: UUID, *, now: datetime
) -> PromiseStatus:
    """The promise has the outcome the ledger shows; raises `PromiseNotFound`."""
    await queries.lock(session, company_id, promise_id)
    [promise] = await settle_all(session, company_id, [promise_id], now=now)
    return promise.status


async def settle_all(
    session: AsyncSession, company_id: UUID, wanted: Collection[UUID], *, now: datetime
) -> Sequence[Promise]:
    """These promises have the outcome the ledger shows; the holds of those judged are lifted.

    A receivable that left the ledger without a payment counts neither for nor against: a promise
    about such receivables only is cancelled. The earliest due are judged first, for later ones
    get what those leave; whatever their number, the reads and the writes are a handful.
    """
    promises = await queries.lock_many(session, company_id, wanted)
    if not promises:
        return promises
    parts = await queries.parts_of(session, company_id, [one.id for one in promises])
    named = {part.receivable_id for several in parts.values() for part in several}
    rows = await receivables_of.lock(session, company_id, named)
    company = await accounts.company(session, company_id)
    ledger = _Ledger(
        {row.id: row for row in rows},
        await queries.words_on(session, company_id, named),
        day_in(company.time_zone, now),
    )
    told: list[Event] = []
    over: list[UUID] = []
    for promise in promises:
        payments = _payments(promise, [Word(promise, part) for part in parts[promise.id]], ledger)
        ids = tuple(part.receivable_id for part in parts[promise.id])
        fact = _judged(promise, ids, payments, today=ledger.today, now=now)
        if fact is not None:
            told.append(fact)
            over.append(promise.id)
        elif promise.settled_at is not None and promise.status is PromiseStatus.PENDING:
            # Its payment was reversed before its day: the word stands again.
            promise.settled_at = None
            await be_silent(session, promise, ids, zone=company.time_zone, now=now)
    await speak_again(session, company_id, over, now=now)
    await events.record(session, company_id, *told, now=now)
    return promises


def _payments(
    promise: Promise, words: Sequence[Word], ledger: _Ledger
) -> list[tuple[date, int, int]]:
    """Of each receivable still in the ledger: the day the money came, how much, how much promised.

    Without a day of lettering the ledger tells only that the money is there now: in time when we
    look for the first time, too late when we have looked before. What was in time then stays in
    time while it is there, even if the whole is lettered later.
    """
    was_judged = promise.status is not PromiseStatus.PENDING
    in_time_on = min(ledger.today, promise.last_on)
    payments: list[tuple[date, int, int]] = []
    for word in words:
        part, row = word.part, ledger.rows[word.part.receivable_id]
        if row.status is ReceivableStatus.CLOSED_ABSENT:
            continue
        is_paid = row.status is ReceivableStatus.CLOSED
        fallen = part.balance_minor - (0 if is_paid else row.balance_minor)
        earlier = sum(other.takes_minor for other in ledger.words[row.id] if other.precedes(word))
        for_us = fallen if is_paid else fallen - earlier
        received = max(0, min(part.amount_minor, for_us))
        counted = min(received, part.received_minor or 0) if was_judged else 0
        lettered_on = row.reconciled_on if is_paid else None
        came_on = lettered_on or (ledger.today if was_judged else in_time_on)
        payments.append((in_time_on, counted, part.amount_minor))
        payments.append((came_on, received - counted, 0))
        part.received_minor = received if came_on <= promise.last_on else counted
    return payments


def _judged(
    promise: Promise,
    receivables: tuple[UUID, ...],
    payments: Sequence[tuple[date, int, int]],
    *,
    today: date,
    now: datetime,
) -> Event | None:
    """The fact to tell if the promise has an outcome now; it bears it from here on."""
    if not payments:
        if promise.status is not PromiseStatus.PENDING:
            return None
        promise.status, promise.settled_at = PromiseStatus.CANCELLED, now
        return PromiseCancelled(customer_id=promise.customer_id, promise_id=promise.id, reason=GONE)
    received = [(came_on, minor) for came_on, minor, _ in payments]
    wanted = promise_outcome(
        sum(promised for _, _, promised in payments),
        promise.due_on,
        received,
        as_of=today,
        grace_days=promise.grace_days,
    )
    if wanted is promise.status or wanted not in PROMISE_MOVES[promise.status]:
        return None
    promise.status = wanted
    if wanted is PromiseStatus.PENDING:
        return None
    promise.settled_at = now
    return FACTS[wanted](
        customer_id=promise.customer_id,
        promise_id=promise.id,
        receivable_ids=receivables,
        amount_minor=promise.amount_minor,
        received_minor=sum(minor for came_on, minor in received if came_on <= promise.last_on),
        currency=promise.currency,
        due_on=promise.due_on,
    )


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
    await speak_again(session, company_id, [promise_id], actor=actor, now=now)
    cancelled = PromiseCancelled(
        customer_id=promise.customer_id, promise_id=promise_id, reason=reason
    )
    await events.record(session, company_id, cancelled, actor=actor, now=now)

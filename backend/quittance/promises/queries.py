"""Every look at promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customers
from quittance.domain.lifecycle import PromiseStatus
from quittance.promises.errors import PromiseNotFound
from quittance.promises.models import Promise, PromisedReceivable
from quittance.receivables.models import Receivable, ReceivableStatus

S = PromiseStatus


@dataclass(frozen=True, slots=True)
class PromiseFilter:
    """Which promises a list shows; what is None, or no status, does not narrow it."""

    statuses: tuple[PromiseStatus, ...] = ()
    customer_id: UUID | None = None
    sales_rep: str | None = None
    due_before: date | None = None
    is_unpaid: bool = False


@dataclass(frozen=True, slots=True)
class PromiseTotal:
    """How many promises of one currency, and their sum."""

    currency: str
    count: int
    amount_minor: int


def is_unpaid() -> ColumnElement[bool]:
    """Something is still owed on what the promise covers."""
    return (
        select(PromisedReceivable.receivable_id)
        .join(
            Receivable,
            (Receivable.company_id == PromisedReceivable.company_id)
            & (Receivable.id == PromisedReceivable.receivable_id),
        )
        .where(
            PromisedReceivable.company_id == Promise.company_id,
            PromisedReceivable.promise_id == Promise.id,
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.balance_minor > 0,
        )
        .exists()
    )


def _narrowed(company_id: UUID, wanted: PromiseFilter) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = [Promise.company_id == company_id]
    if wanted.statuses:
        clauses.append(Promise.status.in_(wanted.statuses))
    if wanted.customer_id is not None:
        clauses.append(Promise.customer_id == wanted.customer_id)
    if wanted.due_before is not None:
        clauses.append(Promise.due_on < wanted.due_before)
    if wanted.is_unpaid:
        clauses.append(is_unpaid())
    if wanted.sales_rep is not None:
        clauses.append(
            Promise.customer_id.in_(customers.ids_of_sales_rep(company_id, wanted.sales_rep))
        )
    return clauses


async def page(
    session: AsyncSession,
    company_id: UUID,
    wanted: PromiseFilter,
    *,
    after: tuple[date, UUID] | None,
    limit: int,
) -> Sequence[Promise]:
    """The promises of the filter, the earliest day first, from the one after the cursor."""
    statement = (
        select(Promise)
        .where(*_narrowed(company_id, wanted))
        .order_by(Promise.due_on, Promise.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(Promise.due_on, Promise.id) > after)
    return (await session.scalars(statement)).all()


async def totals(
    session: AsyncSession, company_id: UUID, wanted: PromiseFilter
) -> Sequence[PromiseTotal]:
    """Count and sum of the whole filter, by currency (SAGE-52)."""
    rows = await session.execute(
        select(Promise.currency, func.count(), func.sum(Promise.amount_minor))
        .where(*_narrowed(company_id, wanted))
        .group_by(Promise.currency)
        .order_by(Promise.currency)
    )
    return [PromiseTotal(currency, count, int(minor)) for currency, count, minor in rows]


async def lock(session: AsyncSession, company_id: UUID, promise_id: UUID) -> Promise:
    """The promise, held until the transaction ends; raises `PromiseNotFound`."""
    row = await session.scalar(
        select(Promise)
        .where(Promise.company_id == company_id, Promise.id == promise_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise PromiseNotFound(f"No promise {promise_id}.")
    return row


async def lock_many(
    session: AsyncSession, company_id: UUID, promises: Collection[UUID]
) -> Sequence[Promise]:
    """These promises, held until the transaction ends, the earliest due first."""
    rows = await session.scalars(
        select(Promise)
        .where(Promise.company_id == company_id, Promise.id.in_(promises))
        .order_by(Promise.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return sorted(rows, key=lambda row: (row.due_on, row.id))


async def parts_of(
    session: AsyncSession, company_id: UUID, promises: Collection[UUID]
) -> Mapping[UUID, Sequence[PromisedReceivable]]:
    """The receivables of each promise."""
    found: dict[UUID, list[PromisedReceivable]] = defaultdict(list)
    for row in await session.scalars(
        select(PromisedReceivable)
        .where(
            PromisedReceivable.company_id == company_id,
            PromisedReceivable.promise_id.in_(promises),
        )
        .order_by(PromisedReceivable.receivable_id)
    ):
        found[row.promise_id].append(row)
    return found


async def self_service_standing(
    session: AsyncSession, company_id: UUID, receivables: Collection[UUID]
) -> Mapping[UUID, int]:
    """How many pending promises made on the portal stand on each receivable."""
    rows = await session.execute(
        select(PromisedReceivable.receivable_id, func.count())
        .join(
            Promise,
            (Promise.company_id == PromisedReceivable.company_id)
            & (Promise.id == PromisedReceivable.promise_id),
        )
        .where(
            PromisedReceivable.company_id == company_id,
            PromisedReceivable.receivable_id.in_(receivables),
            Promise.status == S.PENDING,
            Promise.source == "portal",
        )
        .group_by(PromisedReceivable.receivable_id)
    )
    return {row[0]: row[1] for row in rows}


async def promised_days(
    session: AsyncSession, company_id: UUID, customer_id: UUID
) -> Mapping[UUID, date]:
    """The earliest day each receivable of a customer is promised for, while the word stands."""
    rows = await session.execute(
        select(PromisedReceivable.receivable_id, func.min(Promise.due_on))
        .join(
            Promise,
            (Promise.company_id == PromisedReceivable.company_id)
            & (Promise.id == PromisedReceivable.promise_id),
        )
        .where(
            Promise.company_id == company_id,
            Promise.customer_id == customer_id,
            Promise.status == S.PENDING,
        )
        .group_by(PromisedReceivable.receivable_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Word:
    """A promise and one of its receivables."""

    promise: Promise
    part: PromisedReceivable

    @property
    def takes_minor(self) -> int:
        """What it takes of the money received: what came, or what is promised while unjudged."""
        received = self.part.received_minor
        return self.part.amount_minor if received is None else received

    def precedes(self, other: Word) -> bool:
        """Whether it is served before: instalments of one debt are kept one after the other.

        One that was settled before the other was given has had its money already.
        """
        settled_at = self.promise.settled_at
        return (
            self.promise.status is not S.CANCELLED
            and (self.promise.due_on, self.promise.id) < (other.promise.due_on, other.promise.id)
            and (settled_at is None or settled_at > other.promise.made_at)
        )


async def words_on(
    session: AsyncSession, company_id: UUID, receivables: Collection[UUID]
) -> Mapping[UUID, Sequence[Word]]:
    """Every promise made about each of these receivables."""
    rows = await session.execute(
        select(Promise, PromisedReceivable)
        .join(
            PromisedReceivable,
            (Promise.company_id == PromisedReceivable.company_id)
            & (Promise.id == PromisedReceivable.promise_id),
        )
        .where(
            PromisedReceivable.company_id == company_id,
            PromisedReceivable.receivable_id.in_(receivables),
        )
    )
    found: dict[UUID, list[Word]] = defaultdict(list)
    for promise, part in rows:
        found[part.receivable_id].append(Word(promise, part))
    return found


async def to_judge_again(
    session: AsyncSession, company_id: UUID, touched: Collection[UUID], *, since: date
) -> Sequence[UUID]:
    """The promises of these customers that money may change: pending, or due since that day."""
    return (
        await session.scalars(
            select(Promise.id)
            .where(
                Promise.company_id == company_id,
                Promise.customer_id.in_(touched),
                (Promise.status == S.PENDING)
                | (
                    Promise.status.in_([S.KEPT, S.BROKEN, S.PARTIALLY_KEPT])
                    & (Promise.due_on >= since)
                ),
            )
            .order_by(Promise.due_on, Promise.id)
        )
    ).all()


async def pending_of_answer(
    session: AsyncSession, company_id: UUID, answer_id: UUID
) -> Sequence[UUID]:
    """The promises that an answer made and that still stand."""
    return (
        await session.scalars(
            select(Promise.id)
            .where(
                Promise.company_id == company_id,
                Promise.answer_id == answer_id,
                Promise.status == S.PENDING,
            )
            .order_by(Promise.id)
        )
    ).all()

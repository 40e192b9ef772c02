"""Every look at one customer's account: its lines, its sums, its reminders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.receivables.models import (
    LevelChange,
    LevelReason,
    Receivable,
    ReceivableKind,
    ReceivableStatus,
)

PAID_WITHIN = timedelta(days=90)


class LineState(StrEnum):
    """Which lines of an account are asked for."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Balance:
    """What a customer owes in one currency; credits count negative (SAGE-26)."""

    customer_id: UUID
    currency: str
    overdue_minor: int
    upcoming_minor: int
    total_minor: int
    paid_90d_minor: int
    oldest_due_on: date | None
    level: int


@dataclass(frozen=True, slots=True)
class LineSums:
    """How many lines of an account there are in one currency, and what they add up to."""

    currency: str
    lines: int
    debit_minor: int
    credit_minor: int
    balance_minor: int
    overdue_minor: int


async def balances(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], today: date
) -> list[Balance]:
    """What these customers owe, by currency, and what they paid over 90 days.

    Paid is what the ledger's payments say, or, where it lists none, the invoices it settled.
    """
    is_open = Receivable.status == ReceivableStatus.OPEN
    is_late = Receivable.due_on < today
    owed, amount = Receivable.balance_minor, Receivable.amount_minor
    since = today - PAID_WITHIN
    payments = -_sum(
        amount,
        Receivable.kind == ReceivableKind.PAYMENT,
        Receivable.status != ReceivableStatus.CLOSED_ABSENT,
        amount < 0,
        Receivable.entry_on > since,
    )
    settled = _sum(
        amount,
        Receivable.status == ReceivableStatus.CLOSED,
        amount > 0,
        Receivable.reconciled_on > since,
    )
    rows = await session.execute(
        select(
            Receivable.customer_id,
            Receivable.currency,
            _sum(owed, is_open, is_late).label("overdue_minor"),
            _sum(owed, is_open, ~is_late).label("upcoming_minor"),
            _sum(owed, is_open).label("total_minor"),
            func.coalesce(func.nullif(payments, 0), settled).label("paid_90d_minor"),
            func.min(Receivable.due_on).filter(is_open, is_late, owed > 0).label("oldest_due_on"),
            func.coalesce(func.max(Receivable.level).filter(is_open, owed > 0), 0).label("level"),
        )
        .where(Receivable.company_id == company_id, Receivable.customer_id.in_(customers))
        .group_by(Receivable.customer_id, Receivable.currency)
        .order_by(Receivable.customer_id, Receivable.currency)
    )
    return [
        Balance(
            row.customer_id,
            row.currency,
            int(row.overdue_minor),
            int(row.upcoming_minor),
            int(row.total_minor),
            int(row.paid_90d_minor),
            row.oldest_due_on,
            row.level,
        )
        for row in rows
    ]


def _sum(what: SQLColumnExpression[int], *where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(what).filter(*where), 0)


async def lines(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    state: LineState,
    *,
    after: tuple[date, UUID] | None,
    limit: int,
) -> Sequence[Receivable]:
    """Lines of the account, the oldest due first; closed ones the newest first."""
    is_newest_first = state is LineState.CLOSED
    key = (Receivable.due_on, Receivable.id)
    statement = (
        select(Receivable)
        .where(*_of(company_id, customer_id, state))
        .order_by(*((one.desc() for one in key) if is_newest_first else key))
        .limit(limit)
    )
    if after is not None:
        row = tuple_(*key)
        statement = statement.where(row < after if is_newest_first else row > after)
    return (await session.scalars(statement)).all()


async def sums(
    session: AsyncSession, company_id: UUID, customer_id: UUID, state: LineState, today: date
) -> list[LineSums]:
    """Exact count and sums of those lines, by currency (SAGE-39, SAGE-116)."""
    amount, owed = Receivable.amount_minor, Receivable.balance_minor
    is_open = Receivable.status == ReceivableStatus.OPEN
    statement: Select[str, int, int, int, int, int] = (
        select(
            Receivable.currency,
            func.count(),
            _sum(amount, amount > 0),
            _sum(amount, amount < 0),
            _sum(owed, is_open),
            _sum(owed, is_open, Receivable.due_on < today),
        )
        .where(*_of(company_id, customer_id, state))
        .group_by(Receivable.currency)
        .order_by(Receivable.currency)
    )
    rows: Sequence[Row[str, int, int, int, int, int]] = (await session.execute(statement)).all()
    return [LineSums(row[0], row[1], *(int(value) for value in row[2:])) for row in rows]


def _of(company_id: UUID, customer_id: UUID, state: LineState) -> list[ColumnElement[bool]]:
    where = [Receivable.company_id == company_id, Receivable.customer_id == customer_id]
    if state is LineState.OPEN:
        where.append(Receivable.status == ReceivableStatus.OPEN)
    elif state is LineState.CLOSED:
        where.append(Receivable.status != ReceivableStatus.OPEN)
    return where


async def reminders(
    session: AsyncSession, company_id: UUID, receivables: Collection[UUID]
) -> dict[UUID, int]:
    """How many reminders were really sent about each line; those never reminded are absent."""
    rows = await session.execute(
        select(LevelChange.receivable_id, func.count())
        .where(
            LevelChange.company_id == company_id,
            LevelChange.receivable_id.in_(receivables),
            LevelChange.reason == LevelReason.SENT,
        )
        .group_by(LevelChange.receivable_id)
    )
    return {row[0]: row[1] for row in rows}

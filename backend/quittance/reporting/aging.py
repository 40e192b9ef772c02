"""Who owes what: open receivables by customer and age, straight from the open lines.

One partial index serves it; the sums are made by one GROUP BY, buckets at read time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy import Date as SqlDate
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer
from quittance.platform.pages import CursorInvalid, decode_cursor, encode_cursor
from quittance.receivables.models import Hold, Receivable, ReceivableStatus
from quittance.reporting.aging_marks import decorate, standing

BUCKETS = ("not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90")
SUMS = (*(f"{bucket}_minor" for bucket in BUCKETS), "overdue_minor", "total_minor")
STOPPING = ("stop", "insolvency", "limitation")


# What the list may be ordered by; a minus before it turns the order round.
SORTED_BY = {
    "name": "name",
    "code": "code",
    "level": "level",
    "not_due": "not_due_minor",
    "days_over_90": "days_over_90_minor",
    "overdue": "overdue_minor",
    "total": "total_minor",
}


class Reminders(StrEnum):
    """Whom to show: all, those who may be reminded, those who may not (SAGE-31, SAGE-45)."""

    ALL = "all"
    TO_REMIND = "to_remind"
    NOT_TO_REMIND = "not_to_remind"


@dataclass(frozen=True, slots=True)
class AgingFilter:
    """What the list is narrowed to (SAGE-45); None narrows nothing."""

    q: str | None = None
    reminders: Reminders = Reminders.ALL
    level: int | None = None
    profile_id: UUID | None = None
    sales_rep: str | None = None
    category: str | None = None
    payment_method: str | None = None
    collector_id: UUID | None = None
    free1: str | None = None
    free2: str | None = None
    currency: str | None = None


def _late_between(as_of: date, least: int, most: int | None) -> ColumnElement[bool]:
    late = literal(as_of, SqlDate) - Receivable.due_on
    return late >= least if most is None else and_(late >= least, late <= most)


def sums_by_age(as_of: date) -> dict[str, ColumnElement[int]]:
    """The sum of each bucket; due today is not overdue."""
    balance = Receivable.balance_minor
    bounds: dict[str, ColumnElement[bool]] = {
        "not_due_minor": literal(as_of, SqlDate) - Receivable.due_on <= 0,
        "days_1_30_minor": _late_between(as_of, 1, 30),
        "days_31_60_minor": _late_between(as_of, 31, 60),
        "days_61_90_minor": _late_between(as_of, 61, 90),
        "days_over_90_minor": _late_between(as_of, 91, None),
        "overdue_minor": _late_between(as_of, 1, None),
    }
    sums: dict[str, ColumnElement[int]] = {
        name: func.coalesce(func.sum(balance).filter(bound), 0) for name, bound in bounds.items()
    }
    sums["total_minor"] = func.sum(balance)
    # PostgreSQL widens the sum of a BIGINT to NUMERIC, which no cursor could carry as an integer.
    return {name: cast(one, BigInteger) for name, one in sums.items()}


def _stopped(company_id: UUID, as_of: date) -> ColumnElement[bool]:
    """The whole customer is not to be reminded (the red cross of SAGE-48)."""
    return (
        select(1)
        .where(
            standing(company_id, as_of),
            Hold.customer_id == Customer.id,
            Hold.receivable_id.is_(None),
            Hold.kind.in_(STOPPING),
        )
        .exists()
    )


def _accounts(company_id: UUID, as_of: date, wanted: AgingFilter) -> Subquery:
    """One row for each customer and currency with a debit balance (SAGE-15, SAGE-45)."""
    sums = sums_by_age(as_of)
    open_lines = (
        select(
            Receivable.customer_id,
            Receivable.currency,
            func.max(Receivable.level).label("level"),
            func.max(Receivable.level_reached_on).label("last_reminder_on"),
            func.min(Receivable.due_on).filter(Receivable.balance_minor > 0).label("oldest_due_on"),
            *(one.label(name) for name, one in sums.items()),
        )
        .where(Receivable.company_id == company_id, Receivable.status == ReceivableStatus.OPEN)
        .group_by(Receivable.customer_id, Receivable.currency)
        .having(sums["total_minor"] > 0)
    )
    if wanted.currency:
        open_lines = open_lines.where(Receivable.currency == wanted.currency)
    if wanted.level is not None:
        open_lines = open_lines.having(func.max(Receivable.level) == wanted.level)
    summed = open_lines.subquery("summed")

    rows = (
        select(
            summed,
            Customer.code,
            Customer.name,
            Customer.profile_id,
            Customer.sales_rep,
            Customer.free1,
            Customer.free2,
            Customer.note,
        )
        .join(
            Customer,
            and_(Customer.company_id == company_id, Customer.id == summed.c.customer_id),
        )
        .where(*_narrowed(company_id, as_of, wanted))
    )
    return rows.subquery("accounts")


def _narrowed(company_id: UUID, as_of: date, wanted: AgingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for column, value in (
        (Customer.profile_id, wanted.profile_id),
        (Customer.sales_rep, wanted.sales_rep),
        (Customer.category, wanted.category),
        (Customer.payment_method, wanted.payment_method),
        (Customer.collector_id, wanted.collector_id),
        (Customer.free1, wanted.free1),
        (Customer.free2, wanted.free2),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.q:
        found = func.search_customers(company_id, wanted.q, 1_000).column_valued("found")
        conditions.append(Customer.id.in_(select(found)))
    if wanted.reminders is Reminders.TO_REMIND:
        conditions.append(~_stopped(company_id, as_of))
    elif wanted.reminders is Reminders.NOT_TO_REMIND:
        conditions.append(_stopped(company_id, as_of))
    return conditions


async def page(
    session: AsyncSession,
    company_id: UUID,
    wanted: AgingFilter,
    *,
    as_of: date,
    sort: str,
    cursor: str | None,
    limit: int,
) -> tuple[list[dict[str, Any]], str | None]:
    """Some rows of the list, and the cursor of the next ones."""
    accounts = _accounts(company_id, as_of, wanted)
    name, descending = SORTED_BY[sort.removeprefix("-")], sort.startswith("-")
    key = accounts.c[name]
    rest = (accounts.c.customer_id, accounts.c.currency)
    statement: Select[Any] = select(accounts).limit(limit + 1)
    statement = statement.order_by(key.desc() if descending else key, *rest)
    if cursor is not None:
        last, customer_id, currency = decode_cursor(cursor, 3)
        if not isinstance(last, key.type.python_type) or not isinstance(currency, str):
            raise CursorInvalid("This cursor belongs to another list.")
        after = tuple_(*rest) > tuple_(
            cast(customer_id, accounts.c.customer_id.type), literal(currency)
        )
        further = key < last if descending else key > last
        statement = statement.where(or_(further, and_(key == last, after)))
    rows = [dict(row) for row in (await session.execute(statement)).mappings()]
    more = rows[limit:]
    rows = rows[:limit]
    await decorate(session, company_id, rows, as_of=as_of)
    if not more:
        return rows, None
    end = rows[-1]
    return rows, encode_cursor(end[name], end["customer_id"], end["currency"])


async def totals(
    session: AsyncSession, company_id: UUID, wanted: AgingFilter, *, as_of: date
) -> list[dict[str, Any]]:
    """The sums of the whole filter, one row for each currency (SAGE-116)."""
    accounts = _accounts(company_id, as_of, wanted)
    rows = await session.execute(
        select(
            accounts.c.currency,
            func.count().label("customers"),
            *(func.sum(accounts.c[name]).label(name) for name in SUMS),
        )
        .group_by(accounts.c.currency)
        .order_by(accounts.c.currency)
    )
    return [
        {name: value if name == "currency" else int(value) for name, value in row.items()}
        for row in rows.mappings()
    ]

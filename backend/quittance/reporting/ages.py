"""Accounts by age: what one customer owes in one currency, in buckets of days overdue.

The sums are made by one pass over the index of open lines, which holds them in this order; the
day is part of the question, so nothing has to be kept up to date.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, select

from quittance.platform.sums import sum_minor
from quittance.receivables.models import Receivable, ReceivableStatus

BUCKETS = ("not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90")
AGES = tuple(f"{bucket}_minor" for bucket in BUCKETS)  # not due first, then later and later
SUMS = (*AGES, "overdue_minor", "total_minor")


def _late(today: date, least: int, most: int | None = None) -> ColumnElement[bool]:
    """Lines so many days overdue, as days they fell due on: no arithmetic a row."""
    latest = Receivable.due_on <= today - timedelta(least)
    return latest if most is None else and_(latest, Receivable.due_on >= today - timedelta(most))


def _sum(bound: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(sum_minor(Receivable.balance_minor).filter(bound), 0)


def sums_by_age(today: date) -> dict[str, ColumnElement[int]]:
    """The sum of each bucket; due today is not overdue."""
    bounds = (
        Receivable.due_on >= today,
        _late(today, 1, 30),
        _late(today, 31, 60),
        _late(today, 61, 90),
        _late(today, 91),
    )
    return {name: _sum(bound) for name, bound in zip(AGES, bounds, strict=True)}


def overdue(today: date) -> ColumnElement[int]:
    """The sum of all that is late."""
    return _sum(_late(today, 1))


def total() -> ColumnElement[int]:
    """The sum of all that is open."""
    return sum_minor(Receivable.balance_minor)


def of_accounts(company_id: UUID, *figures: ColumnElement[Any]) -> Select[Any]:
    """These figures of each customer and currency, over the open lines."""
    return (
        select(Receivable.customer_id, Receivable.currency, *figures)
        .where(Receivable.company_id == company_id, Receivable.status == ReceivableStatus.OPEN)
        .group_by(Receivable.customer_id, Receivable.currency)
    )


def aged(company_id: UUID, today: date, *figures: ColumnElement[Any]) -> Select[Any]:
    """The buckets of each customer and currency, and these figures."""
    sums = sums_by_age(today)
    return of_accounts(company_id, *(one.label(name) for name, one in sums.items()), *figures)


def overdue_of(rows: FromClause) -> ColumnElement[int]:
    """All that is late of one of these accounts."""
    return sum((rows.c[name] for name in AGES[2:]), rows.c[AGES[1]])


def total_of(rows: FromClause) -> ColumnElement[int]:
    """All that is open of one of these accounts."""
    return overdue_of(rows) + rows.c[AGES[0]]

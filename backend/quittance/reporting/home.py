"""What customers owe today in a few figures, and who owes most: the head of the home page.

One GROUP BY over the open lines makes the accounts; totals and debtors are read off it in the same
statement, so the two always agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer, Profile
from quittance.customers.queries import ids_of_sales_rep
from quittance.platform.sums import sum_minor
from quittance.receivables.models import Receivable
from quittance.reporting import ages
from quittance.reporting.ages import SUMS
from quittance.reporting.aging_marks import mark, new_buckets

DEBTORS = 10
COUNTS = ("customers", "overdue_customers", "upcoming_customers")
OF_ONE = ("customer_id", "oldest_due_on")


def accounts(company_id: UUID, today: date, sales_rep: str | None) -> CTE:
    """One row for each customer and currency in debit; accounts in credit stay out (SAGE-15)."""
    is_late = and_(Receivable.due_on < today, Receivable.balance_minor > 0)
    oldest = func.min(Receivable.due_on).filter(is_late).label("oldest_due_on")
    statement = ages.aged(company_id, today, oldest).having(ages.total() > 0)
    if sales_rep is not None:
        theirs = ids_of_sales_rep(company_id, sales_rep)
        statement = statement.where(Receivable.customer_id.in_(theirs))
    # Read twice below: without the word the lines might be summed twice; the sums of sums are
    # cheaper made than kept.
    aged = statement.cte("aged").prefix_with("MATERIALIZED", dialect="postgresql")
    return (
        select(
            aged,
            ages.overdue_of(aged).label("overdue_minor"),
            ages.total_of(aged).label("total_minor"),
        )
        .cte("accounts")
        .prefix_with("NOT MATERIALIZED", dialect="postgresql")
    )


def _summed(rows: CTE) -> dict[str, ColumnElement[Any]]:
    """How many accounts, how many of them are late or still to come, and their sums."""
    counts: dict[str, ColumnElement[Any]] = {
        "customers": func.count(),
        "overdue_customers": func.count().filter(rows.c.overdue_minor > 0),
        "upcoming_customers": func.count().filter(rows.c.not_due_minor > 0),
    }
    return {**counts, **{name: sum_minor(rows.c[name]) for name in SUMS}}


async def figures(
    session: AsyncSession, company_id: UUID, *, today: date, sales_rep: str | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The totals of each currency, and its ten largest overdue accounts (SAGE-15, SAGE-118)."""
    found = accounts(company_id, today, sales_rep)
    totals = (
        select(
            found.c.currency,
            *(cast(null(), found.c[name].type).label(name) for name in OF_ONE),
            *(one.label(name) for name, one in _summed(found).items()),
        )
        .group_by(found.c.currency)
        .cte("totals")
    )
    largest = (
        select(found)
        .where(found.c.currency == totals.c.currency, found.c.overdue_minor > 0)
        .order_by(found.c.overdue_minor.desc(), found.c.oldest_due_on)
        .fetch(DEBTORS, with_ties=True)
        .lateral("largest")
    )
    debtors = select(
        largest.c.currency,
        *(largest.c[name] for name in OF_ONE),
        *(literal(1, BigInteger) for _ in COUNTS),
        *(largest.c[name] for name in SUMS),
    ).select_from(totals.join(largest, true()))
    rows = (await session.execute(union_all(select(totals), debtors))).mappings()
    summed: list[dict[str, Any]] = []
    late: list[dict[str, Any]] = []
    for row in rows:
        (summed if row["customer_id"] is None else late).append(dict(row))
    await _name(session, company_id, late)
    summed.sort(key=lambda row: str(row["currency"]))
    return summed, _first_of_each(late)


def _first_of_each(debtors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Ten of each currency; equals are told apart by the customer's code (SAGE-118)."""
    debtors.sort(
        key=lambda row: (row["currency"], -row["overdue_minor"], row["oldest_due_on"], row["code"])
    )
    kept: list[dict[str, Any]] = []
    for row in debtors:
        if sum(one["currency"] == row["currency"] for one in kept) < DEBTORS:
            kept.append(row)
    return kept


async def _name(session: AsyncSession, company_id: UUID, rows: Sequence[dict[str, Any]]) -> None:
    found = await session.execute(
        select(Customer.id, Customer.code, Customer.name, Profile.name.label("profile"))
        .join(Profile, and_(Profile.company_id == company_id, Profile.id == Customer.profile_id))
        .where(
            Customer.company_id == company_id,
            Customer.id.in_([row["customer_id"] for row in rows]),
        )
    )
    people = {one.id: one for one in found}
    for row in rows:
        one = people[row["customer_id"]]
        row |= {"code": one.code, "name": one.name, "profile": one.profile}


async def adorn(
    session: AsyncSession, company_id: UUID, debtors: list[dict[str, Any]], *, today: date
) -> None:
    """Each debtor gets its level, its last reminder, what is new and what silences it today."""
    rows = await session.execute(
        ages.of_accounts(
            company_id,
            func.max(Receivable.level).label("level"),
            func.max(Receivable.level_reached_on).label("last_reminder_on"),
            new_buckets(today).label("new_buckets"),
        ).where(Receivable.customer_id.in_([row["customer_id"] for row in debtors]))
    )
    reached = {(row["customer_id"], row["currency"]): row for row in rows.mappings()}
    for row in debtors:
        row.update(reached[row["customer_id"], row["currency"]])
    await mark(session, company_id, debtors, as_of=today)


async def breakdown(
    session: AsyncSession, company_id: UUID, *, today: date, sales_rep: str | None
) -> list[dict[str, Any]]:
    """What is due by payment method and by profile, the latest first (SAGE-21).

    `by` tells which of the two a row is about, `name` which method or profile.
    """
    found = accounts(company_id, today, sales_rep)
    is_profile = func.grouping(Profile.name) == 0
    sums = _summed(found)
    rows = await session.execute(
        select(
            found.c.currency,
            case((is_profile, literal("profile")), else_=literal("payment_method")).label("by"),
            case((is_profile, Profile.name), else_=Customer.payment_method).label("name"),
            *(one.label(name) for name, one in sums.items()),
        )
        .select_from(found)
        .join(Customer, and_(Customer.company_id == company_id, Customer.id == found.c.customer_id))
        .join(Profile, and_(Profile.company_id == company_id, Profile.id == Customer.profile_id))
        .group_by(
            func.grouping_sets(
                tuple_(found.c.currency, Customer.payment_method),
                tuple_(found.c.currency, Profile.name),
            )
        )
        .order_by(found.c.currency, sums["overdue_minor"].desc(), sums["total_minor"].desc())
    )
    return [dict(row) for row in rows.mappings()]

"""What each company is owed, for the choice of a company (SAGE-4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.queries import ids_of_sales_rep
from quittance.platform.sums import sum_minor
from quittance.receivables.models import Receivable, ReceivableStatus


async def totals(
    session: AsyncSession,
    companies: Mapping[UUID, str | None],
    *,
    today: Mapping[UUID, date],
) -> list[dict[str, Any]]:
    """One row for each company and currency: overdue, upcoming, total, customers in debit.

    Accounts in credit are left out (SAGE-15); each company's `today` is that of its own zone.
    Where a company names a sales representative, only their own customers count.
    """
    balance = Receivable.balance_minor
    overdue = sum_minor(balance).filter(_is_late(today))
    accounts = (
        select(
            Receivable.company_id,
            Receivable.currency,
            func.coalesce(overdue, 0).label("overdue"),
            sum_minor(balance).label("total"),
        )
        .where(
            Receivable.company_id.in_(companies),
            Receivable.status == ReceivableStatus.OPEN,
            *_own_only(companies),
        )
        .group_by(Receivable.company_id, Receivable.customer_id, Receivable.currency)
        .having(sum_minor(balance) > 0)
        .subquery()
    )
    rows = await session.execute(
        select(
            accounts.c.company_id,
            accounts.c.currency,
            sum_minor(accounts.c.overdue).label("overdue_minor"),
            sum_minor(accounts.c.total).label("total_minor"),
            func.count().label("customers"),
        ).group_by(accounts.c.company_id, accounts.c.currency)
    )
    return [
        {
            "company_id": row.company_id,
            "currency": row.currency,
            "overdue_minor": row.overdue_minor,
            "upcoming_minor": row.total_minor - row.overdue_minor,
            "total_minor": row.total_minor,
            "customers": row.customers,
        }
        for row in rows
    ]


def _is_late(today: Mapping[UUID, date]) -> ColumnElement[bool]:
    """Due before its company's day: one comparison a line where all companies have the same."""
    days = set(today.values())
    if len(days) == 1:
        return Receivable.due_on < days.pop()
    return or_(
        false(),
        *(
            and_(Receivable.company_id == company_id, Receivable.due_on < day)
            for company_id, day in today.items()
        ),
    )


def _own_only(companies: Mapping[UUID, str | None]) -> list[ColumnElement[bool]]:
    """For each company with a sales representative, what is another's is left out."""
    return [
        or_(
            Receivable.company_id != company_id,
            Receivable.customer_id.in_(ids_of_sales_rep(company_id, sales_rep)),
        )
        for company_id, sales_rep in companies.items()
        if sales_rep is not None
    ]

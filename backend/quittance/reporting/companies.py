"""What each company is owed, for the choice of a company (SAGE-4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.models import Company
from quittance.customers.queries import ids_of_sales_rep
from quittance.receivables.models import Receivable, ReceivableStatus


async def totals(
    session: AsyncSession, companies: Mapping[UUID, str | None], *, now: datetime
) -> list[dict[str, Any]]:
    """One row for each company and currency: overdue, upcoming, total, customers in debit.

    Accounts in credit are left out (SAGE-15); each company's today is that of its own zone. Where
    a company names a sales representative, only their own customers count.
    """
    today = cast(func.timezone(Company.time_zone, literal(now)), Date)
    balance = Receivable.balance_minor
    accounts = (
        select(
            Receivable.company_id,
            Receivable.currency,
            func.coalesce(func.sum(balance).filter(Receivable.due_on < today), 0).label("overdue"),
            func.sum(balance).label("total"),
        )
        .join(Company, Company.id == Receivable.company_id)
        .where(
            Receivable.company_id.in_(companies),
            Receivable.status == ReceivableStatus.OPEN,
            *_own_only(companies),
        )
        .group_by(Receivable.company_id, Receivable.customer_id, Receivable.currency)
        .having(func.sum(balance) > 0)
        .subquery()
    )
    rows = await session.execute(
        select(
            accounts.c.company_id,
            accounts.c.currency,
            func.sum(accounts.c.overdue).label("overdue_minor"),
            func.sum(accounts.c.total).label("total_minor"),
            func.count().label("customers"),
        ).group_by(accounts.c.company_id, accounts.c.currency)
    )
    return [
        {
            "company_id": row.company_id,
            "currency": row.currency,
            "overdue_minor": int(row.overdue_minor),
            "upcoming_minor": int(row.total_minor) - int(row.overdue_minor),
            "total_minor": int(row.total_minor),
            "customers": row.customers,
        }
        for row in rows
    ]


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

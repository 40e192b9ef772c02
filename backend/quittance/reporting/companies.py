"""What each company is owed, for the choice of a company (SAGE-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.models import Company
from quittance.receivables.models import Receivable, ReceivableStatus


async def totals(
    session: AsyncSession, companies: Sequence[UUID], *, now: datetime
) -> list[dict[str, Any]]:
    """One row for each company and currency: overdue, upcoming, total, customers in debit.

    Accounts in credit are left out (SAGE-15); each company's today is that of its own zone.
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
        .where(Receivable.company_id.in_(companies), Receivable.status == ReceivableStatus.OPEN)
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

"""What the home page says of the ledger itself: money in, groups that do not balance, last load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.connectors.models import RunStatus, SyncRun
from quittance.customers.models import Customer
from quittance.customers.queries import ids_of_sales_rep
from quittance.receivables.models import Receivable, ReceivableStatus

PAID_WITHIN = timedelta(days=90)
WAITING = (RunStatus.NEEDS_REVIEW,)


def paid_since(today: date) -> date:
    """The day after which a credit counts as paid lately: 90 days, within this year (SAGE-16).

    The fiscal year is the calendar year: no setting of the company says otherwise.
    """
    return max(today - PAID_WITHIN, date(today.year - 1, 12, 31))


async def paid(
    session: AsyncSession, company_id: UUID, *, since: date, sales_rep: str | None
) -> Mapping[str, int]:
    """All credits booked after that day, by currency: payments and credit notes (SAGE-16)."""
    statement = (
        select(
            Receivable.currency,
            cast(-func.sum(Receivable.amount_minor), BigInteger).label("paid_minor"),
        )
        .where(
            Receivable.company_id == company_id,
            Receivable.amount_minor < 0,
            Receivable.status != ReceivableStatus.CLOSED_ABSENT,
            Receivable.entry_on > since,
        )
        .group_by(Receivable.currency)
    )
    if sales_rep is not None:
        theirs = ids_of_sales_rep(company_id, sales_rep)
        statement = statement.where(Receivable.customer_id.in_(theirs))
    return {row.currency: row.paid_minor for row in await session.execute(statement)}


async def is_empty(session: AsyncSession, company_id: UUID) -> bool:
    """Whether no line was ever brought in: such a company starts with an import."""
    found = select(Receivable.id).where(Receivable.company_id == company_id).limit(1)
    return await session.scalar(found) is None


async def gaps(
    session: AsyncSession, company_id: UUID, *, sales_rep: str | None, limit: int
) -> list[dict[str, Any]]:
    """Lettered groups that do not sum to zero, the largest first (SAGE-115).

    Such a group stays open as a whole. A code in small letters letters a part, as Sage writes it.
    """
    code = Receivable.reconciliation_code
    left = func.sum(Receivable.balance_minor)
    statement = (
        select(
            Receivable.customer_id,
            Customer.code,
            Customer.name,
            code.label("reconciliation_code"),
            Receivable.currency,
            func.count().label("lines"),
            cast(left, BigInteger).label("left_minor"),
        )
        .join(
            Customer,
            and_(Customer.company_id == company_id, Customer.id == Receivable.customer_id),
        )
        .where(
            Receivable.company_id == company_id,
            Receivable.status == ReceivableStatus.OPEN,
            code != "",
            or_(code == func.upper(code), code != func.lower(code)),
        )
        .group_by(Receivable.customer_id, Customer.code, Customer.name, code, Receivable.currency)
        .having(left != 0)
        .order_by(func.abs(left).desc(), Customer.code, code)
        .limit(limit)
    )
    if sales_rep is not None:
        statement = statement.where(Customer.sales_rep == sales_rep)
    return [dict(row) for row in (await session.execute(statement)).mappings()]


@dataclass(frozen=True, slots=True)
class Loads:
    """The newest load that is no rehearsal, and how many wait for somebody's word."""

    last: SyncRun | None
    waiting: int


async def loads(session: AsyncSession, company_id: UUID) -> Loads:
    """How the ledger came in last."""
    last = await session.scalar(
        select(SyncRun)
        .where(SyncRun.company_id == company_id, SyncRun.dry_run.is_(False))
        .order_by(SyncRun.created_at.desc(), SyncRun.id.desc())
        .limit(1)
    )
    waiting = await session.scalar(
        select(func.count())
        .select_from(SyncRun)
        .where(SyncRun.company_id == company_id, SyncRun.status.in_(WAITING))
    )
    return Loads(last, waiting or 0)

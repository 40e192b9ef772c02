"""The timeline of home: what watched customers have to pay and just did, what was done for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, and_, cast, func, lateral, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer
from quittance.customers.queries import ids_of_sales_rep
from quittance.platform.events import EventRow
from quittance.receivables.models import Receivable, ReceivableStatus
from quittance.reporting.timeline import is_told
from quittance.scenarios.models import Action

DAYS = timedelta(days=7)
MONTH = timedelta(days=30)
MOST_CUSTOMERS = 100
EACH = 10
MOST = 30


@dataclass(frozen=True, slots=True)
class Watched:
    """What is to come and what happened, and how many customers are under watch."""

    customers: int
    coming: list[dict[str, Any]]
    past: list[tuple[EventRow, Any]]  # with the customer's id, code and name


async def timeline(
    session: AsyncSession, company_id: UUID, *, today: date, now: datetime, sales_rep: str | None
) -> Watched:
    """Flagged customers only: due within seven days, the facts of the last seven (SAGE-19).

    Of more than a hundred flagged customers the first by name are read: the seed's own advice is
    to flag a few (SAGE-20).
    """
    statement = (
        select(Customer.id, Customer.code, Customer.name)
        .where(Customer.company_id == company_id, Customer.watched)
        .order_by(Customer.name, Customer.id)
        .limit(MOST_CUSTOMERS)
    )
    if sales_rep is not None:
        statement = statement.where(Customer.sales_rep == sales_rep)
    people = {row.id: row for row in await session.execute(statement)}
    if not people:
        return Watched(0, [], [])
    names = {id: {"code": row.code, "name": row.name} for id, row in people.items()}
    coming = await session.execute(
        select(
            Receivable.customer_id,
            Receivable.due_on,
            Receivable.currency,
            func.count().label("receivables"),
            cast(func.sum(Receivable.balance_minor), BigInteger).label("amount_minor"),
        )
        .where(
            Receivable.company_id == company_id,
            Receivable.customer_id.in_(people),
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.balance_minor > 0,
            Receivable.due_on.between(today, today + DAYS),
        )
        .group_by(Receivable.customer_id, Receivable.due_on, Receivable.currency)
        .order_by(Receivable.due_on, func.sum(Receivable.balance_minor).desc())
        .limit(MOST)
    )
    past = await _past(session, company_id, list(people), now - DAYS)
    return Watched(
        len(people),
        [dict(row) | names[row["customer_id"]] for row in coming.mappings()],
        [(row, people[row.customer_id]) for row in past if row.customer_id],
    )


async def _past(
    session: AsyncSession, company_id: UUID, customers: list[UUID], since: datetime
) -> Sequence[EventRow]:
    """The last facts of each, then the newest of all: an index walk a customer, no sort of all."""
    each = lateral(
        select(EventRow.id)
        .where(
            EventRow.company_id == company_id,
            EventRow.customer_id == Customer.id,
            EventRow.occurred_at > since,
            is_told(),
        )
        .order_by(EventRow.seq.desc())
        .limit(EACH)
    )
    found = (
        select(each.c.id)
        .select_from(Customer)
        .join(each, true())
        .where(Customer.company_id == company_id, Customer.id.in_(customers))
    )
    rows = await session.scalars(
        select(EventRow)
        .where(and_(EventRow.company_id == company_id, EventRow.id.in_(found)))
        .order_by(EventRow.occurred_at.desc(), EventRow.id.desc())
        .limit(MOST)
    )
    return rows.all()


@dataclass(frozen=True, slots=True)
class Done:
    """How many actions were done on one channel."""

    channel: str
    today: int
    last_30_days: int


async def done(
    session: AsyncSession, company_id: UUID, *, today: date, sales_rep: str | None
) -> list[Done]:
    """Actions done today and over thirty days, by channel (SAGE-19)."""
    statement = (
        select(
            Action.channel,
            func.count().filter(Action.done_on == today).label("today"),
            func.count().label("last_30_days"),
        )
        .where(Action.company_id == company_id, Action.done_on > today - MONTH)
        .group_by(Action.channel)
        .order_by(func.count().desc())
    )
    if sales_rep is not None:
        theirs = ids_of_sales_rep(company_id, sales_rep)
        statement = statement.where(Action.customer_id.in_(theirs))
    return [Done(*row) for row in await session.execute(statement)]

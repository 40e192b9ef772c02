"""What the plan offers to do: how much is ready on each channel, how much is left out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.queries import ids_of_sales_rep
from quittance.scenarios.models import Action, ActionStatus


@dataclass(frozen=True, slots=True)
class Reminders:
    """The actions of the plan on one channel and in one currency."""

    channel: str
    currency: str
    ready: int
    excluded: int
    customers: int
    amount_minor: int


async def reminders(
    session: AsyncSession, company_id: UUID, *, sales_rep: str | None
) -> list[Reminders]:
    """What the plan offers, by channel and currency (SAGE-18)."""
    ready = Action.excluded_reason == ""
    theirs = []
    if sales_rep is not None:
        theirs.append(Action.customer_id.in_(ids_of_sales_rep(company_id, sales_rep)))
    rows = await session.execute(
        select(
            Action.channel,
            Action.currency,
            func.count().filter(ready),
            func.count().filter(~ready),
            func.count(Action.customer_id.distinct()).filter(ready),
            cast(func.coalesce(func.sum(Action.amount_minor).filter(ready), 0), BigInteger),
        )
        .where(
            Action.company_id == company_id,
            Action.status == ActionStatus.PLANNED,
            *theirs,
        )
        .group_by(Action.channel, Action.currency)
        .order_by(Action.channel, Action.currency)
    )
    return [Reminders(*row) for row in rows]

"""Every look at confirmations: what was approved together, and may be undone together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer
from quittance.scenarios.errors import ConfirmationNotFound
from quittance.scenarios.models import Action, ActionLine, Confirmation


async def find(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID, *, lock: bool = False
) -> Confirmation:
    """The confirmation; raises `ConfirmationNotFound`."""
    statement = select(Confirmation).where(
        Confirmation.company_id == company_id, Confirmation.id == confirmation_id
    )
    row = await session.scalar(statement.with_for_update() if lock else statement)
    if row is None:
        raise ConfirmationNotFound(f"No confirmation {confirmation_id}.")
    return row


async def actions(session: AsyncSession, company_id: UUID, confirmation_id: UUID) -> Sequence[UUID]:
    """The actions of one confirmation."""
    return (
        await session.scalars(
            select(Action.id).where(
                Action.company_id == company_id, Action.confirmation_id == confirmation_id
            )
        )
    ).all()


async def chosen_by_hand(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID
) -> set[UUID]:
    """The actions of a confirmation where a person ticked other lines than the plan did."""
    rows = await session.scalars(
        select(ActionLine.action_id)
        .join(
            Action,
            and_(Action.company_id == company_id, Action.id == ActionLine.action_id),
        )
        .where(
            ActionLine.company_id == company_id,
            Action.confirmation_id == confirmation_id,
            ActionLine.included != (ActionLine.excluded_reason == ""),
        )
    )
    return set(rows)


async def names(
    session: AsyncSession, company_id: UUID, wanted: Collection[UUID], *, sales_rep: str | None
) -> dict[UUID, str]:
    """The names of these customers; those of one sales representative where one looks."""
    statement = select(Customer.id, Customer.name).where(
        Customer.company_id == company_id, Customer.id.in_(wanted)
    )
    if sales_rep is not None:
        statement = statement.where(Customer.sales_rep == sales_rep)
    return {row.id: row.name for row in await session.execute(statement)}

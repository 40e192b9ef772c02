"""Every look at scenarios, actions and what they need to know of customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, and_, cast, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer, Profile
from quittance.platform.pages import decode_cursor, encode_cursor
from quittance.receivables.models import Receivable
from quittance.scenarios.errors import ActionNotFound, ConfirmationNotFound
from quittance.scenarios.models import (
    Action,
    ActionLine,
    ActionStatus,
    Confirmation,
    Scenario,
    ScenarioStep,
)


async def groups(session: AsyncSession, company_id: UUID) -> Sequence[Any]:
    """The planned actions by scenario, step and currency, with what is ready and left out."""
    ready = Action.excluded_reason == ""
    rows = await session.execute(
        select(
            Action.scenario_id,
            Scenario.name.label("scenario_name"),
            Scenario.audience,
            Profile.name.label("profile"),
            Action.rank,
            Action.step_kind,
            Action.channel,
            Action.mode,
            Action.currency,
            func.count().filter(ready).label("ready"),
            func.count().filter(~ready).label("excluded"),
            func.coalesce(func.sum(Action.amount_minor).filter(ready), 0).label("amount_minor"),
        )
        .join(
            Scenario,
            and_(Scenario.company_id == company_id, Scenario.id == Action.scenario_id),
        )
        .join(
            Profile,
            and_(Profile.company_id == company_id, Profile.id == Scenario.profile_id),
        )
        .where(Action.company_id == company_id, Action.status == ActionStatus.PLANNED)
        .group_by(
            Action.scenario_id,
            Scenario.name,
            Scenario.audience,
            Profile.name,
            Action.rank,
            Action.step_kind,
            Action.channel,
            Action.mode,
            Action.currency,
        )
        .order_by(Profile.name, Scenario.audience, Action.rank, Action.currency)
    )
    return rows.all()


async def scenarios(
    session: AsyncSession, company_id: UUID
) -> Sequence[tuple[Scenario, Profile, list[ScenarioStep]]]:
    """The company's scenarios with their profile and steps."""
    steps: dict[UUID, list[ScenarioStep]] = defaultdict(list)
    for step in await session.scalars(
        select(ScenarioStep)
        .where(ScenarioStep.company_id == company_id)
        .order_by(ScenarioStep.rank)
    ):
        steps[step.scenario_id].append(step)
    rows = await session.execute(
        select(Scenario, Profile)
        .join(Profile, and_(Profile.company_id == company_id, Profile.id == Scenario.profile_id))
        .where(Scenario.company_id == company_id)
        .order_by(Profile.name, Scenario.audience)
    )
    return [(row[0], row[1], steps[row[0].id]) for row in rows]


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions to list; None narrows nothing."""

    scenario_id: UUID | None = None
    rank: int | None = None
    currency: str | None = None
    channel: str | None = None
    mode: str | None = None
    customer_id: UUID | None = None
    sales_rep: str | None = None
    status: ActionStatus = ActionStatus.PLANNED


async def actions(
    session: AsyncSession,
    company_id: UUID,
    wanted: ActionFilter,
    *,
    cursor: str | None,
    limit: int,
) -> tuple[Sequence[tuple[Action, Customer]], str | None]:
    """Actions with their customers: the ready ones first, the largest first."""
    left_out = Action.excluded_reason != ""
    statement = (
        select(Action, Customer, left_out.label("left_out"))
        .join(Customer, and_(Customer.company_id == company_id, Customer.id == Action.customer_id))
        .where(Action.company_id == company_id, Action.status == wanted.status)
        .order_by(left_out, Action.amount_minor.desc(), Action.id)
        .limit(limit + 1)
    )
    for column, value in (
        (Action.scenario_id, wanted.scenario_id),
        (Action.rank, wanted.rank),
        (Action.currency, wanted.currency),
        (Action.channel, wanted.channel),
        (Action.mode, wanted.mode),
        (Action.customer_id, wanted.customer_id),
        (Customer.sales_rep, wanted.sales_rep),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if cursor is not None:
        was_left_out, amount, last = decode_cursor(cursor, 3)
        statement = statement.where(
            tuple_(left_out, -Action.amount_minor, Action.id)
            > tuple_(literal(bool(was_left_out)), literal(-int(amount)), cast(str(last), Uuid))
        )
    rows = (await session.execute(statement)).all()
    pairs = [(row[0], row[1]) for row in rows[:limit]]
    if len(rows) <= limit:
        return pairs, None
    end = pairs[-1][0]
    return pairs, encode_cursor(end.excluded_reason != "", end.amount_minor, end.id)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of an action with what the list shows of its receivable."""

    line: ActionLine
    number: str
    due_on: date
    balance_minor: int


async def lines(
    session: AsyncSession, company_id: UUID, actions_wanted: Collection[UUID]
) -> dict[UUID, list[LineRow]]:
    """The lines of these actions, the oldest due first."""
    rows = await session.execute(
        select(ActionLine, Receivable.number, Receivable.due_on, Receivable.balance_minor)
        .join(
            Receivable,
            and_(Receivable.company_id == company_id, Receivable.id == ActionLine.receivable_id),
        )
        .where(ActionLine.company_id == company_id, ActionLine.action_id.in_(actions_wanted))
        .order_by(Receivable.due_on, Receivable.number)
    )
    found: dict[UUID, list[LineRow]] = defaultdict(list)
    for row in rows:
        found[row[0].action_id].append(LineRow(row[0], row[1], row[2], row[3]))
    return found


async def action(session: AsyncSession, company_id: UUID, action_id: UUID) -> Action:
    """The action; raises `ActionNotFound`."""
    row = await session.scalar(
        select(Action).where(Action.company_id == company_id, Action.id == action_id)
    )
    if row is None:
        raise ActionNotFound(f"No action {action_id}.")
    return row


async def lock(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> dict[UUID, Action]:
    """These actions, held in one order until the transaction ends; unknown ones are absent."""
    rows = await session.scalars(
        select(Action)
        .where(Action.company_id == company_id, Action.id.in_(ids))
        .order_by(Action.id)
        .with_for_update()
    )
    return {row.id: row for row in rows}


async def confirmation(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID
) -> Confirmation:
    """The confirmation, locked; raises `ConfirmationNotFound`."""
    row = await session.scalar(
        select(Confirmation)
        .where(Confirmation.company_id == company_id, Confirmation.id == confirmation_id)
        .with_for_update()
    )
    if row is None:
        raise ConfirmationNotFound(f"No confirmation {confirmation_id}.")
    return row


async def confirmed(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID
) -> Sequence[tuple[Action, Customer]]:
    """The actions of one confirmation with their customers."""
    rows = await session.execute(
        select(Action, Customer)
        .join(Customer, and_(Customer.company_id == company_id, Customer.id == Action.customer_id))
        .where(Action.company_id == company_id, Action.confirmation_id == confirmation_id)
        .order_by(Customer.name, Action.id)
    )
    return [(row[0], row[1]) for row in rows]


async def action_lines(
    session: AsyncSession, company_id: UUID, action_id: UUID
) -> Sequence[ActionLine]:
    """The lines of one action."""
    return (
        await session.scalars(
            select(ActionLine).where(
                ActionLine.company_id == company_id, ActionLine.action_id == action_id
            )
        )
    ).all()

"""Every look at scenarios, actions and what they need to know of customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, literal, literal_column, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer, Profile
from quittance.platform.pages import CursorInvalid, decode_cursor, encode_cursor
from quittance.receivables.models import Receivable
from quittance.scenarios.errors import ActionNotFound
from quittance.scenarios.models import (
    Action,
    ActionLine,
    ActionStatus,
    FactRule,
    Scenario,
    ScenarioStep,
)


async def groups(
    session: AsyncSession, company_id: UUID, *, sales_rep: str | None
) -> Sequence[Any]:
    """The planned actions by scenario, step and currency, with what is ready and left out.

    What a fact set off follows, by rule: it has neither scenario nor profile.
    """
    ready = Action.excluded_reason == ""
    statement = (
        select(
            Action.scenario_id,
            FactRule.fact,
            FactRule.delay_days,
            func.coalesce(Scenario.name, "").label("scenario_name"),
            func.coalesce(Scenario.audience, "").label("audience"),
            func.coalesce(Profile.name, "").label("profile"),
            Action.rank,
            Action.step_kind,
            Action.template_kind,
            Action.channel,
            Action.mode,
            Action.currency,
            func.count().filter(ready).label("ready"),
            func.count().filter(~ready).label("excluded"),
            func.coalesce(func.sum(Action.amount_minor).filter(ready), 0).label("amount_minor"),
        )
        .outerjoin(
            Scenario,
            and_(Scenario.company_id == company_id, Scenario.id == Action.scenario_id),
        )
        .outerjoin(
            Profile,
            and_(Profile.company_id == company_id, Profile.id == Scenario.profile_id),
        )
        .outerjoin(
            FactRule,
            and_(FactRule.company_id == company_id, FactRule.id == Action.fact_rule_id),
        )
        .where(Action.company_id == company_id, Action.status == ActionStatus.PLANNED)
        .group_by(
            Action.scenario_id,
            FactRule.fact,
            FactRule.delay_days,
            Scenario.name,
            Scenario.audience,
            Profile.name,
            Action.rank,
            Action.step_kind,
            Action.template_kind,
            Action.channel,
            Action.mode,
            Action.currency,
        )
        .order_by(
            Profile.name.nulls_last(),
            Scenario.audience,
            Action.rank,
            FactRule.fact,
            Action.currency,
        )
    )
    if sales_rep is not None:
        theirs = select(Customer.id).where(
            Customer.company_id == company_id, Customer.sales_rep == sales_rep
        )
        statement = statement.where(Action.customer_id.in_(theirs))
    return (await session.execute(statement)).all()


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


async def copies(
    session: AsyncSession, company_id: UUID
) -> dict[tuple[UUID | None, int], tuple[str, ...]]:
    """The colleagues who read along, by scenario and rank of the step (SAGE-99)."""
    rows = await session.execute(
        select(ScenarioStep.scenario_id, ScenarioStep.rank, ScenarioStep.copies).where(
            ScenarioStep.company_id == company_id
        )
    )
    return {(row.scenario_id, row.rank): tuple(row.copies) for row in rows if row.copies}


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions to list; None narrows nothing."""

    scenario_id: UUID | None = None
    fact: str | None = None
    rank: int | None = None
    currency: str | None = None
    channel: str | None = None
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
    left_out = Action.excluded_reason != literal_column("''")  # word for word as in the index
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
        (Action.customer_id, wanted.customer_id),
        (Customer.sales_rep, wanted.sales_rep),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if wanted.fact is not None:
        answering = select(FactRule.id).where(
            FactRule.company_id == company_id, FactRule.fact == wanted.fact
        )
        statement = statement.where(Action.fact_rule_id.in_(answering))
    if cursor is not None:
        was_left_out, amount, last = _place(cursor)
        statement = statement.where(
            tuple_(left_out, -Action.amount_minor, Action.id)
            > tuple_(literal(was_left_out), literal(-amount), literal(last))
        )
    rows = (await session.execute(statement)).all()
    pairs = [(row[0], row[1]) for row in rows[:limit]]
    if len(rows) <= limit:
        return pairs, None
    end = pairs[-1][0]
    return pairs, encode_cursor(end.excluded_reason != "", end.amount_minor, end.id)


def _place(cursor: str) -> tuple[bool, int, UUID]:
    """Where a page ended; raises `CursorInvalid`."""
    left_out, amount, last = decode_cursor(cursor, 3)
    try:
        return bool(left_out), int(amount), UUID(last)
    except (TypeError, ValueError, AttributeError) as error:
        raise CursorInvalid("This cursor belongs to another list.") from error


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


async def ready(session: AsyncSession, company_id: UUID, mode: str) -> Sequence[UUID]:
    """The planned actions of that mode from which something leaves, by id."""
    return (
        await session.scalars(
            select(Action.id)
            .where(
                Action.company_id == company_id,
                Action.status == ActionStatus.PLANNED,
                Action.mode == mode,
                Action.excluded_reason == "",
            )
            .order_by(Action.id)
        )
    ).all()


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


async def action_lines(
    session: AsyncSession, company_id: UUID, actions_wanted: Collection[UUID]
) -> dict[UUID, list[ActionLine]]:
    """The lines of these actions."""
    found: dict[UUID, list[ActionLine]] = defaultdict(list)
    for line in await session.scalars(
        select(ActionLine).where(
            ActionLine.company_id == company_id, ActionLine.action_id.in_(actions_wanted)
        )
    ):
        found[line.action_id].append(line)
    return found

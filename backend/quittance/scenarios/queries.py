"""Every look at scenarios, actions and what they need to know of customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, cast, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact, Customer, EmailStatus, Profile
from quittance.platform.pages import decode_cursor, encode_cursor
from quittance.receivables.models import Receivable, ReceivableStatus
from quittance.scenarios.errors import ActionNotFound, ConfirmationNotFound
from quittance.scenarios.models import (
    Action,
    ActionLine,
    ActionStatus,
    Confirmation,
    Scenario,
    ScenarioStep,
)


@dataclass(frozen=True, slots=True)
class Audience:
    """What tells a customer's scenario and contact rules."""

    profile_id: UUID
    debtor_type: str
    has_email: bool


def writable() -> ColumnElement[bool]:
    """The contact receives reminders at an address that takes our mail."""
    return and_(
        Contact.receives_reminders,
        Contact.email != "",
        Contact.email_status == EmailStatus.OK,
    )


async def customers_after(
    session: AsyncSession, company_id: UUID, last: UUID | None, *, limit: int
) -> Sequence[UUID]:
    """The next customers, by id, who owe something, have paid lately or have a planned action."""
    statement = (
        select(Customer.id)
        .where(
            Customer.company_id == company_id,
            or_(
                select(1)
                .where(
                    Receivable.company_id == company_id,
                    Receivable.customer_id == Customer.id,
                    Receivable.status == ReceivableStatus.OPEN,
                )
                .exists(),
                select(1)
                .where(
                    Action.company_id == company_id,
                    Action.customer_id == Customer.id,
                    Action.status == ActionStatus.PLANNED,
                )
                .exists(),
                select(1)
                .where(
                    Receivable.company_id == company_id,
                    Receivable.customer_id == Customer.id,
                    Receivable.reconciled_on.is_not(None),
                    Receivable.thanked_on.is_(None),
                )
                .exists(),
            ),
        )
        .order_by(Customer.id)
        .limit(limit)
    )
    if last is not None:
        statement = statement.where(Customer.id > last)
    return (await session.scalars(statement)).all()


async def audiences(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, Audience]:
    """What tells the scenario of each of these customers."""
    reachable = (
        select(1)
        .where(Contact.company_id == company_id, Contact.customer_id == Customer.id, writable())
        .exists()
    )
    rows = await session.execute(
        select(
            Customer.id, Customer.profile_id, Customer.debtor_type, reachable.label("email")
        ).where(Customer.company_id == company_id, Customer.id.in_(customers))
    )
    return {row.id: Audience(row.profile_id, row.debtor_type.value, row.email) for row in rows}


async def receivables_in_flight(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> set[UUID]:
    """The receivables a confirmed action is about to remind of."""
    return set(
        await session.scalars(
            select(ActionLine.receivable_id)
            .join(
                Action,
                and_(Action.company_id == ActionLine.company_id, Action.id == ActionLine.action_id),
            )
            .where(
                ActionLine.company_id == company_id,
                ActionLine.included,
                Action.customer_id.in_(customers),
                Action.status == ActionStatus.CONFIRMED,
            )
        )
    )


async def contact_days(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], *, since: date
) -> dict[UUID, list[date]]:
    """The days each customer was reminded on, or is about to be, over all channels and users."""
    rows = await session.execute(
        select(
            Action.customer_id,
            func.coalesce(Action.done_on, Action.planned_for).label("day"),
        ).where(
            Action.company_id == company_id,
            Action.customer_id.in_(customers),
            Action.step_kind == "reminder",
            Action.status.in_([ActionStatus.CONFIRMED, ActionStatus.DONE]),
            func.coalesce(Action.done_on, Action.planned_for) >= since,
        )
    )
    days: dict[UUID, list[date]] = defaultdict(list)
    for row in rows:
        days[row.customer_id].append(row.day)
    return days


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


async def recipients(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, list[Contact]]:
    """The contacts of each customer that reminders are written to, the main one first."""
    found: dict[UUID, list[Contact]] = defaultdict(list)
    for contact in await session.scalars(
        select(Contact)
        .where(Contact.company_id == company_id, Contact.customer_id.in_(customers), writable())
        .order_by(Contact.is_main.desc(), Contact.id)
    ):
        found[contact.customer_id].append(contact)
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

"""Confirm planned actions, and take a confirmation back before anything has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from quittance.accounts import queries as accounts
from quittance.deliveries import service as deliveries
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.scenarios import confirmation_queries as confirmations
from quittance.scenarios import planning, queries
from quittance.scenarios.approving import Choice, Skipped, approve
from quittance.scenarios.errors import TooLateToUndo
from quittance.scenarios.events import ActionsConfirmed, ConfirmationUndone
from quittance.scenarios.models import Action, ActionStatus, Confirmation
from quittance.scenarios.orders import orders_of, release, sender_of
from quittance.scenarios.portions import portions_of_lines

UNDO_TIME = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation set going."""

    confirmation: Confirmation
    actions: tuple[Action, ...]
    messages: int
    skipped: tuple[Skipped, ...]


async def confirm(
    session: AsyncSession,
    company_id: UUID,
    choices: Sequence[Choice],
    *,
    actor: Actor,
    may_override_stops: bool,
    undo_time: timedelta = UNDO_TIME,
    now: datetime,
) -> Confirmed:
    """The chosen actions are approved and their messages queued; nothing leaves before the undo.

    Whatever their number it is one transaction and a handful of statements. What can't be
    confirmed is skipped with its reason, and the others go. The first confirmation by a person
    lets automatic steps leave by themselves from then on.
    """
    await planning.take_turn(session, company_id)
    company = await accounts.company(session, company_id)
    approvals, skipped = await approve(
        session, company_id, choices, may_override_stops=may_override_stops
    )
    confirmation = begin(
        session, company_id, len(approvals), actor=actor, undo_time=undo_time, now=now
    )
    day = planning.plan_day(company, now)
    sender = await sender_of(session, company, actor)
    messages: list[deliveries.Order] = []
    for one in approvals:
        leaves_at = release(
            company,
            one.audience,
            not_before=confirmation.undo_until,
            day=max(day, one.action.due_on) if one.action.fact_rule_id else day,
        )
        mark(
            one.action,
            confirmation,
            {row.line.receivable_id: row.line.amount_minor for row in one.lines},
            leaves_on=day_in(company.time_zone, leaves_at),
        )
        messages += orders_of(one, sender, leaves_at)
    await session.flush()
    for portion in portions_of_lines(messages, lambda one: len(one.lines)):
        await deliveries.queue(session, company_id, portion, now=now)
    if approvals:
        if company.plan_confirmed_at is None and actor.kind is ActorKind.USER:
            company.plan_confirmed_at = now
        fact = ActionsConfirmed(confirmation_id=confirmation.id, actions=len(approvals))
        await events.record(session, company_id, fact, actor=actor, now=now)
    return Confirmed(
        confirmation, tuple(one.action for one in approvals), len(messages), tuple(skipped)
    )


def begin(
    session: AsyncSession,
    company_id: UUID,
    actions: int,
    *,
    actor: Actor,
    undo_time: timedelta,
    now: datetime,
) -> Confirmation:
    """The confirmation of so many actions, by this person; it can be undone for so long."""
    confirmation = Confirmation(
        company_id=company_id,
        id=new_id(),
        confirmed_by=actor.id,
        confirmed_at=now,
        undo_until=now + undo_time,
        undone_at=None,
        actions=actions,
    )
    session.add(confirmation)
    return confirmation


def mark(
    action: Action,
    confirmation: Confirmation,
    approved: Mapping[UUID, int],
    *,
    leaves_on: date,
) -> None:
    """The action is confirmed for these sums, in minor units, by receivable."""
    action.status = ActionStatus.CONFIRMED
    action.confirmation_id = confirmation.id
    action.confirmed_by = confirmation.confirmed_by
    action.confirmed_at = confirmation.confirmed_at
    action.planned_for = leaves_on
    action.amount_minor = sum(approved.values())
    action.excluded_reason, action.excluded_until = "", None
    action.approved = {str(id): minor for id, minor in approved.items()}


async def undo(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID, *, actor: Actor, now: datetime
) -> Confirmation:
    """The confirmation never happened; raises `TooLateToUndo` once its time is over.

    The actions are planned again, those whose lines a person chose as they were chosen, and
    compared at once with the facts that came meanwhile.
    """
    await planning.take_turn(session, company_id)
    confirmation = await confirmations.find(session, company_id, confirmation_id, lock=True)
    if confirmation.undone_at is not None:
        return confirmation
    if now >= confirmation.undo_until:
        raise TooLateToUndo("The messages have begun to leave.")
    ids = await confirmations.actions(session, company_id, confirmation_id)
    if await deliveries.cancel_source(session, company_id, ids, now=now):
        raise TooLateToUndo("A message has left.")
    await _make_room(session, company_id, confirmation_id)
    chosen = await confirmations.chosen_by_hand(session, company_id, confirmation_id)
    actions = (await queries.lock(session, company_id, ids)).values()
    for action in actions:
        action.status = ActionStatus.PLANNED
        action.pinned = action.id in chosen
        action.confirmation_id = action.confirmed_by = action.confirmed_at = None
        action.planned_for = action.approved = None
    confirmation.undone_at = now
    company = await accounts.company(session, company_id)
    if company.plan_confirmed_at == confirmation.confirmed_at:
        company.plan_confirmed_at = None
    fact = ConfirmationUndone(confirmation_id=confirmation_id)
    await events.record(session, company_id, fact, actor=actor, now=now)
    await session.flush()
    await planning.plan(
        session,
        company_id,
        as_of=planning.plan_day(company, now),
        now=now,
        customers={action.customer_id for action in actions},
    )
    return confirmation


async def _make_room(session: AsyncSession, company_id: UUID, confirmation_id: UUID) -> None:
    """What was planned meanwhile in their place is gone: each step is planned once only."""
    undone = aliased(Action)
    is_in_place = (
        select(undone.id)
        .where(
            undone.company_id == company_id,
            undone.confirmation_id == confirmation_id,
            and_(
                undone.customer_id == Action.customer_id,
                undone.scenario_id == Action.scenario_id,
                undone.rank == Action.rank,
                undone.currency == Action.currency,
            ),
        )
        .exists()
    )
    await session.execute(
        delete(Action)
        .where(Action.company_id == company_id, Action.status == ActionStatus.PLANNED, is_in_place)
        .execution_options(synchronize_session=False)
    )

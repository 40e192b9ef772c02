"""What becomes of an action: done, dropped or failed; and what a person does or passes over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.deliveries import queries as deliveries
from quittance.deliveries.models import ARRIVED, UNDER_WAY, DeliveryStatus
from quittance.deliveries.ports import Settled
from quittance.domain.scenario import Channel, StepKind
from quittance.platform import due_work, events
from quittance.platform.clock import day_in
from quittance.platform.events import SYSTEM, Actor
from quittance.receivables import levels
from quittance.scenarios import planning, queries
from quittance.scenarios.approving import chosen, first_refused, says_something
from quittance.scenarios.errors import (
    ActionNotFound,
    ActionNotManual,
    ActionNotPlanned,
    NothingToSend,
    OverrideNotAllowed,
)
from quittance.scenarios.events import ActionSkipped, ReminderDone
from quittance.scenarios.models import Action, ActionLine, ActionStatus

PLAN_CUSTOMER = "plan_customer"


class ActionOutcomes:
    """Hears what became of deliveries, in their own transaction (`deliveries.ports.Outcomes`)."""

    async def settled(
        self, session: AsyncSession, company_id: UUID, settled: Settled, now: datetime
    ) -> None:
        """The action is done by its first accepted primary message, over when none can be."""
        rows = await queries.lock(session, company_id, [settled.source_id])
        action = rows.get(settled.source_id)
        if action is None or action.status is not ActionStatus.CONFIRMED:
            return
        if settled.status in ARRIVED and settled.role == "primary":
            await _done(session, action, settled.spoken, actor=SYSTEM, now=now)
        elif settled.status not in UNDER_WAY:
            await _over(session, action, settled, now=now)


async def _done(
    session: AsyncSession,
    action: Action,
    spoken: Collection[UUID],
    *,
    comment: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """The step was really done today: what it spoke of stands at its level."""
    company = await accounts.company(session, action.company_id)
    today = day_in(company.time_zone, now)
    action.status = ActionStatus.DONE
    action.finished_at, action.done_on = now, today
    rows = await queries.action_lines(session, action.company_id, action.id)
    said = [row for row in rows if row.receivable_id in spoken]
    await _reach(session, action, said, today, actor=actor, now=now)
    fact = ReminderDone(
        customer_id=action.customer_id,
        action_id=action.id,
        step_kind=action.step_kind,
        level=action.rank,
        channel=action.channel,
        receivables=tuple(row.receivable_id for row in said),
        amount_minor=sum(row.amount_minor for row in said),
        currency=action.currency,
        comment=comment,
    )
    await events.record(session, action.company_id, fact, actor=actor, now=now)
    await _replan(session, action, now)


async def _reach(
    session: AsyncSession,
    action: Action,
    said: Collection[ActionLine],
    today: date,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    ids = [row.receivable_id for row in said]
    match StepKind(action.step_kind):
        case StepKind.PRE_NOTICE:
            await levels.pre_notified(session, action.company_id, ids, today, now=now)
        case StepKind.THANK_YOU:
            await levels.thanked(session, action.company_id, ids, today, now=now)
        case _:
            await levels.reach(
                session,
                action.company_id,
                {row.receivable_id: row.reaches for row in said if row.reaches is not None},
                action_id=action.id,
                reached_on=today,
                actor=actor,
                now=now,
            )


async def _over(session: AsyncSession, action: Action, settled: Settled, *, now: datetime) -> None:
    """Once no message of the action is under way, it was dropped or it failed; plan again.

    Dropped: nothing was left to say. Failed: what was to be said waits for a person.
    """
    if await deliveries.under_way(session, action.company_id, action.id):
        return
    is_dropped = settled.status == DeliveryStatus.DROPPED
    action.status = ActionStatus.DROPPED if is_dropped else ActionStatus.FAILED
    action.excluded_reason = settled.reason[:40]
    action.finished_at = now
    await _replan(session, action, now)


async def _replan(session: AsyncSession, action: Action, now: datetime) -> None:
    await due_work.schedule(session, action.company_id, PLAN_CUSTOMER, action.customer_id, now)


async def finish(
    session: AsyncSession,
    company_id: UUID,
    action_id: UUID,
    *,
    receivables: Collection[UUID] | None,
    comment: str,
    actor: Actor,
    may_override_stops: bool,
    now: datetime,
) -> Action:
    """A call, a posted letter or a visit is done: its receivables reach the level (MDM-20)."""
    action = await _planned(session, company_id, action_id)
    if action.channel == Channel.EMAIL:
        raise ActionNotManual("This action is confirmed, not finished.")
    lines = (await queries.lines(session, company_id, [action_id])).get(action_id, [])
    said = chosen(lines, receivables)
    if not says_something(action, said):
        raise NothingToSend("None of its receivables is left to remind of.")
    if refused := first_refused(said, may_override_stops=may_override_stops):
        raise OverrideNotAllowed(refused[1])
    action.confirmed_by, action.confirmed_at = actor.id, now
    spoken = {one.line.receivable_id for one in said}
    await _done(session, action, spoken, comment=comment, actor=actor, now=now)
    return action


async def skip(
    session: AsyncSession,
    company_id: UUID,
    action_id: UUID,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Action:
    """The action is passed over; the plan of the next working day offers it again."""
    action = await _planned(session, company_id, action_id)
    company = await accounts.company(session, company_id)
    action.status = ActionStatus.SKIPPED
    action.finished_at, action.planned_for = now, planning.plan_day(company, now)
    fact = ActionSkipped(customer_id=action.customer_id, action_id=action_id, reason=reason)
    await events.record(session, company_id, fact, actor=actor, now=now)
    await _replan(session, action, now)  # there may be room now for what was capped
    return action


async def _planned(session: AsyncSession, company_id: UUID, action_id: UUID) -> Action:
    await planning.take_turn(session, company_id)
    action = (await queries.lock(session, company_id, [action_id])).get(action_id)
    if action is None:
        raise ActionNotFound(f"No action {action_id}.")
    if action.status is not ActionStatus.PLANNED:
        raise ActionNotPlanned("This action is no longer planned.")
    return action

"""What becomes of an action: done, dropped or failed; and what a person does or passes over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.deliveries import letter_queries, letters, posting
from quittance.deliveries import queries as deliveries
from quittance.deliveries.models import ARRIVED, UNDER_WAY, DeliveryStatus, RecipientRole
from quittance.deliveries.ports import Settled
from quittance.domain.scenario import Channel, StepKind
from quittance.platform import due_work, events
from quittance.platform.clock import day_in
from quittance.platform.events import SYSTEM, Actor
from quittance.receivables import levels
from quittance.receivables.levels import Rise
from quittance.scenarios import planning, printing, queries
from quittance.scenarios.approving import chosen, first_refused, says_something
from quittance.scenarios.errors import (
    ActionNotFound,
    ActionNotManual,
    ActionNotPlanned,
    LetterChanged,
    NothingToSend,
    OverrideNotAllowed,
)
from quittance.scenarios.events import ActionSkipped, ReminderDone
from quittance.scenarios.models import Action, ActionLine, ActionStatus

PLAN_CUSTOMER = "plan_customer"
REASON_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Doing:
    """An action that was really done, and the receivables its message really named."""

    action: Action
    spoken: Collection[UUID]
    comment: str = ""


class ActionOutcomes:
    """Hears what became of deliveries, in their own transaction (`deliveries.ports.Outcomes`)."""

    async def settled(
        self, session: AsyncSession, company_id: UUID, settled: Sequence[Settled], *, now: datetime
    ) -> None:
        """An action is done by its first accepted primary message, over when none can be."""
        rows = await queries.lock(session, company_id, {one.source_id for one in settled})
        done: dict[UUID, Doing] = {}
        ended: dict[UUID, Settled] = {}
        for one in settled:
            action = rows.get(one.source_id)
            if action is None or action.status is not ActionStatus.CONFIRMED:
                continue
            if one.status in ARRIVED and one.role == RecipientRole.PRIMARY:
                done.setdefault(action.id, Doing(action, one.spoken))
            elif one.status not in UNDER_WAY:
                ended[action.id] = one
        await _do(session, company_id, list(done.values()), actor=SYSTEM, now=now)
        for action_id in ended.keys() - done.keys():
            await _over(session, rows[action_id], ended[action_id], now=now)
        await due_work.schedule(
            session,
            company_id,
            PLAN_CUSTOMER,
            {rows[id].customer_id for id in done.keys() | ended.keys()},
            now,
        )


async def _do(
    session: AsyncSession, company_id: UUID, doings: Sequence[Doing], *, actor: Actor, now: datetime
) -> None:
    """The steps were really done today: what they spoke of stands at their level."""
    if not doings:
        return
    company = await accounts.company(session, company_id)
    today = day_in(company.time_zone, now)
    lines = await queries.action_lines(session, company_id, [one.action.id for one in doings])
    facts: list[ReminderDone] = []
    rises: dict[UUID, Rise] = {}
    announced: list[UUID] = []
    thanked: list[UUID] = []
    for one in doings:
        action = one.action
        action.status = ActionStatus.DONE
        action.finished_at, action.done_on = now, today
        if not action.step_kind:  # its message tells a fact: nothing moves
            continue
        said = [line for line in lines[action.id] if line.receivable_id in one.spoken]
        facts.append(_fact(one, said))
        match StepKind(action.step_kind):
            case StepKind.PRE_NOTICE:
                announced += (line.receivable_id for line in said)
            case StepKind.THANK_YOU:
                thanked += (line.receivable_id for line in said)
            case _:
                rises |= {
                    line.receivable_id: Rise(line.reaches, action.id)
                    for line in said
                    if line.reaches is not None
                }
    await levels.reach(session, company_id, rises, reached_on=today, actor=actor, now=now)
    await levels.pre_notified(session, company_id, announced, today, now=now)
    await levels.thanked(session, company_id, thanked, today, now=now)
    await events.record(session, company_id, *facts, actor=actor, now=now)


def _fact(one: Doing, said: Sequence[ActionLine]) -> ReminderDone:
    action = one.action
    return ReminderDone(
        customer_id=action.customer_id,
        action_id=action.id,
        step_kind=action.step_kind,
        level=action.rank,
        channel=action.channel,
        receivables=tuple(line.receivable_id for line in said),
        amount_minor=sum(line.amount_minor for line in said),
        currency=action.currency,
        comment=one.comment,
    )


async def _over(session: AsyncSession, action: Action, settled: Settled, *, now: datetime) -> None:
    """Once no message of the action is under way, it was dropped or it failed.

    Dropped: nothing was left to say. Failed: what was to be said waits for a person.
    """
    if await deliveries.under_way(session, action.company_id, action.id):
        return
    is_dropped = settled.status == DeliveryStatus.DROPPED
    action.status = ActionStatus.DROPPED if is_dropped else ActionStatus.FAILED
    action.excluded_reason = settled.reason[:REASON_LENGTH]
    action.finished_at = now


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
    spoken: Collection[UUID] = {one.line.receivable_id for one in said}
    if action.channel in letter_queries.ON_PAPER:
        spoken = await _posted(session, action, spoken, actor=actor, now=now)
    action.confirmed_by, action.confirmed_at = actor.id, now
    doing = Doing(action, spoken, comment)
    await _do(session, company_id, [doing], actor=actor, now=now)
    await _replan(session, action, now)
    return action


async def _posted(
    session: AsyncSession, action: Action, said: Collection[UUID], *, actor: Actor, now: datetime
) -> Collection[UUID]:
    """What the posted letter asks: the printed one if there is one, else somebody wrote it himself.

    Raises `LetterChanged` where the paper no longer says what is owed, and `NothingToSend`.
    """
    company_id = action.company_id
    lying = await letter_queries.printed(session, company_id, [action.id], lock=True)
    if letter := lying.get(action.id):
        if await posting.changed(session, company_id, [letter], now=now):
            raise LetterChanged("The account has changed since this letter was printed.")
        return await posting.posted(session, company_id, letter, actor=actor, now=now)
    order = await printing.order_of(
        session, company_id, action.id, said, sales_rep=None, actor=actor, now=now
    )
    owed = set(said) & set(await letters.still_owed(session, company_id, order, now=now))
    if not owed and order.fact is None:
        raise NothingToSend("None of its receivables is left to remind of.")
    return owed


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


async def _replan(session: AsyncSession, action: Action, now: datetime) -> None:
    await due_work.schedule(session, action.company_id, PLAN_CUSTOMER, action.customer_id, now)


async def _planned(session: AsyncSession, company_id: UUID, action_id: UUID) -> Action:
    await planning.take_turn(session, company_id)
    action = (await queries.lock(session, company_id, [action_id])).get(action_id)
    if action is None:
        raise ActionNotFound(f"No action {action_id}.")
    if action.status is not ActionStatus.PLANNED:
        raise ActionNotPlanned("This action is no longer planned.")
    return action

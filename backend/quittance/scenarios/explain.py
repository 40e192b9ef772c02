"""Why is, or is not, this customer reminded today: the planner's own words, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.explain import Exclusion
from quittance.domain.holds import Hold, HoldKind
from quittance.domain.message import Message
from quittance.domain.next_step import Excluded, Planned
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Step
from quittance.receivables import queries as receivables
from quittance.scenarios import planning, wording
from quittance.scenarios.plan_actions import DesiredLine

ENDED = frozenset(
    {
        Exclusion.PAID,
        Exclusion.IS_CREDIT,
        Exclusion.SCENARIO_ENDED,
        Exclusion.FACT_TOO_OLD,
        Exclusion.FIRST_LOAD,
    }
)
STOPPING = frozenset({HoldKind.STOP, HoldKind.INSOLVENCY, HoldKind.LIMITATION})


@dataclass(frozen=True, slots=True)
class LineExplained:
    """One receivable: what happens to it, why, and when."""

    receivable_id: UUID
    number: str
    verdict: str
    code: str
    reason: str
    due_on: date | None
    step_label: str
    until: date | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The first thing that is to happen with the customer."""

    label: str
    channel: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Explained:
    """A customer on one day: may it be reminded, what comes next, and each of its lines."""

    as_of: date
    may_be_reminded: bool
    code: str
    reason: str
    scenario_name: str
    next_step: NextStep | None
    due_today: int
    left_out: int
    receivables: tuple[LineExplained, ...]


async def customer(
    session: AsyncSession, company_id: UUID, customer_id: UUID, *, as_of: date
) -> Explained:
    """What the plan says of this customer as of a day, in French (SAGE-29, SAGE-36)."""
    known = await planning.setting(session, company_id, as_of=as_of)
    found = await planning.plans(session, known, [customer_id])
    if not found:
        return Explained(as_of, True, "", "Rien n’est ouvert sur ce compte.", "", None, 0, 0, ())
    one = found[0]
    rows = await receivables.by_ids(session, company_id, [line.id for line in one.lines])
    numbers = {id: row.number for id, row in rows.items()}
    offered = {
        line.receivable_id: line
        for action in await planning.desired_actions(session, known, found)
        for line in action.lines
    }
    lines = [
        _due(line.receivable_id, message, offered.get(line.receivable_id), numbers)
        for message in one.plan.messages
        for line in message.lines
    ]
    lines += [_later(planned, numbers, as_of) for planned in one.plan.later]
    lines += [_left_out(excluded, numbers) for excluded in one.plan.left_out]
    stopping = _stopping(one, as_of)
    return Explained(
        as_of=as_of,
        may_be_reminded=stopping is None,
        code=stopping.kind.value if stopping else "",
        reason=wording.reason(stopping.kind.value, None) if stopping else "",
        scenario_name=one.scenario.rules.name if one.scenario else "",
        next_step=_next_step(one, offered, as_of) if stopping is None else None,
        due_today=sum(line.verdict == "due_today" for line in lines),
        left_out=sum(line.verdict == "excluded" for line in lines),
        receivables=tuple(lines),
    )


def _stopping(one: planning.Planned, as_of: date) -> Hold | None:
    """The hold without an end that silences the whole customer."""
    for line in one.lines:
        for hold in line.holds:
            is_whole = hold.receivable_id is None and hold.kind in STOPPING
            if is_whole and hold.is_active(as_of):
                return hold
    return None


def _next_step(
    one: planning.Planned, offered: Mapping[UUID, DesiredLine], as_of: date
) -> NextStep | None:
    """The highest step due today if it may leave, else the first one to come."""
    for message in one.plan.messages:
        lines = [offered.get(line.receivable_id) for line in message.lines]
        if any(line and line.included for line in lines):
            return _step(message.step, as_of)
    coming = min(one.plan.later, key=lambda planned: planned.on, default=None)
    return _step(coming.step, coming.on) if coming else None


def _step(step: Step, due_on: date) -> NextStep:
    return NextStep(wording.step_label(step.kind, step.rank), step.channel.value, due_on)


def _due(
    receivable_id: UUID,
    message: Message,
    offered: DesiredLine | None,
    numbers: Mapping[UUID, str],
) -> LineExplained:
    """A line the rules make due: it may still wait, for the cap or because a person said so."""
    verdict, code, reason, until = "due_today", "due_today", "À relancer aujourd’hui.", None
    if offered is None:
        verdict, code = "excluded", wording.PASSED_OVER
        reason = wording.reason(code, None)
    elif not offered.included:
        verdict, code, until = "excluded", offered.excluded_reason, offered.excluded_until
        reason = wording.reason(code, until)
    return LineExplained(
        receivable_id,
        numbers.get(receivable_id, ""),
        verdict,
        code,
        reason,
        message.due_on,
        wording.step_label(message.step.kind, message.step.rank),
        until,
    )


def _later(planned: Planned, numbers: Mapping[UUID, str], as_of: date) -> LineExplained:
    """A line whose day is still to come; one that is held meanwhile says so, and until when."""
    hold = _longest_hold(planned.receivable, as_of)
    code = hold.kind.value if hold else planned.why.value
    return LineExplained(
        planned.receivable.id,
        numbers.get(planned.receivable.id, ""),
        "excluded" if hold else "later",
        code,
        wording.reason(code, hold.last_on) if hold else wording.why(planned.why),
        planned.on,
        wording.step_label(planned.step.kind, planned.step.rank),
        hold.last_on if hold else None,
    )


def _longest_hold(receivable: OpenReceivable, as_of: date) -> Hold | None:
    """The hold on the whole of it that ends last."""
    whole = [
        hold for hold in receivable.holds if hold.amount_minor is None and hold.is_active(as_of)
    ]
    return max(whole, key=lambda hold: hold.last_on or date.max, default=None)


def _left_out(left: Excluded, numbers: Mapping[UUID, str]) -> LineExplained:
    if left.code is Exclusion.IN_FLIGHT:
        verdict = "in_flight"
    elif left.code in ENDED:
        verdict = "done"
    else:
        verdict = "excluded"
    return LineExplained(
        left.receivable.id,
        numbers.get(left.receivable.id, ""),
        verdict,
        left.code.value,
        wording.reason(left.code.value, left.until_on),
        left.due_on,
        wording.step_label(left.step.kind, left.step.rank) if left.step else "",
        left.until_on,
    )

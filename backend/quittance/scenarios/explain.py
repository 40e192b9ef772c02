"""Why is, or is not, this customer reminded today: the planner's own words, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.explain import Exclusion
from quittance.domain.holds import HoldKind
from quittance.domain.next_step import Excluded, Planned
from quittance.receivables import queries as receivables
from quittance.scenarios import planning, wording

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
    numbers = {
        row.id: row.number
        for row in await receivables.open_of_customers(session, company_id, [customer_id])
    }
    if not found:
        return Explained(as_of, True, "", "Rien n’est ouvert sur ce compte.", "", None, 0, 0, ())
    one = found[0]
    lines = [
        LineExplained(
            line.receivable_id,
            numbers.get(line.receivable_id, ""),
            "due_today",
            "due_today",
            "À relancer aujourd’hui.",
            message.due_on,
            wording.step_label(message.step.kind, message.step.rank),
            None,
        )
        for message in one.plan.messages
        for line in message.lines
    ]
    lines += [_later(planned, numbers) for planned in one.plan.later]
    lines += [_left_out(excluded, numbers) for excluded in one.plan.left_out]
    stopping = next(
        (
            hold
            for line in one.lines
            for hold in line.holds
            if hold.receivable_id is None and hold.kind in STOPPING and hold.is_active(as_of)
        ),
        None,
    )
    coming = [
        NextStep(
            wording.step_label(message.step.kind, message.step.rank),
            message.step.channel.value,
            as_of,
        )
        for message in one.plan.messages
    ] or sorted(
        (
            NextStep(
                wording.step_label(planned.step.kind, planned.step.rank),
                planned.step.channel.value,
                planned.on,
            )
            for planned in one.plan.later
        ),
        key=lambda step: step.due_on,
    )
    shown = [line for line in lines if line.number]
    return Explained(
        as_of=as_of,
        may_be_reminded=stopping is None,
        code=stopping.kind.value if stopping else "",
        reason=wording.reason(stopping.kind.value, None) if stopping else "",
        scenario_name=one.scenario.rules.name if one.scenario else "",
        next_step=coming[0] if coming and stopping is None else None,
        due_today=sum(line.verdict == "due_today" for line in shown),
        left_out=sum(line.verdict == "excluded" for line in shown),
        receivables=tuple(shown),
    )


def _later(planned: Planned, numbers: dict[UUID, str]) -> LineExplained:
    return LineExplained(
        planned.receivable.id,
        numbers.get(planned.receivable.id, ""),
        "later",
        planned.why.value,
        wording.why(planned.why),
        planned.on,
        wording.step_label(planned.step.kind, planned.step.rank),
        None,
    )


def _left_out(left: Excluded, numbers: dict[UUID, str]) -> LineExplained:
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

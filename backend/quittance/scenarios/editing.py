"""Scenarios as people change them: what may not be saved, and the days their steps would leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain import scenario as rules
from quittance.domain.business_days import Calendar
from quittance.domain.next_step import Planned
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Audience, Channel, SendingMode, StepKind
from quittance.domain.scenario_flaws import Flaw
from quittance.domain.simulation import timetable
from quittance.platform import events
from quittance.platform.errors import FieldError
from quittance.platform.events import Actor
from quittance.scenarios import definitions
from quittance.scenarios.errors import ScenarioInvalid, ScenarioNotFound, ScenarioStale
from quittance.scenarios.events import ScenarioChanged
from quittance.scenarios.models import Scenario, ScenarioStep
from quittance.templates.kinds import REMINDERS, TemplateKind

LONG_BEFORE = timedelta(days=120)  # a pre-notice comes ninety days ahead at most
NOBODY = UUID(int=0)
TEXTS: Mapping[StepKind, frozenset[TemplateKind]] = {
    StepKind.PRE_NOTICE: frozenset({TemplateKind.PRE_NOTICE}),
    StepKind.REMINDER: REMINDERS,
    StepKind.FORMAL_NOTICE: frozenset({TemplateKind.FORMAL_NOTICE}),
    StepKind.THANK_YOU: frozenset({TemplateKind.PAYMENT_RECEIVED}),
}
# The field of a step where a rule is broken; the others are about its date.
FIELDS: Mapping[Flaw, str] = {
    Flaw.TWO_OF_A_KIND: "kind",
    Flaw.SHARED_RANK: "rank",
    Flaw.WRONG_RANK: "rank",
    Flaw.PAYMENT_REFERENCE: "anchor",
    Flaw.MIXED_REFERENCES: "anchor",
    Flaw.NO_PREVIOUS_STEP: "anchor",
    Flaw.NO_ROOM_FOR_PRE_NOTICE: "is_active",
    Flaw.THANK_YOU_DATE: "anchor",
    Flaw.IGNORES_WITHOUT_DATE: "ignore_previous",
    Flaw.NOTICE_NOT_LAST: "kind",
    Flaw.NEGATIVE_MINIMUM: "minimum_minor",
}


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step to save, and the colleagues who read it along."""

    rule: rules.Step
    copies: tuple[str, ...] = ()


async def change(
    session: AsyncSession,
    company_id: UUID,
    scenario_id: UUID,
    changes: Mapping[str, Any],
    steps: Sequence[DraftStep] | None,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> None:
    """The scenario has these values, and these steps if any are given; the plan follows.

    Raises `ScenarioNotFound`, `ScenarioStale` if somebody was faster, `ScenarioInvalid`.
    """
    row = await session.scalar(
        select(Scenario)
        .where(Scenario.company_id == company_id, Scenario.id == scenario_id)
        .with_for_update()
    )
    if row is None:
        raise ScenarioNotFound(f"No scenario {scenario_id}.")
    if row.version != version:
        raise ScenarioStale("Somebody changed this scenario meanwhile: reload.")
    for name, value in changes.items():
        setattr(row, name, value)
    if steps is not None:
        refuse_flaws(steps, Audience(row.audience))
        await _replace_steps(session, company_id, scenario_id, steps)
    row.version += 1
    row.updated_at = now
    fields = sorted([*changes, *(["steps"] if steps is not None else [])])
    told = ScenarioChanged(scenario_id=scenario_id, name=row.name, fields=tuple(fields))
    await events.record(session, company_id, told, actor=actor, now=now)


async def _replace_steps(
    session: AsyncSession, company_id: UUID, scenario_id: UUID, steps: Sequence[DraftStep]
) -> None:
    await session.execute(
        delete(ScenarioStep).where(
            ScenarioStep.company_id == company_id, ScenarioStep.scenario_id == scenario_id
        )
    )
    session.add_all(
        definitions.step_row(company_id, scenario_id, one.rule, one.copies) for one in steps
    )
    await session.flush()


def timetable_of(
    steps: Sequence[DraftStep], reference_on: date, calendar: Calendar
) -> list[Planned]:
    """The days these steps leave for one invoice that is due, or dated, on that day.

    The thank-you waits for a payment, and nobody pays here. Raises `ScenarioInvalid`.
    """
    refuse_flaws(steps)
    scenario = rules.Scenario("", tuple(one.rule for one in steps))
    invoice = OpenReceivable(
        id=NOBODY,
        customer_id=NOBODY,
        document_key="",
        invoiced_on=reference_on,
        due_on=reference_on,
        balance_minor=1,
    )
    return list(timetable(scenario, invoice, calendar, as_of=reference_on - LONG_BEFORE))


def refuse_flaws(steps: Sequence[DraftStep], audience: Audience = Audience.WITH_EMAIL) -> None:
    """Raises `ScenarioInvalid`, each flaw at the field of the step that has it."""
    errors = (*_flaws_of(steps), *_impossible(steps, audience))
    if errors:
        told = dict.fromkeys(error.message for error in errors)
        raise ScenarioInvalid(" ".join(told), errors=errors)


def _flaws_of(steps: Sequence[DraftStep]) -> Iterator[FieldError]:
    numbers = {id(one.rule): number for number, one in enumerate(steps)}
    for problem in rules.scenario_problems([one.rule for one in steps]):
        place: tuple[str | int, ...] = ("body", "steps")
        if problem.step is not None:
            field = FIELDS.get(problem.flaw, "offset_days")
            place = (*place, numbers[id(problem.step)], field)
        yield FieldError(place, problem.sentence, problem.flaw.value)


def _impossible(steps: Sequence[DraftStep], audience: Audience) -> Iterator[FieldError]:
    """What the rules allow and no message could do."""
    for number, one in enumerate(steps):
        step, place = one.rule, ("body", "steps", number)
        is_email = step.channel is Channel.EMAIL
        if step.mode is SendingMode.AUTOMATIC and not is_email:
            yield FieldError((*place, "mode"), "Only e-mails leave by themselves.", "not_automatic")
        if one.copies and not is_email:
            told = "Colleagues read e-mails along, nothing else."
            yield FieldError((*place, "copies"), told, "copies_of_an_email_only")
        if is_email and audience is Audience.WITHOUT_EMAIL:
            told = "Customers without an e-mail address read no e-mail."
            yield FieldError((*place, "channel"), told, "nobody_to_mail")
        if step.template_kind not in TEXTS[step.kind]:
            told = "This text is not for such a step."
            yield FieldError((*place, "template_kind"), told, "text_of_another_step")

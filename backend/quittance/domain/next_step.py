"""The next step of one receivable and its day, or the reason why there is none."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from quittance.domain.business_days import Calendar, first_open_day
from quittance.domain.chaseable import Chase
from quittance.domain.explain import Exclusion, Why
from quittance.domain.holds import Hold, HoldKind, first_free_day
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Anchor, Rung, Scenario, Step, StepKind

THANK_YOU_MOST_DAYS = 15

# A promise or a dispute says nothing against thanking for what was paid.
SILENCES_THANKS = frozenset({HoldKind.STOP, HoldKind.INSOLVENCY, HoldKind.NO_ADDRESS})


@dataclass(frozen=True, slots=True)
class Planned:
    """A step to do: `due_on` stays while no fact changes, `on` is the first day it may leave."""

    receivable: OpenReceivable
    step: Step
    due_on: date
    on: date
    why: Why
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Excluded:
    """A receivable left in peace: why, and until when if an end is known."""

    receivable: OpenReceivable
    code: Exclusion
    step: Step | None = None
    due_on: date | None = None
    hold: Hold | None = None
    until_on: date | None = None


Outcome = Planned | Excluded


class _Look(NamedTuple):
    """Where and when we look."""

    scenario: Scenario
    as_of: date
    calendar: Calendar


class _Draft(NamedTuple):
    """A step on the day its facts give it, before holds are looked at."""

    step: Step
    due_on: date
    why: Why


def next_step(
    receivable: OpenReceivable,
    scenario: Scenario | None,
    *,
    as_of: date,
    calendar: Calendar,
    chase: Chase | None = None,
) -> Outcome:
    """The one step this receivable waits for; levels are climbed one by one, never jumped.

    Without `chase`, the whole balance is taken as what there is to ask for.
    """
    if scenario is None:
        return Excluded(receivable, Exclusion.NO_SCENARIO)
    if not scenario.active:
        return Excluded(receivable, Exclusion.SCENARIO_OFF)
    if receivable.in_flight:
        return Excluded(receivable, Exclusion.IN_FLIGHT)
    if receivable.balance_minor < 0:
        return Excluded(receivable, Exclusion.IS_CREDIT)

    look = _Look(scenario, as_of, calendar)
    if receivable.balance_minor == 0:
        return _thank_you(receivable, look)
    chase = chase or Chase(receivable.id, receivable.balance_minor)
    return _pre_notice(receivable, chase, look) or _reminder(receivable, chase, look)


def _thank_you(receivable: OpenReceivable, look: _Look) -> Outcome:
    step, paid_on = look.scenario.thank_you, receivable.paid_on
    if step is None or paid_on is None or not receivable.reconciled or receivable.thanked_on:
        return Excluded(receivable, Exclusion.PAID)
    if receivable.first_load:
        return Excluded(receivable, Exclusion.FIRST_LOAD, step)

    due_on = first_open_day(paid_on + timedelta(days=step.offset_days), look.calendar)
    draft = _Draft(step, due_on, Why.ANCHOR)
    holds = tuple(hold for hold in receivable.holds if hold.kind in SILENCES_THANKS)
    outcome = _on_a_free_day(receivable, draft, receivable.paid_minor, holds, look)
    if isinstance(outcome, Planned) and (outcome.on - paid_on).days > THANK_YOU_MOST_DAYS:
        return Excluded(receivable, Exclusion.FACT_TOO_OLD, step, due_on)
    return outcome


def _pre_notice(receivable: OpenReceivable, chase: Chase, look: _Look) -> Outcome | None:
    """The pre-notice, unless it was done, its time has passed or the reminders have begun."""
    step, last_on = look.scenario.pre_notice, receivable.due_on
    if step is None or receivable.level or receivable.pre_notified_on or look.as_of > last_on:
        return None
    due_on, why = _not_before_known(
        receivable, last_on + timedelta(days=step.offset_days), look.calendar
    )
    day, _ = first_free_day(max(due_on, look.as_of), receivable.holds, look.calendar)
    if day is not None and day > last_on:
        return None

    draft, amount_minor = _Draft(step, due_on, why), chase.before_credits_minor
    return _too_little(receivable, draft, chase, amount_minor, look) or _on_a_free_day(
        receivable, draft, amount_minor, receivable.holds, look
    )


def _reminder(receivable: OpenReceivable, chase: Chase, look: _Look) -> Outcome:
    rung = look.scenario.rung_above(receivable.level)
    if rung is None:
        return Excluded(receivable, Exclusion.SCENARIO_ENDED)

    draft = _ignoring_previous(receivable, _drafted(receivable, rung, look), look)
    amount_minor = chase.amount_minor
    return _too_little(receivable, draft, chase, amount_minor, look) or _on_a_free_day(
        receivable, draft, amount_minor, receivable.holds, look
    )


def _drafted(receivable: OpenReceivable, rung: Rung, look: _Look) -> _Draft:
    """The reminder on the day that facts alone give it, whatever the day we look."""
    done_on = receivable.reached_on or receivable.known_on if receivable.level else None
    if rung.step.anchor is Anchor.PREVIOUS and done_on is not None:
        own_day = done_on + timedelta(days=rung.step.offset_days)
    else:
        own_day = _reference_day(receivable, rung)

    own_day = _once_late(receivable, rung, own_day)

    last_on = done_on or receivable.pre_notified_on
    if last_on is not None:
        spaced = last_on + timedelta(days=rung.gap_days)
        if spaced > own_day:
            return _Draft(rung.step, first_open_day(spaced, look.calendar), Why.MINIMUM_GAP)
    return _Draft(rung.step, *_not_before_known(receivable, own_day, look.calendar))


def _once_late(receivable: OpenReceivable, rung: Rung, day: date) -> date:
    """A reminder speaks of what is late; only one that counts from the invoice may come before."""
    is_free = rung.counts_from_invoice and rung.step.kind is not StepKind.FORMAL_NOTICE
    return day if is_free else max(day, receivable.due_on + timedelta(days=1))


def _reference_day(receivable: OpenReceivable, rung: Rung) -> date:
    reference = receivable.invoiced_on if rung.counts_from_invoice else receivable.due_on
    return reference + timedelta(days=rung.reference_days)


def _not_before_known(
    receivable: OpenReceivable, day: date, calendar: Calendar
) -> tuple[date, Why]:
    """An invoice that comes to us late starts on the first open day we know it."""
    known_on = receivable.known_on
    if known_on is not None and known_on > day:
        return first_open_day(known_on, calendar), Why.FIRST_SEEN
    open_day = first_open_day(day, calendar)
    return open_day, Why.ANCHOR if open_day == day else Why.CLOSED_DAY


def _ignoring_previous(receivable: OpenReceivable, draft: _Draft, look: _Look) -> _Draft:
    """Let a step marked so overtake one nobody did, once that one had its full time."""
    for later in look.scenario.ladder:
        if later.step.rank <= draft.step.rank or not later.step.ignore_previous:
            continue
        offered_on, _ = first_free_day(draft.due_on, receivable.holds, look.calendar)
        if offered_on is None:
            return draft
        spaced = offered_on + timedelta(days=later.gap_days)
        own_day = _once_late(receivable, later, _reference_day(receivable, later))
        day = first_open_day(max(own_day, spaced), look.calendar)
        if day > look.as_of:
            return draft
        draft = _Draft(later.step, day, Why.PREVIOUS_IGNORED)
    return draft


def _too_little(
    receivable: OpenReceivable, draft: _Draft, chase: Chase, amount_minor: int, look: _Look
) -> Excluded | None:
    """Nothing left to ask for, or less than the company cares to ask for (SAGE-109)."""
    scenario = look.scenario
    if amount_minor > 0:
        is_enough = amount_minor >= scenario.receivable_minimum_minor
        if is_enough or receivable.currency != scenario.currency:
            return None
        code = Exclusion.BELOW_MINIMUM
    else:
        code = why_nothing_is_left(chase)
    return Excluded(receivable, code, draft.step, draft.due_on)


def why_nothing_is_left(chase: Chase) -> Exclusion:
    """What took most of a balance of which nothing may be asked for."""
    if chase.before_credits_minor > 0:
        return Exclusion.COVERED_BY_CREDIT
    if chase.pending_minor >= chase.disputed_minor:
        return Exclusion.PAYMENT_PENDING
    return Exclusion.DISPUTE


def _on_a_free_day(
    receivable: OpenReceivable,
    draft: _Draft,
    amount_minor: int,
    holds: tuple[Hold, ...],
    look: _Look,
) -> Outcome:
    """The step on the first day nothing holds it; a hold without an end excludes it.

    So does a hold with an end when the step is due already: it is shown, unticked, with its reason.
    """
    step, due_on, why = draft
    if due_on >= look.as_of:
        start = due_on
    else:
        start, why = first_open_day(look.as_of, look.calendar), Why.LATE
    if not holds:
        return Planned(receivable, step, due_on, start, why, amount_minor)

    day, hold = first_free_day(start, holds, look.calendar)
    if hold is not None and (day is None or due_on <= look.as_of):
        return Excluded(receivable, Exclusion.from_hold(hold.kind), step, due_on, hold, day)
    on, why = (day, Why.HELD_UNTIL) if hold and day else (start, why)
    return Planned(receivable, step, due_on, on, why, amount_minor)

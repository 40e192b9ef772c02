"""What would happen, day by day: the very rules of the plan, replayed on days to come or gone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from quittance.domain.business_days import ONE_DAY, Calendar
from quittance.domain.dunning import plan
from quittance.domain.message import Message
from quittance.domain.next_step import Planned, next_step
from quittance.domain.receivable import OpenReceivable, after
from quittance.domain.scenario import Scenario

# What customers do on a day: given a line and that day's end, the line as it is the next morning.
Behaviour = Callable[[OpenReceivable, date], OpenReceivable]


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """The messages of one day, and the ledger that evening."""

    on: date
    messages: tuple[Message, ...]
    receivables: tuple[OpenReceivable, ...]


def nobody_pays(receivable: OpenReceivable, _on: date) -> OpenReceivable:
    """The gloomiest behaviour: every step is reached."""
    return receivable


def simulate(
    scenario: Scenario,
    receivables: Iterable[OpenReceivable],
    calendar: Calendar,
    behaviour: Behaviour,
    days: Sequence[date],
) -> Iterator[SimulatedDay]:
    """Replay the plan on each day, every message being done the day it is planned.

    A manual step counts as done that day too. Nothing is sent and no clock is read.
    """
    ledger = {receivable.id: receivable for receivable in receivables}
    for on in days:
        today = plan(ledger.values(), lambda _: scenario, as_of=on, calendar=calendar)
        for message in today.messages:
            _settle(ledger, message, scenario, on)
        ledger = {id: behaviour(receivable, on) for id, receivable in ledger.items()}
        yield SimulatedDay(on, today.messages, tuple(ledger.values()))


def timetable(
    scenario: Scenario, receivable: OpenReceivable, calendar: Calendar, *, as_of: date
) -> Iterator[Planned]:
    """Each step to come on the day it leaves, if it is done that day and nobody pays."""
    outcome = next_step(receivable, scenario, as_of=as_of, calendar=calendar)
    while isinstance(outcome, Planned):
        yield outcome
        as_of, receivable = outcome.on, after(receivable, outcome.step, outcome.on)
        outcome = next_step(receivable, scenario, as_of=as_of, calendar=calendar)


def days_from(first_on: date, count: int) -> list[date]:
    """So many days in a row."""
    return [first_on + ONE_DAY * number for number in range(count)]


def _settle(
    ledger: dict[UUID, OpenReceivable], message: Message, scenario: Scenario, on: date
) -> None:
    """Move each line of a message that was done; lines only listed stay where they are."""
    for line in message.lines:
        rank = line.reaches if message.step.is_reminder else message.step.rank
        step = None if rank is None else scenario.step_at(rank)
        if step is not None:
            ledger[line.receivable_id] = after(ledger[line.receivable_id], step, on)

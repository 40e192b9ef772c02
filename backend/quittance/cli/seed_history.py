"""A year of reminders, replayed week after week by the very rules that plan tonight's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from uuid import UUID

from quittance.cli.seed_debtors import Debtor, Story
from quittance.cli.seed_ledger import Line
from quittance.domain import message
from quittance.domain.business_days import first_open_day
from quittance.domain.dunning import plan_customer
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Channel, Scenario, Step, StepKind
from quittance.platform.ids import new_id

WEEK = timedelta(days=7)
QUIET_DAYS = 5  # nobody was reminded these last days, so today has work to show
MOST_REMINDERS_A_WEEK = 2  # LEG-10
FORGOTTEN_PERCENT = 12
NOTICES_SENT_PERCENT = 30


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a reminder: what was asked, from which level to which."""

    line: Line
    amount_minor: int
    level: int
    reaches: int | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step really done for one customer."""

    debtor: Debtor
    step: Step
    due_on: date
    on: date
    spoken: tuple[Spoken, ...]
    is_in_doubt: bool = False  # nobody knows whether its message left
    id: UUID = field(default_factory=new_id)


def reminders(
    story: Story,
    debtors: Sequence[Debtor],
    lines: Iterable[Line],
    scenario_of: Callable[[Debtor], Scenario | None],
    chance: Random,
) -> list[Reminder]:
    """What was sent until last week, oldest first; the lines stand at the levels it brought."""
    accounts: dict[UUID, list[Line]] = defaultdict(list)
    for line in lines:
        accounts[line.debtor.id].append(line)
    done: list[Reminder] = []
    for rank, debtor in enumerate(debtors):
        scenario = scenario_of(debtor)
        if scenario is not None:
            account = _Account(story, debtor, accounts[debtor.id], scenario)
            done += _of_debtor(account, rank % 5, chance)
    return _with_a_doubt(
        sorted(done, key=lambda one: (one.on, one.debtor.code, one.step.rank)), story
    )


def _with_a_doubt(done: list[Reminder], story: Story) -> list[Reminder]:
    """The last first reminder by e-mail was broken off: its lines have reached nothing."""
    for place in range(len(done) - 1, -1, -1):
        one = done[place]
        is_first = one.step.rank == 1 and one.step.channel is Channel.EMAIL
        is_last = all(
            spoken.level == 0 and spoken.line.is_open and spoken.line.reached_on == one.on
            for spoken in one.spoken
        )
        if is_first and is_last and not story.is_island:
            for spoken in one.spoken:
                spoken.line.level, spoken.line.reached_on = 0, None
            done[place] = replace(one, is_in_doubt=True)
            break
    return done


@dataclass(frozen=True, slots=True)
class _Account:
    """All the lines of one customer, and the scenario it goes through."""

    story: Story
    debtor: Debtor
    lines: Sequence[Line]
    scenario: Scenario


def _of_debtor(account: _Account, weekday: int, chance: Random) -> Iterator[Reminder]:
    story = account.story
    for week in count():
        day = story.loaded_on + timedelta(days=3 + weekday) + week * WEEK
        day = first_open_day(day, story.calendar)
        if day > story.today - timedelta(days=QUIET_DAYS):
            return
        if chance.randint(1, 100) > FORGOTTEN_PERCENT:
            yield from _session(account, day, chance)


def _session(account: _Account, day: date, chance: Random) -> Iterator[Reminder]:
    """One week's reminders of one customer, within the cap."""
    story = account.story
    known = {line.id: line for line in account.lines if _is_owed(line, story, day)}
    if not known:
        return
    snapshots = [_snapshot(line, story) for line in known.values()]
    plan = plan_customer(snapshots, account.scenario, as_of=day, calendar=story.calendar)
    room = MOST_REMINDERS_A_WEEK
    for planned in plan.messages:
        if planned.step.kind is StepKind.REMINDER:
            if not room:
                continue
            room -= 1
        elif planned.step.kind is StepKind.FORMAL_NOTICE and (
            chance.randint(1, 100) > NOTICES_SENT_PERCENT
        ):
            continue
        spoken = tuple(_speak(known[one.receivable_id], one) for one in planned.lines)
        yield Reminder(account.debtor, planned.step, planned.due_on, day, spoken)
        for one in spoken:
            if planned.step.kind is StepKind.PRE_NOTICE:
                one.line.pre_notified_on = day
            elif one.reaches is not None:
                one.line.level, one.line.reached_on = one.reaches, day


def _is_owed(line: Line, story: Story, day: date) -> bool:
    if line.known_on(story) > day:
        return False
    return line.is_open if line.paid_on is None else line.amount_minor > 0 and line.paid_on > day


def _snapshot(line: Line, story: Story) -> OpenReceivable:
    return OpenReceivable(
        id=line.id,
        customer_id=line.debtor.id,
        document_key=line.document,
        invoiced_on=line.invoiced_on,
        due_on=line.due_on,
        balance_minor=line.amount_minor if line.paid_on else line.balance_minor,
        currency=story.currency,
        level=line.level,
        reached_on=line.reached_on,
        pre_notified_on=line.pre_notified_on,
        known_on=line.known_on(story),
        first_load=line.invoiced_on < story.loaded_on,
    )


def _speak(line: Line, planned: message.Line) -> Spoken:
    return Spoken(line, planned.amount_minor, planned.level, planned.reaches)

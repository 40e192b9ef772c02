"""What must never happen in a plan, whatever the ledger."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.domain.business_days import Calendar
from quittance.domain.chaseable import chaseable
from quittance.domain.dunning import plan, plan_customer
from quittance.domain.holds import RULES, Hold, HoldKind
from quittance.domain.next_step import Planned, next_step
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import (
    STANDARD_WITH_EMAIL,
    Grouping,
    Scenario,
)
from quittance.domain.simulation import days_from, nobody_pays, simulate, timetable
from tests.factories.domain import (
    DUPONT,
    MARTIN,
    pre_notice,
    receivable,
    reminder,
    thank_you,
)

DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SCENARIOS = st.sampled_from(
    [
        STANDARD_WITH_EMAIL,
        Scenario(
            "Compte", (pre_notice(), reminder(1, 3), reminder(2, 5)), grouping=Grouping.ACCOUNT
        ),
        Scenario(
            "Seuils", (reminder(1, 0), reminder(3, 30), thank_you()), message_maximum_minor=900
        ),
    ]
)
FRANCE = Calendar()
settings.register_profile("domain", max_examples=60, deadline=None)
quick = settings(settings.get_profile("domain"))


@st.composite
def holds(draw: st.DrawFn, id: UUID) -> Hold:
    kind = draw(st.sampled_from(HoldKind))
    first_on = draw(DAYS)
    is_endless = RULES[kind].is_endless or draw(st.booleans())
    last_on = None if is_endless else first_on + draw(st.integers(0, 40)) * DAY
    is_partial = RULES[kind].may_be_partial and draw(st.booleans())
    return Hold(kind, first_on, last_on, draw(st.integers(1, 2_000)) if is_partial else None, id)


@st.composite
def ledgers(draw: st.DrawFn) -> list[OpenReceivable]:
    return [draw(lines(number)) for number in range(draw(st.integers(1, 6)))]


@st.composite
def lines(draw: st.DrawFn, number: int = 0) -> OpenReceivable:
    due_on, id = draw(DAYS), UUID(int=number)
    level = draw(st.integers(0, 4))
    return OpenReceivable(
        id=id,
        customer_id=draw(st.sampled_from([MARTIN, DUPONT])),
        document_key=f"F{number}",
        invoiced_on=due_on - 30 * DAY,
        due_on=due_on,
        balance_minor=draw(st.integers(-500, 1_000) | st.just(0)),
        level=level,
        reached_on=draw(st.none() | DAYS) if level else None,
        pre_notified_on=draw(st.none() | DAYS),
        known_on=draw(st.none() | DAYS),
        paid_on=draw(st.none() | DAYS),
        reconciled=draw(st.booleans()),
        in_flight=draw(st.booleans()),
        holds=tuple(draw(st.lists(holds(id), max_size=2))),
    )


@quick
@given(ledgers(), SCENARIOS, DAYS)
def test_computing_twice_gives_the_same_plan(
    ledger: list[OpenReceivable], scenario: Scenario, today: date
) -> None:
    once = plan(ledger, lambda _: scenario, as_of=today, calendar=FRANCE)

    assert plan(ledger, lambda _: scenario, as_of=today, calendar=FRANCE) == once


@quick
@given(lines(), SCENARIOS, DAYS)
def test_looking_again_tomorrow_moves_nothing(
    line: OpenReceivable, scenario: Scenario, today: date
) -> None:
    now = next_step(line, scenario, as_of=today, calendar=FRANCE)
    later = next_step(line, scenario, as_of=today + DAY, calendar=FRANCE)

    if now.step is not None and now.step == later.step:
        assert later.due_on == now.due_on
    if isinstance(now, Planned) and now.on > today:
        assert isinstance(later, Planned) or later.due_on == now.due_on
        assert later.step == now.step
        assert getattr(later, "on", now.on) == now.on


@quick
@given(ledgers(), SCENARIOS, DAYS)
def test_no_level_is_ever_jumped(
    ledger: list[OpenReceivable], scenario: Scenario, today: date
) -> None:
    ranks = [0, *(rung.step.rank for rung in scenario.ladder)]
    levels = {line.id: line.level for line in ledger}

    messages = plan(ledger, lambda _: scenario, as_of=today, calendar=FRANCE).messages

    for line in (line for message in messages for line in message.lines):
        if line.reaches is not None:
            assert line.reaches == min(r for r in ranks if r > levels[line.receivable_id])


@quick
@given(lines(), SCENARIOS, DAYS)
def test_the_days_to_come_climb_and_keep_a_week_between_reminders(
    line: OpenReceivable, scenario: Scenario, today: date
) -> None:
    reminders = [
        (simulated.on, message.step.rank)
        for simulated in simulate(scenario, [line], FRANCE, nobody_pays, days_from(today, 120))
        for message in simulated.messages
        if message.step.is_reminder
    ]

    for (before_on, before), (behind_on, behind) in pairwise(reminders):
        assert before < behind
        assert behind_on >= before_on + 7 * DAY


@quick
@given(ledgers(), SCENARIOS, DAYS)
def test_what_is_paid_or_held_is_in_no_message_and_totals_add_up(
    ledger: list[OpenReceivable], scenario: Scenario, today: date
) -> None:
    by_id = {line.id: line for line in ledger}

    for message in plan(ledger, lambda _: scenario, as_of=today, calendar=FRANCE).messages:
        assert sum(message.totals.values()) == sum(line.amount_minor for line in message.lines)
        for line in message.lines:
            receivable = by_id[line.receivable_id]
            assert not receivable.in_flight
            if message.step.is_reminder:
                assert 0 < line.amount_minor <= receivable.balance_minor
                assert not receivable.is_held(today)


@quick
@given(ledgers(), SCENARIOS, DAYS)
def test_every_receivable_is_accounted_for_once(
    ledger: list[OpenReceivable], scenario: Scenario, today: date
) -> None:
    ledger = [line for line in ledger if line.customer_id == ledger[0].customer_id]

    planned = plan_customer(ledger, scenario, as_of=today, calendar=FRANCE)

    moving = [
        line.receivable_id
        for message in planned.messages
        for line in message.lines
        if line.reaches is not None or not message.step.is_reminder
    ]
    waiting = [one.receivable.id for one in planned.later]
    waiting += [one.receivable.id for one in planned.left_out]
    assert sorted([*moving, *waiting]) == sorted(line.id for line in ledger)


@quick
@given(
    ledgers(),
    st.dictionaries(st.integers(0, 6).map(lambda i: UUID(int=i)), st.integers(0, 1_500)),
    st.dictionaries(st.integers(0, 6).map(lambda i: UUID(int=i)), st.integers(0, 1_500)),
)
def test_what_is_chased_never_exceeds_what_is_owed_nor_drops_below_zero(
    ledger: list[OpenReceivable], pending: dict[UUID, int], disputed: dict[UUID, int]
) -> None:
    debits = [line for line in ledger if line.balance_minor > 0]
    credited = [line for line in ledger if line.balance_minor < 0]

    chases = chaseable(debits, credited, pending, disputed)

    open_minor = 0
    for debit in debits:
        taken = pending.get(debit.id, 0) + disputed.get(debit.id, 0)
        open_minor += max(0, debit.balance_minor - taken)
        assert 0 <= chases[debit.id].amount_minor <= debit.balance_minor
    credit_minor = -sum(line.balance_minor for line in credited)
    assert sum(c.amount_minor for c in chases.values()) == max(0, open_minor - credit_minor)


@quick
@given(SCENARIOS, DAYS)
def test_the_timetable_of_an_invoice_is_what_the_replay_of_each_day_gives(
    scenario: Scenario, due_on: date
) -> None:
    invoice = receivable(due_on=due_on)
    before = due_on - 30 * DAY

    replayed = [
        (day.on, message.step.rank)
        for day in simulate(scenario, [invoice], FRANCE, nobody_pays, days_from(before, 120))
        for message in day.messages
    ]

    expected = timetable(scenario, invoice, FRANCE, as_of=before)
    assert [(one.on, one.step.rank) for one in expected] == replayed

"""When the next step of a receivable falls due, told day by day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quittance.domain.chaseable import chaseable
from quittance.domain.explain import Exclusion, Why
from quittance.domain.holds import HoldKind
from quittance.domain.next_step import Excluded, Planned, next_step
from quittance.domain.receivable import OpenReceivable, after
from quittance.domain.scenario import (
    STANDARD_WITH_EMAIL,
    Anchor,
    Scenario,
    SendingMode,
    StepKind,
)
from tests.factories.domain import FRANCE, day, hold, pre_notice, receivable, reminder, thank_you


def planned(one: OpenReceivable, as_of: str, scenario: Scenario = STANDARD_WITH_EMAIL) -> Planned:
    outcome = next_step(one, scenario, as_of=day(as_of), calendar=FRANCE)
    assert isinstance(outcome, Planned), outcome
    return outcome


def excluded(
    one: OpenReceivable, as_of: str, scenario: Scenario | None = STANDARD_WITH_EMAIL
) -> Excluded:
    outcome = next_step(one, scenario, as_of=day(as_of), calendar=FRANCE)
    assert isinstance(outcome, Excluded), outcome
    return outcome


@pytest.mark.req("SAGE-98")
def test_a_pre_notice_comes_eight_days_before_the_due_date_moved_to_an_open_day() -> None:
    step = planned(receivable(), "2026-05-20")

    assert step.step.kind is StepKind.PRE_NOTICE
    assert (step.due_on, step.on) == (day("2026-05-26"), day("2026-05-26"))  # 25 May: Whit Monday
    assert step.why is Why.CLOSED_DAY


def test_a_pre_notice_missed_is_still_sent_until_the_due_day_then_dropped() -> None:
    on_the_due_day = planned(receivable(), "2026-06-01")
    the_day_after = planned(receivable(), "2026-06-02")

    assert (on_the_due_day.step.rank, on_the_due_day.why) == (0, Why.LATE)
    assert (the_day_after.step.rank, the_day_after.on) == (1, day("2026-06-09"))


@pytest.mark.req("SAGE-98")
def test_the_second_reminder_counts_from_the_day_the_first_was_really_done() -> None:
    reminded_late = receivable(level=1, reached_on=day("2026-06-17"))

    step = planned(reminded_late, "2026-06-20")

    assert (step.step.rank, step.due_on) == (2, day("2026-06-25"))


def test_an_invoice_imported_a_hundred_days_late_starts_at_reminder_one_on_an_open_day() -> None:
    imported_on = day("2026-09-12")  # a Saturday
    late = receivable(due_on=imported_on - timedelta(days=100), known_on=imported_on)

    step = planned(late, "2026-09-12")

    assert (step.step.rank, step.on, step.why) == (1, day("2026-09-14"), Why.FIRST_SEEN)


def test_it_starts_at_the_level_the_file_carries() -> None:
    late = receivable(due_on=day("2026-03-02"), known_on=day("2026-06-10"), level=2)

    step = planned(late, "2026-06-10")

    assert (step.step.rank, step.due_on) == (3, day("2026-06-18"))


def test_two_steps_on_the_due_date_keep_the_days_between_them() -> None:
    scenario = Scenario("Export", (reminder(1, 8), reminder(2, 20)))
    done_late = receivable(level=1, reached_on=day("2026-06-19"))

    step = planned(done_late, "2026-06-25", scenario)

    assert (step.due_on, step.why) == (day("2026-07-01"), Why.MINIMUM_GAP)


def test_two_steps_a_day_apart_are_still_kept_a_week_apart() -> None:
    scenario = Scenario("Pressé", (reminder(1, 8), reminder(2, 9)))
    done = receivable(level=1, reached_on=day("2026-06-09"))

    assert planned(done, "2026-06-10", scenario).due_on == day("2026-06-16")


def test_the_due_day_stays_in_the_past_when_nobody_acts() -> None:
    step = planned(receivable(), "2026-06-20")  # a Saturday

    assert (step.due_on, step.on, step.why) == (day("2026-06-09"), day("2026-06-22"), Why.LATE)


@pytest.mark.req("SAGE-98")
def test_counting_from_the_invoice_date() -> None:
    scenario = Scenario("Comptant", (reminder(1, 10, anchor=Anchor.INVOICE_DATE),))
    one = receivable(due_on=day("2026-06-30"), invoiced_on=day("2026-06-01"))

    assert planned(one, "2026-06-01", scenario).due_on == day("2026-06-11")


def test_a_step_switched_off_is_passed_over_and_the_chain_goes_on() -> None:
    scenario = Scenario(
        "Court",
        (
            reminder(1, 8),
            reminder(2, 8, anchor=Anchor.PREVIOUS, active=False),
            reminder(3, 10, anchor=Anchor.PREVIOUS),
        ),
    )
    done = receivable(level=1, reached_on=day("2026-06-09"))

    step = planned(done, "2026-06-10", scenario)

    assert (step.step.rank, step.due_on) == (3, day("2026-06-19"))


def test_a_new_version_of_the_scenario_loses_no_progress() -> None:
    at_level_two = receivable(level=2, reached_on=day("2026-06-09"))
    new_version = Scenario("Standard v2", (reminder(1, 5), reminder(3, 30)))

    assert planned(at_level_two, "2026-06-10", new_version).step.rank == 3


@pytest.mark.req("SAGE-98")
def test_a_step_that_ignores_the_previous_one_overtakes_it_once_it_had_its_time() -> None:
    call = reminder(1, 8, mode=SendingMode.MANUAL)
    letter = reminder(2, 20, ignore_previous=True)
    scenario = Scenario("Téléphone puis lettre", (call, letter))

    the_eve = planned(receivable(), "2026-06-19", scenario)
    the_day = planned(receivable(), "2026-06-22", scenario)

    assert the_eve.step.rank == 1
    assert (the_day.step.rank, the_day.why) == (2, Why.PREVIOUS_IGNORED)
    assert the_day.due_on == day("2026-06-22")


def test_even_so_an_old_invoice_just_imported_starts_at_reminder_one() -> None:
    scenario = Scenario("Relances", (reminder(1, 8), reminder(2, 20, ignore_previous=True)))
    late = receivable(due_on=day("2026-03-02"), known_on=day("2026-06-10"))

    assert planned(late, "2026-06-12", scenario).step.rank == 1


def test_what_is_in_flight_is_neither_planned_nor_counted() -> None:
    assert excluded(receivable(in_flight=True), "2026-06-20").code is Exclusion.IN_FLIGHT


def test_after_the_last_step_there_is_nothing_more_to_do() -> None:
    done = receivable(level=4, reached_on=day("2026-07-20"))

    assert excluded(done, "2026-09-01").code is Exclusion.SCENARIO_ENDED


def test_without_a_scenario_or_with_one_switched_off_nothing_is_planned() -> None:
    off = replace(STANDARD_WITH_EMAIL, active=False)

    assert excluded(receivable(), "2026-06-20", None).code is Exclusion.NO_SCENARIO
    assert excluded(receivable(), "2026-06-20", off).code is Exclusion.SCENARIO_OFF


def test_a_promise_silences_until_its_grace_is_over() -> None:
    promised = receivable(holds=(hold(HoldKind.PROMISE, "2026-06-08", "2026-06-19"),))

    outcome = excluded(promised, "2026-06-10")
    the_day_after = planned(promised, "2026-06-22")

    assert (outcome.code, outcome.until_on) == (Exclusion.PROMISE, day("2026-06-22"))
    assert outcome.due_on == day("2026-06-09")
    assert the_day_after.on == day("2026-06-22")


def test_a_step_not_due_yet_slides_behind_a_hold() -> None:
    promised = receivable(holds=(hold(HoldKind.PROMISE, "2026-06-02", "2026-06-19"),))

    step = planned(promised, "2026-06-03")

    assert (step.due_on, step.on, step.why) == (
        day("2026-06-09"),
        day("2026-06-22"),
        Why.HELD_UNTIL,
    )


@pytest.mark.req("SAGE-83")
@pytest.mark.parametrize("kind", [HoldKind.STOP, HoldKind.INSOLVENCY, HoldKind.LIMITATION])
def test_an_endless_hold_stops_everything_and_says_which_step_waits(kind: HoldKind) -> None:
    outcome = excluded(receivable(holds=(hold(kind, "2026-01-01"),)), "2026-06-20")

    assert outcome.code == kind.value
    assert outcome.step is not None
    assert outcome.until_on is None


@pytest.mark.req("SAGE-101")
def test_thanks_come_the_day_after_a_reconciled_payment() -> None:
    scenario = Scenario("Merci", (reminder(1, 8), thank_you()))
    paid = receivable(
        balance_minor=0, paid_on=day("2026-06-10"), paid_minor=100_00, reconciled=True
    )

    step = planned(paid, "2026-06-10", scenario)

    assert (step.step.kind, step.on) == (StepKind.THANK_YOU, day("2026-06-11"))
    assert excluded(replace(paid, reconciled=False), "2026-06-11", scenario).code == "paid"
    assert excluded(after(paid, step.step, step.on), "2026-06-12", scenario).code == "paid"


def test_nobody_is_thanked_for_an_old_payment_or_one_of_the_first_load() -> None:
    scenario = Scenario("Merci", (reminder(1, 8), thank_you()))
    paid = receivable(balance_minor=0, paid_on=day("2026-06-01"), reconciled=True)

    assert planned(paid, "2026-06-16", scenario).on == day("2026-06-16")
    assert excluded(paid, "2026-06-17", scenario).code is Exclusion.FACT_TOO_OLD
    assert excluded(replace(paid, first_load=True), "2026-06-02", scenario).code == "first_load"


@pytest.mark.req("SAGE-100")
def test_credits_are_left_out_of_a_pre_notice_and_count_from_the_first_reminder() -> None:
    invoice = receivable(1)
    credit = receivable(2, balance_minor=-100_00)
    chase = chaseable([invoice], [credit], {}, {})[invoice.id]

    def look(as_of: str) -> Planned | Excluded:
        return next_step(
            invoice, STANDARD_WITH_EMAIL, as_of=day(as_of), calendar=FRANCE, chase=chase
        )

    before, behind = look("2026-05-26"), look("2026-06-09")
    assert isinstance(before, Planned)
    assert before.amount_minor == 100_00
    assert isinstance(behind, Excluded)
    assert behind.code is Exclusion.COVERED_BY_CREDIT


def test_a_reminder_leaves_a_week_to_a_pre_notice_that_left_late() -> None:
    scenario = Scenario("Serré", (pre_notice(-1), reminder(1, 1)))
    told_on_friday = receivable(pre_notified_on=day("2026-05-29"))

    assert planned(told_on_friday, "2026-06-02", scenario).due_on == day("2026-06-05")


def test_a_pre_notice_that_would_leave_after_the_due_day_is_skipped() -> None:
    scenario = Scenario("Veille", (pre_notice(-1), reminder(1, 8)))
    due_on_monday = receivable(due_on=day("2026-05-25"))  # Whit Monday: nothing leaves before it

    assert planned(due_on_monday, "2026-05-23", scenario).step.rank == 1


def test_no_reminder_comes_before_the_day_after_the_due_day() -> None:
    raised = receivable(due_on=day("2026-06-30"), level=1, reached_on=day("2026-06-01"))
    scenario = Scenario("Relances", (reminder(1, 8), reminder(2, 8, anchor=Anchor.PREVIOUS)))

    assert planned(raised, "2026-06-10", scenario).due_on == day("2026-07-01")


def test_a_formal_notice_that_counts_from_the_invoice_still_waits_for_the_due_day() -> None:
    notice = reminder(1, 10, anchor=Anchor.INVOICE_DATE, kind=StepKind.FORMAL_NOTICE)
    one = receivable(due_on=day("2026-06-30"), invoiced_on=day("2026-06-01"))

    assert planned(one, "2026-06-01", Scenario("Sec", (notice,))).due_on == day("2026-07-01")

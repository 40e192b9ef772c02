"""Which messages leave to a customer, with which receivables, and why the rest stays."""

from dataclasses import replace

import pytest

from quittance.domain.dunning import (
    CustomerPlan,
    plan,
    plan_customer,
    standing_cautions,
)
from quittance.domain.explain import FRENCH, Caution, Exclusion, Why
from quittance.domain.holds import HoldKind
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import (
    Grouping,
    Scenario,
    SendingMode,
)
from tests.factories.domain import (
    DUPONT,
    FRANCE,
    MARTIN,
    day,
    hold,
    receivable,
    reminder,
    thank_you,
)

AUTOMATIC = Scenario("Automatique", (reminder(1, 8), reminder(2, 20), reminder(3, 40)))
BY_ACCOUNT = replace(AUTOMATIC, grouping=Grouping.ACCOUNT)
TODAY = "2026-06-22"
FIRST = receivable(1)
SECOND = receivable(2, level=1, reached_on=day("2026-06-09"))


def look(
    *receivables: OpenReceivable,
    scenario: Scenario = AUTOMATIC,
    as_of: str = TODAY,
    cautions: frozenset[Caution] = frozenset(),
) -> CustomerPlan:
    return plan_customer(
        receivables, scenario, as_of=day(as_of), calendar=FRANCE, cautions=cautions
    )


@pytest.mark.req("SAGE-78")
def test_by_level_each_step_has_its_message_the_highest_first() -> None:
    messages = look(FIRST, SECOND, receivable(3)).messages

    assert [(m.step.rank, len(m.lines)) for m in messages] == [(2, 1), (1, 2)]


@pytest.mark.req("SAGE-109")
def test_by_account_one_message_at_the_highest_level_each_line_moves_one_level() -> None:
    waiting = receivable(3, level=2, reached_on=day("2026-06-19"))

    (message,) = look(FIRST, SECOND, waiting, scenario=BY_ACCOUNT).messages

    assert message.step.rank == 2
    assert [(line.level, line.reaches) for line in message.lines] == [(0, 1), (1, 2), (2, None)]
    assert message.totals == {"EUR": 300_00}


def test_by_account_what_is_held_in_flight_or_not_overdue_is_not_listed() -> None:
    quiet = (
        receivable(3, level=2, reached_on=day("2026-06-19"), in_flight=True),
        receivable(4, level=3, holds=(hold(HoldKind.PROMISE, "2026-06-01", "2026-07-31"),)),
        receivable(5, due_on=day("2026-06-30")),
    )

    (message,) = look(FIRST, *quiet, scenario=BY_ACCOUNT).messages

    assert [line.receivable_id for line in message.lines] == [FIRST.id]


def test_thanks_never_share_a_message_with_reminders() -> None:
    scenario = replace(BY_ACCOUNT, steps=(*BY_ACCOUNT.steps, thank_you()))
    paid = receivable(
        9, balance_minor=0, paid_minor=50_00, paid_on=day("2026-06-18"), reconciled=True
    )

    messages = look(FIRST, paid, scenario=scenario).messages

    assert [m.step.rank for m in messages] == [8, 1]
    assert messages[0].totals == {"EUR": 50_00}


def test_a_credit_reduces_the_oldest_invoice_and_is_no_message_of_its_own() -> None:
    older = receivable(2, due_on=day("2026-05-04"))
    credit = receivable(3, balance_minor=-130_00)

    outcome = look(FIRST, older, credit)

    (message,) = outcome.messages
    assert [line.amount_minor for line in message.lines] == [70_00]
    assert {(e.receivable.id, e.code) for e in outcome.left_out} == {
        (older.id, Exclusion.COVERED_BY_CREDIT),
        (credit.id, Exclusion.IS_CREDIT),
    }


def test_a_disputed_part_is_taken_off_and_the_rest_is_chased() -> None:
    part = hold(HoldKind.DISPUTE, "2026-06-01", amount_minor=30_00, receivable_id=FIRST.id)

    (message,) = look(replace(FIRST, holds=(part,))).messages

    assert message.totals == {"EUR": 70_00}


@pytest.mark.parametrize("kind", [HoldKind.DISPUTE, HoldKind.PAYMENT_PENDING])
def test_when_the_part_is_the_whole_the_receivable_is_left_out_by_name(kind: HoldKind) -> None:
    whole = hold(kind, "2026-06-01", amount_minor=100_00, receivable_id=FIRST.id)

    (excluded,) = look(replace(FIRST, holds=(whole,))).left_out

    assert excluded.code == kind.value


@pytest.mark.req("SAGE-109", "SAGE-110")
def test_minimums_of_a_receivable_and_of_a_message() -> None:
    per_receivable = replace(AUTOMATIC, receivable_minimum_minor=150_00)
    per_message = replace(AUTOMATIC, steps=(reminder(1, 8, minimum_amount_minor=150_00),))

    assert look(FIRST, scenario=per_receivable).left_out[0].code is Exclusion.BELOW_MINIMUM
    assert look(FIRST, scenario=per_message).left_out[0].code is Exclusion.BELOW_MINIMUM
    assert look(FIRST, receivable(3), scenario=per_message).messages[0].totals == {"EUR": 200_00}


@pytest.mark.req("SAGE-109")
def test_above_the_ceiling_a_person_must_confirm() -> None:
    scenario = replace(AUTOMATIC, message_maximum_minor=150_00)

    (message,) = look(FIRST, receivable(3), scenario=scenario).messages

    assert message.mode is SendingMode.TO_CONFIRM
    assert message.cautions == {Caution.ABOVE_MAXIMUM}


def test_a_ledger_without_lettering_never_sends_by_itself() -> None:
    (message,) = look(replace(FIRST, derived=True)).messages

    assert message.mode is SendingMode.TO_CONFIRM
    assert message.cautions == {Caution.DERIVED_LEDGER}


@pytest.mark.req("SAGE-102")
@pytest.mark.parametrize(
    ("synchronised_on", "cautions"),
    [
        ("2026-06-22", set()),
        ("2026-06-21", set()),
        ("2026-06-20", {Caution.STALE_LEDGER}),
        (None, {Caution.STALE_LEDGER}),
    ],
)
def test_automatic_sending_needs_yesterdays_ledger(
    synchronised_on: str | None, cautions: set[Caution]
) -> None:
    found = standing_cautions(
        is_plan_confirmed=True,
        synchronised_on=day(synchronised_on) if synchronised_on else None,
        as_of=day(TODAY),
    )

    assert found == cautions


def test_automatic_sending_starts_after_a_person_confirmed_a_plan() -> None:
    cautions = standing_cautions(
        is_plan_confirmed=False, synchronised_on=day(TODAY), as_of=day(TODAY)
    )

    (message,) = look(FIRST, cautions=cautions).messages

    assert message.mode is SendingMode.TO_CONFIRM
    assert message.cautions == {Caution.PLAN_UNCONFIRMED}


def test_a_caution_does_not_change_what_a_person_does_anyway() -> None:
    manual = replace(AUTOMATIC, steps=(reminder(1, 8, mode=SendingMode.MANUAL),))

    (message,) = look(replace(FIRST, derived=True), scenario=manual).messages

    assert message.mode is SendingMode.MANUAL


@pytest.mark.req("SAGE-111")
def test_currencies_share_a_message_and_keep_their_own_totals() -> None:
    in_francs = receivable(3, balance_minor=12_000, currency="XPF")

    (message,) = look(FIRST, in_francs).messages

    assert message.totals == {"EUR": 100_00, "XPF": 12_000}


def test_customers_are_planned_apart_in_any_order() -> None:
    rows = [FIRST, receivable(2, customer_id=DUPONT), receivable(3)]

    whole = plan(rows, lambda _: AUTOMATIC, as_of=day(TODAY), calendar=FRANCE)

    assert [(m.customer_id, len(m.lines)) for m in whole.messages] == [(MARTIN, 2), (DUPONT, 1)]


def test_every_code_has_its_french_sentence_and_every_hold_its_exclusion() -> None:
    assert set(FRENCH) == {*Exclusion, *Why, *Caution}
    assert {kind.value for kind in HoldKind} <= {code.value for code in Exclusion}

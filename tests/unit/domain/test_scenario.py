"""Which scenarios make sense."""

from dataclasses import replace

import pytest

from quittance.domain.scenario import (
    STANDARD_WITH_EMAIL,
    STANDARD_WITHOUT_EMAIL,
    STOCK_SCENARIOS,
    Anchor,
    Audience,
    Channel,
    InvalidScenario,
    Scenario,
    SendingMode,
    Step,
    StepKind,
)
from tests.factories.domain import pre_notice, reminder, thank_you


@pytest.mark.req("SAGE-96")
def test_two_stock_scenarios_with_and_without_e_mail() -> None:
    assert [scenario.name for scenario in STOCK_SCENARIOS] == [
        "Standard avec e-mail",
        "Standard sans e-mail",
    ]
    assert STANDARD_WITHOUT_EMAIL.audience is Audience.WITHOUT_EMAIL
    assert all(step.channel is not Channel.EMAIL for step in STANDARD_WITHOUT_EMAIL.steps)


def test_the_stock_steps() -> None:
    assert [(s.anchor, s.offset_days) for s in STANDARD_WITH_EMAIL.steps if s.active] == [
        (Anchor.DUE_DATE, -8),
        (Anchor.DUE_DATE, 8),
        (Anchor.PREVIOUS, 8),
        (Anchor.PREVIOUS, 8),
        (Anchor.PREVIOUS, 15),
    ]
    assert STANDARD_WITH_EMAIL.thank_you is None
    last = STANDARD_WITH_EMAIL.ladder[-1].step
    assert (last.kind, last.mode) == (StepKind.FORMAL_NOTICE, SendingMode.MANUAL)


@pytest.mark.req("SAGE-97")
def test_nine_steps_at_most_are_allowed() -> None:
    seven = tuple(reminder(rank, rank * 8) for rank in range(1, 8))

    assert len(Scenario("Complet", (pre_notice(), *seven, thank_you())).steps) == 9


@pytest.mark.req("SAGE-97", "SAGE-98")
@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ((), "at least one active"),
        ((reminder(1, 8, active=False),), "at least one active"),
        ((pre_notice(), pre_notice(-3), reminder(1, 8)), "at most one pre-notice"),
        (tuple(reminder(rank, rank * 8) for rank in range(1, 9)), "at most 7"),
        ((reminder(1, 8), reminder(1, 9)), "share a rank"),
        ((reminder(8, 8),), "a reminder 1 to 7"),
        ((reminder(1, 8), reminder(2, 20, anchor=Anchor.INVOICE_DATE)), "same reference date"),
        ((pre_notice(), reminder(1, 8, anchor=Anchor.INVOICE_DATE)), "no room for a pre-notice"),
        ((reminder(1, 8, anchor=Anchor.PREVIOUS),), "no previous step"),
        ((reminder(1, 8, anchor=Anchor.PAYMENT_DATE),), "Only a thank-you"),
        ((reminder(1, -8),), "Only a pre-notice"),
        ((pre_notice(8), reminder(1, 8)), "before the due date"),
        ((reminder(1, 8), thank_you(anchor=Anchor.DUE_DATE)), "from the payment date"),
        ((reminder(1, 20), reminder(2, 8)), "would come before"),
        (
            (reminder(1, 8), reminder(2, 8, anchor=Anchor.PREVIOUS, ignore_previous=True)),
            "a date of its own",
        ),
        (
            (reminder(1, 8, kind=StepKind.FORMAL_NOTICE), reminder(2, 20)),
            "only be the last",
        ),
        ((reminder(1, 8, minimum_amount_minor=-1),), "negative"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_refused(steps: tuple[Step, ...], problem: str) -> None:
    with pytest.raises(InvalidScenario, match=problem):
        replace(STANDARD_WITH_EMAIL, steps=steps)

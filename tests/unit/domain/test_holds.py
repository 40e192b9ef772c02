"""Why somebody is left in peace, until when, and who may decide otherwise."""

from uuid import UUID

import pytest

from quittance.domain.holds import (
    RULES,
    Hold,
    HoldKind,
    InterestEffect,
    Overrider,
    PortalEffect,
    answer_hold,
    first_free_day,
    promise_hold,
)
from tests.factories.domain import FRANCE, day, hold

INVOICE = UUID(int=7)


def test_every_kind_has_its_rule_and_nobody_overrides_an_insolvency() -> None:
    assert set(RULES) == set(HoldKind)
    assert [kind for kind, rule in RULES.items() if rule.overridable_by is Overrider.NOBODY] == [
        HoldKind.INSOLVENCY
    ]
    assert {k for k, rule in RULES.items() if rule.overridable_by is Overrider.MANAGER} == {
        HoldKind.STOP,
        HoldKind.LIMITATION,
    }


def test_an_insolvency_closes_payment_and_stops_interest() -> None:
    rule = hold(HoldKind.INSOLVENCY, "2026-01-01").rule

    assert rule.portal is PortalEffect.PAYMENT_CLOSED
    assert rule.interest is InterestEffect.STOPS_THE_DAY_BEFORE


def test_both_ends_of_a_hold_are_included() -> None:
    promise = hold(HoldKind.PROMISE, "2026-06-02", "2026-06-05")

    active = [promise.is_active(day(f"2026-06-0{number}")) for number in range(1, 7)]

    assert active == [False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("kind", "last_on", "amount"),
    [
        (HoldKind.STOP, "2026-07-01", None),
        (HoldKind.PROMISE, "2026-07-01", 10),
        (HoldKind.DISPUTE, None, 0),
    ],
)
def test_a_hold_that_makes_no_sense_is_refused(
    kind: HoldKind, last_on: str | None, amount: int | None
) -> None:
    with pytest.raises(ValueError, match=kind.value):
        hold(kind, "2026-06-01", last_on, amount_minor=amount, receivable_id=INVOICE)


def test_a_part_of_a_whole_customer_cannot_be_held() -> None:
    with pytest.raises(ValueError, match="dispute"):
        Hold(HoldKind.DISPUTE, day("2026-06-01"), amount_minor=10)


def test_the_three_holds_that_facts_place_have_their_lengths() -> None:
    made_on = day("2026-06-01")

    assert promise_hold(INVOICE, made_on, day("2026-06-10"), 3).last_on == day("2026-06-13")
    assert answer_hold(INVOICE, made_on).last_on == day("2026-06-06")


def test_the_first_free_day_walks_past_every_hold_and_weekend() -> None:
    two_promises = (
        hold(HoldKind.PROMISE, "2026-06-20", "2026-06-26"),
        hold(HoldKind.PROMISE, "2026-06-08", "2026-06-19"),
    )

    free_on, last = first_free_day(day("2026-06-09"), two_promises, FRANCE)

    assert (free_on, last) == (day("2026-06-29"), two_promises[0])


def test_a_partial_hold_is_not_in_the_way() -> None:
    part = hold(HoldKind.DISPUTE, "2026-06-01", amount_minor=10, receivable_id=INVOICE)

    assert first_free_day(day("2026-06-09"), (part,), FRANCE) == (day("2026-06-09"), None)

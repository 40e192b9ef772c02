"""The creditor's side of a receivable is a closed list, read from holds and facts."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from quittance.domain.holds import Hold, HoldKind
from quittance.portal.statuses import Shown, ShownStatus, is_payment_closed, shown_status

TODAY = date(2026, 11, 24)
ID = UUID(int=1)


def status(*kinds: HoldKind, balance: int = 100, promised_on: date | None = None) -> Shown:
    endless = {HoldKind.STOP, HoldKind.INSOLVENCY, HoldKind.LIMITATION, HoldKind.DISPUTE}
    holds = [
        Hold(kind, TODAY, None if kind in endless else TODAY + timedelta(days=3), receivable_id=ID)
        for kind in kinds
    ]
    return shown_status(
        holds, amount_minor=100, balance_minor=balance, promised_on=promised_on, on=TODAY
    )


@pytest.mark.req("SID-38")
@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        ((), ShownStatus.IN_PROGRESS),
        ((HoldKind.STOP,), ShownStatus.IN_PROGRESS),
        ((HoldKind.BELOW_MINIMUM,), ShownStatus.IN_PROGRESS),
        ((HoldKind.ANSWER_TO_REVIEW,), ShownStatus.ANSWER_TO_REVIEW),
        ((HoldKind.PROMISE, HoldKind.ANSWER_TO_REVIEW), ShownStatus.PROMISE),
        ((HoldKind.PROMISE, HoldKind.DISPUTE), ShownStatus.DISPUTE),
        ((HoldKind.PAYMENT_ANNOUNCED, HoldKind.PROMISE), ShownStatus.PAYMENT_ANNOUNCED),
    ],
)
def test_the_most_telling_hold_is_shown_and_ours_are_not(
    kinds: tuple[HoldKind, ...], shown: ShownStatus
) -> None:
    assert status(*kinds).status is shown


def test_a_part_payment_shows_where_nothing_else_does() -> None:
    assert status(balance=40).status is ShownStatus.PART_PAID
    assert status(HoldKind.DISPUTE, balance=40).status is ShownStatus.DISPUTE


def test_a_promise_shows_its_day_and_not_our_grace() -> None:
    promised_on = TODAY + timedelta(days=1)

    assert status(HoldKind.PROMISE, promised_on=promised_on).until == promised_on
    assert status(HoldKind.DISPUTE, promised_on=promised_on).until is None


def test_a_hold_that_is_over_is_not_shown() -> None:
    over = Hold(HoldKind.PROMISE, TODAY - timedelta(days=9), TODAY - timedelta(days=1))

    shown = shown_status([over], amount_minor=100, balance_minor=100, on=TODAY)

    assert shown.status is ShownStatus.IN_PROGRESS


def test_only_insolvency_of_the_whole_customer_closes_payment() -> None:
    assert is_payment_closed([Hold(HoldKind.INSOLVENCY, TODAY)], on=TODAY)
    assert not is_payment_closed([Hold(HoldKind.STOP, TODAY)], on=TODAY)
    assert not is_payment_closed([], on=TODAY)

"""What there is to chase once credits, pending payments and disputes are off."""

import pytest

from quittance.domain.chaseable import chaseable
from quittance.domain.money import CurrencyMismatch
from tests.factories.domain import day, receivable

OLD = receivable(1, due_on=day("2026-05-04"))
NEW = receivable(2, due_on=day("2026-06-01"))


def test_a_credit_goes_to_the_oldest_due_debit_then_to_the_next() -> None:
    chases = chaseable([NEW, OLD], [receivable(3, balance_minor=-130_00)], {}, {})

    assert (chases[OLD.id].amount_minor, chases[NEW.id].amount_minor) == (0, 70_00)
    assert chases[NEW.id].credited_minor == 30_00


def test_a_credit_that_names_a_receivable_reduces_that_one_first() -> None:
    named = receivable(3, balance_minor=-120_00, settles_id=NEW.id)

    chases = chaseable([OLD, NEW], [named], {}, {})

    assert (chases[OLD.id].amount_minor, chases[NEW.id].amount_minor) == (80_00, 0)


def test_pending_payments_and_disputed_parts_are_taken_off_their_own_receivable() -> None:
    chases = chaseable([OLD, NEW], [], {OLD.id: 60_00}, {OLD.id: 90_00, NEW.id: 10_00})

    assert (chases[OLD.id].pending_minor, chases[OLD.id].disputed_minor) == (60_00, 40_00)
    assert (chases[OLD.id].amount_minor, chases[NEW.id].amount_minor) == (0, 90_00)


@pytest.mark.req("SAGE-100")
def test_a_pre_notice_announces_the_sum_before_credits() -> None:
    chase = chaseable([OLD], [receivable(3, balance_minor=-40_00)], {OLD.id: 10_00}, {})[OLD.id]

    assert (chase.before_credits_minor, chase.amount_minor) == (90_00, 50_00)


def test_two_currencies_are_never_set_against_each_other() -> None:
    with pytest.raises(CurrencyMismatch):
        chaseable([OLD], [receivable(3, balance_minor=-40, currency="XPF")], {}, {})

"""No paid invoice is ever chased: what the last look lets through."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quittance.domain.dunning import plan_customer
from quittance.domain.explain import Exclusion
from quittance.domain.holds import HoldKind
from quittance.domain.last_look import LastLook, Removed, Verdict, last_look
from quittance.domain.message import Message
from quittance.domain.money import Money
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Grouping, Scenario, StepKind
from tests.factories.domain import FRANCE, day, hold, pre_notice, receivable, reminder

TODAY = day("2026-06-22")
REMINDERS = Scenario("Relances", (pre_notice(), reminder(1, 8), reminder(2, 20)))
FIRST, SECOND = receivable(1), receivable(2)


def planned(*receivables: OpenReceivable, scenario: Scenario = REMINDERS) -> Message:
    (message,) = plan_customer(receivables, scenario, as_of=TODAY, calendar=FRANCE).messages
    return message


def look(
    message: Message, *receivables: OpenReceivable, is_text_approved: bool = False
) -> LastLook:
    return last_look(message, receivables, as_of=TODAY, is_text_approved=is_text_approved)


def test_nothing_changed_so_it_leaves_as_planned() -> None:
    found = look(planned(FIRST, SECOND), FIRST, SECOND)

    assert (found.verdict, found.removed) == (Verdict.SEND, ())


def test_an_invoice_paid_meanwhile_is_taken_out_and_the_rest_leaves() -> None:
    found = look(planned(FIRST, SECOND), replace(FIRST, balance_minor=0), SECOND)

    assert found.verdict is Verdict.SEND_SHRUNK
    assert found.removed == (Removed(FIRST.id, Exclusion.PAID),)
    assert found.message.totals == {"EUR": 100_00}


def test_when_everything_is_paid_nothing_leaves() -> None:
    assert look(planned(FIRST)).verdict is Verdict.DROP


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (replace(FIRST, level=1), Exclusion.ALREADY_REACHED),
        (replace(FIRST, holds=(hold(HoldKind.INSOLVENCY, "2026-06-22"),)), Exclusion.INSOLVENCY),
        (
            replace(
                FIRST,
                holds=(
                    hold(
                        HoldKind.PAYMENT_PENDING,
                        "2026-06-22",
                        amount_minor=100_00,
                        receivable_id=FIRST.id,
                    ),
                ),
            ),
            Exclusion.PAYMENT_PENDING,
        ),
    ],
)
def test_what_stopped_it_is_told(now: OpenReceivable, code: Exclusion) -> None:
    found = look(planned(FIRST), now)

    assert (found.verdict, found.removed) == (Verdict.DROP, (Removed(FIRST.id, code),))


def test_a_message_never_asks_for_more_than_was_planned() -> None:
    grown = look(planned(FIRST), replace(FIRST, balance_minor=150_00))
    part_paid = look(planned(FIRST), replace(FIRST, balance_minor=60_00))

    assert (grown.verdict, grown.message.totals) == (Verdict.SEND, {"EUR": 100_00})
    assert part_paid.message.totals == {"EUR": 60_00}


def test_a_formal_notice_or_an_approved_text_goes_back_to_a_person() -> None:
    notice = Scenario("Mise en demeure", (reminder(1, 8, kind=StepKind.FORMAL_NOTICE),))
    part_paid = replace(FIRST, balance_minor=60_00)

    assert look(planned(FIRST, scenario=notice), part_paid).verdict is Verdict.TO_CONFIRM
    assert look(planned(FIRST), part_paid, is_text_approved=True).verdict is Verdict.TO_CONFIRM


def test_a_pre_notice_is_dropped_once_the_due_day_is_past() -> None:
    (message,) = plan_customer(
        (FIRST,), REMINDERS, as_of=day("2026-05-26"), calendar=FRANCE
    ).messages

    assert look(message, FIRST).removed == (Removed(FIRST.id, Exclusion.TOO_LATE),)


def test_in_account_mode_lines_that_do_not_move_are_no_reason_to_write() -> None:
    waiting = receivable(3, level=1, reached_on=day("2026-06-19"))
    message = planned(FIRST, waiting, scenario=replace(REMINDERS, grouping=Grouping.ACCOUNT))

    assert look(message, replace(FIRST, balance_minor=0), waiting).verdict is Verdict.DROP


def test_what_is_due_today_is_not_listed_as_late() -> None:
    by_account = Scenario("Compte", REMINDERS.steps, grouping=Grouping.ACCOUNT)
    yesterday = receivable(3, due_on=TODAY - timedelta(days=1))
    message = planned(FIRST, yesterday, scenario=by_account)
    assert len(message.lines) == 2

    found = look(message, FIRST, replace(yesterday, due_on=TODAY))

    assert found.removed == (Removed(yesterday.id, Exclusion.NOT_OVERDUE),)


def test_a_formal_notice_claims_nothing_that_is_due_today() -> None:
    notice = Scenario("Dernier", (reminder(1, 8, kind=StepKind.FORMAL_NOTICE),))

    found = look(planned(FIRST, scenario=notice), replace(FIRST, due_on=TODAY))

    assert (found.verdict, found.removed[0].code) == (Verdict.DROP, Exclusion.NOT_OVERDUE)


@pytest.mark.req("SAGE-109")
def test_less_than_the_company_asks_for_is_not_asked_unless_a_person_chose_to() -> None:
    message, little = planned(FIRST, SECOND), replace(SECOND, balance_minor=14_99)
    least = Money(15_00, "EUR")

    shrunk = last_look(message, [FIRST, little], as_of=TODAY, minimum=least)
    chosen = last_look(message, [FIRST, little], as_of=TODAY, minimum=least, freed={SECOND.id})
    francs = last_look(message, [FIRST, little], as_of=TODAY, minimum=Money(15_00, "XPF"))
    alone = last_look(planned(SECOND), [little], as_of=TODAY, minimum=least)

    assert shrunk.verdict is Verdict.SEND_SHRUNK
    assert shrunk.removed == (Removed(SECOND.id, Exclusion.BELOW_MINIMUM),)
    assert chosen.message.totals == francs.message.totals == {"EUR": 114_99}
    assert (alone.verdict, alone.removed[0].code) == (Verdict.DROP, Exclusion.BELOW_MINIMUM)

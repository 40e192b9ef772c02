"""Actions from plans: what is ticked, what is not, and what a person's choice survives."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quittance.domain.contact_rules import PROFESSIONAL_RULES
from quittance.domain.dunning import plan_customer
from quittance.domain.holds import HoldKind
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import STANDARD_WITH_EMAIL, Grouping, Scenario, SendingMode, StepKind
from quittance.platform.ids import new_id
from quittance.scenarios.contact_cap import capped
from quittance.scenarios.definitions import Defined
from quittance.scenarios.plan_actions import DesiredAction, DesiredLine, actions_of, cautious
from quittance.scenarios.plan_rows import Existing, _as_pinned
from tests.factories.domain import FRANCE, day, hold, receivable, reminder

TODAY = day("2026-06-22")
AUTOMATIC = Scenario("Automatique", (reminder(1, 8), reminder(2, 20), reminder(3, 40)))
FIRST = receivable(1)
SECOND = receivable(2, level=1, reached_on=day("2026-06-09"))


def actions(*lines: OpenReceivable, scenario: Scenario = AUTOMATIC) -> list[DesiredAction]:
    plan = plan_customer(lines, scenario, as_of=TODAY, calendar=FRANCE)
    return actions_of(plan, Defined(new_id(), new_id(), scenario), lines, as_of=TODAY)


def test_by_level_each_step_is_an_action() -> None:
    assert {one.step.rank: len(one.lines) for one in actions(FIRST, SECOND)} == {1: 1, 2: 1}


def test_a_held_line_is_listed_where_it_would_be() -> None:
    held = receivable(3, holds=(hold(HoldKind.PROMISE, "2026-06-01", "2026-06-30"),))

    [action] = actions(FIRST, held)

    ticked = {line.receivable_id: line.included for line in action.lines}
    assert ticked == {FIRST.id: True, held.id: False}
    assert action.columns()["amount_minor"] == FIRST.balance_minor


def test_by_account_the_held_line_is_in_the_message_of_the_account() -> None:
    held = receivable(3, holds=(hold(HoldKind.PROMISE, "2026-06-01", "2026-06-30"),))

    [action] = actions(FIRST, SECOND, held, scenario=replace(AUTOMATIC, grouping=Grouping.ACCOUNT))

    assert action.step.rank == 2
    assert [line.included for line in action.lines].count(False) == 1


def test_the_lines_of_an_action_have_one_order_whatever_the_rows() -> None:
    third = receivable(3)

    [one_way], [other_way] = actions(FIRST, third), actions(third, FIRST)

    assert one_way.lines == other_way.lines


def test_an_action_that_failed_is_sent_by_a_person() -> None:
    [action] = actions(FIRST)
    [by_hand] = actions(FIRST, scenario=STANDARD_WITH_EMAIL)

    assert cautious(replace(action, mode="automatic")).mode == SendingMode.TO_CONFIRM
    assert cautious(by_hand) is by_hand


def line(number: int, *, included: bool = True, reason: str = "") -> DesiredLine:
    return DesiredLine(receivable(number).id, 100_00, 0, 1, included, reason, None)


def action_with(*lines: DesiredLine) -> DesiredAction:
    [action] = actions(FIRST)
    return replace(action, lines=lines)


@pytest.mark.parametrize(
    ("chosen", "now", "kept"),
    [
        (line(1), line(1), line(1)),
        (line(1, included=False), line(1), line(1, included=False)),  # passed over stays so
        (line(1, reason="stop"), line(1, included=False, reason="stop"), line(1, reason="stop")),
        (  # it was overridden for another reason than the one that stands now
            line(1, reason="promise"),
            line(1, included=False, reason="stop"),
            line(1, included=False, reason="stop"),
        ),
        (
            line(1),
            line(1, included=False, reason="dispute"),
            line(1, included=False, reason="dispute"),
        ),
    ],
)
def test_what_a_person_chose_is_only_taken_from(
    chosen: DesiredLine, now: DesiredLine, kept: DesiredLine
) -> None:
    there = Existing(new_id(), pinned=True, columns={}, lines=(chosen, line(2)))

    pinned = _as_pinned(there, action_with(now, line(3)))

    assert pinned.lines == (kept,)


def test_formal_notices_do_not_count_against_the_cap() -> None:
    [action] = actions(FIRST)
    notice = replace(action, step=replace(action.step, rank=4, kind=StepKind.FORMAL_NOTICE))
    contacted = [TODAY - timedelta(days=1), TODAY - timedelta(days=2)]

    kept, left = capped([action, notice], contacted, PROFESSIONAL_RULES, as_of=TODAY)

    assert kept.step.kind is StepKind.FORMAL_NOTICE
    assert kept.lines[0].included
    assert left.lines[0].excluded_reason == "contact_cap"
    assert left.lines[0].excluded_until == date(2026, 6, 27)

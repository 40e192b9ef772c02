"""What-if: the same rules, replayed day by day."""

from dataclasses import replace
from datetime import date

from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import STANDARD_WITH_EMAIL
from quittance.domain.simulation import days_from, nobody_pays, simulate
from tests.factories.domain import FRANCE, day, receivable


def replayed(
    *receivables: OpenReceivable, pays_at_level: int | None = None
) -> list[tuple[date, int, int]]:
    def behaviour(one: OpenReceivable, on: date) -> OpenReceivable:
        if one.balance_minor and one.level == pays_at_level:
            return replace(one, balance_minor=0, paid_on=on, reconciled=True)
        return nobody_pays(one, on)

    days = days_from(day("2026-05-20"), 90)
    return [
        (simulated.on, message.step.rank, len(message.lines))
        for simulated in simulate(STANDARD_WITH_EMAIL, receivables, FRANCE, behaviour, days)
        for message in simulated.messages
    ]


def test_when_nobody_pays_every_step_is_done_once_in_order() -> None:
    assert replayed(receivable(1), receivable(2)) == [
        (day("2026-05-26"), 0, 2),
        (day("2026-06-09"), 1, 2),
        (day("2026-06-17"), 2, 2),
        (day("2026-06-25"), 3, 2),
        (day("2026-07-10"), 4, 2),
    ]


def test_who_pays_after_the_first_reminder_gets_no_second() -> None:
    ranks = [rank for _, rank, _ in replayed(receivable(), pays_at_level=1)]

    assert ranks == [0, 1]

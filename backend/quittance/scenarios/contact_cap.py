"""At most so many reminders to a debtor in so many days; the highest level goes first (LEG-10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from quittance.domain.contact_rules import (
    ContactRules,
    first_day_with_room,
    room_left,
)
from quittance.domain.scenario import StepKind
from quittance.scenarios.plan_actions import DesiredAction

LONGEST_PERIOD = timedelta(days=90)
CAPPED = "contact_cap"


def capped(
    actions: Sequence[DesiredAction],
    contacted_on: Sequence[date],
    rules: ContactRules,
    *,
    as_of: date,
) -> list[DesiredAction]:
    """The same actions, where the reminders beyond the cap are left out until there is room."""
    room = room_left(contacted_on, rules, as_of)
    kept: list[DesiredAction] = []
    for action in sorted(actions, key=lambda one: one.step.rank, reverse=True):
        counts = action.step.kind is StepKind.REMINDER and any(
            line.included for line in action.lines
        )
        if counts and room == 0:
            until = first_day_with_room(contacted_on, rules, as_of)
            kept.append(_left_out(action, until if until > as_of else None))
        else:
            room -= counts
            kept.append(action)
    return kept


def _left_out(action: DesiredAction, until: date | None) -> DesiredAction:
    lines = tuple(
        line._replace(included=False, excluded_reason=CAPPED, excluded_until=until)
        if line.included
        else line
        for line in action.lines
    )
    return replace(action, lines=lines)

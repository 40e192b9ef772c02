"""When and how often a debtor may be reached."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from quittance.domain.business_days import Calendar
from quittance.domain.contact_rules import (
    CONSUMER_RULES,
    PROFESSIONAL_RULES,
    Place,
    first_day_with_room,
    instant,
    next_window,
    release_at,
    room_left,
    rules_for,
)
from quittance.domain.debtor import DebtorType
from quittance.domain.holidays import Territory
from tests.factories.domain import day

PARIS = ZoneInfo("Europe/Paris")
NOUMEA = ZoneInfo("Pacific/Noumea")
IN_PARIS = Place(PARIS)
IN_NOUMEA = Place(NOUMEA, Calendar(Territory.NEW_CALEDONIA))


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("local", "professional", "consumer"),
    [
        ("2026-06-09T08:29", False, False),
        ("2026-06-09T08:30", True, False),
        ("2026-06-09T10:00", True, True),
        ("2026-06-09T13:00", True, False),
        ("2026-06-09T14:00", True, True),
        ("2026-06-09T18:30", False, True),
        ("2026-06-09T20:00", False, False),
        ("2026-06-13T11:00", False, False),  # a Saturday
        ("2026-07-14T11:00", False, False),  # Bastille day
    ],
)
def test_the_hours_of_professionals_and_consumers(
    local: str, *, professional: bool, consumer: bool
) -> None:
    instant_then = at(local)

    assert (next_window(instant_then, PROFESSIONAL_RULES, IN_PARIS) == instant_then) is professional
    assert (next_window(instant_then, CONSUMER_RULES, IN_PARIS) == instant_then) is consumer


def test_an_unknown_debtor_takes_the_companys_default() -> None:
    assert rules_for(DebtorType.UNKNOWN, DebtorType.PROFESSIONAL) is PROFESSIONAL_RULES
    assert rules_for(DebtorType.UNKNOWN, DebtorType.CONSUMER) is CONSUMER_RULES
    assert rules_for(DebtorType.PUBLIC, DebtorType.CONSUMER) is PROFESSIONAL_RULES


@pytest.mark.parametrize(
    ("on", "hour", "released"),
    [
        ("2026-06-09", "06:00", "2026-06-09T10:00"),
        ("2026-06-09", "11:00", "2026-06-09T11:00"),
        ("2026-06-09", "13:30", "2026-06-09T14:00"),
        ("2026-06-12", "21:00", "2026-06-15T10:00"),
    ],
)
def test_release_is_the_later_of_our_hour_and_their_window(
    on: str, hour: str, released: str
) -> None:
    found = release_at(
        day(on), time.fromisoformat(hour), PARIS, rules=CONSUMER_RULES, place=IN_PARIS
    )

    assert found == at(released)
    assert found.tzinfo is UTC


def test_the_window_is_the_debtors_on_the_other_side_of_the_world() -> None:
    found = release_at(
        day("2026-06-09"), time(10), PARIS, rules=PROFESSIONAL_RULES, place=IN_NOUMEA
    )

    assert found == at("2026-06-10T08:30", NOUMEA)  # ten in Paris is seven in the evening there


def test_an_hour_the_clocks_skip_begins_when_they_resume() -> None:
    assert instant(day("2026-03-29"), time(2, 30), PARIS) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_counts_once() -> None:
    assert instant(day("2026-10-25"), time(2, 30), PARIS) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_consumer_is_reached_four_times_in_thirty_days_at_most() -> None:
    attempts = [day("2026-06-01"), day("2026-06-08"), day("2026-06-15"), day("2026-06-22")]

    assert room_left(attempts, CONSUMER_RULES, day("2026-06-30")) == 0
    assert room_left(attempts, CONSUMER_RULES, day("2026-07-01")) == 1
    assert first_day_with_room(attempts, CONSUMER_RULES, day("2026-06-22")) == day("2026-07-01")

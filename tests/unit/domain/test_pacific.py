"""Nouméa and Papeete: their holidays, their clocks on both sides of the day line, their francs."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from quittance.domain.business_days import Calendar, first_open_day
from quittance.domain.contact_rules import (
    CONSUMER_RULES,
    PROFESSIONAL_RULES,
    Place,
    next_window,
    release_at,
)
from quittance.domain.holidays import Territory, public_holidays
from quittance.domain.money import Money, format_money
from quittance.platform.clock import day_in
from tests.factories.domain import day

NOUMEA, TAHITI, PARIS = (
    ZoneInfo(name) for name in ("Pacific/Noumea", "Pacific/Tahiti", "Europe/Paris")
)
IN_NOUMEA = Place(NOUMEA, Calendar(Territory.NEW_CALEDONIA))
IN_TAHITI = Place(TAHITI, Calendar(Territory.FRENCH_POLYNESIA))
# Feasts that move: Easter Monday, Ascension, Whit Monday, Good Friday.
MOVING = {
    2026: ("04-06", "05-14", "05-25", "04-03"),
    2027: ("03-29", "05-06", "05-17", "03-26"),
    2028: ("04-17", "05-25", "06-05", "04-14"),
    2029: ("04-02", "05-10", "05-21", "03-30"),
    2030: ("04-22", "05-30", "06-10", "04-19"),
}
FIXED = ("01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25")


def in_year(year: int, *days: str) -> set[date]:
    return {day(f"{year}-{one}") for one in days}


@pytest.mark.req("REL-45")
@pytest.mark.parametrize("year", MOVING)
def test_the_holidays_of_the_pacific_until_2030(year: int) -> None:
    *shared, good_friday = MOVING[year]
    french = in_year(year, *FIXED, *shared)

    assert public_holidays(year, Territory.NEW_CALEDONIA) == french | in_year(year, "09-24")
    assert public_holidays(year, Territory.FRENCH_POLYNESIA) == french | in_year(
        year, "03-05", "06-29", "11-20", good_friday
    )


def test_the_day_of_citizenship_moves_a_reminder_in_noumea_alone() -> None:
    assert first_open_day(day("2027-09-24"), IN_NOUMEA.calendar) == day("2027-09-27")
    assert first_open_day(day("2027-09-24"), IN_TAHITI.calendar) == day("2027-09-24")


@pytest.mark.req("REL-45")
def test_one_instant_is_two_days_on_either_side_of_the_line() -> None:
    monday_in_paris = datetime(2026, 11, 23, 9, tzinfo=PARIS)

    assert day_in("Pacific/Noumea", monday_in_paris) == day("2026-11-23")  # seven in the evening
    assert day_in("Pacific/Tahiti", monday_in_paris) == day("2026-11-22")  # ten the evening before
    assert next_window(monday_in_paris, PROFESSIONAL_RULES, IN_NOUMEA) == datetime(
        2026, 11, 23, 21, 30, tzinfo=UTC
    )
    assert next_window(monday_in_paris, PROFESSIONAL_RULES, IN_TAHITI) == datetime(
        2026, 11, 23, 18, 30, tzinfo=UTC
    )


@pytest.mark.req("REL-45")
@pytest.mark.parametrize(
    ("creditor", "place", "on", "leaves"),
    [
        # Nouméa's Tuesday half past nine is Tahiti's Monday half past twelve: open.
        (NOUMEA, IN_TAHITI, "2026-11-24", "2026-11-23T12:30-10:00"),
        # Tahiti's Friday half past nine is Nouméa's Saturday: it waits for Monday there.
        (TAHITI, IN_NOUMEA, "2026-11-27", "2026-11-30T08:30+11:00"),
        # Nouméa's Monday morning is Tahiti's Sunday: it waits for Monday there.
        (NOUMEA, IN_TAHITI, "2026-11-30", "2026-11-30T08:30-10:00"),
        # Paris at half past nine is the evening in Nouméa: tomorrow, unless that is a holiday.
        (PARIS, IN_NOUMEA, "2026-09-23", "2026-09-25T08:30+11:00"),
        # In Papeete on the eve of Matari'i i ni'a, which falls on a Friday.
        (PARIS, IN_TAHITI, "2026-11-20", "2026-11-23T08:30-10:00"),
    ],
)
def test_a_message_leaves_at_our_hour_within_their_day(
    creditor: ZoneInfo, place: Place, on: str, leaves: str
) -> None:
    found = release_at(day(on), time(9, 30), creditor, rules=PROFESSIONAL_RULES, place=place)

    assert found == datetime.fromisoformat(leaves)


@pytest.mark.parametrize(
    ("local", "opens"),
    [
        ("2026-11-23T09:59", "2026-11-23T10:00"),
        ("2026-11-23T13:00", "2026-11-23T14:00"),
        ("2026-11-23T20:00", "2026-11-24T10:00"),
        ("2026-11-19T20:00", "2026-11-23T10:00"),  # Friday 20 is a holiday
    ],
)
def test_a_consumer_of_papeete_is_reached_in_its_own_hours(local: str, opens: str) -> None:
    then = datetime.fromisoformat(local).replace(tzinfo=TAHITI)

    found = next_window(then, CONSUMER_RULES, IN_TAHITI)

    assert found == datetime.fromisoformat(opens).replace(tzinfo=TAHITI)


@pytest.mark.req("REL-45", "SID-25")
@pytest.mark.parametrize(
    ("minor", "shown"),
    [
        (125_000, "125 000 F CFP"),
        (0, "0 F CFP"),
        (-4_500, "-4 500 F CFP"),
        (1_234_567_890_123, "1 234 567 890 123 F CFP"),
    ],
)
def test_francs_have_no_decimals_and_never_break(minor: int, shown: str) -> None:
    text = format_money(minor, "XPF", style="symbol")

    assert text.replace("\u00a0", " ").replace("\u202f", " ") == shown
    assert " " not in text
    assert Money(minor, "XPF").to_decimal() == minor

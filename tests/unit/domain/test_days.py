"""Which days are worked in France, New Caledonia and French Polynesia."""

import pytest

from quittance.domain.business_days import (
    Calendar,
    first_open_day,
    is_working_day,
)
from quittance.domain.holidays import Territory, easter_sunday, public_holidays
from tests.factories.domain import FRANCE, day

NOUMEA = Calendar(Territory.NEW_CALEDONIA)
PAPEETE = Calendar(Territory.FRENCH_POLYNESIA)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2000, "2000-04-23"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year: int, easter: str) -> None:
    assert easter_sunday(year) == day(easter)


def test_the_holidays_of_france_in_2026() -> None:
    assert sorted(public_holidays(2026, Territory.FRANCE)) == [
        day(f"2026-{month_day}")
        for month_day in (
            "01-01",
            "04-06",
            "05-01",
            "05-08",
            "05-14",
            "05-25",
            "07-14",
            "08-15",
            "11-01",
            "11-11",
            "12-25",
        )
    ]


@pytest.mark.parametrize(
    ("on", "calendar", "is_worked"),
    [
        ("2026-09-24", FRANCE, True),
        ("2026-09-24", NOUMEA, False),
        ("2026-03-05", PAPEETE, False),
        ("2026-06-29", PAPEETE, False),
        ("2026-11-20", PAPEETE, False),
        ("2024-11-20", PAPEETE, True),
        ("2026-04-03", PAPEETE, False),
        ("2026-04-03", FRANCE, True),
    ],
)
def test_the_holidays_of_the_pacific(on: str, calendar: Calendar, *, is_worked: bool) -> None:
    assert is_working_day(day(on), calendar) is is_worked


def test_the_first_open_day_skips_weekends_holidays_and_closing_days() -> None:
    closed = Calendar(closed_on=frozenset({day("2026-12-28")}))

    assert first_open_day(day("2026-06-02"), FRANCE) == day("2026-06-02")
    assert first_open_day(day("2026-05-23"), FRANCE) == day("2026-05-26")
    assert first_open_day(day("2026-12-25"), closed) == day("2026-12-29")

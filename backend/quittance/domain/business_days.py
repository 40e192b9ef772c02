"""Which days are worked, and the first open day on or after a given one."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from quittance.domain.holidays import Territory, public_holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a territory, less the days a company says it is closed."""

    territory: Territory = Territory.FRANCE
    closed_on: frozenset[date] = frozenset()


@lru_cache(maxsize=65_536)
def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether it is a weekday, no public holiday, and no closing day of the company."""
    return (
        day.weekday() < SATURDAY
        and day not in public_holidays(day.year, calendar.territory)
        and day not in calendar.closed_on
    )


@lru_cache(maxsize=65_536)
def first_open_day(day: date, calendar: Calendar) -> date:
    """The first working day on or after `day`."""
    while not is_working_day(day, calendar):
        day += ONE_DAY
    return day

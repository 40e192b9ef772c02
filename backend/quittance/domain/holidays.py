"""The public holidays of France, New Caledonia and French Polynesia, for any year."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

MATARII_SINCE = 2025


class Territory(StrEnum):
    """Where days are worked or not."""

    FRANCE = "FR"
    NEW_CALEDONIA = "NC"
    FRENCH_POLYNESIA = "PF"


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the Meeus, Jones and Butcher computation)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    rest_leaps, rest_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * rest_leaps - epact - rest_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def public_holidays(year: int, territory: Territory) -> frozenset[date]:
    """Every public holiday of one year in one territory."""
    easter = easter_sunday(year)
    days = {
        date(year, 1, 1),
        easter + timedelta(days=1),
        date(year, 5, 1),
        date(year, 5, 8),
        easter + timedelta(days=39),  # Ascension
        easter + timedelta(days=50),  # Whit Monday
        date(year, 7, 14),
        date(year, 8, 15),
        date(year, 11, 1),
        date(year, 11, 11),
        date(year, 12, 25),
    }
    if territory is Territory.NEW_CALEDONIA:
        days.add(date(year, 9, 24))  # Citizenship day
    if territory is Territory.FRENCH_POLYNESIA:
        days |= {
            date(year, 3, 5),  # Arrival of the Gospel
            easter - timedelta(days=2),  # Good Friday
            date(year, 6, 29),  # Autonomy day; kept after 2024: a day too many annoys nobody
        }
        if year >= MATARII_SINCE:
            days.add(date(year, 11, 20))  # Matari'i i ni'a
    return frozenset(days)

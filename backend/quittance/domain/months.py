"""Counting in months: the same day number, or the last day of a shorter month."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

JULY = 7


class Semester(NamedTuple):
    """Half a civil year; rates are set for one (LEG-1)."""

    year: int
    half: int

    def __str__(self) -> str:
        return f"{self.year}-H{self.half}"

    @property
    def first_on(self) -> date:
        """1 January or 1 July."""
        return date(self.year, 1 if self.half == 1 else JULY, 1)

    @property
    def last_on(self) -> date:
        """30 June or 31 December."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)


def semester_of(day: date) -> Semester:
    """The semester a day falls in."""
    return Semester(day.year, 1 if day.month < JULY else 2)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month (art. 641 CPC)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])

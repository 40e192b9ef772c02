"""How late what is owed is, in the five buckets of an aged balance."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


class AgeBucket(StrEnum):
    """A span of days late; due today is not late."""

    NOT_DUE = "not_due"
    DAYS_1_30 = "days_1_30"
    DAYS_31_60 = "days_31_60"
    DAYS_61_90 = "days_61_90"
    DAYS_OVER_90 = "days_over_90"


LAST_DAY = (
    (0, AgeBucket.NOT_DUE),
    (30, AgeBucket.DAYS_1_30),
    (60, AgeBucket.DAYS_31_60),
    (90, AgeBucket.DAYS_61_90),
)


def days_late(due_on: date, as_of: date) -> int:
    """How many days past its due day, zero if it is not past (SID-25)."""
    return max(0, (as_of - due_on).days)


def age_bucket(due_on: date, as_of: date) -> AgeBucket:
    """The bucket of one due day."""
    late = days_late(due_on, as_of)
    return next(
        (bucket for last_day, bucket in LAST_DAY if late <= last_day), AgeBucket.DAYS_OVER_90
    )


def aged_balance(lines: Iterable[tuple[date, int]], as_of: date) -> dict[AgeBucket, int]:
    """The sum of (due day, minor units) in each bucket, one currency at a time."""
    sums = dict.fromkeys(AgeBucket, 0)
    for due_on, balance_minor in lines:
        sums[age_bucket(due_on, as_of)] += balance_minor
    return sums

"""When a debtor may be reached, how often, and at which instant a planned day really begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quittance.domain.business_days import ONE_DAY, Calendar, is_working_day
from quittance.domain.debtor import DebtorType


@dataclass(frozen=True, slots=True)
class ContactRules:
    """The hours of the debtor's working days, and the most attempts in so many days."""

    windows: tuple[tuple[time, time], ...]
    most_attempts: int
    period_days: int


PROFESSIONAL_RULES = ContactRules(((time(8, 30), time(18, 30)),), 2, 7)
CONSUMER_RULES = ContactRules(((time(10), time(13)), (time(14), time(20))), 4, 30)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a debtor is: its time zone and its working days."""

    zone: ZoneInfo
    calendar: Calendar = field(default_factory=Calendar)


def rules_for(debtor_type: DebtorType, company_default: DebtorType) -> ContactRules:
    """The rules of a debtor; an unknown type takes the company's default (LEG-10)."""
    known = company_default if debtor_type is DebtorType.UNKNOWN else debtor_type
    return CONSUMER_RULES if known is DebtorType.CONSUMER else PROFESSIONAL_RULES


def next_window(at: datetime, rules: ContactRules, place: Place) -> datetime:
    """The first instant from `at` when the debtor may be reached, in UTC."""
    day = at.astimezone(place.zone).date()
    while True:
        if is_working_day(day, place.calendar):
            for start, end in rules.windows:
                opens_at = instant(day, start, place.zone)
                if at < instant(day, end, place.zone):
                    return max(at.astimezone(UTC), opens_at)
        day += ONE_DAY


def release_at(
    day: date, hour: time, zone: ZoneInfo, *, rules: ContactRules, place: Place
) -> datetime:
    """The later of the company's hour and the start of the debtor's window, in UTC."""
    return next_window(instant(day, hour, zone), rules, place)


def instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The first valid instant at or after a wall-clock hour, in UTC.

    An hour a clock change skips begins when the gap ends; one that comes twice counts once, the
    first time.
    """
    local = datetime.combine(day, hour, tzinfo=zone)
    at = local.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return at
    before_gap, after_gap = local.replace(fold=1).utcoffset(), local.utcoffset()
    if before_gap is None or after_gap is None:  # pragma: no cover - a zone always has an offset
        return at
    return _end_of_gap(at - abs(after_gap - before_gap), at, zone)


def _end_of_gap(earliest: datetime, latest: datetime, zone: ZoneInfo) -> datetime:
    """The instant the zone's offset changes between two instants."""
    offset = latest.astimezone(zone).utcoffset()
    second = timedelta(seconds=1)
    while latest - earliest > second:
        middle = earliest + (latest - earliest) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            latest = middle
        else:
            earliest = middle
    return latest.replace(microsecond=0)


def room_left(attempted_on: Iterable[date], rules: ContactRules, on: date) -> int:
    """How many more times a debtor may be reached on a day, all channels and users together."""
    since_on = on - timedelta(days=rules.period_days - 1)
    recent = sum(1 for attempt in attempted_on if since_on <= attempt <= on)
    return max(0, rules.most_attempts - recent)


def first_day_with_room(attempted_on: Sequence[date], rules: ContactRules, on: date) -> date:
    """The first day on or after `on` when one more attempt is within the cap."""
    while not room_left(attempted_on, rules, on):
        on += ONE_DAY
    return on

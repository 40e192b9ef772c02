"""What a late payment costs: interest by days, by semesters, on what was still unpaid each day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from quittance.domain.interest_terms import AppliedRate, RateOf
from quittance.domain.money import PRECISE, Money, round_half_up
from quittance.domain.months import semester_of

ONE_DAY = timedelta(days=1)
DAYS_A_YEAR = Decimal(365)
DAYS_A_LEAP_YEAR = Decimal(366)


class MovementKind(StrEnum):
    """What reduces a debt: money received, or a price reduced."""

    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"


class Allocation(StrEnum):
    """What a part payment settles first (LEG-14)."""

    INTEREST_FIRST = "interest_first"
    PRINCIPAL_FIRST = "principal_first"


class CreditNoteEffect(StrEnum):
    """From when a credit note reduces the base (LEG-2)."""

    ISSUE_DATE = "issue_date"
    DUE_DATE = "due_date"


class DayCount(StrEnum):
    """Days over 365 always, or over 366 in leap years."""

    ACT_365 = "act_365"
    ACT_366_IN_LEAP_YEARS = "act_366_in_leap_years"


@dataclass(frozen=True, slots=True)
class Movement:
    """A reduction of the debt; the base is smaller from the day after `on`."""

    on: date
    amount_minor: int
    kind: MovementKind = MovementKind.PAYMENT


@dataclass(frozen=True, slots=True)
class Conventions:
    """The choices the law leaves to the creditor."""

    allocation: Allocation = Allocation.INTEREST_FIRST
    credit_note_effect: CreditNoteEffect = CreditNoteEffect.ISSUE_DATE
    day_count: DayCount = DayCount.ACT_365


@dataclass(frozen=True, slots=True)
class Segment:
    """Days, both ends included, with one principal and one rate; `exact_minor` is not rounded."""

    first_on: date
    last_on: date
    principal_minor: int
    rate: AppliedRate
    exact_minor: Decimal

    @property
    def days(self) -> int:
        """How many days of interest."""
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True, slots=True)
class InterestStatement:
    """What is owed at the end: principal left, interest left, interest already paid."""

    principal: Money
    interest: Money
    interest_paid: Money
    segments: tuple[Segment, ...]

    @property
    def is_floored(self) -> bool:
        """Whether the legal floor raised the clause on some day: shown to the user (LEG-1)."""
        return any(segment.rate.is_floored for segment in self.segments)


PLAIN = Conventions()


def late_interest(
    principal: Money,
    due_on: date,
    ends_on: date,
    rate_of: RateOf,
    *,
    movements: Iterable[Movement] = (),
    conventions: Conventions = PLAIN,
) -> InterestStatement:
    """Interest from the day after `due_on` to `ends_on` included, rounded once, half up (LEG-3).

    There is no compounding. With `INTEREST_FIRST`, a payment settles the interest rounded that
    day, then principal.
    """
    base = principal.minor
    owed = Decimal(0)
    interest_paid = 0
    segments: list[Segment] = []
    day = due_on
    for movement in _in_order(movements, due_on, ends_on, conventions):
        added = _segments(base, day, movement.on, rate_of, conventions.day_count)
        segments += added
        owed = _plus(owed, added)
        day = max(day, movement.on)
        left = movement.amount_minor
        if (
            movement.kind is MovementKind.PAYMENT
            and conventions.allocation is Allocation.INTEREST_FIRST
        ):
            due = round_half_up(owed)
            settled = min(left, due)
            interest_paid += settled
            owed = Decimal(due - settled)
            left -= settled
        base = max(0, base - left)

    added = _segments(base, day, ends_on, rate_of, conventions.day_count)
    currency = principal.currency
    return InterestStatement(
        principal=Money(base, currency),
        interest=Money(round_half_up(_plus(owed, added)), currency),
        interest_paid=Money(interest_paid, currency),
        segments=(*segments, *added),
    )


def accrual_end(as_of: date, judgment_on: date | None) -> date:
    """The last day of interest: an insolvency judgment stops it the day before (LEG-11)."""
    return as_of if judgment_on is None else min(as_of, judgment_on - ONE_DAY)


def _in_order(
    movements: Iterable[Movement], due_on: date, ends_on: date, conventions: Conventions
) -> list[Movement]:
    """The movements that count by `ends_on`, credit notes brought back to the due day if so set."""
    counted = [movement for movement in movements if movement.on <= ends_on]
    if conventions.credit_note_effect is CreditNoteEffect.DUE_DATE:
        counted = [
            Movement(due_on, one.amount_minor, one.kind)
            if one.kind is MovementKind.CREDIT_NOTE
            else one
            for one in counted
        ]
    return sorted(counted, key=lambda movement: movement.on)


def _segments(
    base: int, after_on: date, last_on: date, rate_of: RateOf, day_count: DayCount
) -> list[Segment]:
    """One segment for each semester between two days, the first excluded, the last included."""
    segments: list[Segment] = []
    first_on = after_on + ONE_DAY
    while first_on <= last_on and base > 0:
        semester = semester_of(first_on)
        end_on = min(last_on, semester.last_on)
        rate = rate_of(semester)
        days = (end_on - first_on).days + 1
        exact = PRECISE.divide(
            PRECISE.multiply(Decimal(base * days), rate.percent),
            100 * _days_a_year(semester.year, day_count),
        )
        segments.append(Segment(first_on, end_on, base, rate, exact))
        first_on = end_on + ONE_DAY
    return segments


def _days_a_year(year: int, day_count: DayCount) -> Decimal:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if is_leap and day_count is DayCount.ACT_366_IN_LEAP_YEARS:
        return DAYS_A_LEAP_YEAR
    return DAYS_A_YEAR


def _plus(amount: Decimal, segments: Sequence[Segment]) -> Decimal:
    for segment in segments:
        amount = PRECISE.add(amount, segment.exact_minor)
    return amount

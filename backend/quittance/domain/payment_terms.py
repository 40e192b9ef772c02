"""When an invoice falls due under its payment terms, and whether the law allows such terms."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quittance.domain.months import add_months, end_of_month

STATUTORY_DAYS = 30
LONGEST_DAYS = 60
LONGEST_END_OF_MONTH_DAYS = 45


class EndOfMonth(StrEnum):
    """The two accepted ways to count days to the end of a month (LEG-6)."""

    DAYS_THEN_MONTH_END = "A"
    MONTH_END_THEN_DAYS = "B"


class UnreadableTerms(ValueError):
    """Payment terms no rule could be read from."""


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """So many days from the invoice, then perhaps to the end of a month, then to a day of it."""

    days: int
    end_of_month: EndOfMonth | None = None
    on_day: int | None = None


_CASH = re.compile(r"comptant|r[ée]ception|imm[ée]diat", re.IGNORECASE)
_DAYS = re.compile(r"(\d{1,3})\s*(?:jours?|jrs?|j\b|d\b|days?)", re.IGNORECASE)
_END_OF_MONTH = re.compile(r"fin\s+(?:de|du)\s+mois|\bf\.?d\.?m\b|end of month", re.IGNORECASE)
# `le 10`, not the beginning of a date.
_ON_DAY = re.compile(r"\ble\s+(\d{1,2})(?=\s*(?:\.?\s*$|[,;)]|du\s+mois|suivant))", re.IGNORECASE)


def read_terms(
    text: str, end_of_month: EndOfMonth = EndOfMonth.DAYS_THEN_MONTH_END
) -> PaymentTerms:
    """The rule in words such as `30 jours fin de mois le 10`, `60 jours` or `comptant`."""
    found = _DAYS.search(text)
    is_end_of_month = _END_OF_MONTH.search(text) is not None
    if found is None and not is_end_of_month:
        if _CASH.search(text):
            return PaymentTerms(0)
        msg = f"No payment terms can be read from {text!r}."
        raise UnreadableTerms(msg)
    on_day = _ON_DAY.search(text)
    if on_day and not 1 <= int(on_day[1]) <= 31:
        msg = f"No month has a day {on_day[1]}: {text!r}."
        raise UnreadableTerms(msg)
    return PaymentTerms(
        days=int(found[1]) if found else 0,
        end_of_month=end_of_month if is_end_of_month else None,
        on_day=int(on_day[1]) if on_day else None,
    )


def due_date(invoiced_on: date, terms: PaymentTerms) -> date:
    """The day the invoice falls due (TV-14)."""
    days = timedelta(days=terms.days)
    if terms.end_of_month is None:
        due_on = invoiced_on + days
        return due_on if terms.on_day is None else _next(terms.on_day, due_on)
    if terms.end_of_month is EndOfMonth.DAYS_THEN_MONTH_END:
        due_on = end_of_month(invoiced_on + days)
    else:
        due_on = end_of_month(invoiced_on) + days
    if terms.on_day is None:
        return due_on
    return _day_of(terms.on_day, add_months(due_on.replace(day=1), 1))


def _next(day: int, since: date) -> date:
    """The first such day of a month on or after another."""
    found = _day_of(day, since)
    return found if found >= since else _day_of(day, add_months(since.replace(day=1), 1))


def _day_of(day: int, month: date) -> date:
    """That day of the month, or its last one."""
    return month.replace(day=min(day, end_of_month(month).day))


def statutory_due_date(received_on: date) -> date:
    """Without agreed terms: 30 days after the goods or the service were received (LEG-6)."""
    return received_on + timedelta(days=STATUTORY_DAYS)


def latest_due_date(invoiced_on: date, end_of_month: EndOfMonth | None = None) -> date:
    """The last due day the law allows between traders: 60 days, or 45 to the end of a month."""
    if end_of_month is None:
        return invoiced_on + timedelta(days=LONGEST_DAYS)
    return due_date(invoiced_on, PaymentTerms(LONGEST_END_OF_MONTH_DAYS, end_of_month))

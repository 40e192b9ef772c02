"""The last day a debt can be claimed in court, and when to say that it draws near (LEG-9)."""

from datetime import date, timedelta
from enum import StrEnum

from quittance.domain.debtor import DebtorType
from quittance.domain.months import add_months

ALERT_MONTHS = (12, 6, 3, 1)
LAST_ALERT_DAYS = 15


class Trade(StrEnum):
    """The trades whose debts lapse sooner."""

    GENERAL = "general"
    CARRIAGE = "carriage"
    UNKNOWN = "unknown"


def limitation_years(debtor_type: DebtorType, trade: Trade = Trade.GENERAL) -> int:
    """Five years between traders, two from a consumer, one for carriage; the shortest in doubt."""
    if trade is not Trade.GENERAL:
        return 1
    return 5 if debtor_type in (DebtorType.PROFESSIONAL, DebtorType.PUBLIC) else 2


def limitation_on(due_on: date, years: int) -> date:
    """The last safe day; no weekend or holiday pushes it back (TV-16)."""
    return add_months(due_on, 12 * years)


def limitation_alerts(limit_on: date) -> list[date]:
    """The days to warn: twelve, six, three and one months before, then fifteen days."""
    return [
        *(add_months(limit_on, -months) for months in ALERT_MONTHS),
        limit_on - timedelta(days=LAST_ALERT_DAYS),
    ]


def is_time_barred(limit_on: date, as_of: date) -> bool:
    """Whether the last day is over."""
    return as_of > limit_on

"""Whether a promise to pay was kept."""

from collections.abc import Iterable
from datetime import date, timedelta

from quittance.domain.lifecycle import PromiseStatus

DEFAULT_GRACE_DAYS = 3


def promise_outcome(
    promised_minor: int,
    promised_on: date,
    payments: Iterable[tuple[date, int]],
    *,
    as_of: date,
    grace_days: int = DEFAULT_GRACE_DAYS,
) -> PromiseStatus:
    """Kept as soon as the sum is in; judged only when the days of grace are over.

    `payments` are the (day, minor units) received since the promise was made; those after the
    grace do not count.
    """
    last_on = promised_on + timedelta(days=grace_days)
    received = sum(minor for paid_on, minor in payments if paid_on <= min(last_on, as_of))
    if received >= promised_minor:
        return PromiseStatus.KEPT
    if as_of <= last_on:
        return PromiseStatus.PENDING
    return PromiseStatus.PARTIALLY_KEPT if received > 0 else PromiseStatus.BROKEN

"""What an answer means, and when an endpoint is given up: pure rules.

Success is 2xx alone (Standard Webhooks); the patience with an endpoint that keeps failing is the
one partners know from hosted services: five days, counted only once it is no mere hiccup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from quittance.domain.retry import LONGEST_WAIT
from quittance.webhooks.ports import Answered, Outcome

ASKS_FOR_PATIENCE = frozenset({429, 502, 503, 504})
RUN_WITHIN = timedelta(hours=24)
RUN_AT_LEAST = timedelta(hours=12)
GIVEN_UP_AFTER = timedelta(days=5)
DOWN_AFTER = timedelta(seconds=30)
SHORTEST_REST = timedelta(minutes=2)
LONGEST_REST = timedelta(hours=1)
REST_SHARE = 10  # of the time it has been down


class Fate(StrEnum):
    """What becomes of the message."""

    DELIVERED = "delivered"
    RETRY = "retry"
    ABORTED = "aborted"


class Farewell(StrEnum):
    """Why an endpoint is no longer spoken to."""

    GONE = "gone"  # it answered 410
    ASKED = "asked"  # it answered `webhook-delivery: disable`
    FAILING = "failing"  # five days without one success


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from one answer."""

    fate: Fate
    farewell: Farewell | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Failing:
    """An endpoint's failures in a row; both None after a success."""

    first_at: datetime | None = None
    since: datetime | None = None


def judge(outcome: Outcome, now: datetime) -> Verdict:
    """The fate of the message, and what the receiver asked of us."""
    if not isinstance(outcome, Answered):
        return Verdict(Fate.RETRY)
    control = outcome.control.strip().lower()
    farewell = Farewell.ASKED if control == "disable" else None
    if 200 <= outcome.status_code < 300:
        return Verdict(Fate.DELIVERED, farewell)
    if outcome.status_code == 410:
        return Verdict(Fate.ABORTED, Farewell.GONE)
    if control in {"disable", "abort-message"}:
        return Verdict(Fate.ABORTED, farewell)
    if outcome.status_code in ASKS_FOR_PATIENCE:
        return Verdict(Fate.RETRY, retry_after=patience(outcome.retry_after, now))
    return Verdict(Fate.RETRY)


def patience(retry_after: str, now: datetime) -> timedelta | None:
    """How long `Retry-After` asks us to wait, a day at most; seconds or a date (RFC 9110)."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        seconds = int(text[:9])
        return min(timedelta(seconds=seconds), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):  # a year of twenty digits
        return None
    wait = until.replace(tzinfo=until.tzinfo or UTC) - now
    return max(timedelta(), min(wait, LONGEST_WAIT))


def after_failure(failing: Failing, now: datetime) -> Failing:
    """One failure more. The clock starts at the second one, 12 to 24 hours after the first."""
    if failing.since is not None:
        return failing
    if failing.first_at is None or now - failing.first_at > RUN_WITHIN:
        return Failing(first_at=now)
    if now - failing.first_at >= RUN_AT_LEAST:
        return Failing(failing.first_at, since=now)
    return failing


def rest(outcome: Outcome, failing: Failing, now: datetime) -> timedelta | None:
    """How long an endpoint that is down is left alone: a tenth of the time it has been down.

    Two minutes at least, an hour at most, so that a thousand dead endpoints cost the workers next
    to nothing. Down: nobody answers, or 5xx, and no success for half a minute.
    """
    is_down = not isinstance(outcome, Answered) or outcome.status_code >= 500
    if not is_down or failing.first_at is None or now - failing.first_at < DOWN_AFTER:
        return None
    return min(max((now - failing.first_at) / REST_SHARE, SHORTEST_REST), LONGEST_REST)


def is_given_up(failing: Failing, now: datetime) -> bool:
    """Whether the endpoint has failed long enough to be disabled."""
    return failing.since is not None and now - failing.since >= GIVEN_UP_AFTER

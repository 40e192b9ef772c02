"""When to try again what could not be delivered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

WEBHOOK_DELAYS = (
    timedelta(),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
EMAIL_DELAYS = (
    timedelta(),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
JITTER_PERCENT = 20
LONGEST_WAIT = timedelta(hours=24)


def next_try_at(
    failed_at: datetime,
    attempts: int,
    *,
    delays: Sequence[timedelta],
    jitter: int = 0,
    retry_after: timedelta | None = None,
) -> datetime | None:
    """The instant of the next attempt after `attempts` failures, or None when all are spent.

    `jitter` is a percentage drawn by the caller between -20 and 20. The other side may ask for
    more patience (`Retry-After`, RFC 9110 §10.2.3), up to a day; never for less.
    """
    if not 0 <= attempts < len(delays):
        return None
    if abs(jitter) > JITTER_PERCENT:
        msg = f"A jitter of {jitter} % is beyond {JITTER_PERCENT} %."
        raise ValueError(msg)
    delay = delays[attempts] * (100 + jitter) // 100
    if retry_after is not None:
        delay = max(delay, min(retry_after, LONGEST_WAIT))
    return failed_at + delay

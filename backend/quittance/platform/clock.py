"""The only place where the wall clock is read; everywhere else `now` is an argument."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request


class Clock:
    """Tells the instant, in UTC. The product's time is the machine's plus `offset`.

    The offset is zero in production; a demonstration or a story moves it to travel in days.
    """

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The current aware instant in UTC."""
        return datetime.now(UTC) + self.offset

    def move_to(self, instant: datetime) -> None:
        """From here on, time runs from `instant`."""
        self.offset = instant - datetime.now(UTC)


def now(request: Request) -> datetime:
    """The instant of this request."""
    clock: Clock = request.app.state.clock
    return clock.now()


def day_in(zone: str, instant: datetime) -> date:
    """The civil day of `instant` in an IANA zone such as `Pacific/Noumea`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def file_age(path: Path) -> float:
    """Seconds since the file was touched, by the machine's clock; raises `FileNotFoundError`."""
    return time.time() - path.stat().st_mtime


def stopwatch() -> float:
    """Seconds from an arbitrary origin, to measure durations only."""
    return time.perf_counter()


Now = Annotated[datetime, Depends(now)]

"""How far a load is: a share of the way for people, an id of the moment for streams."""

from __future__ import annotations

from quittance.connectors.models import RunStatus, SyncRun

# Where each step begins on the way, and where it ends.
WAY = {"customers": (5, 20), "contacts": (20, 25), "receivables": (25, 85), "writing": (85, 85)}
ROWS_OF_AN_UNKNOWN_FILE = 100_000
UNDER_WAY = frozenset({RunStatus.RECEIVED, RunStatus.RUNNING, RunStatus.ROLLING_BACK})


def percent_of(step: str, rows: int, total: int, *, before: int) -> int:
    """The share of the way, which never goes back; an unknown length is never quite reached."""
    start, stop = WAY.get(step, (5, 5))
    share = rows / total if total else rows / (rows + ROWS_OF_AN_UNKNOWN_FILE)
    return max(before, start + int((stop - start) * min(1.0, share)))


def moment_of(run: SyncRun) -> str:
    """What changes whenever the run does: where a reader who comes back goes on."""
    return f"{run.status.value}-{run.percent}-{run.counts.get('read', 0)}-{run.problems}"

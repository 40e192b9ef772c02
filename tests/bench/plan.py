"""How long planning takes: from no actions to committed ones, then with nothing to change."""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvloop

from quittance.platform import garbage
from quittance.platform.clock import Clock, stopwatch
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from quittance.scenarios import planning
from quittance.scenarios.plan_rows import Tally
from quittance.scenarios.portions import portions
from tests.bench import ledger
from tests.bench.figures import Figure
from tests.factories.companies import Creditor, a_creditor

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
CUSTOMERS, RECEIVABLES = 20_000, 100_000
MOST_S, MOST_MB = 15.0, 300.0


@dataclass(frozen=True, slots=True)
class Run:
    """One planning of the company: what it wrote, its seconds, and the memory it ever held."""

    written: int
    seconds: float
    peak_mb: float


async def measure(
    running: Running,
    _folder: Path,
    *,
    customers: int = CUSTOMERS,
    receivables: int = RECEIVABLES,
) -> list[Figure]:
    """Seconds and megabytes against what they may be; the second run writes nothing."""
    creditor = await a_large_creditor(running, customers=customers, receivables=receivables)
    first = await asyncio.to_thread(_in_a_process_of_its_own, running.app_url, creditor)
    again = await asyncio.to_thread(_in_a_process_of_its_own, running.app_url, creditor)
    return [
        Figure("plan, actions", first.written, "actions"),
        Figure("plan", round(first.seconds, 2), "s", MOST_S, round(MOST_S / first.seconds, 3)),
        Figure("plan, again", round(again.seconds, 2), "s", MOST_S),
        Figure("plan, again, writes", again.written, "writes", 0),
        Figure(
            "plan, peak memory",
            round(first.peak_mb),
            "MB",
            MOST_MB,
            round(MOST_MB / first.peak_mb, 3),
        ),
    ]


async def a_large_creditor(running: Running, *, customers: int, receivables: int) -> Creditor:
    """A company with so many customers and lines, at levels 0 to 5."""
    database = Database(running.app_url)
    clock = Clock()
    clock.move_to(NOW - timedelta(days=1))
    creditor = await a_creditor(database, now=clock.now())
    await ledger.fill(
        running.owner_url,
        creditor.id,
        creditor.profile_id,
        customers=customers,
        receivables=receivables,
        now=NOW,
    )
    await database.close()
    return creditor


def _in_a_process_of_its_own(app_url: str, creditor: Creditor) -> Run:
    """Memory is a process's: a fresh one plans and says what it held."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_plan, (app_url, creditor))


def _plan(app_url: str, creditor: Creditor) -> Run:
    """In the manner of a worker's process."""
    garbage.look_seldom()
    return uvloop.run(_plan_all(app_url, creditor))


async def _plan_all(app_url: str, creditor: Creditor) -> Run:
    """One run as the night makes it, a transaction a portion."""
    database = Database(app_url)
    began = stopwatch()
    tally = Tally()
    async with database.transaction(creditor.id) as session:
        customers = await planning.to_plan(session, creditor.id, as_of=NOW.date())
    for portion in portions(customers):
        async with database.transaction(creditor.id) as session:
            tally += await planning.plan(
                session, creditor.id, as_of=NOW.date(), now=NOW, customers=portion
            )
    seconds = stopwatch() - began
    await database.close()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(tally.writes, seconds, peak_mb)

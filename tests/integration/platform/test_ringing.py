"""The bell: what is due rings once, and again when a ring may have been lost."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

import pytest
from arq.connections import ArqRedis

from quittance.platform import due_work
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from quittance.platform.jobs import RING_AGAIN_S, Bell, JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore

ALONE, TOGETHER = "ring_alone", "ring_together"
LEASE = timedelta(seconds=5)


class Stopped(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def wait(self, time: timedelta) -> None:
        self._at += time


class Heard:
    """Stands for Valkey: it keeps what rang."""

    def __init__(self) -> None:
        self.rung: list[UUID] = []

    async def enqueue_job(self, _what: str, _company_id: UUID, id: UUID, *, _job_id: str) -> None:
        self.rung.append(id)


@pytest.fixture
def clock() -> Stopped:
    return Stopped(datetime(2026, 11, 23, 10, 0, tzinfo=UTC))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def ring(
    heard: Heard, clock: Stopped, database: Database, settings: Settings
) -> Callable[[], Awaitable[list[UUID]]]:
    """Let it ring; what was heard of this test's work."""
    bell = Bell(cast("ArqRedis", heard))
    job = JobContext(database, clock, settings, FolderStore(settings.blob_dir), {})

    async def ring() -> list[UUID]:
        heard.rung.clear()
        kinds = frozenset({ALONE, TOGETHER})
        await bell.ring(job, kinds, kinds, frozenset({TOGETHER}))
        return list(heard.rung)

    return ring


async def schedule(database: Database, company: UUID, what: str, at: datetime) -> UUID:
    id = new_id()
    async with database.transaction(company) as session:
        await due_work.schedule(session, company, what, id, at)
    return id


async def forget(database: Database, company: UUID, what: str, id: UUID) -> None:
    async with database.transaction(company) as session:
        await due_work.done(session, company, what, id)


async def test_what_is_due_rings_once_and_anew_in_half_a_minute(database, clock, ring) -> None:
    company = new_id()
    id = await schedule(database, company, ALONE, clock.now())
    assert await ring() == [id]
    assert await ring() == []
    clock.wait(timedelta(seconds=RING_AGAIN_S))
    assert await ring() == [id]
    await forget(database, company, ALONE, id)


async def test_work_that_comes_back_rings_at_once(database, clock, ring) -> None:
    company = new_id()
    id = await schedule(database, company, ALONE, clock.now())
    assert await ring() == [id]
    async with database.transaction(company) as session:
        assert await due_work.claim(session, company, ALONE, id, now=clock.now(), lease=LEASE)
    assert await ring() == []
    clock.wait(LEASE)
    assert await ring() == [id]
    await forget(database, company, ALONE, id)


async def test_what_a_company_has_due_together_rings_as_long_as_some_is(
    database, clock, ring
) -> None:
    company = new_id()
    ids = [await schedule(database, company, TOGETHER, clock.now()) for _ in range(2)]
    assert await ring() == [company]
    assert await ring() == [company]
    for id in ids:
        await forget(database, company, TOGETHER, id)
    assert await ring() == []

"""A creditor whose ledger is loaded, and what its rows look like afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from quittance.connectors import loading
from quittance.connectors.models import SyncRun
from quittance.customers.models import Customer
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.events import EventRow
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from quittance.receivables.models import Receivable, ReceivableStatus
from tests.factories.companies import Creditor, a_creditor

BEGINNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass
class Ledgers:
    """Loads files for one creditor, and reads back what they left."""

    job: JobContext
    clock: Clock
    creditor: Creditor

    async def load(self, path: Path, **asked: Any) -> SyncRun:
        return await loading.load_file(self.job, self.creditor.id, path, **asked)

    async def lines(self) -> dict[str, Receivable]:
        """Every receivable by its number."""
        async with self.job.transaction(self.creditor.id) as session:
            rows = await session.scalars(select(Receivable).order_by(Receivable.number))
            return {row.number: row for row in rows}

    async def customers(self) -> dict[str, Customer]:
        async with self.job.transaction(self.creditor.id) as session:
            return {row.code: row for row in await session.scalars(select(Customer))}

    async def facts(self, *types: str) -> list[EventRow]:
        async with self.job.transaction(self.creditor.id) as session:
            rows = await session.scalars(
                select(EventRow).where(EventRow.type.in_(types)).order_by(EventRow.id)
            )
            return list(rows)

    async def is_open(self, number: str) -> bool:
        return (await self.lines())[number].status is ReceivableStatus.OPEN

    def tomorrow(self, days: int = 1) -> None:
        self.clock.move_to(self.clock.now() + timedelta(days=days))


@pytest.fixture
def job(database: Database, clock: Clock, settings: Settings, tmp_path: Path) -> JobContext:
    return JobContext(database, clock, settings, FolderStore(tmp_path / "blobs"), {})


@pytest.fixture
async def ledgers(job: JobContext, clock: Clock, database: Database) -> Ledgers:
    return Ledgers(job, clock, await a_creditor(database, now=BEGINNING))


@pytest.fixture
def another(job: JobContext, clock: Clock, database: Database) -> Callable[[], Awaitable[Ledgers]]:
    async def made() -> Ledgers:
        return Ledgers(job, clock, await a_creditor(database, now=BEGINNING))

    return made

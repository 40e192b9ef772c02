"""The worker dies while it loads a ledger: another one loads it, once."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from quittance.connectors import service
from quittance.connectors.models import RunStatus, SyncRun
from quittance.connectors.service import RUN_IMPORT, Asked
from quittance.customers.models import Customer
from quittance.platform import due_work
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.events import SYSTEM
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from quittance.receivables.models import Receivable
from tests.factories.companies import a_creditor
from tests.factories.ledgers import many, open_items

pytestmark = pytest.mark.e2e

LINES = 40_000
PATIENCE_S = 60


def a_worker(settings: Settings) -> subprocess.Popen[bytes]:
    """A worker of its own process, on the tests' servers."""
    environment = os.environ | {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "BLOB_URL": settings.blob_url,
        "QUITTANCE_DEMO": "1",
        "QUITTANCE_SECRET_KEY": settings.secret_key.get_secret_value(),
        "QUITTANCE_ENCRYPTION_KEY": settings.encryption_key.get_secret_value(),
        "QUITTANCE_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-c", "from quittance.cli import main; main()", "worker"]
    return subprocess.Popen(command, env=environment)


async def seen(database: Database, company_id: UUID, run_id: UUID) -> SyncRun:
    async with database.transaction(company_id) as session:
        found = await session.get(SyncRun, (company_id, run_id))
        assert found is not None
        return found


async def test_a_load_that_a_kill_broke_off_is_loaded_once_by_the_next_worker(
    database: Database, settings: Settings, redis_url: str, tmp_path: Path
) -> None:
    now = Clock().now()
    creditor = await a_creditor(database, now=now)
    path = open_items(tmp_path, *many(LINES))
    with path.open("rb") as stream:
        blob_key = await FolderStore(Path(settings.blob_url)).put(creditor.id, stream)
    async with database.transaction(creditor.id) as session:
        run = service.receive(
            session,
            creditor.id,
            Asked(),
            file_name=path.name,
            blob_key=blob_key,
            actor=SYSTEM,
            now=now,
        )
        await due_work.schedule(session, creditor.id, RUN_IMPORT, run.id, now)

    first = a_worker(settings)
    try:
        for _ in range(PATIENCE_S * 20):
            if (await seen(database, creditor.id, run.id)).percent >= 40:
                break
            await asyncio.sleep(0.05)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    halfway = await seen(database, creditor.id, run.id)
    assert halfway.status is RunStatus.RUNNING
    assert halfway.percent < 100

    async with database.transaction(creditor.id) as session:  # its lease of minutes is over
        assert not await session.scalar(select(func.count()).select_from(Receivable))
        await due_work.postpone(session, creditor.id, RUN_IMPORT, run.id, Clock().now())
    second = a_worker(settings)
    try:
        for _ in range(PATIENCE_S * 10):
            if (await seen(database, creditor.id, run.id)).status is RunStatus.APPLIED:
                break
            await asyncio.sleep(0.1)
    finally:
        second.terminate()
        second.wait(60)
    done = await seen(database, creditor.id, run.id)
    assert (done.status, done.counts["created"]) == (RunStatus.APPLIED, LINES)
    async with database.transaction(creditor.id) as session:
        assert await session.scalar(select(func.count()).select_from(Receivable)) == LINES
        assert await session.scalar(select(func.count()).select_from(Customer)) == LINES // 10 + 1

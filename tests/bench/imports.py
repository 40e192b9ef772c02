"""A ledger loaded by the worker, against a bare COPY and upsert of the very same rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg

from quittance import wiring
from quittance.connectors import service
from quittance.connectors.jobs import run_import
from quittance.connectors.models import RunStatus, SyncRun
from quittance.connectors.service import Asked
from quittance.platform import due_work
from quittance.platform.clock import Clock, stopwatch
from quittance.platform.embedded import Running
from quittance.platform.events import Actor, ActorKind
from quittance.platform.jobs import JobContext
from tests.bench.figures import ALTERNATIONS, Figure, in_turns
from tests.bench.places import settings_for
from tests.factories.companies import Creditor, a_creditor
from tests.factories.files import fec, fec_line, receipt
from tests.plugins.services import for_asyncpg

LINES, CUSTOMERS = 100_000, 20_000
CLOCK = Clock()


async def measure(
    running: Running, folder: Path, *, lines: int = LINES, times: int = ALTERNATIONS
) -> list[Figure]:
    """Lines a second: first loads, each by a company of its own, and the same file once more."""
    ledger = a_ledger(lines)
    again: list[float] = []
    async with wiring.workplace(settings_for(running, folder), CLOCK) as job:
        last: list[Creditor] = []

        async def ours() -> float:
            creditor = await a_creditor(job.database, now=CLOCK.now())
            last[:] = [creditor]
            rate = lines / await _load(job, creditor, ledger)
            again.append(lines / await _load(job, creditor, ledger))
            return rate

        async def limit() -> float:
            loaded, seconds = await _copy_and_upsert(running.owner_url, last[0].id)
            return loaded / seconds

        first = await in_turns("import", "lines/s", ours, limit, times=times)
    return [first, Figure("import, nothing changed", round(max(again), 2), "lines/s")]


def a_ledger(lines: int) -> bytes:
    """Receivables of 20,000 customers, one line each; one in five is a payment."""
    today = CLOCK.now().date()
    return fec(*(_line(number, today) for number in range(lines))).getvalue()


def _line(number: int, today: date) -> dict[str, str]:
    code, reference = f"C{number % CUSTOMERS:05}", f"FA-{number:06}"
    on = today - timedelta(days=number * 31 % 300)
    amount = f"{10 + number * 7919 % 500_000 / 100:.2f}".replace(".", ",")
    common = {
        "EcritureNum": str(number),
        "CompAuxNum": code,
        "CompAuxLib": f"Client {code}",
        "PieceRef": reference,
        "EcritureDate": f"{on:%Y%m%d}",
        "PieceDate": f"{on:%Y%m%d}",
        "EcritureLib": f"Pièce {reference}",
    }
    if number % 5 == 4:
        return receipt(**common, Credit=amount)
    return fec_line(**common, Debit=amount)


async def _load(job: JobContext, creditor: Creditor, ledger: bytes) -> float:
    """The seconds from the claim of the load until it is applied."""
    key = await job.storage.put(creditor.id, io.BytesIO(ledger))
    actor = Actor(ActorKind.USER, creditor.admin.id, creditor.admin.full_name)
    async with job.transaction(creditor.id) as session:
        run = service.receive(
            session,
            creditor.id,
            Asked(),
            file_name="grand-livre.txt",
            blob_key=key,
            actor=actor,
            size_bytes=len(ledger),
            now=CLOCK.now(),
        )
        await due_work.schedule(session, creditor.id, service.RUN_IMPORT, run.id, CLOCK.now())
    began = stopwatch()
    await run_import(job, creditor.id, run.id)
    seconds = stopwatch() - began
    async with job.transaction(creditor.id) as session:
        ended = await session.get_one(SyncRun, (creditor.id, run.id))
    if ended.status is not RunStatus.APPLIED:
        raise AssertionError(f"{ended.status}: {ended.message}")
    return seconds


async def _copy_and_upsert(owner_url: str, company_id: UUID) -> tuple[int, float]:
    """How many rows, and the seconds to put the company's lines back where they were, bare."""
    connection = await asyncpg.connect(for_asyncpg(owner_url))
    await connection.execute(
        "SELECT set_config('app.companies', $1, false)", "{" + str(company_id) + "}"
    )
    rows: Sequence[asyncpg.Record] = await connection.fetch(
        "SELECT * FROM receivables WHERE company_id = $1", company_id
    )
    columns = list(rows[0].keys())
    records = [tuple(row) for row in rows]
    await connection.execute("SET session_replication_role = replica")
    await connection.execute("DELETE FROM receivables WHERE company_id = $1", company_id)
    await connection.execute("SET session_replication_role = origin")
    await connection.execute("CREATE TEMP TABLE staged (LIKE receivables INCLUDING DEFAULTS)")
    names = ", ".join(columns)
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns)
    began = stopwatch()
    async with connection.transaction():
        await connection.copy_records_to_table("staged", records=records, columns=columns)
        await connection.execute(
            f"INSERT INTO receivables ({names}) SELECT {names} FROM staged"  # noqa: S608  our names
            f" ON CONFLICT (company_id, id) DO UPDATE SET {changes}"
        )
    seconds = stopwatch() - began
    await connection.close()
    return len(records), seconds

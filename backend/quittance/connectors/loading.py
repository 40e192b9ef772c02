"""A file is loaded: read, staged, moved in one transaction, and the run tells how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.connectors import journal, queries, service
from quittance.connectors.events import LoadFailed, LoadHeldBack
from quittance.connectors.ingest import Loaded, NothingRead, OnStep, Order, ingest
from quittance.connectors.models import FileKind, ImportProblem, LoadMode, RunStatus, SyncRun
from quittance.connectors.opening import (
    TABLE_FORMATS,
    NotALedger,
    format_of,
    lines_in,
    open_ledger,
)
from quittance.connectors.preview import NO_ROW, headers_of
from quittance.connectors.progress import percent_of
from quittance.connectors.readers.records import Ledger
from quittance.connectors.remarks import (
    LONGEST_FIELD,
    LONGEST_MESSAGE,
    LONGEST_PROPOSAL,
    WARNINGS,
    Remarks,
)
from quittance.connectors.review import LooksWrong
from quittance.connectors.service import (
    LEASE,
    LONGEST_REASON,
    PLAN_COMPANY,
    RUN_IMPORT,
    Asked,
    turn_of,
)
from quittance.platform import due_work, events, staging
from quittance.platform.clock import stopwatch
from quittance.platform.events import SYSTEM, Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext

TOLD_EVERY_S = 0.5  # as often as the stream of a load looks


class DryRun(Exception):
    """Everything went through and is undone: only the counts remain."""


async def load_file(
    job: JobContext,
    company_id: UUID,
    path: Path,
    *,
    kind: str = FileKind.AUTO,
    mode: str = LoadMode.STANDARD,
    dry_run: bool = False,
    actor: Actor = SYSTEM,
    progress: Callable[[str], object] | None = None,
) -> SyncRun:
    """The file was loaded here and now; the run tells how it ended.

    Should this process die, a worker takes the load up when the lease ends.
    """

    async def tell(step: str, rows: int) -> None:
        if progress is not None:
            progress(f"{step}: {rows}")

    with await asyncio.to_thread(path.open, "rb") as stream:
        blob_key = await job.storage.put(company_id, stream)
        size_bytes = stream.tell()
    now = job.now()
    async with job.transaction(company_id) as session:
        run = service.receive(
            session,
            company_id,
            Asked(FileKind(kind), LoadMode(mode), dry_run),
            file_name=path.name,
            blob_key=blob_key,
            size_bytes=size_bytes,
            actor=actor,
            now=now,
        )
        run.status = RunStatus.RUNNING
        await due_work.schedule(session, company_id, RUN_IMPORT, run.id, now + LEASE)
    await carry_out(job, company_id, run.id, wait=True, on_step=tell)
    async with job.transaction(company_id) as session:
        return await queries.find(session, company_id, run.id)


async def carry_out(
    job: JobContext,
    company_id: UUID,
    run_id: UUID,
    *,
    wait: bool,
    on_step: OnStep | None = None,
) -> bool:
    """The load has ended, well or not; False if another load of the company is under way.

    Everything moves in one transaction: wherever it breaks off, nothing is half loaded. The turn
    is taken before the file is read, so that a second worker never reads it for nothing.
    """
    async with job.transaction(company_id) as session:
        run = await queries.find(session, company_id, run_id)
        company = await accounts.company(session, company_id)
    loaded = Loaded()
    try:
        async with (
            job.storage.local(run.blob_key) as path,
            job.transaction(company_id) as session,
        ):
            if not await staging.serialise(session, turn_of(company_id), wait=wait):
                return False
            ledger = await _opened(session, run, company, path)
            order = _order(run, job.now())
            await ingest(session, company_id, ledger, order, loaded, on_step=on_step)
            await _apply(session, run, loaded, now=order.now)
    except DryRun:
        await _close(job, run, loaded, RunStatus.DRY_RUN, message=" ".join(loaded.doubts))
    except LooksWrong:
        await _close(job, run, loaded, RunStatus.NEEDS_REVIEW, message=" ".join(loaded.doubts))
    except NotALedger as refusal:
        await fail(job, run, loaded, str(refusal))
    except NothingRead:
        said = [problem.message for problem in loaded.remarks.kept if not problem.is_warning][:3]
        await fail(job, run, loaded, " ".join(said) or NO_ROW)
    except FileNotFoundError:
        await fail(job, run, loaded, "Le fichier n’est plus là.")
    return True


async def _opened(session: AsyncSession, run: SyncRun, company: Company, path: Path) -> Ledger:
    """The file as a ledger, its columns as chosen for this load or remembered from another."""
    run.format = await asyncio.to_thread(format_of, path)
    kind, columns = run.kind, dict(run.columns)
    if not columns and run.format in TABLE_FORMATS:
        headers = await asyncio.to_thread(headers_of, path)
        known = await queries.mapping_of(session, run.company_id, headers)
        if known is not None and kind in {FileKind.AUTO, known.kind}:
            kind, columns = known.kind, dict(known.columns)
    return await asyncio.to_thread(
        open_ledger,
        path,
        run.format,
        kind=kind,
        currency=company.currency,
        full=run.mode is LoadMode.FULL,
        columns=columns,
    )


async def telling(job: JobContext, run: SyncRun) -> OnStep:
    """Notes on the run, beside the load's transaction, how far the load is; keeps its lease.

    Each step is told when it begins, then no more often than anybody asks.
    """
    total = 0
    last = ("", 0.0)
    try:
        async with job.storage.local(run.blob_key) as path:
            total = await asyncio.to_thread(_lines, path)
    except FileNotFoundError:
        pass  # the load itself says so

    async def tell(step: str, rows: int) -> None:
        nonlocal last
        if step == last[0] and stopwatch() - last[1] < TOLD_EVERY_S:
            return
        last = (step, stopwatch())
        async with job.transaction(run.company_id) as beside:
            told = await queries.find(beside, run.company_id, run.id)
            told.counts = {**told.counts, "step": step, "read": rows}
            told.percent = percent_of(step, rows, total, before=told.percent)
            await due_work.postpone(beside, run.company_id, RUN_IMPORT, run.id, job.now() + LEASE)

    return tell


def _lines(path: Path) -> int:
    return lines_in(path, format_of(path))


def _order(run: SyncRun, now: datetime) -> Order:
    return Order(
        run_id=run.id,
        is_full=run.mode is LoadMode.FULL,
        holds_back=not (run.reviewed or run.dry_run),
        keeps_changes=not run.dry_run,
        actor=_actor(run),
        now=now,
    )


def _actor(run: SyncRun) -> Actor:
    """Who asked for the load."""
    return Actor(ActorKind(run.created_by_kind), run.created_by, run.created_by_name)


async def _apply(session: AsyncSession, run: SyncRun, loaded: Loaded, *, now: datetime) -> None:
    """The load ends in the transaction that moved its rows, and one plan of the company is due.

    A dry run raises `DryRun` instead, so that all of it is undone.
    """
    if run.dry_run:
        raise DryRun
    row = await queries.find(session, run.company_id, run.id, lock=True)
    row.format = run.format
    row.rollback_until, row.rolled_back_at = now + journal.KEPT_FOR, None
    await end(session, row, loaded, RunStatus.APPLIED, now=now)
    await due_work.schedule(session, run.company_id, PLAN_COMPANY, run.company_id, now)
    await due_work.schedule(
        session, run.company_id, journal.FORGET_LOAD, run.id, row.rollback_until
    )


async def _close(
    job: JobContext, run: SyncRun, loaded: Loaded, status: RunStatus, *, message: str = ""
) -> None:
    """The load ends without having moved anything."""
    async with job.transaction(run.company_id) as session:
        row = await queries.find(session, run.company_id, run.id, lock=True)
        row.format, row.message = run.format, message[:LONGEST_REASON]
        await end(session, row, loaded, status, now=job.now())
        if status is RunStatus.NEEDS_REVIEW:
            fact = LoadHeldBack(run_id=run.id, reason=row.message)
            await events.record(session, run.company_id, fact, actor=_actor(run), now=job.now())


async def fail(job: JobContext, run: SyncRun, loaded: Loaded, reason: str) -> None:
    """The load is over; nothing moved."""
    await _close(job, run, loaded, RunStatus.FAILED, message=reason)
    async with job.transaction(run.company_id) as session:
        fact = LoadFailed(run_id=run.id, reason=reason[:LONGEST_REASON])
        await events.record(session, run.company_id, fact, actor=_actor(run), now=job.now())


async def end(
    session: AsyncSession, run: SyncRun, loaded: Loaded, status: RunStatus, *, now: datetime
) -> None:
    """The run keeps what the load counted and said; it is due no more."""
    run.status, run.finished_at, run.percent = status, now, 100
    run.counts, run.sums = dict(loaded.counts), dict(loaded.sums)
    run.problems = loaded.remarks.count
    await _keep_remarks(session, run, loaded.remarks)
    if status is RunStatus.APPLIED and loaded.moves_receivables:
        company = await accounts.company(session, run.company_id)
        company.ledger_fresh_at = now
    await due_work.done(session, run.company_id, RUN_IMPORT, run.id)


async def _keep_remarks(session: AsyncSession, run: SyncRun, remarks: Remarks) -> None:
    await session.execute(
        delete(ImportProblem).where(
            ImportProblem.company_id == run.company_id, ImportProblem.run_id == run.id
        )
    )
    rows = [
        {
            "company_id": run.company_id,
            "id": new_id(),
            "run_id": run.id,
            "line": problem.line or 0,
            "field": (problem.field or "")[:LONGEST_FIELD],
            "code": problem.code,
            "message": problem.message.replace("\x00", "")[:LONGEST_MESSAGE],
            "value": problem.value.replace("\x00", ""),
            "proposal": problem.proposal.replace("\x00", "")[:LONGEST_PROPOSAL],
            "is_refusal": problem.line is not None
            and not problem.is_warning
            and problem.code not in WARNINGS,
        }
        for problem in remarks.kept
    ]
    if rows:
        await session.execute(insert(ImportProblem), rows)

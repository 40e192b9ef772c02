"""Loads, from the file handed in to the rows moved, and a person's yes where one is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.connectors import queries
from quittance.connectors.errors import ImportNotWaiting, ImportSuperseded
from quittance.connectors.events import LoadDecided, LoadFailed, LoadHeldBack
from quittance.connectors.ingest import Loaded, NothingRead, OnStep, Order, ingest
from quittance.connectors.models import FileKind, ImportProblem, LoadMode, RunStatus, SyncRun
from quittance.connectors.opening import format_of, open_ledger
from quittance.connectors.remarks import LONGEST_FIELD, LONGEST_MESSAGE, Remarks
from quittance.connectors.review import LooksWrong
from quittance.platform import due_work, events, staging
from quittance.platform.events import SYSTEM, Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext

RUN_IMPORT = "run_import"
PLAN_COMPANY = "plan_company"
LEASE = timedelta(minutes=30)
LONGEST_REASON = 1_000
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be loaded."""

    kind: FileKind = FileKind.AUTO
    mode: LoadMode = LoadMode.STANDARD
    dry_run: bool = False


class DryRun(Exception):
    """Everything went through and is undone: only the counts remain."""


def turn_of(company_id: UUID) -> str:
    """The name of what only one transaction at a time does: load this company's ledger."""
    return f"load of {company_id}"


def receive(
    session: AsyncSession,
    company_id: UUID,
    asked: Asked,
    *,
    file_name: str,
    blob_key: str,
    actor: Actor,
    now: datetime,
) -> SyncRun:
    """A load is known; nothing has been read yet."""
    run = SyncRun(
        company_id=company_id,
        id=new_id(),
        kind=asked.kind,
        format="",
        mode=asked.mode,
        dry_run=asked.dry_run,
        file_name=file_name[-LONGEST_NAME:],
        blob_key=blob_key,
        status=RunStatus.RECEIVED,
        reviewed=False,
        counts={},
        sums={},
        message="",
        problems=0,
        created_by_kind=actor.kind.value,
        created_by=actor.id,
        created_by_name=actor.name,
        created_at=now,
        finished_at=None,
    )
    session.add(run)
    return run


async def apply(
    session: AsyncSession, company_id: UUID, run_id: UUID, *, actor: Actor, now: datetime
) -> SyncRun:
    """A person looked: the load held back starts again and asks no more."""
    run = await _waiting(session, company_id, run_id)
    if await queries.is_superseded(session, run):
        raise ImportSuperseded("A later full load was applied since: load a fresh file.")
    run.reviewed, run.status, run.message, run.finished_at = True, RunStatus.RECEIVED, "", None
    await due_work.schedule(session, company_id, RUN_IMPORT, run_id, now)
    fact = LoadDecided(run_id=run_id, decision="applied")
    await events.record(session, company_id, fact, actor=actor, now=now)
    return run


async def reject(
    session: AsyncSession, company_id: UUID, run_id: UUID, *, actor: Actor, now: datetime
) -> SyncRun:
    """A person looked: the load held back will never be applied."""
    run = await _waiting(session, company_id, run_id)
    run.status, run.finished_at = RunStatus.REJECTED, now
    fact = LoadDecided(run_id=run_id, decision="rejected")
    await events.record(session, company_id, fact, actor=actor, now=now)
    return run


async def _waiting(session: AsyncSession, company_id: UUID, run_id: UUID) -> SyncRun:
    run = await queries.find(session, company_id, run_id, lock=True)
    if run.status is not RunStatus.NEEDS_REVIEW:
        raise ImportNotWaiting("This import does not wait for a decision.")
    return run


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
    now = job.now()
    async with job.transaction(company_id) as session:
        run = receive(
            session,
            company_id,
            Asked(FileKind(kind), LoadMode(mode), dry_run),
            file_name=path.name,
            blob_key=blob_key,
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

    Everything moves in one transaction: wherever it breaks off, nothing is half loaded.
    """
    async with job.transaction(company_id) as session:
        run = await queries.find(session, company_id, run_id)
        company = await accounts.company(session, company_id)
    loaded = Loaded()
    try:
        async with job.storage.local(run.blob_key) as path:
            run.format = await asyncio.to_thread(format_of, path)
            ledger = await asyncio.to_thread(
                open_ledger,
                path,
                run.format,
                kind=run.kind,
                currency=company.currency,
                full=run.mode is LoadMode.FULL,
            )
            async with job.transaction(company_id) as session:
                if not await staging.serialise(session, turn_of(company_id), wait=wait):
                    return False
                order = _order(run, job.now())
                await ingest(session, company_id, ledger, order, loaded, on_step=on_step)
                await _apply(session, run, loaded, now=order.now)
    except DryRun:
        await _close(job, run, loaded, RunStatus.DRY_RUN, message=" ".join(loaded.doubts))
    except LooksWrong:
        await _close(job, run, loaded, RunStatus.NEEDS_REVIEW, message=" ".join(loaded.doubts))
    except NothingRead:
        said = [problem.message for problem in loaded.remarks.kept if not problem.is_warning][:3]
        await fail(job, run, loaded, " ".join(said) or "Aucune ligne reconnue dans le fichier.")
    except FileNotFoundError:
        await fail(job, run, loaded, "Le fichier n’est plus là.")
    return True


def _order(run: SyncRun, now: datetime) -> Order:
    return Order(
        run_id=run.id,
        is_full=run.mode is LoadMode.FULL,
        holds_back=not (run.reviewed or run.dry_run),
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
    await end(session, row, loaded, RunStatus.APPLIED, now=now)
    await due_work.schedule(session, run.company_id, PLAN_COMPANY, run.company_id, now)


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
    run.status, run.finished_at = status, now
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
        }
        for problem in remarks.kept
    ]
    if rows:
        await session.execute(insert(ImportProblem), rows)

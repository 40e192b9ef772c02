"""Loads: received, prepared, asked for, decided by a person; `loading` carries them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.connectors import queries
from quittance.connectors.errors import (
    ImportNotReady,
    ImportNotWaiting,
    ImportSuperseded,
    ImportWithoutFile,
)
from quittance.connectors.events import LoadDecided
from quittance.connectors.models import FileKind, LoadMode, RunStatus, SyncRun
from quittance.platform import due_work, events
from quittance.platform.events import Actor
from quittance.platform.ids import new_id

RUN_IMPORT = "run_import"
PLAN_COMPANY = "plan_company"
LEASE = timedelta(minutes=3)  # renewed while the load reads; a load that only writes holds its turn
LONGEST_REASON = 1_000
LONGEST_NAME = 255

# Where a file rests: it may be loaded from there, with other columns or for good.
AT_REST = frozenset(
    {
        RunStatus.DRAFT,
        RunStatus.DRY_RUN,
        RunStatus.FAILED,
        RunStatus.REJECTED,
        RunStatus.ROLLED_BACK,
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be loaded; `columns` (field → header) are guessed where there are none."""

    kind: FileKind = FileKind.AUTO
    mode: LoadMode = LoadMode.STANDARD
    dry_run: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)


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
    size_bytes: int = 0,
    is_draft: bool = False,
) -> SyncRun:
    """A load is known; nothing has been read yet. A draft waits until somebody asks for it."""
    run = SyncRun(
        company_id=company_id,
        id=new_id(),
        kind=asked.kind,
        format="",
        mode=asked.mode,
        dry_run=asked.dry_run,
        file_name=file_name[-LONGEST_NAME:],
        blob_key=blob_key,
        size_bytes=size_bytes,
        columns=dict(asked.columns),
        status=RunStatus.DRAFT if is_draft else RunStatus.RECEIVED,
        reviewed=False,
        counts={},
        sums={},
        message="",
        percent=0,
        problems=0,
        created_by_kind=actor.kind.value,
        created_by=actor.id,
        created_by_name=actor.name,
        created_at=now,
        finished_at=None,
        rollback_until=None,
        rolled_back_at=None,
    )
    session.add(run)
    return run


def refuse(run: SyncRun, format: str, reason: str, *, now: datetime) -> None:
    """The file handed in is none we could load: it says so, and waits for nobody."""
    run.format, run.message = format, reason[:LONGEST_REASON]
    run.status, run.finished_at = RunStatus.FAILED, now


async def ask(
    session: AsyncSession,
    company_id: UUID,
    run_id: UUID,
    asked: Asked,
    *,
    actor: Actor,
    now: datetime,
) -> SyncRun:
    """The file that rests is to be loaded, or tried; raises `ImportNotReady`."""
    run = await queries.find(session, company_id, run_id, lock=True)
    if not run.blob_key:
        raise ImportWithoutFile("This import has no file: a program pushed its rows.")
    if run.status not in AT_REST:
        raise ImportNotReady("This import is under way, applied, or waits for a decision.")
    run.kind, run.mode, run.dry_run = asked.kind, asked.mode, asked.dry_run
    run.columns = dict(asked.columns)
    run.created_by_kind, run.created_by, run.created_by_name = (
        actor.kind.value,
        actor.id,
        actor.name,
    )
    run.reviewed = False
    await _start(session, run, now=now)
    return run


async def apply(
    session: AsyncSession, company_id: UUID, run_id: UUID, *, actor: Actor, now: datetime
) -> SyncRun:
    """A person looked: the load held back starts again and asks no more."""
    run = await _waiting(session, company_id, run_id)
    if await queries.is_superseded(session, run):
        raise ImportSuperseded("A later full load was applied since: load a fresh file.")
    run.reviewed = True
    await _start(session, run, now=now)
    fact = LoadDecided(run_id=run_id, decision="applied")
    await events.record(session, company_id, fact, actor=actor, now=now)
    return run


async def reject(
    session: AsyncSession, company_id: UUID, run_id: UUID, *, actor: Actor, now: datetime
) -> SyncRun:
    """A person looked: the load held back will not be applied as it is."""
    run = await _waiting(session, company_id, run_id)
    run.status, run.finished_at = RunStatus.REJECTED, now
    fact = LoadDecided(run_id=run_id, decision="rejected")
    await events.record(session, company_id, fact, actor=actor, now=now)
    return run


async def _start(session: AsyncSession, run: SyncRun, *, now: datetime) -> None:
    """The load is due now, with nothing left of an earlier attempt but what it refused."""
    run.status, run.message, run.percent = RunStatus.RECEIVED, "", 0
    run.counts, run.finished_at = {}, None
    await due_work.schedule(session, run.company_id, RUN_IMPORT, run.id, now)


async def _waiting(session: AsyncSession, company_id: UUID, run_id: UUID) -> SyncRun:
    run = await queries.find(session, company_id, run_id, lock=True)
    if run.status is not RunStatus.NEEDS_REVIEW:
        raise ImportNotWaiting("This import does not wait for a decision.")
    return run

"""Every look at loads and what they refused."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.connectors.errors import ImportNotFound
from quittance.connectors.models import (
    ColumnMapping,
    FileKind,
    ImportProblem,
    LoadMode,
    RunStatus,
    SyncRun,
)
from quittance.connectors.preview import headers_digest

MOST_MAPPINGS = 200
BRINGS_LINES = (FileKind.AUTO, FileKind.FEC, FileKind.RECEIVABLES)


async def find(
    session: AsyncSession, company_id: UUID, run_id: UUID, *, lock: bool = False
) -> SyncRun:
    """The load, held until the transaction ends if asked; raises `ImportNotFound`."""
    statement = select(SyncRun).where(SyncRun.company_id == company_id, SyncRun.id == run_id)
    run = await session.scalar(statement.with_for_update(key_share=True) if lock else statement)
    if run is None:
        raise ImportNotFound(f"No import {run_id}.")
    return run


async def page(
    session: AsyncSession,
    company_id: UUID,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[SyncRun]:
    """The loads, the newest first."""
    statement = (
        select(SyncRun)
        .where(SyncRun.company_id == company_id)
        .order_by(SyncRun.created_at.desc(), SyncRun.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(SyncRun.created_at, SyncRun.id) < after)
    return (await session.scalars(statement)).all()


async def is_superseded(session: AsyncSession, run: SyncRun) -> bool:
    """Whether a later full load of lines was applied meanwhile."""
    later = select(SyncRun.id).where(
        SyncRun.company_id == run.company_id,
        SyncRun.status == RunStatus.APPLIED,
        SyncRun.mode == LoadMode.FULL,
        SyncRun.kind.in_(BRINGS_LINES),
        SyncRun.created_at > run.created_at,
    )
    return bool(await session.scalar(select(later.exists())))


MOVES = ("created", "updated", "closed", "reopened", "closed_absent", "taken_over")
MOVES_PEOPLE = (
    "customers_created",
    "customers_updated",
    "contacts_created",
    "contacts_updated",
)


async def is_overlaid(session: AsyncSession, run: SyncRun) -> bool:
    """Whether a later load has changed anything since this one was applied."""
    changed = or_(*(SyncRun.counts[name].astext.cast(Integer) > 0 for name in MOVES + MOVES_PEOPLE))
    later = select(SyncRun.id).where(
        SyncRun.company_id == run.company_id,
        SyncRun.id != run.id,
        SyncRun.status == RunStatus.APPLIED,
        SyncRun.finished_at >= run.finished_at,
        changed,
    )
    return bool(await session.scalar(select(later.exists())))


async def last_lines_loaded_at(session: AsyncSession, company_id: UUID) -> datetime | None:
    """When lines were last loaded and stayed."""
    return await session.scalar(
        select(func.max(SyncRun.finished_at)).where(
            SyncRun.company_id == company_id,
            SyncRun.status == RunStatus.APPLIED,
            SyncRun.kind.in_(BRINGS_LINES),
            SyncRun.sums != {},
        )
    )


async def mapping_of(
    session: AsyncSession, company_id: UUID, headers: Iterable[str]
) -> ColumnMapping | None:
    """What was remembered of files with these headers."""
    return await session.scalar(
        select(ColumnMapping).where(
            ColumnMapping.company_id == company_id,
            ColumnMapping.headers_digest == headers_digest(headers),
        )
    )


async def mappings(session: AsyncSession, company_id: UUID) -> Sequence[ColumnMapping]:
    """Everything remembered, by name."""
    rows = await session.scalars(
        select(ColumnMapping)
        .where(ColumnMapping.company_id == company_id)
        .order_by(ColumnMapping.name, ColumnMapping.id)
        .limit(MOST_MAPPINGS)
    )
    return rows.all()


async def refusals(session: AsyncSession, company_id: UUID, run_id: UUID) -> dict[int, str]:
    """Why each refused line was, all its reasons in one text."""
    rows = await session.execute(
        select(ImportProblem.line, func.string_agg(ImportProblem.message, " "))
        .where(
            ImportProblem.company_id == company_id,
            ImportProblem.run_id == run_id,
            ImportProblem.is_refusal,
        )
        .group_by(ImportProblem.line)
    )
    return {row[0]: row[1] for row in rows}


async def problems(
    session: AsyncSession,
    company_id: UUID,
    run_id: UUID,
    *,
    after: tuple[int, UUID] | None = None,
    limit: int,
) -> Sequence[ImportProblem]:
    """What the load said of its rows, by line; line 0 speaks of the whole file."""
    statement = (
        select(ImportProblem)
        .where(ImportProblem.company_id == company_id, ImportProblem.run_id == run_id)
        .order_by(ImportProblem.line, ImportProblem.id)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(ImportProblem.line, ImportProblem.id) > after)
    return (await session.scalars(statement)).all()


async def every_problem(
    session: AsyncSession, company_id: UUID, run_id: UUID
) -> AsyncIterator[ImportProblem]:
    """All of them, read as they are needed."""
    rows = await session.stream_scalars(
        select(ImportProblem)
        .where(ImportProblem.company_id == company_id, ImportProblem.run_id == run_id)
        .order_by(ImportProblem.line, ImportProblem.id)
    )
    async for row in rows:
        yield row

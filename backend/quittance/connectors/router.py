"""Imports over HTTP: files handed in and followed, rows pushed by programs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile, status
from fastapi.responses import StreamingResponse

from quittance.accounts.access import GUARD, CanLoad, CanRead, Db
from quittance.connectors import queries, service
from quittance.connectors.book import writable
from quittance.connectors.errors import (
    FileEmpty,
    ImportNotFound,
    ImportNotWaiting,
    ImportSuperseded,
    ReviewerRequired,
)
from quittance.connectors.import_schemas import ImportOut, ImportProblemOut, shown
from quittance.connectors.models import FileKind, ImportProblem, LoadMode, SyncRun
from quittance.connectors.opening import format_of, refusal_of
from quittance.connectors.returned import as_csv
from quittance.connectors.service import RUN_IMPORT, Asked
from quittance.platform import due_work
from quittance.platform.clock import Now
from quittance.platform.database import Database, see
from quittance.platform.idempotency import IdempotencyKey, IdempotencyMismatch, remember
from quittance.platform.pages import (
    Cursor,
    CursorInvalid,
    Limit,
    Page,
    decode_cursor,
    encode_cursor,
)
from quittance.platform.problems import problems
from quittance.platform.storage import BlobStore

router = APIRouter(prefix="/v1", tags=["connectors"])

CSV_HEADER = ("ligne", "champ", "lu", "code", "message", "proposition")
ROWS_PER_PAGE = 1_000
MOST_LINES = 2**31 - 1


@router.post(
    "/imports",
    operation_id="connectors_import_file",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD | problems(IdempotencyMismatch, FileEmpty),
)
async def import_file(
    request: Request,
    caller: CanLoad,
    db: Db,
    now: Now,
    *,
    key: IdempotencyKey,
    file: Annotated[UploadFile, File(description="FEC, Sage 100, CSV or XLSX.")],
    kind: Annotated[FileKind, Form()] = FileKind.AUTO,
    mode: Annotated[LoadMode, Form()] = LoadMode.STANDARD,
    dry_run: Annotated[bool, Form()] = False,
    prepare: Annotated[
        bool, Form(description="Only keep the file: it is looked at, then run by its id.")
    ] = False,
) -> ImportOut:
    """Hand in a ledger's file. It is read in the background; follow it by its id."""
    storage: BlobStore = request.app.state.storage
    if not file.size:
        raise FileEmpty("The file is empty.")
    blob_key = await storage.put(caller.company_id, file.file)
    name = writable(file.filename or "")
    asked = Asked(kind, mode, dry_run)
    remembered = await remember(
        db,
        caller.company_id,
        key=key,
        operation="connectors_import_file",
        body=f"{blob_key} {kind} {mode} {dry_run} {prepare}".encode(),
        now=now,
    )
    if remembered.answer is not None:
        return ImportOut.model_validate(remembered.answer)
    run = service.receive(
        db,
        caller.company_id,
        asked,
        file_name=name,
        blob_key=blob_key,
        size_bytes=file.size,
        is_draft=prepare,
        actor=caller.actor,
        now=now,
    )
    if prepare:
        await _look(storage, run, now=now)
    else:
        await due_work.schedule(db, caller.company_id, RUN_IMPORT, run.id, now)
    answer = shown(run)
    remembered.keep(answer)
    return answer


async def _look(storage: BlobStore, run: SyncRun, *, now: datetime) -> None:
    """A file of which nothing can ever be loaded is refused at once, with the reason."""
    async with storage.local(run.blob_key) as path:
        format = await asyncio.to_thread(format_of, path)
        refusal = await asyncio.to_thread(refusal_of, path, format)
    if refusal:
        service.refuse(run, format, refusal, now=now)


@router.get(
    "/imports",
    operation_id="connectors_list_imports",
    responses=GUARD | problems(CursorInvalid),
)
async def list_imports(
    caller: CanRead, db: Db, *, limit: Limit = 50, cursor: Cursor = None
) -> Page[ImportOut]:
    """The loads of files and of programs, the newest first."""
    after = _run_key(cursor) if cursor else None
    rows = await queries.page(db, caller.company_id, after=after, limit=limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[shown(row) for row in rows[:limit]],
        next_cursor=encode_cursor(last.created_at.astimezone(UTC).isoformat(), last.id)
        if last
        else None,
    )


@router.get(
    "/imports/{import_id}",
    operation_id="connectors_read_import",
    responses=GUARD | problems(ImportNotFound),
)
async def read_import(import_id: UUID, caller: CanRead, db: Db) -> ImportOut:
    """How far the load has come, and what it did."""
    return shown(await queries.find(db, caller.company_id, import_id))


@router.get(
    "/imports/{import_id}/problems",
    operation_id="connectors_list_import_problems",
    responses=GUARD
    | problems(ImportNotFound, CursorInvalid)
    | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
    response_model=Page[ImportProblemOut],
)
async def list_import_problems(
    import_id: UUID,
    request: Request,
    caller: CanRead,
    db: Db,
    *,
    format: Annotated[str, Query(pattern="^(json|csv)$")] = "json",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ImportProblemOut] | Response:
    """What the load refused or doubts, row by row; with `format=csv`, all of it as a file."""
    run = await queries.find(db, caller.company_id, import_id)
    if format == "csv":
        return StreamingResponse(
            _csv(request.app.state.database, caller.company_id, run.id),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="anomalies-{run.id}.csv"'},
        )
    after = _problem_key(cursor) if cursor else None
    rows = await queries.problems(db, caller.company_id, import_id, after=after, limit=limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[ImportProblemOut.model_validate(row) for row in rows[:limit]],
        next_cursor=encode_cursor(last.line, last.id) if last else None,
    )


@router.post(
    "/imports/{import_id}/apply",
    operation_id="connectors_apply_import",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD
    | problems(ImportNotFound, ImportNotWaiting, ImportSuperseded, ReviewerRequired),
)
async def apply_import(import_id: UUID, caller: CanLoad, db: Db, now: Now) -> ImportOut:
    """Load it all the same: a person has looked at what it takes away or renames."""
    if caller.user_id is None:
        raise ReviewerRequired("A person decides about this import.")
    run = await service.apply(db, caller.company_id, import_id, actor=caller.actor, now=now)
    return shown(run)


@router.post(
    "/imports/{import_id}/reject",
    operation_id="connectors_reject_import",
    responses=GUARD | problems(ImportNotFound, ImportNotWaiting, ReviewerRequired),
)
async def reject_import(import_id: UUID, caller: CanLoad, db: Db, now: Now) -> ImportOut:
    """Never load it."""
    if caller.user_id is None:
        raise ReviewerRequired("A person decides about this import.")
    run = await service.reject(db, caller.company_id, import_id, actor=caller.actor, now=now)
    return shown(run)


async def _csv(database: Database, company_id: UUID, run_id: UUID) -> AsyncIterator[str]:
    """The problems as a French spreadsheet opens them; read beside the request, row by row."""
    yield "\ufeff" + as_csv([CSV_HEADER])
    async with database.transaction() as session:
        await see(session, [company_id])
        waiting: list[tuple[str, ...]] = []
        async for row in queries.every_problem(session, company_id, run_id):
            waiting.append(_cells(row))
            if len(waiting) == ROWS_PER_PAGE:
                yield as_csv(waiting)
                waiting.clear()
        yield as_csv(waiting)


def _cells(row: ImportProblem) -> tuple[str, ...]:
    return (
        str(row.line or ""),
        row.field,
        row.value,
        row.code,
        row.message,
        row.proposal,
    )


def _run_key(cursor: str) -> tuple[datetime, UUID]:
    created_at, id = decode_cursor(cursor, 2)
    try:
        # A naive instant is nobody's: read as UTC, it is at worst another page.
        return datetime.fromisoformat(created_at).replace(tzinfo=UTC), UUID(id)
    except (TypeError, ValueError, AttributeError) as error:
        raise CursorInvalid("This cursor belongs to another list.") from error


def _problem_key(cursor: str) -> tuple[int, UUID]:
    line, id = decode_cursor(cursor, 2)
    try:
        return max(0, min(int(line), MOST_LINES)), UUID(id)
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise CursorInvalid("This cursor belongs to another list.") from error

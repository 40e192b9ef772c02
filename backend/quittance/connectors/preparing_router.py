"""A file looked at, mapped, tried, run, followed and taken back, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from uuid import UUID

from fastapi import APIRouter, Request, Response, status
from fastapi.responses import StreamingResponse

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanLoad, CanRead, Db
from quittance.accounts.standing import may_stay
from quittance.connectors import preview as previews
from quittance.connectors import queries, remembering, returned, rollback, service
from quittance.connectors.errors import (
    ImportDependedUpon,
    ImportNotApplied,
    ImportNotFound,
    ImportNotReady,
    ImportOverlaid,
    ImportWithoutFile,
    MappingNotFound,
    MappingUnreadable,
    RollbackOver,
)
from quittance.connectors.import_schemas import (
    ColumnMappingOut,
    ColumnMappingsOut,
    ImportColumnOut,
    ImportOut,
    ImportPreviewIn,
    ImportPreviewOut,
    ImportRunIn,
    PreviewProblemOut,
    PreviewRowOut,
    shown,
)
from quittance.connectors.models import ColumnMapping, FileKind, SyncRun
from quittance.connectors.preview import Preview, ReadRow
from quittance.connectors.progress import UNDER_WAY, moment_of
from quittance.connectors.service import Asked
from quittance.platform.clock import Now
from quittance.platform.database import Database
from quittance.platform.idempotency import IdempotencyKey, IdempotencyMismatch, remember
from quittance.platform.problems import problems
from quittance.platform.sse import STREAMED, EventStream, LastEventId, News, Told, stream
from quittance.platform.storage import BlobStore

router = APIRouter(prefix="/v1", tags=["connectors"])

LOOK_EVERY_S = 0.5


@router.post(
    "/imports/{import_id}/preview",
    operation_id="connectors_preview_import",
    responses=GUARD | problems(ImportNotFound, ImportWithoutFile),
)
async def preview_import(
    import_id: UUID, body: ImportPreviewIn, request: Request, caller: CanLoad, db: Db
) -> ImportPreviewOut:
    """Read the first twenty rows as an import would; nothing is loaded."""
    run = await queries.find(db, caller.company_id, import_id)
    company = await accounts.company(db, caller.company_id)
    seen, known = await _looked_at(
        request, db, run, body.kind, body.columns, currency=company.currency
    )
    return _preview_out(seen, known)


async def _looked_at(
    request: Request,
    db: Db,
    run: SyncRun,
    kind: FileKind,
    columns: Mapping[str, str] | None,
    *,
    currency: str,
) -> tuple[Preview, ColumnMapping | None]:
    """The preview, by the columns given, else by those remembered, else guessed."""
    storage: BlobStore = request.app.state.storage
    try:
        async with storage.local(_file_of(run)) as path:
            seen = await asyncio.to_thread(
                previews.preview, path, kind=kind, columns=columns, currency=currency
            )
            headers = [column.header for column in seen.columns]
            known = await queries.mapping_of(db, run.company_id, headers) if headers else None
            wanted = known is not None and columns is None
            if known is not None and wanted and kind in {FileKind.AUTO, known.kind}:
                seen = await asyncio.to_thread(
                    previews.preview,
                    path,
                    kind=known.kind,
                    columns=known.columns,
                    currency=currency,
                )
    except FileNotFoundError as error:
        raise ImportWithoutFile("The file is no longer kept.") from error
    return seen, known


def _file_of(run: SyncRun) -> str:
    if not run.blob_key:
        raise ImportWithoutFile("This import has no file: a program pushed its rows.")
    return run.blob_key


@router.post(
    "/imports/{import_id}/run",
    operation_id="connectors_run_import",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD
    | problems(
        ImportNotFound, ImportNotReady, ImportWithoutFile, IdempotencyMismatch, MappingUnreadable
    ),
)
async def run_import(
    import_id: UUID,
    body: ImportRunIn,
    request: Request,
    caller: CanLoad,
    db: Db,
    *,
    now: Now,
    key: IdempotencyKey,
) -> ImportOut:
    """Load the file that was prepared, or try it; it may be tried any number of times."""
    company_id = caller.company_id
    remembered = await remember(
        db,
        company_id,
        key=key,
        operation=f"connectors_run_import:{import_id}",
        body=body,
        now=now,
    )
    if remembered.answer is not None:
        return ImportOut.model_validate(remembered.answer)
    kind, columns = body.kind, body.columns or {}
    if body.remember_as or body.columns:
        run = await queries.find(db, company_id, import_id)
        company = await accounts.company(db, company_id)
        seen, _ = await _looked_at(request, db, run, kind, body.columns, currency=company.currency)
        read = {one.field: one.header for one in seen.columns if one.field is not None}
        if columns.items() - read.items():
            raise MappingUnreadable("A column named is not in the file, or holds no such field.")
        if body.remember_as and read:
            kind, columns = seen.kind, read
            await remembering.remember(
                db,
                company_id,
                name=body.remember_as,
                headers=[one.header for one in seen.columns],
                kind=kind,
                columns=columns,
                saved_by_name=caller.actor.name,
                now=now,
            )
    asked = Asked(kind, body.mode, body.dry_run, columns)
    answer = shown(await service.ask(db, company_id, import_id, asked, actor=caller.actor, now=now))
    remembered.keep(answer)
    return answer


@router.get(
    "/imports/{import_id}/progress",
    operation_id="connectors_follow_import",
    response_class=EventStream,
    responses=GUARD
    | problems(ImportNotFound)
    | STREAMED
    | {204: {"description": "Nothing will follow what `Last-Event-ID` names."}},
)
async def follow_import(
    import_id: UUID,
    request: Request,
    caller: CanRead,
    db: Db,
    *,
    last: LastEventId = None,
) -> Response:
    """Tell each change of the import as an event `import` with the import; ends when it does."""
    run = await queries.find(db, caller.company_id, import_id)
    if run.status not in UNDER_WAY and last == moment_of(run):
        return Response(status_code=status.HTTP_204_NO_CONTENT)
    database: Database = request.app.state.database
    told = last

    async def look() -> News:
        nonlocal told
        async with database.transaction(caller.company_id) as session:
            found = await queries.find(session, caller.company_id, import_id)
        moment, over = moment_of(found), found.status not in UNDER_WAY
        if moment == told:
            return News(is_last=over)
        told = moment
        event = Told("import", shown(found).model_dump(mode="json"), id=moment)
        return News([event], is_last=over)

    return stream(request, look, may_stay(request, caller), every_s=LOOK_EVERY_S)


@router.get(
    "/imports/{import_id}/refused",
    operation_id="connectors_download_refused_rows",
    response_class=StreamingResponse,
    responses=GUARD
    | problems(ImportNotFound, ImportWithoutFile)
    | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def download_refused(
    import_id: UUID, request: Request, caller: CanLoad, db: Db
) -> StreamingResponse:
    """The refused rows as they stand in the file, each with what is wrong: correct and import."""
    run = await queries.find(db, caller.company_id, import_id)
    key = _file_of(run)
    reasons = await queries.refusals(db, caller.company_id, import_id)
    return StreamingResponse(
        _refused(request.app.state.storage, key, run.format, reasons),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="lignes-refusees-{run.id}.csv"'},
    )


async def _refused(
    storage: BlobStore, key: str, format: str, reasons: Mapping[int, str]
) -> AsyncIterator[str]:
    try:
        async with storage.local(key) as path:
            pieces: Iterator[str] = returned.pieces(path, format, reasons)
            while piece := await asyncio.to_thread(next, pieces, ""):
                yield piece
    except FileNotFoundError:
        for piece in returned.pieces_without_file(reasons):
            yield piece


@router.post(
    "/imports/{import_id}/rollback",
    operation_id="connectors_roll_back_import",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD
    | problems(ImportNotFound, ImportNotApplied, ImportOverlaid, ImportDependedUpon, RollbackOver),
)
async def roll_back_import(import_id: UUID, caller: CanLoad, db: Db, now: Now) -> ImportOut:
    """Take the whole import back, within a day and as long as nothing was built on it."""
    run = await rollback.ask(db, caller.company_id, import_id, actor=caller.actor, now=now)
    return shown(run)


@router.get("/column-mappings", operation_id="connectors_list_column_mappings", responses=GUARD)
async def list_column_mappings(caller: CanLoad, db: Db) -> ColumnMappingsOut:
    """What is remembered of the company's files: which column holds which field."""
    rows = await queries.mappings(db, caller.company_id)
    return ColumnMappingsOut(items=[ColumnMappingOut.model_validate(row) for row in rows])


@router.delete(
    "/column-mappings/{mapping_id}",
    operation_id="connectors_forget_column_mapping",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(MappingNotFound),
)
async def forget_column_mapping(mapping_id: UUID, caller: CanLoad, db: Db) -> None:
    """Guess the columns of such files again."""
    await remembering.forget(db, caller.company_id, mapping_id)


def _preview_out(seen: Preview, known: ColumnMapping | None) -> ImportPreviewOut:
    return ImportPreviewOut(
        format=seen.format,
        kind=seen.kind,
        encoding=seen.encoding,
        delimiter=seen.delimiter,
        lines=seen.lines,
        columns=[ImportColumnOut.model_validate(one) for one in seen.columns],
        fields=seen.fields,
        missing=seen.missing,
        rows=[_row_out(one) for one in seen.rows],
        refusal=seen.refusal,
        mapping=None if known is None else ColumnMappingOut.model_validate(known),
    )


def _row_out(row: ReadRow) -> PreviewRowOut:
    problem = None if row.problem is None else PreviewProblemOut.model_validate(row.problem)
    return PreviewRowOut(line=row.line, values=row.values, problem=problem)

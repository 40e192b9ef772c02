"""What imports of files take and give; rows pushed by programs are in `schemas`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from quittance.connectors.models import FileKind, LoadMode, RunStatus, SyncRun
from quittance.platform.schemas import Body, Out


class CountsOut(Out):
    """What a load did. `created`, `updated`, `unchanged` count lines, or customers without any.

    `absent` counts the open lines a full file does not list; `taken_over` those renamed.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    closed: int
    reopened: int
    closed_absent: int
    absent: int
    taken_over: int
    refused: int
    customers_created: int
    customers_updated: int
    contacts_created: int
    contacts_updated: int


class ImportSumsOut(Out):
    """What the lines read add up to in one currency; credits count negative."""

    currency: str
    lines: int
    debit_minor: int
    credit_minor: int
    balance_minor: int


class ImportOut(Out):
    """One load: how it was asked, how far it has come, what it did and refused."""

    id: UUID
    kind: FileKind
    format: str
    mode: LoadMode
    dry_run: bool
    file_name: str
    size_bytes: int
    has_file: bool
    columns: dict[str, str]
    status: RunStatus
    step: str
    percent: int
    counts: CountsOut
    sums: list[ImportSumsOut]
    problems: int
    message: str
    created_by_name: str
    created_at: datetime
    finished_at: datetime | None
    rollback_until: datetime | None
    rolled_back_at: datetime | None


class ImportProblemOut(Out):
    """A refused or doubtful row; line 0 speaks of the whole file.

    `value` is what the file has, `proposal` what it may have meant; both may be empty.
    """

    id: UUID
    line: int
    field: str
    code: str
    message: str
    value: str
    proposal: str
    is_refusal: bool


FieldName = Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{0,39}$")]
Header = Annotated[str, StringConstraints(min_length=1, max_length=70_000)]
Columns = Annotated[dict[FieldName, Header], Field(max_length=100)]


class ImportPreviewIn(Body):
    """How to read the first rows: what kind of list, and which column holds which field.

    Without `columns` they are those remembered for such a file, else guessed.
    """

    kind: FileKind = FileKind.AUTO
    columns: Columns | None = None


class ImportRunIn(Body):
    """How to load the file; a dry run counts everything and moves nothing.

    With `remember_as`, files with the same headers are read the same way from now on.
    """

    kind: FileKind = FileKind.AUTO
    mode: LoadMode = LoadMode.STANDARD
    dry_run: bool = False
    columns: Columns | None = None
    remember_as: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
        | None
    ) = None


class ImportColumnOut(Out):
    """A column of the file, the field it is thought to hold, and its first value."""

    header: str
    field: str | None
    sample: str


class PreviewProblemOut(Out):
    """What keeps a row out, or is doubtful in it."""

    field: str | None
    code: str
    message: str
    value: str
    proposal: str
    is_warning: bool


class PreviewRowOut(Out):
    """A row as read: days in ISO, sums with a dot; as it stands where it could not be read."""

    line: int
    values: dict[str, str]
    problem: PreviewProblemOut | None


class ColumnMappingOut(Out):
    """Which column holds which field in files with the same headers."""

    id: UUID
    name: str
    kind: FileKind
    columns: dict[str, str]
    saved_by_name: str
    saved_at: datetime


class ImportPreviewOut(Out):
    """The first rows of a file, and what is known of it before it is loaded.

    `refusal` says in French why the file cannot be loaded; `missing` what no column holds yet.
    """

    format: str
    kind: FileKind
    encoding: str | None
    delimiter: str | None
    lines: int
    columns: list[ImportColumnOut]
    fields: list[str]
    missing: list[str]
    rows: list[PreviewRowOut]
    refusal: str
    mapping: ColumnMappingOut | None


class ColumnMappingsOut(Out):
    """Everything the company remembers of its files."""

    items: list[ColumnMappingOut]


def counts_out(counts: Mapping[str, Any]) -> CountsOut:
    """The counts a run keeps; what it did not come to is zero."""
    return CountsOut(**{name: int(counts.get(name, 0)) for name in CountsOut.model_fields})


def shown(run: SyncRun) -> ImportOut:
    """The run as it is told."""
    return ImportOut(
        id=run.id,
        kind=run.kind,
        format=run.format,
        mode=run.mode,
        dry_run=run.dry_run,
        file_name=run.file_name,
        size_bytes=run.size_bytes,
        has_file=bool(run.blob_key),
        columns=run.columns,
        status=run.status,
        step=str(run.counts.get("step", "")),
        percent=run.percent,
        counts=counts_out(run.counts),
        sums=[ImportSumsOut(currency=name, **sums) for name, sums in sorted(run.sums.items())],
        problems=run.problems,
        message=run.message,
        created_by_name=run.created_by_name,
        created_at=run.created_at,
        finished_at=run.finished_at,
        rollback_until=run.rollback_until,
        rolled_back_at=run.rolled_back_at,
    )

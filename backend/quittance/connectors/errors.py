"""Refusals about imports."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class ImportNotFound(AppError):
    """The company has no such import."""

    code: ClassVar[str] = "import_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ImportNotWaiting(AppError):
    """The import does not wait for anybody's decision."""

    code: ClassVar[str] = "import_not_waiting"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ImportSuperseded(AppError):
    """A later load was applied since: this file would bring back the past."""

    code: ClassVar[str] = "import_superseded"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ReviewerRequired(AppError):
    """A load that looks wrong is decided by a person, not by a program."""

    code: ClassVar[str] = "reviewer_required"
    kind: ClassVar[Kind] = Kind.FORBIDDEN


class FileEmpty(AppError):
    """The file has no content."""

    code: ClassVar[str] = "file_empty"
    kind: ClassVar[Kind] = Kind.INVALID


class ImportWithoutFile(AppError):
    """The import has no file of its own: a program pushed its rows."""

    code: ClassVar[str] = "import_without_file"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ImportNotReady(AppError):
    """The import is under way, was applied, or waits for a decision: it cannot be started."""

    code: ClassVar[str] = "import_not_ready"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ImportNotApplied(AppError):
    """Nothing of the import is in the ledger: there is nothing to take back."""

    code: ClassVar[str] = "import_not_applied"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RollbackOver(AppError):
    """What the import changed is no longer kept: it stays."""

    code: ClassVar[str] = "import_rollback_over"
    kind: ClassVar[Kind] = Kind.GONE


class ImportOverlaid(AppError):
    """A later import has changed the ledger since: that one is taken back first."""

    code: ClassVar[str] = "import_overlaid"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ImportDependedUpon(AppError):
    """People or programs have built on what the import brought; `errors` say what."""

    code: ClassVar[str] = "import_depended_upon"
    kind: ClassVar[Kind] = Kind.CONFLICT


class MappingNotFound(AppError):
    """The company has no such column mapping."""

    code: ClassVar[str] = "column_mapping_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class MappingUnreadable(AppError):
    """The columns named are not those of the file, or hold no field we know."""

    code: ClassVar[str] = "column_mapping_refused"
    kind: ClassVar[Kind] = Kind.INVALID

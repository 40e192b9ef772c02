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

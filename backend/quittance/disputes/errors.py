"""Refusals about disputes."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class DisputeNotFound(AppError):
    """The company has no such dispute, or the caller may not see it."""

    code: ClassVar[str] = "dispute_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class DisputeClosedAlready(AppError):
    """The dispute has an outcome."""

    code: ClassVar[str] = "dispute_closed_already"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ReceivableDisputed(AppError):
    """A dispute is open on one of the receivables: it is closed before another one is opened."""

    code: ClassVar[str] = "receivable_disputed"
    kind: ClassVar[Kind] = Kind.CONFLICT


class DisputedPartNeedsOne(AppError):
    """A part is contested of exactly one receivable, and of no more than is owed on it."""

    code: ClassVar[str] = "disputed_part_needs_one"
    kind: ClassVar[Kind] = Kind.INVALID


class DisputeOwnerUnknown(AppError):
    """The person named to look into the dispute does not work in the company."""

    code: ClassVar[str] = "dispute_owner_unknown"
    kind: ClassVar[Kind] = Kind.INVALID

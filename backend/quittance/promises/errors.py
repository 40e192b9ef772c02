"""Refusals about promises to pay."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class PromiseNotFound(AppError):
    """The company has no such promise, or the caller may not see it."""

    code: ClassVar[str] = "promise_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class PromiseExceedsDebt(AppError):
    """More is promised than is owed."""

    code: ClassVar[str] = "promise_exceeds_debt"
    kind: ClassVar[Kind] = Kind.CONFLICT


class PromiseInPast(AppError):
    """The promised day is over."""

    code: ClassVar[str] = "promise_in_past"
    kind: ClassVar[Kind] = Kind.INVALID


class PromiseTooFar(AppError):
    """The promised day lies beyond what may be promised without asking (SID-30)."""

    code: ClassVar[str] = "promise_too_far"
    kind: ClassVar[Kind] = Kind.INVALID


class TooManyPromises(AppError):
    """The debtor has already promised these receivables twice by themselves."""

    code: ClassVar[str] = "too_many_promises"
    kind: ClassVar[Kind] = Kind.CONFLICT


class PromiseSettled(AppError):
    """What became of the promise is known: it can no longer be cancelled."""

    code: ClassVar[str] = "promise_settled"
    kind: ClassVar[Kind] = Kind.CONFLICT

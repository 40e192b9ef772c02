"""Refusals about what is owed."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class ReceivableNotFound(AppError):
    """The company has no such receivable, or the caller may not see it."""

    code: ClassVar[str] = "receivable_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ReceivableClosed(AppError):
    """Nothing is owed on it any more."""

    code: ClassVar[str] = "receivable_closed"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ReceivablesMixed(AppError):
    """The receivables named belong to several customers or currencies."""

    code: ClassVar[str] = "receivables_mixed"
    kind: ClassVar[Kind] = Kind.INVALID


class HoldNotFound(AppError):
    """No such hold stands."""

    code: ClassVar[str] = "hold_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class HoldNotYours(AppError):
    """Only a more senior role, or nobody, may lift this hold."""

    code: ClassVar[str] = "hold_not_yours"
    kind: ClassVar[Kind] = Kind.FORBIDDEN


class HoldEndless(AppError):
    """A stop has no last day of its own."""

    code: ClassVar[str] = "hold_endless"
    kind: ClassVar[Kind] = Kind.INVALID


class HoldOfAnotherCustomer(AppError):
    """The receivable to hold is not this customer's."""

    code: ClassVar[str] = "hold_of_another_customer"
    kind: ClassVar[Kind] = Kind.INVALID

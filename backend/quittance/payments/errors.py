"""Refusals about what debtors say they have paid."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class NoticeNotFound(AppError):
    """The company has no such payment notice, or the caller may not see it."""

    code: ClassVar[str] = "payment_notice_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class NoticeReviewed(AppError):
    """The payment notice was accepted, rejected or confirmed before."""

    code: ClassVar[str] = "payment_notice_reviewed"
    kind: ClassVar[Kind] = Kind.CONFLICT


class PaidInFuture(AppError):
    """The day said to be that of the payment has not come yet: that is a promise."""

    code: ClassVar[str] = "paid_in_future"
    kind: ClassVar[Kind] = Kind.INVALID

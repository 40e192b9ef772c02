"""Refusals about customers."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class CustomerNotFound(AppError):
    """The company has no such customer, or the caller may not see it."""

    code: ClassVar[str] = "customer_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND

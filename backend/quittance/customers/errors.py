"""Refusals about customers."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class CustomerNotFound(AppError):
    """The company has no such customer, or the caller may not see it."""

    code: ClassVar[str] = "customer_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class CustomerStale(AppError):
    """Somebody changed the customer meanwhile."""

    code: ClassVar[str] = "customer_stale"
    kind: ClassVar[Kind] = Kind.STALE


class CollectorUnknown(AppError):
    """The person named does not work in the company."""

    code: ClassVar[str] = "collector_unknown"
    kind: ClassVar[Kind] = Kind.INVALID


class ProfileNotFound(AppError):
    """The company has no such profile."""

    code: ClassVar[str] = "profile_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ContactNotFound(AppError):
    """The company has no such contact, or the caller may not see it."""

    code: ClassVar[str] = "contact_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ContactExists(AppError):
    """The customer already has a contact with this address."""

    code: ClassVar[str] = "contact_exists"
    kind: ClassVar[Kind] = Kind.CONFLICT

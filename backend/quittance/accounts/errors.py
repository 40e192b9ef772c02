"""Refusals at the front door."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class NotLoggedIn(AppError):
    """No session and no key, or one that no longer counts."""

    code: ClassVar[str] = "not_logged_in"
    kind: ClassVar[Kind] = Kind.UNAUTHENTICATED


class CredentialsRefused(AppError):
    """The address or the password is wrong; which of them is not said."""

    code: ClassVar[str] = "credentials_refused"
    kind: ClassVar[Kind] = Kind.UNAUTHENTICATED


class TooManyLogIns(AppError):
    """Too many wrong passwords for this address in a short time."""

    code: ClassVar[str] = "too_many_log_ins"
    kind: ClassVar[Kind] = Kind.TOO_MANY


class CompanyRequired(AppError):
    """The caller belongs to several companies and named none."""

    code: ClassVar[str] = "company_required"
    kind: ClassVar[Kind] = Kind.INVALID


class NotAllowed(AppError):
    """The caller's role or key does not go that far."""

    code: ClassVar[str] = "not_allowed"
    kind: ClassVar[Kind] = Kind.FORBIDDEN


class ForeignOrigin(AppError):
    """A browser sent our cookie from somebody else's page."""

    code: ClassVar[str] = "foreign_origin"
    kind: ClassVar[Kind] = Kind.FORBIDDEN


class CompanyNotFound(AppError):
    """The caller sees no such company."""

    code: ClassVar[str] = "company_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ApiKeyNotFound(AppError):
    """The company has no such key."""

    code: ClassVar[str] = "api_key_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class CompanyStale(AppError):
    """Somebody changed the company's settings meanwhile."""

    code: ClassVar[str] = "company_stale"
    kind: ClassVar[Kind] = Kind.STALE


class LogoRefused(AppError):
    """The file is no PNG or JPEG that a letter could bear."""

    code: ClassVar[str] = "logo_refused"
    kind: ClassVar[Kind] = Kind.INVALID


class LogoTooLarge(AppError):
    """The logo's file is too heavy."""

    code: ClassVar[str] = "logo_too_large"
    kind: ClassVar[Kind] = Kind.TOO_LARGE


class LogoNotFound(AppError):
    """The company has no logo."""

    code: ClassVar[str] = "logo_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND

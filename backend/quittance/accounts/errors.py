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


class PenaltyFigureRequired(AppError):
    """The rate of late interest is one of the contract, and its figure is missing."""

    code: ClassVar[str] = "penalty_figure_required"
    kind: ClassVar[Kind] = Kind.INVALID


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


class PasswordWrong(AppError):
    """The password given to prove who one is is not the right one."""

    code: ClassVar[str] = "password_wrong"
    kind: ClassVar[Kind] = Kind.INVALID


class PasswordWeak(AppError):
    """The new password would be guessed."""

    code: ClassVar[str] = "password_weak"
    kind: ClassVar[Kind] = Kind.INVALID


class SessionNotFound(AppError):
    """The person has no such session, or it is over."""

    code: ClassVar[str] = "session_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class TooManyResets(AppError):
    """Too many links were asked for in a short time."""

    code: ClassVar[str] = "too_many_resets"
    kind: ClassVar[Kind] = Kind.TOO_MANY


class ResetOver(AppError):
    """The link was used, replaced by a newer one, or is too old."""

    code: ClassVar[str] = "reset_over"
    kind: ClassVar[Kind] = Kind.GONE


class MemberNotFound(AppError):
    """That person does not work in the company."""

    code: ClassVar[str] = "member_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class LastAdmin(AppError):
    """Nobody would be left to administer the company."""

    code: ClassVar[str] = "last_admin"
    kind: ClassVar[Kind] = Kind.CONFLICT


class SalesRepRequired(AppError):
    """A sales representative is known by a name in the ledger; without one they see nothing."""

    code: ClassVar[str] = "sales_rep_required"
    kind: ClassVar[Kind] = Kind.INVALID


class AlreadyMember(AppError):
    """That person works in the company already."""

    code: ClassVar[str] = "already_member"
    kind: ClassVar[Kind] = Kind.CONFLICT


class AlreadyInvited(AppError):
    """An invitation to that address waits for its answer."""

    code: ClassVar[str] = "already_invited"
    kind: ClassVar[Kind] = Kind.CONFLICT


class TooManyInvitations(AppError):
    """The company waits for too many answers already."""

    code: ClassVar[str] = "too_many_invitations"
    kind: ClassVar[Kind] = Kind.CONFLICT


class InvitationNotFound(AppError):
    """The company has no such invitation, or it waits no more."""

    code: ClassVar[str] = "invitation_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class InvitationOver(AppError):
    """The link was used, replaced, withdrawn, or is too old."""

    code: ClassVar[str] = "invitation_over"
    kind: ClassVar[Kind] = Kind.GONE


class NameRequired(AppError):
    """Whoever comes for the first time says their name."""

    code: ClassVar[str] = "name_required"
    kind: ClassVar[Kind] = Kind.INVALID

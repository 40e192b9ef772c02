"""The refusals of the templates room."""

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class TemplateRefused(AppError):
    """The source of a template uses what a template may not use."""

    code: ClassVar[str] = "template_refused"
    kind: ClassVar[Kind] = Kind.INVALID


class UnreadableBlock(AppError):
    """A line in double brackets is not one of the known blocks."""

    code: ClassVar[str] = "template_block_unreadable"
    kind: ClassVar[Kind] = Kind.INVALID

    def __init__(self, line: str) -> None:
        super().__init__(f"Unknown block {line[:80]!r}.")


class MissingValue(AppError):
    """The template prints a value that this message does not have."""

    code: ClassVar[str] = "template_value_missing"
    kind: ClassVar[Kind] = Kind.INVALID


class SeveralCurrencies(AppError):
    """A single total was asked of a message in several currencies."""

    code: ClassVar[str] = "several_currencies"
    kind: ClassVar[Kind] = Kind.INVALID


class MessageTooLarge(AppError):
    """The rendered message is longer than any reader or provider would take."""

    code: ClassVar[str] = "message_too_large"
    kind: ClassVar[Kind] = Kind.TOO_LARGE


class UnsafeLink(AppError):
    """A link of the message is neither http nor https."""

    code: ClassVar[str] = "message_link_unsafe"
    kind: ClassVar[Kind] = Kind.INVALID


class RateNotApproved(AppError):
    """A formal notice would state a rate that counsel has not approved."""

    code: ClassVar[str] = "penalty_rate_not_approved"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RateMissing(AppError):
    """A sum would rest on a legal rate that nobody vouches for: it is never guessed."""

    code: ClassVar[str] = "legal_rate_missing"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ClaimTimeBarred(AppError):
    """The message would claim a sum that can no longer be claimed in court."""

    code: ClassVar[str] = "claim_time_barred"
    kind: ClassVar[Kind] = Kind.CONFLICT


class LetterUnprintable(AppError):
    """The letter could not be made into sound pages."""

    code: ClassVar[str] = "letter_unprintable"
    kind: ClassVar[Kind] = Kind.INVALID


class TemplateNotFound(AppError):
    """Neither the company nor the stock has a text of this kind."""

    code: ClassVar[str] = "template_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class TemplateStale(AppError):
    """Somebody changed the text meanwhile."""

    code: ClassVar[str] = "template_stale"
    kind: ClassVar[Kind] = Kind.STALE


class SemesterNotFound(AppError):
    """No legal rate is known for the semester, or it is no semester at all."""

    code: ClassVar[str] = "semester_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND

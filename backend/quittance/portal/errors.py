"""Refusals at the debtor's door."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, FieldError, Kind


class PortalSessionOver(AppError):
    """No link was opened in this browser, or its time is over."""

    code: ClassVar[str] = "portal_session_over"
    kind: ClassVar[Kind] = Kind.UNAUTHENTICATED


class FormNotOurs(AppError):
    """The form was not made for this session: another link was opened meanwhile."""

    code: ClassVar[str] = "form_not_ours"
    kind: ClassVar[Kind] = Kind.FORBIDDEN


class NothingSelected(AppError):
    """An answer names one receivable at least (SID-23)."""

    code: ClassVar[str] = "nothing_selected"
    kind: ClassVar[Kind] = Kind.INVALID


class AnswerNotFound(AppError):
    """There is no such answer, or it was sent and can no longer be changed."""

    code: ClassVar[str] = "answer_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class AnswerInvalid(AppError):
    """A field of the answer does not fit the receivables or the day."""

    code: ClassVar[str] = "answer_invalid"
    kind: ClassVar[Kind] = Kind.INVALID

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}.", errors=(FieldError(("body", field), why, why),))
        self.field = field
        self.why = why

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


class ContactInvalid(AnswerInvalid):
    """A field of the contact does not fit what is known of the customer."""

    code: ClassVar[str] = "contact_invalid"
    kind: ClassVar[Kind] = Kind.INVALID


class ContactsClosed(AppError):
    """The link was given to a new address: it reads and answers, and changes no contact yet."""

    code: ClassVar[str] = "contacts_closed"
    kind: ClassVar[Kind] = Kind.FORBIDDEN


class TooManyChanges(AppError):
    """So many contacts were changed or named lately that a person should be called."""

    code: ClassVar[str] = "too_many_contact_changes"
    kind: ClassVar[Kind] = Kind.TOO_MANY


class ChangeNotFound(AppError):
    """There is no such change of contact."""

    code: ClassVar[str] = "contact_change_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ChangeSettled(AppError):
    """The change is over: it cannot be decided that way any more."""

    code: ClassVar[str] = "contact_change_settled"
    kind: ClassVar[Kind] = Kind.CONFLICT


class LinkNotFound(AppError):
    """There is no such link."""

    code: ClassVar[str] = "portal_link_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class AnswerNotRefusable(AppError):
    """The answer brought nothing one could say no to: it is read, that is all."""

    code: ClassVar[str] = "answer_not_refusable"
    kind: ClassVar[Kind] = Kind.CONFLICT

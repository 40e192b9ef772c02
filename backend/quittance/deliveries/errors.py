"""Refusals about messages on their way."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class DeliveryNotFound(AppError):
    """The company has no such delivery, or the caller may not see it."""

    code: ClassVar[str] = "delivery_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class DeliveryNotUnconfirmed(AppError):
    """Only a delivery whose fate is unknown is settled by a person."""

    code: ClassVar[str] = "delivery_not_unconfirmed"
    kind: ClassVar[Kind] = Kind.CONFLICT


class MessageNotWritten(AppError):
    """Nothing was written yet: the message is made when it leaves."""

    code: ClassVar[str] = "message_not_written"
    kind: ClassVar[Kind] = Kind.CONFLICT


class LetterNotPrinted(AppError):
    """There are no printed pages to give back."""

    code: ClassVar[str] = "letter_not_printed"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class MessageOnPaper(AppError):
    """The message is a letter: its pages are read, not its text."""

    code: ClassVar[str] = "message_on_paper"
    kind: ClassVar[Kind] = Kind.CONFLICT

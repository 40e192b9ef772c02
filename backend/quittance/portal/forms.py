"""What plain HTML forms send, read into replies; every wrong field is told, none raises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from pydantic import ValidationError
from starlette.datastructures import FormData

from quittance.domain.money import Money, UnknownCurrency
from quittance.portal.models import AnswerKind
from quittance.portal.people import FIELDS as PERSON_FIELDS
from quittance.portal.people import Person
from quittance.portal.replies import REPLY, Reply

FIELDS: dict[AnswerKind, tuple[str, ...]] = {
    AnswerKind.PAID: ("paid_on", "method", "reference", "remarks"),
    AnswerKind.UPCOMING: ("due_on", "method", "first_minor", "second_on", "remarks"),
    AnswerKind.DISPUTE: ("reason", "details", "amount_minor"),
    AnswerKind.STATUS: ("text",),
    AnswerKind.CONFIRM: ("remarks",),
}
DAYS = frozenset({"paid_on", "due_on", "second_on"})
SUMS = frozenset({"first_minor", "amount_minor"})
TYPED_DAY = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*")
TYPED_SUM = re.compile(r"\d{1,13}([.,]\d{1,3})?")
MOST_IDS = 5_000

Typed = dict[str, str]
Errors = dict[str, str]


def read_reply(
    kind: AnswerKind, form: Mapping[str, object], currency: str
) -> tuple[Reply | None, Typed, Errors]:
    """The reply, or why each wrong field is wrong; what was typed comes back as it was."""
    typed = {name: text_of(form, name) for name in FIELDS[kind]}
    errors: Errors = {}
    values: dict[str, object] = {"kind": kind}
    for name, text in typed.items():
        if not text.strip():
            continue
        if name in DAYS:
            day = read_day(text)
            if day is None:
                errors[name] = "date"
            values[name] = day
        elif name in SUMS:
            minor = read_sum(text, currency)
            if minor is None:
                errors[name] = "amount"
            values[name] = minor
        else:
            values[name] = text
    if errors:
        return None, typed, errors
    try:
        return REPLY.validate_python(values), typed, {}
    except ValidationError as invalid:
        for one in invalid.errors():
            errors[str(one["loc"][-1])] = _why(str(one["type"]))
        return None, typed, errors


def _why(code: str) -> str:
    if code in {"missing", "string_too_short"}:
        return "required"
    return "too_long" if code == "string_too_long" else "invalid"


def text_of(form: Mapping[str, object], name: str) -> str:
    """A field as text; a file in its place counts as nothing."""
    value = form.get(name, "")
    # A NUL cannot be stored and means nothing; browsers send CR LF.
    return value.replace("\x00", "").replace("\r\n", "\n") if isinstance(value, str) else ""


def read_day(text: str) -> date | None:
    """A day as browsers send it (`2026-11-27`) or as people type it (`27/11/2026`)."""
    try:
        if typed := TYPED_DAY.fullmatch(text):
            day, month, year = (int(part) for part in typed.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def read_sum(text: str, currency: str) -> int | None:
    """Minor units of an amount as people type it: `1 250,00`."""
    plain = re.sub(r"\s", "", text)
    if TYPED_SUM.fullmatch(plain) is None:
        return None
    try:
        minor = Money.from_decimal(Decimal(plain.replace(",", ".")), currency).minor
    except (ValueError, UnknownCurrency):
        return None
    return minor or None


def as_typed(reply: Reply, currency: str) -> Typed:
    """The fields of a reply as its form shows them."""
    typed: Typed = {}
    for name in FIELDS[reply.kind]:
        value = getattr(reply, name)
        if name in SUMS and value is not None:
            value = str(Money(value, currency).to_decimal())
        typed[name] = "" if value is None else str(value)
    return typed


def blank(kind: AnswerKind) -> Typed:
    """The fields of an empty form."""
    return dict.fromkeys(FIELDS[kind], "")


def ids_of(form: FormData, name: str) -> list[UUID] | None:
    """The ids sent under a name; None if one is no id at all."""
    texts = [one for one in form.getlist(name) if isinstance(one, str)]
    try:
        return [UUID(one) for one in texts[:MOST_IDS]]
    except ValueError:
        return None


def typed_person(form: Mapping[str, object]) -> Typed:
    """The fields of a person as they were typed."""
    return {name: text_of(form, name) for name in PERSON_FIELDS}


def read_person(typed: Typed) -> tuple[Person | None, Errors]:
    """The person, or why each wrong field is wrong."""
    try:
        return Person.model_validate({name: text.strip() for name, text in typed.items()}), {}
    except ValidationError as invalid:
        return None, {
            str(one["loc"][0]): "required" if not typed[str(one["loc"][0])].strip() else "invalid"
            for one in invalid.errors()
        }

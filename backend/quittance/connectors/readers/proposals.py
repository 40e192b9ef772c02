"""What an unreadable value may have meant, where only one reading makes sense."""

from __future__ import annotations

import calendar
import re

from quittance.connectors.readers.values import decimal_text, parse_amount

_LETTERS_FOR_DIGITS = str.maketrans("OoQIl|", "000111")
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_CURRENCIES = {"EURO": "EUR", "EUROS": "EUR", "XFP": "XPF", "FRANC CFP": "XPF", "FRANCS CFP": "XPF"}
_DATES = frozenset({"date_unreadable", "due_date_unreadable", "document_date_unreadable"})


def propose(code: str, value: str) -> str:
    """The value as it may have been meant, as people write it; empty where nothing is likely."""
    if not value:
        return ""
    if code in _DATES:
        return _day(value)
    if code == "amount_unreadable":
        return _amount(value)
    if code == "email_invalid":
        return _address(value)
    if code == "currency_unknown":
        return _CURRENCIES.get(value.strip().upper(), "")
    return ""


def _day(value: str) -> str:
    """The last day of a month that is shorter, or day and month the other way round."""
    match = _DAY.fullmatch(value.translate(_LETTERS_FOR_DIGITS).strip())
    if match is None:
        return ""
    day, month, year = (int(part) for part in match.groups())
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2199):
        return ""
    return f"{min(day, calendar.monthrange(year, month)[1]):02d}/{month:02d}/{year}"


def _amount(value: str) -> str:
    """The same figure with digits where letters look like digits."""
    meant = value.translate(_LETTERS_FOR_DIGITS)
    amount = parse_amount(meant) if meant != value else None
    return "" if amount is None else decimal_text(amount).replace(".", ",")


def _address(value: str) -> str:
    """The address without blanks, with a point where a comma stands."""
    meant = re.sub(r"\s+", "", value).replace(",", ".").replace(";", ".")
    is_address = re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", meant, re.ASCII)
    return meant if is_address and meant != value else ""

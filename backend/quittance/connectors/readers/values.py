"""Amounts and dates as people and programs write them in France, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from quittance.domain.money import EXPONENTS

# What one separator followed by three digits means: "1,234" is 1.234 or 1,234.
Lone = Literal["decimal", "group"]
Mark = Literal[",", "."]

NOTHING = Decimal(0)
MOST_DIGITS = 15  # of the whole part: below what a BIGINT of minor units holds

_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:[.,][0-9]{0,2})?")
_SPACES = re.compile("[\\s\u00a0\u202f\u2009'\u2019]+")
_CURRENCY = re.compile(r"(?:€|\$|£|EUR|USD|GBP|CHF|XPF|F ?CFP|CFP)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<whole>[0-9]*|[0-9]{1,3}(?P<group>[ .,])[0-9]{3}(?:(?P=group)[0-9]{3})*)"
    r"(?:(?P<mark>[.,])(?P<fraction>[0-9]*))?"
)


@lru_cache(maxsize=1 << 15)
def parse_amount(text: str, *, lone: Lone | None = None) -> Decimal | None:
    """The signed amount, or None when it cannot be read one way only.

    `lone` decides what "1,234" means; without it such an amount is refused, a thousandfold
    error being worse than a question.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return _bounded(text.replace(",", "."))

    signed = _sign_and_digits(text)
    if signed is None:
        return None
    sign, digits = signed
    match = _NUMBER.fullmatch(digits)
    if match is None or not any(character.isdigit() for character in digits):
        return None

    whole, group, mark, fraction = match.group("whole", "group", "mark", "fraction")
    if group is not None and group == mark:
        return None
    if mark and group is None and len(fraction) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0":
        if lone is None:
            return None
        if lone == "group":
            whole, fraction = whole + fraction, ""
    whole = re.sub(r"[^0-9]", "", whole)
    return _bounded(f"{sign}{whole or '0'}.{fraction or ''}")


def _sign_and_digits(text: str) -> tuple[str, str] | None:
    """The sign and the rest, currency taken off; None when two signs contradict."""
    rest = _SPACES.sub(" ", _CURRENCY.sub("", text, count=1)).replace("\u2212", "-").strip()
    signs = 0
    negative = False
    if rest.startswith("(") and rest.endswith(")"):
        rest, negative, signs = rest[1:-1].strip(), True, 1
    if rest[:1] in {"-", "+"}:
        rest, negative, signs = rest[1:].strip(), rest[0] == "-", signs + 1
    if rest[-1:] in {"-", "+"}:
        rest, negative, signs = rest[:-1].strip(), rest[-1] == "-", signs + 1
    return None if signs > 1 else ("-" if negative else "", rest)


def _bounded(text: str) -> Decimal | None:
    amount = Decimal(text)
    return amount if amount.adjusted() < MOST_DIGITS else None


def decimal_mark(samples: Iterable[str]) -> Mark | None:
    """The decimal mark that a column of amounts betrays, None when it never does."""
    for text in samples:
        digits = text.strip()
        last = max(digits.rfind(","), digits.rfind("."))
        if last < 0:
            continue
        after = len(digits) - last - 1
        both = "," in digits and "." in digits
        if (both or after != 3) and parse_amount(digits) is not None:
            return "," if digits[last] == "," else "."
    return None


def is_exact(amount: Decimal, currency: str) -> bool:
    """True when the currency has the decimals to pay this amount."""
    minor = amount.scaleb(EXPONENTS.get(currency, 2))
    return minor == minor.to_integral_value()


def decimal_text(amount: Decimal, currency: str = "EUR") -> str:
    """The amount with a dot and at least the decimals of its currency."""
    exponent = amount.as_tuple().exponent
    found = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{amount + 0:.{max(found, EXPONENTS.get(currency, 2))}f}"


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?: .*)?", re.ASCII)
_EARLIEST, _LATEST = 1900, 2199


@lru_cache(maxsize=1 << 14)
def parse_date(text: str) -> date | None:
    """The civil day of YYYYMMDD, ISO, DD/MM/YYYY, DDMMYY or DDMMYYYY; None for 30 February.

    Day comes before month: "12/15/2018" is refused, not turned round.
    """
    text = text.strip()
    if text.isascii() and text.isdigit():
        if len(text) == 8:
            iso = _day(text[:4], text[4:6], text[6:])
            return iso or _day(text[4:], text[2:4], text[:2])
        return _day(text[4:], text[2:4], text[:2]) if len(text) == 6 else None
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _FRENCH.fullmatch(text):
        return _day(match[3], match[2], match[1])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 80 else 1900
    if not _EARLIEST <= number <= _LATEST:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


_CURRENCY_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "CFP": "XPF", "FCFP": "XPF", "F": "XPF"}


def parse_currency(text: str) -> str | None:
    """The ISO 4217 code of a code or sign, None when we could not count in it."""
    code = text.replace(" ", "").upper()
    code = _CURRENCY_SIGNS.get(code, code)
    return code if code in EXPONENTS else None


_CONTROLS = dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0)], " ")


def one_line(text: str) -> str:
    """The text without control characters or doubled spaces: safe in a letter or mail header."""
    if text.isprintable() and "  " not in text:  # as most are: the plain space is printable
        return text.strip()
    return " ".join(text.translate(_CONTROLS).split())

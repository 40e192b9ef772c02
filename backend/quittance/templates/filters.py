"""How values are written: amounts, dates, rates, phones and lists, in French or in English."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from unicodedata import combining, normalize

from quittance.domain.money import Money, format_money
from quittance.templates.absent import Absent
from quittance.templates.kinds import Locale

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
MINUS = "\u2212"
MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
# Letters that no accent is taken off: capitals, since `ß` has become `SS` by then.
_WHOLE_LETTERS = str.maketrans(
    {
        "Œ": "OE",
        "Æ": "AE",
        "Ø": "O",
        "Ł": "L",
        "Đ": "D",
        "Þ": "TH",
        "Ð": "D",
        "Ħ": "H",
        "\u0131": "I",
    }
)
COUNTRY_CODES = {"33": 9, "687": 6, "689": 8}  # national digits after the code


_BEFORE_HIGH_MARKS = re.compile(r"(?<=\S) (?=[?!;])")
_BEFORE_COLON = re.compile(r"(?<=\S) (?=[:»%€])")
_AFTER_QUOTE = re.compile(r"(?<=«) ")


def money(value: Money, locale: Locale) -> str:
    """`1 234,56 €`, `€` and `F CFP` after the figures, a real minus sign before them."""
    return format_money(value.minor, value.currency, locale, style="symbol").replace("-", MINUS)


def day(value: date, locale: Locale) -> str:
    """`16/11/2026`, or `16 November 2026` where day and month could be mistaken."""
    if locale == "en":
        return f"{value.day}{NBSP}{MONTHS['en'][value.month - 1]}{NBSP}{value.year}"
    return f"{value:%d/%m/%Y}"


def long_day(value: date, locale: Locale) -> str:
    """`24 novembre 2026`, as a letter is dated."""
    number = "1er" if locale == "fr" and value.day == 1 else str(value.day)
    return f"{number}{NBSP}{MONTHS[locale][value.month - 1]}{NBSP}{value.year}"


def percent(value: Decimal, locale: Locale) -> str:
    """`12,40 %`: at least two decimals, none lost."""
    decimals = max(2, -int(value.as_tuple().exponent))
    text = f"{value:.{decimals}f}"
    return f"{text.replace('.', ',')}{NBSP}%" if locale == "fr" else f"{text}%"


def phone(value: str) -> str:
    """`02 40 11 78 30` for a French number in E.164; others keep their country code.

    The Pacific writes its code in brackets, `(687) 41.00.20`: it is read as a code (REL-45).
    """
    if not value.startswith(("+", "(")):
        return value
    digits = "".join(filter(str.isdigit, value))
    for code, length in COUNTRY_CODES.items():
        national = digits.removeprefix(code)
        if digits.startswith(code) and len(national) == length:
            if code == "33":
                return _pairs("0" + national)
            return f"+{code}{NBSP}{_pairs(national)}"
    return value


def join_fr(values: Iterable[str]) -> str:
    """`a, b et c`."""
    return _joined(values, "et")


def joined(values: Iterable[str], locale: Locale) -> str:
    """`a, b et c`, or `a, b and c`."""
    return _joined(values, "et" if locale == "fr" else "and")


def upper_ascii(value: str) -> str:
    """Capitals without accents or punctuation, as postal sorting machines want them."""
    plain = normalize("NFKD", value.upper().translate(_WHOLE_LETTERS))
    kept = "".join(char if _is_postal(char) else " " for char in plain if not combining(char))
    return " ".join(kept.split())


def for_locale(locale: Locale) -> dict[str, Callable[..., object]]:
    """The filters a template may use, by name; each one passes an absent value on to be refused."""
    return {
        "money": _present(lambda value: money(value, locale), locale),
        "date": _present(lambda value: day(value, locale), locale),
        "percent": _present(lambda value: percent(value, locale), locale),
        "phone": _present(phone, locale),
        "join_fr": _present(
            lambda values: join_fr(written(value, locale) for value in values), locale
        ),
        "upper_ascii": _present(lambda value: upper_ascii(written(value, locale)), locale),
    }


def french_spaces(text: str) -> str:
    """The text with unbreakable spaces where French wants them, as no keyboard types them."""
    text = _BEFORE_HIGH_MARKS.sub(NARROW_NBSP, text)
    return _BEFORE_COLON.sub(NBSP, _AFTER_QUOTE.sub(NBSP, text))


def written(value: object, locale: Locale) -> str:
    """The value as a sentence carries it when no filter is named."""
    match value:
        case Money():
            return money(value, locale)
        case date():
            return day(value, locale)
        case Decimal():
            return percent(value, locale)
        case tuple():
            return joined((written(part, locale) for part in value), locale)
        case _:
            return str(value)


def _present(write: Callable[..., object], locale: Locale) -> Callable[..., object]:
    def applied(value: object) -> object:
        if isinstance(value, Absent):
            return str(value)  # raises: the value is absent
        try:
            return write(value)
        except (AttributeError, TypeError, ValueError):
            return written(value, locale)  # a filter of another type changes nothing

    return applied


def _joined(values: Iterable[str], conjunction: str) -> str:
    *first, last = list(values) or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _pairs(digits: str) -> str:
    start = len(digits) % 2
    pairs = [digits[:start]] if start else []
    pairs += [digits[at : at + 2] for at in range(start, len(digits), 2)]
    return NBSP.join(pairs)


def _is_postal(char: str) -> bool:
    return char.isascii() and char.isalnum()


FILTER_NAMES = frozenset(for_locale("fr"))

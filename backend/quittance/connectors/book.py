"""What every row of a load is read with: currency, terms, and texts that fit their columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from quittance.connectors.remarks import Remarks
from quittance.domain.payment_terms import PaymentTerms, UnreadableTerms, read_terms

LARGEST_MINOR = 10**15
LONGEST_CODE = 60


@dataclass
class Book:
    """What every row of one load is read with; `terms` are the customers' own, by code."""

    currency: str
    company_terms: str
    remarks: Remarks
    terms: dict[str, str] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)


@lru_cache(maxsize=4_096)
def terms_of(words: str) -> PaymentTerms | None:
    """The rule in these words, None if none can be read."""
    try:
        return read_terms(words)
    except UnreadableTerms:
        return None


def is_code(code: str, line: int, name: str, remarks: Remarks) -> bool:
    """Whether a customer may bear this code; if not, a remark says why."""
    if not code:
        remarks.add("customer_missing", line, name)
    elif len(code) > LONGEST_CODE:
        remarks.add("code_too_long", line, name, value=code, most=LONGEST_CODE)
    else:
        return True
    return False


def writable(text: str) -> str:
    """The text without what PostgreSQL and JSON cannot keep: NUL and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def clean(text: str) -> str:
    """The text as it may be kept, without blanks around it."""
    return (text if text.isprintable() else writable(text)).strip()


def fitted(text: str | None, name: str, most: int, line: int, remarks: Remarks) -> str | None:
    """The text cut to its column, with a remark where it was; null where nothing was said."""
    if text is None:
        return None
    whole = clean(text)
    if len(whole) <= most:
        return whole
    remarks.add("text_cut", line, name, most=most, value=whole)
    return whole[:most]

"""Cells of the CSV files we hand out: what a spreadsheet would run as a formula stays text."""

from __future__ import annotations

import re

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NUMBER_OR_PHONE = re.compile(r"[+-]?[0-9][0-9 .,\u00a0\u202f()/-]*%?")


def safe_cell(value: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    Numbers and telephone numbers begin with a sign too, and stay as they are.
    """
    if value.startswith(_RISKY) and _NUMBER_OR_PHONE.fullmatch(value) is None:
        return f"'{value}"
    return value

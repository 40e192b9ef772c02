"""One cell of a table, whether it came as text or as a typed value of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from quittance.connectors.readers.values import Lone, one_line, parse_amount, parse_date

Cell = str | Decimal | date
Row = Mapping[str, Cell]

MOST_COLUMNS = 500


class Uncomputed(str):
    """An empty cell that holds a formula whose value the program that wrote it did not keep."""

    __slots__ = ()


def text_of(cell: Cell) -> str:
    """The cell on one line; a number without exponent or trailing zeros."""
    match cell:
        case Decimal():
            text = f"{cell:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case date():
            return cell.isoformat()
        case _:
            return one_line(cell)


def amount_of(cell: Cell, *, lone: Lone | None = None) -> Decimal | None:
    """The cell as an amount, None when it is none."""
    match cell:
        case Decimal():
            return cell
        case str():
            return parse_amount(cell, lone=lone)
        case _:
            return None


def date_of(cell: Cell) -> date | None:
    """The cell as a civil day, None when it is none."""
    match cell:
        case date():
            return cell
        case Decimal():
            return parse_date(text_of(cell))
        case _:
            return parse_date(cell)

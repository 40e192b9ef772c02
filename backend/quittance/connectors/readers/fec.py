"""The FEC, the entries file every French ledger can export (art. A. 47 A-1 LPF), read as a stream.

It carries no due date: that comes from payment terms, or from the invoice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.text import Source, encoding_of, lines, opened
from quittance.connectors.readers.values import NOTHING, one_line, parse_amount, parse_date

CUSTOMERS = "411"
_SEPARATORS = "\t|;"
_REQUIRED = ("journalcode", "ecriturenum", "ecrituredate", "comptenum")
_NIL = frozenset({"", "0", "0,00", "0.00"})  # one side of every line
_SIDES = {"D": 1, "+1": 1, "1": 1, "C": -1, "-1": -1}


class Layout(NamedTuple):
    """Where a file keeps its columns; names are lower case."""

    separator: str
    columns: dict[str, int]
    width: int

    @property
    def one_amount(self) -> bool:
        """True of the Montant/Sens variant."""
        return "montant" in self.columns


class FecEntry(NamedTuple):
    """One well-formed line."""

    line: int
    journal: str
    number: str
    entry_on: date
    account: str
    account_label: str
    auxiliary: str
    auxiliary_label: str
    document: str
    document_on: str
    label: str
    debit: Decimal
    credit: Decimal
    lettering: str

    @property
    def is_customers(self) -> bool:
        """True on a customer account (411)."""
        return self.account.startswith(CUSTOMERS)

    @property
    def customer(self) -> str:
        """The auxiliary account, or the account itself where there is none."""
        return one_line(self.auxiliary or self.account)

    @property
    def amount(self) -> Decimal:
        """Debit less credit."""
        return self.debit - self.credit


def layout_of(header: str) -> Layout | None:
    """The layout that this header line announces, None when it is not a FEC's."""
    for separator in _SEPARATORS:
        names = [name.strip().strip('"').lower() for name in header.split(separator)]
        while names and not names[-1]:
            names.pop()
        columns = {name: index for index, name in enumerate(names)}
        amounts = {"debit", "credit"} <= columns.keys() or {"montant", "sens"} <= columns.keys()
        if amounts and all(name in columns for name in _REQUIRED):
            return Layout(separator, columns, len(names))
    return None


def entries(source: Source, problems: Problems) -> Iterator[FecEntry]:
    """Every well-formed line in file order; each other line leaves a problem."""
    with opened(source) as stream:
        numbered = lines(stream, encoding_of(stream))
        _, header = next((found for found in numbered if found[1].strip()), (1, ""))
        layout = layout_of(header)
        if layout is None:
            problems.add("header_missing", 1)
            return
        yield from _entries(numbered, layout, problems)


def _entries(
    numbered: Iterable[tuple[int, str]], layout: Layout, problems: Problems
) -> Iterator[FecEntry]:
    separator, columns, width = layout
    blank = width  # an absent column reads the empty field put after the last one
    journal, number, entry_on, account = (columns[name] for name in _REQUIRED)
    account_label, auxiliary, auxiliary_label, document, document_on, label, lettering = (
        columns.get(name, blank)
        for name in (
            "comptelib",
            "compauxnum",
            "compauxlib",
            "pieceref",
            "piecedate",
            "ecriturelib",
            "ecriturelet",
        )
    )
    first, second = ("montant", "sens") if layout.one_amount else ("debit", "credit")
    debit_at, credit_at = columns[first], columns[second]
    read_amounts = _amount_and_side if layout.one_amount else _debit_and_credit

    for line, text in numbered:
        fields = list(map(str.strip, text.split(separator)))
        if len(fields) != width and not _fits(fields, width, line, problems):
            continue
        day = parse_date(fields[entry_on])
        if day is None or not fields[account]:
            _refuse(fields[entry_on], day, line, problems)
            continue
        amounts = read_amounts(fields[debit_at], fields[credit_at], line, problems)
        if amounts is None:
            continue

        fields.insert(blank, "")
        yield FecEntry(
            line,
            fields[journal],
            fields[number],
            day,
            fields[account],
            fields[account_label],
            fields[auxiliary],
            fields[auxiliary_label],
            fields[document],
            fields[document_on],
            fields[label],
            amounts[0],
            amounts[1],
            fields[lettering],
        )


def _fits(fields: list[str], width: int, line: int, problems: Problems) -> bool:
    """True when only empty fields exceed the header; an empty line goes by unsaid."""
    if not any(fields):
        return False
    if len(fields) < width:
        problems.add("fields_missing", line, found=len(fields), expected=width)
        return False
    if any(fields[width:]):
        problems.add("fields_too_many", line, found=len(fields), expected=width)
        return False
    return True


def _refuse(written: str, day: date | None, line: int, problems: Problems) -> None:
    if day is None:
        code = "date_unreadable" if written else "date_missing"
        problems.add(code, line, "EcritureDate", value=written)
    else:
        problems.add("account_missing", line, "CompteNum")


def _debit_and_credit(
    debit: str, credit: str, line: int, problems: Problems
) -> tuple[Decimal, Decimal] | None:
    read = _amount(debit), _amount(credit)
    if read[0] is not None and read[1] is not None:
        return read[0], read[1]
    name, value = ("Debit", debit) if read[0] is None else ("Credit", credit)
    problems.add("amount_unreadable", line, name, value=value)
    return None


def _amount_and_side(
    written: str, side: str, line: int, problems: Problems
) -> tuple[Decimal, Decimal] | None:
    amount = _amount(written)
    if amount is None:
        problems.add("amount_unreadable", line, "Montant", value=written)
        return None
    direction = _SIDES.get(side.upper())
    if direction is None:
        problems.add("side_unknown", line, "Sens", value=side)
        return None
    return (amount, NOTHING) if direction > 0 else (NOTHING, amount)


def _amount(text: str) -> Decimal | None:
    # The rules of the file know no thousands separator: a lone mark is the decimal one.
    return NOTHING if text in _NIL else parse_amount(text, lone="decimal")

"""SWIFT MT940 statements, as banks really write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.statements import BankEntry, Payment, Statement, check_balance
from quittance.connectors.readers.values import MOST_DIGITS, one_line, parse_date

STARTS = re.compile(r"^:20:.*$(?:\n.*){0,6}\n:(?:25|28|60)", re.MULTILINE)
_FIELD = re.compile(r":([0-9]{2}[A-Z]?):(.*)", re.DOTALL)
_BALANCE = re.compile(r"([CD])([0-9]{6})([A-Z]{3})([0-9]+(?:,[0-9]*)?)", re.ASCII)
# Value day, perhaps an entry day or blanks, side (R = reversal), perhaps a funds code, amount.
_MOVEMENT = re.compile(
    r"([0-9]{6})(?:[0-9]{4}|\s{4})?\s*(R?[CD])([A-Z])?([0-9]+(?:,[0-9]*)?)(.*)", re.DOTALL
)
_MOVEMENT_UNDATED = re.compile(r"(\D{1,10}?)(R?[CD])([A-Z])?([0-9]+(?:,[0-9]*)?)(.*)", re.DOTALL)


def statements(lines: Iterable[tuple[int, str]], problems: Problems) -> list[Statement]:
    """One statement for each :20:, pages of one day included; remarks on what does not add up."""
    found: list[Statement] = []
    current: Statement | None = None
    started = 0
    for line, tag, content in _fields(lines):
        if tag == "20":
            if current is not None:
                check_balance(current, started, problems)
            current, started = Statement(account="", currency=""), line
            found.append(current)
        elif current is not None:
            _take(current, line, tag, content, problems)
    if current is not None:
        check_balance(current, started, problems)
    return found


def _fields(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    """Tag and content, continuation lines included; what stands outside any field is left out."""
    started, content = 0, ""
    for line, text in lines:
        ends = text.startswith(("-", "{")) and len(text.strip()) < 3
        if text.startswith((":", "{")) or ends:
            if field := _FIELD.fullmatch(content):
                yield started, field[1], field[2]
            started, content = line, text
        elif content and len(content) < 20_000:
            content = f"{content}\n{text}"
    if field := _FIELD.fullmatch(content):
        yield started, field[1], field[2]


def _take(statement: Statement, line: int, tag: str, content: str, problems: Problems) -> None:
    match tag:
        case "25":
            statement.account = one_line(content)
        case "60F" | "60M":
            statement.opening = _balance(statement, line, content, problems)
        case "62F" | "62M":
            statement.closing = _balance(statement, line, content, problems)
        case "61":
            _move(statement, line, content, problems)
        case "86" if statement.entries and statement.closing is None:
            _describe(statement, content)


def _balance(statement: Statement, line: int, content: str, problems: Problems) -> Decimal | None:
    match = _BALANCE.match(content.strip())
    if match is None:
        problems.add("amount_unreadable", line, "balance", value=content)
        return None
    statement.currency = match[3]
    amount = _amount(match[4])
    return -amount if match[1] == "D" else amount


def _amount(text: str) -> Decimal:
    amount = Decimal(text.replace(",", "."))
    return amount if amount.adjusted() < MOST_DIGITS else Decimal(0)


def _move(statement: Statement, line: int, content: str, problems: Problems) -> None:
    match = _MOVEMENT.match(content) or _MOVEMENT_UNDATED.match(content)
    if match is None:
        problems.add("amount_unreadable", line, "61", value=content)
        return
    day = parse_date(f"{match[1][4:]}{match[1][2:4]}{match[1][:2]}")
    if day is None:
        problems.add("booking_date_unreadable", line, "61", value=match[1])
    amount = _amount(match[4])
    if match[2] in {"D", "RC"}:
        amount = -amount
    label = one_line(match[5])
    statement.entries.append(BankEntry(line, day, amount, label, (Payment(amount, text=label),)))


def _describe(statement: Statement, content: str) -> None:
    """Give the last movement the bank's words, wrapped lines joined."""
    entry = statement.entries[-1]
    words = one_line(content.replace("\n", ""))
    payment = Payment(entry.amount, _counterparty(words), text=words)
    statement.entries[-1] = BankEntry(
        entry.line, entry.booked_on, entry.amount, entry.label, (payment,)
    )


def _counterparty(words: str) -> str | None:
    """The name in `?32` (German banks) or `/NAME/` (Dutch and French ones)."""
    match = re.search(r"\?32([^?]+)(?:\?33([^?]+))?|/NAME/([^/]+)", words)
    return one_line("".join(part or "" for part in match.groups())) if match else None

"""CFONB 120, the account statement of French banks: 120 characters a record, no separator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.statements import BankEntry, Payment, Statement, check_balance
from quittance.connectors.readers.values import one_line, parse_date

WIDTH = 120
RECORD = re.compile(r"0[1457][0-9]{5}.{9}[A-Z]{3}[0-9]")
# The last character carries the last digit and the sign (overpunch).
_LAST = {c: (str(n), 1) for n, c in enumerate("{ABCDEFGHI")} | {
    c: (str(n), -1) for n, c in enumerate("}JKLMNOPQR")
}


def statements(lines: Iterable[tuple[int, str]], problems: Problems) -> list[Statement]:
    """Every statement of the file: 01 opens, 04 moves, 05 says more of the 04 above, 07 closes."""
    found: list[Statement] = []
    current: Statement | None = None
    for line, record in _records(lines, problems):
        code = record[:2]
        if code == "01" or current is None:
            if code == "05":
                continue  # of a movement that was refused
            current = _opened(record)
            found.append(current)
            if code == "04":
                problems.add("statement_missing", line)
        if code == "01":
            current.opening = _amount(line, record, problems)
        elif code == "04":
            _move(current, line, record, problems)
        elif code == "05":
            _say_more(current, record)
        else:
            current.closing = _amount(line, record, problems)
            check_balance(current, line, problems)
            current = None
    if current is not None:
        check_balance(current, None, problems)
    return found


def _records(lines: Iterable[tuple[int, str]], problems: Problems) -> Iterator[tuple[int, str]]:
    """Whole records; a line of several times 120 is a file without line ends."""
    for line, text in lines:
        several = len(text) >= 2 * WIDTH
        for start in range(0, len(text) if several else 1, WIDTH):
            record = text[start : start + WIDTH].ljust(WIDTH)
            if not record.strip():
                continue
            if RECORD.match(record):
                yield line, record
            else:
                problems.add("record_unknown", line, value=record[:7])
        if not several and len(text.rstrip()) > WIDTH:
            problems.add("line_too_wide", line, found=len(text))


def _account(record: str) -> tuple[str, str]:
    """Bank with branch, and account."""
    return f"{record[2:7]}{record[11:16]}".strip(), record[21:32].strip()


def _opened(record: str) -> Statement:
    bank, account = _account(record)
    return Statement(account=account, bank=bank, currency=record[16:19])


def _amount(line: int, record: str, problems: Problems) -> Decimal | None:
    """Columns 91–104, with the decimals that column 20 announces (0 for XPF)."""
    written = record[90:104].strip()
    digit, sign = _LAST.get(written[-1:], ("", 0))
    digits = f"{written[:-1]}{digit}"
    if not sign or not (digits.isascii() and digits.isdigit()):
        problems.add("amount_unreadable", line, "montant", value=written)
        return None
    return (sign * Decimal(digits)).scaleb(-int(record[19]))


def _move(statement: Statement, line: int, record: str, problems: Problems) -> None:
    amount = _amount(line, record, problems)
    if amount is None:
        return
    bank, account = _account(record)
    if (bank, account) != (statement.bank, statement.account):
        problems.add("accounts_differ", line, "compte", value=f"{bank} {account}")
    day = parse_date(record[34:40])
    if day is None:
        problems.add("booking_date_unreadable", line, "date", value=record[34:40])
    label = one_line(record[48:79])
    statement.entries.append(BankEntry(line, day, amount, label, (Payment(amount, text=label),)))


_MEANING = {
    "NPY": "counterparty",
    "NBE": "counterparty",
    "RCN": "end_to_end_id",
    "REF": "reference",
}


def _say_more(statement: Statement, record: str) -> None:
    """Add the complement to the last movement: who paid, with which reference, saying what."""
    if not statement.entries:
        return
    entry = statement.entries[-1]
    payment = entry.payments[0]
    qualifier, words = record[45:48], one_line(record[48:118])
    counterparty, end_to_end_id = payment.counterparty, payment.end_to_end_id
    reference, text = payment.reference, payment.text
    match _MEANING.get(qualifier):
        case "counterparty" if (qualifier == "NPY") == (entry.amount > 0):
            counterparty = words
        case "end_to_end_id":
            end_to_end_id = one_line(record[48:83])
        case "reference":
            reference = words
        case _:
            text = f"{text} {words}" if qualifier in {"LIB", "LCC", "LC2"} else text
    payment = Payment(entry.amount, counterparty, end_to_end_id, reference, text)
    statement.entries[-1] = BankEntry(
        entry.line, entry.booked_on, entry.amount, entry.label, (payment,)
    )

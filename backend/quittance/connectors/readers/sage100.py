"""The Sage 100 flat file: one flag per block, one field per line, general entries in #MECG.

The only accounting export that carries due dates and the number of reminders already sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from quittance.connectors.readers.lettering import Lettering
from quittance.connectors.readers.mapping import key
from quittance.connectors.readers.problems import MOST_OF_A_LOAD, Problems
from quittance.connectors.readers.records import CustomerRecord, Kind, Ledger, ReceivableRecord
from quittance.connectors.readers.table_sides import CREDIT_NOTE, PAYMENT
from quittance.connectors.readers.text import Source, encoding_of, lines, opened
from quittance.connectors.readers.values import (
    one_line,
    parse_amount,
    parse_currency,
    parse_date,
)

STARTS = ("#FLG", "#MECG")
CUSTOMERS = "411"
_FIELDS = 18  # as far as the amount; what follows may be cut off
_SIDES = {"0": 1, "1": -1}


class SageEntry(NamedTuple):
    """One general entry; debits positive."""

    line: int
    journal: str
    entry_on: date
    document: str
    invoice: str
    account: str
    third_party: str
    label: str
    due_on: date | None
    amount: Decimal
    lettering: str
    level: int | None

    @property
    def customer(self) -> str:
        """The third party, or the account itself where there is none."""
        return self.third_party or self.account


@dataclass(slots=True)
class SageFile:
    """The entries of a file, its currency, and how many blocks of any kind it holds."""

    currency: str = "EUR"
    blocks: int = 0
    entries: list[SageEntry] = field(default_factory=list)


def read(source: Source, problems: Problems) -> SageFile:
    """Every readable entry; a block whose date, account, side or amount is not leaves a problem."""
    found = SageFile()
    with opened(source) as stream:
        for line, flag, fields in _blocks(lines(stream, encoding_of(stream))):
            if flag.startswith("#DEV"):
                found.currency = parse_currency(flag[4:].strip()) or found.currency
            elif fields:
                found.blocks += 1
            if flag == "#MECG":
                entry = _entry(line, fields, problems)
                if entry is not None:
                    found.entries.append(entry)
    return found


def _blocks(numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, list[str]]]:
    started, flag, fields = 0, "", list[str]()
    for line, text in numbered:
        if text.startswith("#"):
            if flag:
                yield started, flag, fields
            started, flag, fields = line, text.strip(), []
        elif len(fields) < 100:
            fields.append(one_line(text))
    if flag:
        yield started, flag, fields


def _entry(line: int, fields: list[str], problems: Problems) -> SageEntry | None:
    if len(fields) < _FIELDS:
        problems.add("fields_missing", line, found=len(fields), expected=_FIELDS)
        return None
    at = dict(enumerate(fields, start=1))
    day = parse_date(at[2])
    if day is None:
        problems.add("date_unreadable", line, "date", value=at[2])
        return None
    amount = parse_amount(at[18], lone="decimal")
    if amount is None or at[17] not in _SIDES:
        code, value = (
            ("side_unknown", at[17]) if amount is not None else ("amount_unreadable", at[18])
        )
        problems.add(code, line, "montant", value=value)
        return None
    if not at[7]:
        problems.add("account_missing", line, "compte")
        return None
    due_on = parse_date(at[13])
    if at[13] and due_on is None:
        problems.add("due_date_unreadable", line, "échéance", value=at[13])
    level = at.get(22, "")
    return SageEntry(
        line=line,
        journal=at[1],
        entry_on=day,
        document=at[4],
        invoice=at[5],
        account=at[7],
        third_party=at[9],
        label=at[11],
        due_on=due_on,
        amount=_SIDES[at[17]] * amount,
        lettering=at.get(19, ""),
        level=int(level) if level.isascii() and level.isdigit() and len(level) == 1 else None,
    )


def ledger(source: Source, *, closed: bool = False) -> Ledger:
    """The customers of the file and their open lines; with `closed`, the settled ones too."""
    problems = Problems(MOST_OF_A_LOAD)
    found = read(source, problems)
    entries = [entry for entry in found.entries if entry.account.startswith(CUSTOMERS)]
    lettering = Lettering()
    customers: dict[str, CustomerRecord] = {}
    for entry in entries:
        lettering.learn(entry.customer, entry.line, entry.entry_on, entry.amount, entry.lettering)
        # The block names its third party by code only.
        customers.setdefault(
            entry.customer,
            CustomerRecord(line=entry.line, code=entry.customer, name=entry.customer),
        )
    lettering.settle(problems)
    return Ledger(
        customers.values(),
        (),
        _receivables(entries, lettering, found.currency, closed=closed),
        problems,
        full=False,
    )


def _receivables(
    entries: Iterable[SageEntry], lettering: Lettering, currency: str, *, closed: bool
) -> Iterator[ReceivableRecord]:
    for entry in entries:
        balance = lettering.balance(entry.customer, entry.line, entry.amount, entry.lettering)
        if balance or closed:
            yield ReceivableRecord(
                line=entry.line,
                external_id=None,
                customer_code=entry.customer,
                kind=_kind(entry),
                number=entry.invoice or entry.document,
                label=entry.label,
                entry_on=entry.entry_on,
                invoiced_on=entry.entry_on,
                due_on=entry.due_on,
                amount=entry.amount,
                balance=balance,
                currency=currency,
                reconciliation_code=entry.lettering or None,
                level=entry.level,
                derived=lettering.derived,
                journal=entry.journal,
                document_no=entry.document or None,
            )


def _kind(entry: SageEntry) -> Kind:
    if entry.amount >= 0:
        return "invoice"
    label = key(entry.label)
    if CREDIT_NOTE.search(label):
        return "credit_note"
    return "payment" if PAYMENT.search(label) else "other"

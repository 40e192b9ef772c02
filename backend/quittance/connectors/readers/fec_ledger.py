"""From the lines of a FEC to its customers and what they still owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from quittance.connectors.readers.fec import FecEntry, entries
from quittance.connectors.readers.lettering import Lettering
from quittance.connectors.readers.problems import MOST_OF_A_LOAD, Problems
from quittance.connectors.readers.records import CustomerRecord, Kind, Ledger, ReceivableRecord
from quittance.connectors.readers.text import Source
from quittance.connectors.readers.values import NOTHING, decimal_text, one_line, parse_date

Nature = Literal["sales", "cash", "general"]

_SALES = "70"
_CASH = ("51", "53")


@dataclass(slots=True)
class Counts:
    """What a journal records, counted: its name alone says little and varies by software."""

    sales: int = 0  # lines on sales accounts
    cash: int = 0  # lines on bank and cash accounts
    debits: int = 0  # lines that debit a customer
    credits: int = 0

    @property
    def nature(self) -> Nature:
        """Opening balances list bank accounts too, but mostly debit their customers."""
        if self.sales > self.cash:
            return "sales"
        return "cash" if self.cash and self.credits >= self.debits else "general"


@dataclass
class Survey:
    """What one reading of the whole file teaches."""

    records: int = 0
    debit: Decimal = NOTHING
    credit: Decimal = NOTHING
    balance: Decimal = NOTHING  # of the customer accounts
    customers: dict[str, tuple[int, str]] = field(default_factory=dict)  # code → line, name
    lettering: Lettering = field(default_factory=Lettering)
    journals: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))


def survey(source: Source, problems: Problems) -> Survey:
    """Totals, customers and lettering of the file; memory grows with the customers, not the lines.

    Only a file without any lettering also keeps its customer lines, three values each.
    """
    found = Survey()
    for entry in entries(source, problems):
        found.records += 1
        found.debit += entry.debit
        found.credit += entry.credit
        if entry.is_customers:
            _learn(found, entry)
        elif entry.account.startswith(_SALES):
            found.journals[entry.journal].sales += 1
        elif entry.account.startswith(_CASH):
            found.journals[entry.journal].cash += 1

    found.lettering.settle(problems)
    if not found.records and not problems:
        problems.add("no_entry")
    if found.debit != found.credit:
        problems.add(
            "ledger_unbalanced",
            debit=decimal_text(found.debit),
            credit=decimal_text(found.credit),
        )
    return found


def _learn(found: Survey, entry: FecEntry) -> None:
    customer, amount = entry.customer, entry.amount
    line, name = found.customers.get(customer, (entry.line, ""))
    if not name:
        label = entry.auxiliary_label if entry.auxiliary else entry.account_label
        found.customers[customer] = line, one_line(label)
    counts = found.journals[entry.journal]
    if amount > 0:
        counts.debits += 1
    else:
        counts.credits += 1
    found.balance += amount
    found.lettering.learn(customer, entry.line, entry.entry_on, amount, entry.lettering)


def ledger(source: Source, *, currency: str = "EUR", closed: bool = False) -> Ledger:
    """The customers and open lines of the file, which is read twice: totals first, then lines.

    `currency` is the ledger's own: Debit and Credit are always kept in it. With `closed`, settled
    lines come too, at balance zero. The source must stay readable until the lines are consumed.
    """
    problems = Problems(MOST_OF_A_LOAD)
    found = survey(source, problems)
    customers = [
        CustomerRecord(line=line, code=code, name=name or code)
        for code, (line, name) in found.customers.items()
    ]
    receivables = _receivables(source, found, problems, currency=currency, closed=closed)
    return Ledger(customers, (), receivables, problems, full=True)


def _receivables(
    source: Source, found: Survey, problems: Problems, *, currency: str, closed: bool
) -> Iterator[ReceivableRecord]:
    for entry in entries(source, Problems()):  # the survey has already told these problems
        amount = entry.amount
        if not entry.is_customers or not amount:
            continue
        customer = entry.customer
        balance = found.lettering.balance(customer, entry.line, amount, entry.lettering)
        if not balance and not closed:
            continue
        number = one_line(entry.document)
        yield ReceivableRecord(
            line=entry.line,
            external_id=None,
            customer_code=customer,
            kind=_kind(amount, found.journals[entry.journal].nature),
            number=number,
            label=one_line(entry.label),
            entry_on=entry.entry_on,
            invoiced_on=_document_day(entry, problems),
            due_on=None,
            amount=amount,
            balance=balance,
            currency=currency,
            reconciliation_code=one_line(entry.lettering) or None,
            derived=found.lettering.derived,
            journal=one_line(entry.journal),
            document_no=number or None,
        )


def _kind(amount: Decimal, journal: Nature) -> Kind:
    if amount > 0:
        return "other" if journal == "cash" else "invoice"
    if journal == "sales":
        return "credit_note"
    return "payment" if journal == "cash" else "other"


def _document_day(entry: FecEntry, problems: Problems) -> date:
    day = parse_date(entry.document_on)
    if day is None and entry.document_on:
        problems.add("document_date_unreadable", entry.line, "PieceDate", value=entry.document_on)
    return day or entry.entry_on

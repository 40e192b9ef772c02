"""What `inspect` says of a ledger: how many lines, their sums, and what customers owe."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from quittance.connectors.readers.customers import read_contacts, read_customers
from quittance.connectors.readers.mapping import guess_kind
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.receivables import missing_columns, receivable_of
from quittance.connectors.readers.table_ledger import columns_of, sampled
from quittance.connectors.readers.table_sides import debit_and_credit, is_customers
from quittance.connectors.readers.tables import Table
from quittance.connectors.readers.values import NOTHING


@dataclass(slots=True)
class Totals:
    """Sums in currency units; None where the file lists no amounts."""

    records: int = 0
    debit: Decimal | None = None
    credit: Decimal | None = None
    balance: Decimal | None = None
    customers: set[str] = field(default_factory=set)


def totals_of(table: Table, problems: Problems, *, currency: str = "EUR") -> Totals:
    """Count every row that an import would take; the other rows leave their problem."""
    kind = guess_kind(table.headers)
    if kind == "receivables":
        return _of_receivables(table, currency, problems)

    columns = columns_of(table, kind) if kind else {}
    totals = Totals()
    if kind == "customers":
        for customer in read_customers(table.rows, columns, problems):
            totals.records += 1
            totals.customers.add(customer.code)
    elif kind == "contacts":
        for contact in read_contacts(table.rows, columns, problems):
            totals.records += 1
            totals.customers.add(contact.customer_code)
    else:
        problems.add("content_unknown")
        totals.records = sum(1 for _ in table.rows)
    return totals


def _of_receivables(table: Table, currency: str, problems: Problems) -> Totals:
    table, layout = sampled(table, columns_of(table, "receivables"), currency)
    if missing := missing_columns(layout):
        problems.add("column_missing", value=", ".join(missing))
        return Totals(records=sum(1 for _ in table.rows))

    records, debits, credits_, owed = 0, NOTHING, NOTHING, NOTHING
    customers: set[str] = set()
    for line, row in table.rows:
        told = problems
        if is_customers(row, layout):
            record = receivable_of(line, row, layout, problems)
            if record is None:
                continue
            customers.add(record.customer_code)
            owed += record.balance
            told = Problems()  # the row was read: nothing is left to say of its amounts
        sides = debit_and_credit(line, row, layout, told)
        if sides is not None:
            records += 1
            debits += sides[0]
            credits_ += sides[1]
    return Totals(records, debits, credits_, owed, customers)

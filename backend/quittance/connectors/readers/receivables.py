"""Rows of a table to receivables; a refused row is told and the others go in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from quittance.connectors.readers.cells import Row, Uncomputed, date_of, text_of
from quittance.connectors.readers.identifiers import is_url
from quittance.connectors.readers.mapping import key
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.records import Kind, ReceivableRecord
from quittance.connectors.readers.table_sides import (
    CREDIT_NOTE,
    PAYMENT,
    Layout,
    amount_at,
    currency_of,
    customer_of,
    debit_and_credit,
    is_customers,
    kind_said,
)


def missing_columns(layout: Layout) -> list[str]:
    """What a table of receivables cannot do without, and this one does not have."""
    needs = {
        "client": ("customer_code", "customer_name", "account"),
        "date": ("entry_on", "invoiced_on"),
        "montant": ("amount", "debit", "credit", "balance"),
    }
    return [need for need, fields in needs.items() if layout.mapping.keys().isdisjoint(fields)]


def read_receivables(
    rows: Iterable[tuple[int, Row]], layout: Layout, problems: Problems
) -> Iterator[ReceivableRecord]:
    """One receivable per row on a customer account; a refused row leaves a problem."""
    if "due_on" not in layout.mapping:
        problems.add("due_date_missing", field="due_on")
    for line, row in rows:
        if is_customers(row, layout):
            record = receivable_of(line, row, layout, problems)
            if record is not None:
                yield record


def receivable_of(
    line: int, row: Row, layout: Layout, problems: Problems
) -> ReceivableRecord | None:
    """The receivable of a row on a customer account; None, and a problem, when it is refused."""
    customer = customer_of(row, layout)
    if not customer:
        problems.add("customer_missing", line, "customer_code")
        return None
    currency = currency_of(row, layout)
    if currency is None:
        problems.add("currency_unknown", line, "currency", value=layout.text(row, "currency"))
        return None
    sides = debit_and_credit(line, row, layout, problems)
    dates = _dates(line, row, layout, problems)
    if sides is None or dates is None:
        return None
    amount = sides[0] - sides[1]
    balance = _balance(line, row, layout, amount, problems)
    if balance is None:
        return None

    said = {field: layout.text(row, field) or None for field in layout.mapping}
    return ReceivableRecord(
        line=line,
        customer_code=customer,
        kind=_kind(row, layout, amount),
        number=said.get("number") or said.get("document_no") or said.get("external_id") or "",
        label=layout.text(row, "label"),
        entry_on=dates[0],
        invoiced_on=dates[1],
        due_on=_due_day(line, row, layout, amount, problems),
        amount=amount,
        balance=balance,
        currency=currency,
        document_url=_url(line, row, layout, problems),
        level=_level(line, row, layout, problems),
        reconciled_on=date_of(row.get(layout.mapping.get("reconciled_on", ""), "")),
        external_id=said.get("external_id"),
        reconciliation_code=said.get("reconciliation_code"),
        payment_method=said.get("payment_method"),
        order_no=said.get("order_no"),
        free1=said.get("free1"),
        free2=said.get("free2"),
        free3=said.get("free3"),
        journal=said.get("journal"),
        document_no=said.get("document_no"),
        customer_name=said.get("customer_name"),
    )


def _balance(
    line: int, row: Row, layout: Layout, amount: Decimal, problems: Problems
) -> Decimal | None:
    """What is left to pay, with the sign of the amount; the amount itself where it is not said."""
    if not layout.text(row, "balance"):
        return amount
    balance = amount_at(line, row, "balance", layout, problems)
    return -balance if balance is not None and amount < 0 < balance else balance


def _dates(line: int, row: Row, layout: Layout, problems: Problems) -> tuple[date, date] | None:
    """Entry day and invoice day, each standing in for the other."""
    read: list[date | None] = []
    for field in ("entry_on", "invoiced_on"):
        cell = row.get(layout.mapping.get(field, ""), "")
        if isinstance(cell, Uncomputed):
            problems.add("formula_without_value", line, field)
            return None
        day = date_of(cell) if cell != "" else None
        if cell != "" and day is None:
            problems.add("date_unreadable", line, field, value=text_of(cell))
            return None
        read.append(day)
    entry_on, invoiced_on = read[0] or read[1], read[1] or read[0]
    if entry_on is None or invoiced_on is None:
        problems.add("date_missing", line, "entry_on")
        return None
    return entry_on, invoiced_on


def _due_day(
    line: int, row: Row, layout: Layout, amount: Decimal, problems: Problems
) -> date | None:
    if "due_on" not in layout.mapping:
        return None
    cell = row.get(layout.mapping["due_on"], "")
    if isinstance(cell, Uncomputed):
        problems.add("due_formula_without_value", line, "due_on")
        return None
    if cell == "":
        if amount > 0:
            problems.add("due_date_missing", line, "due_on")
        return None
    day = date_of(cell)
    if day is None:
        problems.add("due_date_unreadable", line, "due_on", value=text_of(cell))
    return day


def _kind(row: Row, layout: Layout, amount: Decimal) -> Kind:
    """What the row says it is, else what its sign and label let think."""
    said = kind_said(row, layout)
    if said is not None:
        return said
    if amount >= 0:
        return "invoice"
    label = key(layout.text(row, "label"))
    if CREDIT_NOTE.search(label):
        return "credit_note"
    return "payment" if PAYMENT.search(label) else "other"


def _url(line: int, row: Row, layout: Layout, problems: Problems) -> str | None:
    url = layout.text(row, "document_url")
    if url and not is_url(url):
        problems.add("url_invalid", line, "document_url", value=url)
        return None
    return url or None


def _level(line: int, row: Row, layout: Layout, problems: Problems) -> int | None:
    """The number of reminders already sent, 0 to 9."""
    text = layout.text(row, "level")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        problems.add("level_unreadable", line, "level", value=text)
        return None
    return int(text)

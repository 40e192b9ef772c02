"""The debit and the credit of a table's row, however its author chose to write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from quittance.connectors.readers.cells import Row, Uncomputed, amount_of, text_of
from quittance.connectors.readers.mapping import key
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.records import Kind
from quittance.connectors.readers.values import Lone, Mark, decimal_mark, is_exact, parse_currency
from quittance.domain.money import EXPONENTS

CUSTOMERS = "411"
_AMOUNTS = ("amount", "debit", "credit", "balance")
_RUNNING = frozenset({"solde", "balance", "solde cumule", "solde progressif"})
_DEBITS = frozenset({"d", "dr", "debit", "+", "+1"})
_CREDITS = frozenset({"c", "cr", "credit", "-", "-1"})
CREDIT_NOTE = re.compile(r"\bavoirs?\b|\bcredit ?notes?\b|\bav\b|\b381\b")
PAYMENT = re.compile(
    r"\breglements?\b|\breglt\b|\bpaiements?\b|\bpayments?\b|\bvirements?\b|\bvir\b|\bcheques?\b"
    r"|\bprelevements?\b|\bencaissements?\b|\bacomptes?\b|\breceipts?\b"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read the rows of one table: where the fields are, and its habits of writing."""

    mapping: Mapping[str, str]  # field → header
    currency: str  # of a row that names none
    mark: Mark | None
    by_account: bool  # a journal: only its customer accounts (411) are receivables

    def text(self, row: Row, field: str) -> str:
        return text_of(row.get(self.mapping.get(field, ""), ""))

    @property
    def has_both_sides(self) -> bool:
        return "debit" in self.mapping and "credit" in self.mapping


def layout_of(
    sample: Iterable[tuple[int, Row]], mapping: Mapping[str, str], currency: str
) -> Layout:
    """What the first rows tell about the others."""
    rows = [row for _, row in sample]
    fields = dict(mapping)
    if {"debit", "credit"} <= fields.keys() and key(fields.get("balance", "")) in _RUNNING:
        del fields["balance"]  # a running balance beside debit and credit, not what is left to pay
    amounts = [
        text_of(row.get(fields[name], "")) for row in rows for name in _AMOUNTS if name in fields
    ]
    accounts = [text_of(row.get(fields["account"], "")) for row in rows if "account" in fields]
    by_account = any(account.startswith(CUSTOMERS) for account in accounts)
    return Layout(fields, currency, decimal_mark(amounts), by_account)


def is_customers(row: Row, layout: Layout) -> bool:
    """True unless the row of a journal stands on another account."""
    return not layout.by_account or layout.text(row, "account").startswith(CUSTOMERS)


def customer_of(row: Row, layout: Layout) -> str:
    """The customer's code; the name, then the account, where the table has no codes."""
    for field in ("customer_code", "customer_name", "account"):
        if field in layout.mapping and (code := layout.text(row, field)):
            return code
    return ""


def debit_and_credit(
    line: int, row: Row, layout: Layout, problems: Problems
) -> tuple[Decimal, Decimal] | None:
    """The two sides of a row, one of them usually zero; None, and a problem, if unreadable."""
    if "debit" in layout.mapping or "credit" in layout.mapping:
        debit = amount_at(line, row, "debit", layout, problems)
        credit = amount_at(line, row, "credit", layout, problems)
        return None if debit is None or credit is None else (debit, credit)

    field = "amount" if "amount" in layout.mapping else "balance"
    amount = amount_at(line, row, field, layout, problems)
    if amount is None or not layout.text(row, field):
        if amount is not None:
            problems.add("amount_missing", line, field)
        return None
    return _placed(line, row, layout, amount, problems)


def _placed(
    line: int, row: Row, layout: Layout, amount: Decimal, problems: Problems
) -> tuple[Decimal, Decimal] | None:
    """The amount on its side of the account."""
    zero = Decimal(0)
    side = layout.text(row, "side").casefold()
    if side in _DEBITS:
        return amount, zero
    if side in _CREDITS:
        return zero, amount
    if side:
        problems.add("side_unknown", line, "side", value=side)
        return None
    # Nobody says the side: a minus is a credit, and so is a credit note written positive.
    credited = amount < 0 or kind_said(row, layout) in {"credit_note", "payment"}
    return (zero, abs(amount)) if credited else (amount, zero)


def amount_at(
    line: int, row: Row, field: str, layout: Layout, problems: Problems
) -> Decimal | None:
    """The amount of that column, zero if empty; None, and a problem, if unreadable."""
    cell = row.get(layout.mapping.get(field, ""), "")
    if isinstance(cell, Uncomputed):
        problems.add("formula_without_value", line, field)
        return None
    if cell == "":
        return Decimal(0)
    currency = currency_of(row, layout)
    amount = amount_of(cell, lone=_lone(text_of(cell), layout.mark, currency))
    if amount is None:
        problems.add("amount_unreadable", line, field, value=text_of(cell))
    elif not is_exact(amount, currency or layout.currency):
        problems.add("amount_precision", line, field, value=text_of(cell), currency=currency)
        return None
    return amount


def _lone(text: str, mark: Mark | None, currency: str | None) -> Lone | None:
    """What "1,234" means here: by the currency, else by what the rest of the column shows."""
    if currency and EXPONENTS[currency] == 0:
        return "group"
    if mark is None:
        return None
    return "decimal" if mark in text else "group"


def currency_of(row: Row, layout: Layout) -> str | None:
    """The row's currency, the table's where it names none, None where we know none of that name."""
    written = layout.text(row, "currency")
    return parse_currency(written) if written else layout.currency


def kind_said(row: Row, layout: Layout) -> Kind | None:
    """What the row says it is, None when it does not."""
    said = key(layout.text(row, "kind"))
    if CREDIT_NOTE.search(said):
        return "credit_note"
    if PAYMENT.search(said):
        return "payment"
    return "invoice" if "facture" in said or "invoice" in said else None

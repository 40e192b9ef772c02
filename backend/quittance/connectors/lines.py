"""Lines of readers and programs → rows to stage: exact sums, days from terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from quittance.connectors.book import LARGEST_MINOR, Book, clean, fitted, is_code, terms_of
from quittance.connectors.readers.records import ReceivableRecord
from quittance.connectors.remarks import Remarks
from quittance.domain.money import EXPONENTS, minor_units
from quittance.domain.payment_terms import due_date
from quittance.domain.payment_terms import statutory_due_date as by_law
from quittance.domain.reconciliation import LineIdentity, fingerprint
from quittance.receivables.ingest import StagedReceivable

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
LONGEST_EXTERNAL_ID = 200


def receivables(records: Iterator[ReceivableRecord], book: Book) -> Iterator[StagedReceivable]:
    """The lines to stage; a refused one leaves a remark."""
    for record in records:
        row = _receivable(record, book)
        if row is not None:
            yield row


def _receivable(record: ReceivableRecord, book: Book) -> StagedReceivable | None:
    line, remarks = record.line, book.remarks
    code = clean(record.customer_code)
    sums = _sums(record, remarks)
    if sums is None or not is_code(code, line, "customer_code", remarks):
        return None
    external_id = clean(record.external_id or "") or None
    if external_id is not None and len(external_id) > LONGEST_EXTERNAL_ID:
        remarks.add(
            "code_too_long", line, "external_id", value=external_id, most=LONGEST_EXTERNAL_ID
        )
        return None
    if not _are_days(record, remarks) or not _is_level(record, remarks):
        return None

    def fit(name: str, most: int) -> str | None:
        text = getattr(record, name)
        return None if text is None else fitted(text, name, most, line, remarks)

    number = clean(record.number or record.document_no or "")[:100]
    identified_on = record.due_on or record.invoiced_on
    print_ = fingerprint(LineIdentity(code, number, identified_on, sums[0], record.currency))
    return StagedReceivable(
        line=line,
        external_id=external_id,
        fingerprint=bytes.fromhex(print_),
        identified_on=identified_on,
        customer_code=code,
        customer_name=fit("customer_name", 200),
        document_key=number or external_id or print_[:32],
        kind=record.kind,
        number=number,
        label=fit("label", 300),
        order_no=fit("order_no", 100),
        entry_on=record.entry_on,
        invoiced_on=record.invoiced_on,
        due_on=record.due_on or _due_on(record, code, book),
        currency=record.currency,
        amount_minor=sums[0],
        balance_minor=sums[1],
        payment_method=fit("payment_method", 60),
        reconciliation_code=fit("reconciliation_code", 60) or "",
        reconciled_on=record.reconciled_on,
        level=record.level,
        derived=record.derived,
        free1=fit("free1", 200),
        free2=fit("free2", 200),
        free3=fit("free3", 200),
        document_url=fit("document_url", 500),
    )


def _sums(record: ReceivableRecord, remarks: Remarks) -> tuple[int, int] | None:
    """Amount and balance in minor units, exact or refused."""
    if record.currency not in EXPONENTS:
        remarks.add("currency_unknown", record.line, "currency", value=record.currency)
        return None
    try:
        amount = minor_units(record.amount, record.currency)
        balance = minor_units(record.balance, record.currency)
    except ValueError:
        remarks.add("amount_precision", record.line, "amount", currency=record.currency)
        return None
    if not amount:
        remarks.add("amount_zero", record.line, "amount")
        return None
    if max(abs(amount), abs(balance)) > LARGEST_MINOR:
        remarks.add("amount_too_large", record.line, "amount")
        return None
    return amount, balance


def _due_on(record: ReceivableRecord, code: str, book: Book) -> date:
    """By the customer's terms, else the company's, else the law's; a credit has no term."""
    if record.amount < 0:
        return record.invoiced_on
    return (
        _agreed(book.terms.get(code, ""), record.invoiced_on)
        or _agreed(book.company_terms, record.invoiced_on)
        or by_law(record.invoiced_on)
    )


@lru_cache(maxsize=65_536)
def _agreed(words: str, invoiced_on: date) -> date | None:
    terms = terms_of(words) if words else None
    return None if terms is None else due_date(invoiced_on, terms)


def _are_days(record: ReceivableRecord, remarks: Remarks) -> bool:
    for name in ("entry_on", "invoiced_on", "due_on", "reconciled_on"):
        day: date | None = getattr(record, name)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            remarks.add("date_out_of_range", record.line, name, value=day.isoformat())
            return False
    return True


def _is_level(record: ReceivableRecord, remarks: Remarks) -> bool:
    if record.level is None or 0 <= record.level <= 9:
        return True
    remarks.add("level_out_of_range", record.line, "level")
    return False

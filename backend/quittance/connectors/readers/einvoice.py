"""Electronic invoices (EN 16931): CII, UBL, and the XML inside a Factur-X PDF."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Literal
from xml.etree.ElementTree import Element

import pypdf

from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.safe_xml import text_at
from quittance.connectors.readers.values import one_line, parse_amount, parse_date

# Damaged PDFs are told as problems; what pypdf murmurs about them goes where logs are wanted.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

Syntax = Literal["cii", "ubl"]

ROOTS: dict[str, Syntax] = {
    "CrossIndustryInvoice": "cii",
    "CrossIndustryDocument": "cii",  # ZUGFeRD 1.0
    "Invoice": "ubl",
    "CreditNote": "ubl",
}
_EMBEDDED = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
MOST_PDF_BYTES = 64 << 20

_CII_HEAD = ("ExchangedDocument", "HeaderExchangedDocument")
_CII_TRADE = ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
_CII_SETTLEMENT = ("ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement")
_CII_TOTAL = (
    "SpecifiedTradeSettlementHeaderMonetarySummation",
    "SpecifiedTradeSettlementMonetarySummation",
)
_CII_SETTLED = [f"{trade}/{settled}" for trade in _CII_TRADE for settled in _CII_SETTLEMENT]


@dataclass(frozen=True, slots=True)
class Invoice:
    """What collecting needs of an invoice; `due_payable` (BT-115) is what is left to pay."""

    number: str | None
    type_code: str | None
    issued_on: date | None
    due_on: date | None
    currency: str | None
    due_payable: Decimal | None


def invoice(root: Element, problems: Problems) -> Invoice:
    """The invoice in this tree; each missing or unreadable fact leaves a problem."""
    cii = ROOTS[root.tag] == "cii"
    written = _written_in_cii(root) if cii else _written_in_ubl(root)
    number, type_code, issued, due, currency, payable = map(one_line, written)
    if not number:
        problems.add("number_missing", None, "number")
    if not issued:
        problems.add("date_missing", None, "issue_date")
    amount = parse_amount(payable, lone="decimal") if payable else None
    if amount is None:
        problems.add(
            "amount_unreadable" if payable else "amount_missing", None, "due_payable", value=payable
        )
    return Invoice(
        number=number or None,
        type_code=type_code or None,
        issued_on=_day(issued, "issue_date", problems, compact=cii),
        due_on=_day(due, "due_date", problems, compact=cii),
        currency=currency or None,
        due_payable=amount,
    )


def _written_in_cii(root: Element) -> tuple[str, ...]:
    def settled(path: str) -> list[str]:
        return [f"{settlement}/{path}" for settlement in _CII_SETTLED]

    return (
        text_at(root, *(f"{head}/ID" for head in _CII_HEAD)),
        text_at(root, *(f"{head}/TypeCode" for head in _CII_HEAD)),
        text_at(root, *(f"{head}/IssueDateTime/DateTimeString" for head in _CII_HEAD)),
        text_at(root, *settled("SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString")),
        text_at(root, *settled("InvoiceCurrencyCode")),
        text_at(
            root, *(path for total in _CII_TOTAL for path in settled(f"{total}/DuePayableAmount"))
        ),
    )


def _written_in_ubl(root: Element) -> tuple[str, ...]:
    return (
        text_at(root, "ID"),
        text_at(root, "InvoiceTypeCode", "CreditNoteTypeCode"),
        text_at(root, "IssueDate"),
        text_at(root, "DueDate", "PaymentMeans/PaymentDueDate"),
        text_at(root, "DocumentCurrencyCode"),
        text_at(root, "LegalMonetaryTotal/PayableAmount"),
    )


def _day(written: str, field: str, problems: Problems, *, compact: bool) -> date | None:
    if not written:
        return None
    day = parse_date(written)
    if day is None:
        problems.add("date_unreadable", None, field, value=written)
    elif compact != written.isdigit():  # CII format 102 is YYYYMMDD, UBL is ISO 8601
        problems.add("date_format", None, field, value=written)
    return day


def embedded_xml(stream: BinaryIO, problems: Problems) -> bytes | None:
    """The invoice XML attached to the PDF, None and a problem when there is none."""
    content = stream.read(MOST_PDF_BYTES + 1)
    if len(content) > MOST_PDF_BYTES:
        problems.add("pdf_unreadable")
        return None
    try:
        attached = pypdf.PdfReader(io.BytesIO(content)).attachments
        for name, contents in attached.items():
            if name.lower() in _EMBEDDED and contents:
                return bytes(contents[0])
    except Exception:  # noqa: BLE001 - a damaged PDF makes pypdf raise anything, RecursionError too
        problems.add("pdf_unreadable")
        return None
    problems.add("invoice_missing")
    return None

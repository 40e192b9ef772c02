"""Files as ledgers and banks write them, small, made by hand, and hostile where it hurts."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
import pypdf

HOSTILE_NAMES = (
    "A<b & Fils",
    "<SARL>",
    "=1+1",
    "Éléonore Œuf-Ça 🧾",
    "שלום \u202eLRS",
    'O\'Neil; «Frères», "et" Cie',
)
FEC_COLUMNS = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)


def fec_line(**changes: str) -> dict[str, str]:
    """A sale of 120,00 to Martin on 15 January 2026, on the customer's side, not lettered."""
    return {
        "JournalCode": "VE",
        "JournalLib": "Ventes",
        "EcritureNum": "1",
        "EcritureDate": "20260115",
        "CompteNum": "411000",
        "CompteLib": "Clients",
        "CompAuxNum": "MARTIN",
        "CompAuxLib": "Martin SARL",
        "PieceRef": "FA-1",
        "PieceDate": "20260114",
        "EcritureLib": "Facture FA-1",
        "Debit": "120,00",
        "Credit": "0,00",
        "ValidDate": "20260131",
    } | changes


def sale(**changes: str) -> dict[str, str]:
    """The other side of the sale: revenue, which makes its journal one of sales."""
    revenue = {"CompteNum": "706000", "CompAuxNum": "", "Debit": "0,00", "Credit": "120,00"}
    return fec_line(**revenue | changes)


def receipt(**changes: str) -> dict[str, str]:
    """A payment of 120,00 by Martin on 20 February 2026, on the customer's side."""
    paid = {
        "JournalCode": "BQ",
        "EcritureDate": "20260220",
        "PieceRef": "VIR-1",
        "PieceDate": "20260220",
        "EcritureLib": "Virement Martin",
        "Debit": "0,00",
        "Credit": "120,00",
    }
    return fec_line(**paid | changes)


def banked(**changes: str) -> dict[str, str]:
    """The bank's side of the payment, which makes its journal one of cash."""
    return receipt(**{"CompteNum": "512000", "CompAuxNum": "", "Debit": "120,00"} | changes)


def fec(
    *lines: dict[str, str],
    columns: Sequence[str] = FEC_COLUMNS,
    separator: str = "\t",
    end: str = "\n",
    encoding: str = "utf-8",
) -> io.BytesIO:
    """A FEC with these lines; a column may be padded or in any case."""
    rows = [columns, *([line.get(name.strip(), "") for name in columns] for line in lines)]
    text = "".join(separator.join(row) + end for row in rows)
    return io.BytesIO(text.encode(encoding))


def csv_file(*lines: str, encoding: str = "utf-8") -> io.BytesIO:
    """These lines, ended as Windows ends them."""
    return io.BytesIO("".join(f"{line}\r\n" for line in lines).encode(encoding))


def workbook(*rows: Iterable[Any]) -> io.BytesIO:
    """An XLSX of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def archive(**parts: bytes) -> io.BytesIO:
    """A ZIP with these parts, as packed as can be; `__` in a name is a slash, `_` a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    stream.seek(0)
    return stream


def cfonb(
    code: str, amount: str = "", *, label: str = "", currency: str = "EUR2", **at: str
) -> str:
    """A CFONB 120 record of account 12345678901 on 15 January 2026."""
    body = f"{code}30003{at.get('operation', ''):<4}01234{currency}{'':1}{'12345678901':<11}"
    body = f"{body:<34}{at.get('day', '150126')}"
    body = f"{body:<45}{at.get('qualifier', '')}"
    return f"{f'{body:<48}{label}':<90}{amount:>14}{'':16}"


def mt940(*fields: str) -> io.BytesIO:
    """An MT940 of these fields."""
    return io.BytesIO("\r\n".join([*fields, "-", ""]).encode("latin-1"))


def camt053(*entries: str, opening: str = "100.00", closing: str = "100.00") -> io.BytesIO:
    """A camt.053 of one account with these entries in XML."""
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt>"
        f"<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
        for code, amount in (("OPBD", opening), ("CLBD", closing))
    )
    text = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        f"<Acct><Id><IBAN>FR7630003000000000000000097</IBAN></Id></Acct>{balances}{''.join(entries)}"
        "</Stmt></BkToCstmrStmt></Document>"
    )
    return io.BytesIO(text.encode())


def camt_entry(amount: str, side: str = "CRDT", details: str = "") -> str:
    """One booked movement."""
    return (
        f"<Ntry><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>"
        f"<BookgDt><Dt>2026-01-15</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def cii(
    *, number: str = "FA-1", issued: str = "20260115", due: str = "20260214", payable: str = "80.00"
) -> bytes:
    """A CII invoice of 120,00 EUR, 40,00 of it prepaid."""
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:rsm" xmlns:ram="urn:ram" xmlns:udt="urn:udt">
<rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">{issued}</udt:DateTimeString>
</ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
<udt:DateTimeString format="102">{due}</udt:DateTimeString>
</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:GrandTotalAmount>120.00</ram:GrandTotalAmount>
<ram:TotalPrepaidAmount>40.00</ram:TotalPrepaidAmount>
<ram:DuePayableAmount>{payable}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""
    return text.encode()


def ubl_credit_note() -> bytes:
    """A UBL credit note of 25,50 EUR."""
    return b"""<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
 xmlns:cbc="urn:cbc" xmlns:cac="urn:cac"><cbc:ID>AV-9</cbc:ID>
<cbc:IssueDate>2026-01-20</cbc:IssueDate><cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:PaymentMeans><cbc:PaymentDueDate>2026-02-20</cbc:PaymentDueDate></cac:PaymentMeans>
<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">25.50</cbc:PayableAmount>
</cac:LegalMonetaryTotal></CreditNote>"""


def pdf(**attachments: bytes) -> io.BytesIO:
    """A blank PDF carrying these files; `_` in a name is a dot, `__` a hyphen."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in attachments.items():
        writer.add_attachment(name.replace("__", "-").replace("_", "."), content)
    stream = io.BytesIO()
    writer.write(stream)
    stream.seek(0)
    return stream


def sage_entry(*, side: str = "0", amount: str = "120,00", **at: str) -> list[str]:
    """The 38 fields of a Sage 100 general entry on the account of Martin."""
    fields = [""] * 38
    facts = {
        1: "VTE",
        2: "150126",
        4: "12",
        5: "FA-1",
        7: at.get("account", "4110000"),
        9: "MARTIN",
        11: at.get("label", "Facture é"),
        13: at.get("due", "140226"),
        17: side,
        18: amount,
        19: at.get("lettering", ""),
        22: at.get("level", "2"),
    }
    for position, value in facts.items():
        fields[position - 1] = value
    return ["#MECG", *fields]


def sage100(*entries: list[str], encoding: str = "cp850") -> io.BytesIO:
    """A Sage 100 flat file as the program writes it: CP850 and CRLF."""
    lines = ["#FLG 000", "#VER 31", "#DEV EUR", *(line for one in entries for line in one), "#FIN"]
    return io.BytesIO("".join(f"{line}\r\n" for line in lines).encode(encoding))

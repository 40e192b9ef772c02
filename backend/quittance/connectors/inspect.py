"""What is in this file? The answer in JSON, by the very readers that imports use."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from quittance.connectors.readers import camt053, cfonb120, einvoice, fec, mt940, safe_xml, sage100
from quittance.connectors.readers.fec_ledger import survey
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.statements import Statement
from quittance.connectors.readers.tables import ZIP, open_table
from quittance.connectors.readers.text import Source, encoding_of, lines, opened
from quittance.connectors.readers.totals import Totals, totals_of
from quittance.connectors.readers.values import NOTHING, decimal_text

HEAD = 1 << 16

Facts = dict[str, Any]


def inspect(data: Source) -> Facts:
    """Format, encoding, counts, sums and problems of any file; amounts are decimal texts.

    No content makes it fail: what no reader knows has the format "unknown" and a problem.
    """
    with opened(data) as stream:
        head = stream.read(HEAD)
    problems = Problems()
    facts = _facts(data, head, problems)
    facts["problems"] = [
        {
            "line": problem.line,
            "field": problem.field,
            "code": problem.code,
            "message": problem.message,
        }
        for problem in problems
    ]
    return facts


def _facts(data: Source, head: bytes, problems: Problems) -> Facts:
    if not head.strip():
        problems.add("file_empty")
        return {"format": "unknown", "encoding": None}
    if b"%PDF-" in head[:1024]:
        return _pdf(data, problems)
    if head.startswith(ZIP):
        return _table(data, problems)

    with opened(data) as stream:
        encoding = encoding_of(stream)
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _xml(data, safe_xml.declared_encoding(head), problems)
    facts = _text(data, text, encoding, problems)
    return facts or _table(data, problems)


def _text(data: Source, text: str, encoding: str, problems: Problems) -> Facts | None:
    """The facts of a format that its first lines betray, None when they betray none."""
    first, _, _ = text.partition("\n")
    if fec.layout_of(first.rstrip("\r")) is not None:
        return {"format": "fec", "encoding": encoding} | _ledger(_fec(data, problems))
    if text.startswith(sage100.STARTS):
        return {"format": "sage100", "encoding": encoding} | _ledger(_sage(data, problems))
    for format, starts, read in (
        ("cfonb120", cfonb120.RECORD.match(text), cfonb120.statements),
        ("mt940", mt940.STARTS.search(text.replace("\r\n", "\n")), mt940.statements),
    ):
        if starts:
            with opened(data) as stream:
                found = read(lines(stream, encoding), problems)
            return {"format": format, "encoding": encoding, "statements": _statements(found)}
    return None


def _fec(data: Source, problems: Problems) -> Totals:
    found = survey(data, problems)
    return Totals(found.records, found.debit, found.credit, found.balance, set(found.customers))


def _sage(data: Source, problems: Problems) -> Totals:
    found = sage100.read(data, problems)
    on_customers = [e for e in found.entries if e.account.startswith(sage100.CUSTOMERS)]
    return Totals(
        records=found.blocks,
        debit=sum((e.amount for e in found.entries if e.amount > 0), NOTHING),
        credit=-sum((e.amount for e in found.entries if e.amount < 0), NOTHING),
        balance=sum((e.amount for e in on_customers), NOTHING),
        customers={e.customer for e in on_customers},
    )


def _table(data: Source, problems: Problems) -> Facts:
    table = open_table(data, problems)
    if table is None:
        problems.add("format_unknown")
        return {"format": "unknown", "encoding": None}
    found = totals_of(table, problems)
    return {"format": table.format, "encoding": table.encoding} | _ledger(found)


def _ledger(totals: Totals) -> Facts:
    return {
        "records": totals.records,
        "sum_debit": _text_of(totals.debit),
        "sum_credit": _text_of(totals.credit),
        "customers": len(totals.customers),
        "receivable_balance": _text_of(totals.balance),
    }


def _text_of(amount: Decimal | None, currency: str = "EUR") -> str | None:
    return None if amount is None else decimal_text(amount, currency)


def _pdf(data: Source, problems: Problems) -> Facts:
    with opened(data) as stream:
        xml = einvoice.embedded_xml(stream, problems)
    if xml is None:
        return {"format": "unknown", "encoding": None}
    facts = _xml(io.BytesIO(xml), safe_xml.declared_encoding(xml[:HEAD]), problems)
    return facts | {"format": "facturx"}


def _xml(data: Source, encoding: str, problems: Problems) -> Facts:
    try:
        with opened(data) as stream:
            root = safe_xml.parse(stream)
    except safe_xml.XmlRefused as refusal:
        problems.add(refusal.code, refusal.line)
        return {"format": einvoice.ROOTS.get(refusal.root or "", "unknown"), "encoding": encoding}

    if root.find("BkToCstmrStmt") is not None:
        found = camt053.statements(root, problems)
        return {"format": "camt053", "encoding": encoding, "statements": _statements(found)}
    if root.tag in einvoice.ROOTS:
        facts = _invoice(einvoice.invoice(root, problems))
        return {"format": einvoice.ROOTS[root.tag], "encoding": encoding, "invoice": facts}
    problems.add("format_unknown")
    return {"format": "unknown", "encoding": encoding}


def _statements(statements: Sequence[Statement]) -> list[Facts]:
    return [
        {
            "account": statement.account,
            "currency": statement.currency,
            "opening": _text_of(statement.opening, statement.currency),
            "closing": _text_of(statement.closing, statement.currency),
            "entries": len(statement.entries),
            "sum_credit": _text_of(statement.credit, statement.currency),
            "sum_debit": _text_of(statement.debit, statement.currency),
            "reconciles": statement.reconciles,
        }
        for statement in statements
    ]


def _invoice(invoice: einvoice.Invoice) -> Facts:
    return {
        "number": invoice.number,
        "type_code": invoice.type_code,
        "issue_date": invoice.issued_on.isoformat() if invoice.issued_on else None,
        "due_date": invoice.due_on.isoformat() if invoice.due_on else None,
        "currency": invoice.currency,
        "due_payable": _text_of(invoice.due_payable, invoice.currency or "EUR"),
    }

"""ISO 20022 camt.053 statements, whatever the version of the message."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.safe_xml import text_at
from quittance.connectors.readers.statements import BankEntry, Payment, Statement, check_balance
from quittance.connectors.readers.values import MOST_DIGITS, NOTHING, parse_date

_OPENINGS = ("OPBD", "PRCD")


def statements(root: Element, problems: Problems) -> list[Statement]:
    """Every statement of the message; an entry without a readable amount is told and left out."""
    return [_statement(found, problems) for found in root.iterfind("BkToCstmrStmt/Stmt")]


def _statement(found: Element, problems: Problems) -> Statement:
    account = text_at(found, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id")
    balances = [
        (text_at(balance, "Tp/CdOrPrtry/Cd"), _signed(balance)) for balance in found.iterfind("Bal")
    ]
    openings = [amount for code, amount in balances if code in _OPENINGS]
    closings = [amount for code, amount in balances if code == "CLBD"]
    statement = Statement(
        account=account,
        currency=text_at(found, "Acct/Ccy") or _currency(found),
        opening=openings[0] if openings else None,
        closing=closings[-1] if closings else None,
    )
    for entry in found.iterfind("Ntry"):
        amount = _signed(entry)
        if amount is None:
            problems.add("amount_unreadable", None, "Ntry/Amt", value=text_at(entry, "Amt"))
        else:
            statement.entries.append(_entry(entry, amount, problems))
    check_balance(statement, None, problems)
    return statement


def _currency(found: Element) -> str:
    for path in ("Bal/Amt", "Ntry/Amt"):
        amount = found.find(path)
        if amount is not None and amount.get("Ccy"):
            return amount.get("Ccy", "")[:3]
    return ""


def _entry(entry: Element, amount: Decimal, problems: Problems) -> BankEntry:
    return BankEntry(
        line=None,
        booked_on=_booked_on(entry, problems),
        amount=amount,
        label=text_at(entry, "AddtlNtryInf", "NtryDtls/TxDtls/RmtInf/Ustrd", "NtryRef"),
        payments=tuple(_payment(details, amount) for details in entry.iterfind("NtryDtls/TxDtls")),
    )


def _payment(details: Element, entry: Decimal) -> Payment:
    """A detail without its own amount is alone in the entry, and without a side goes its way."""
    amount = _amount(
        text_at(details, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt") or str(abs(entry))
    )
    side = text_at(details, "CdtDbtInd") or ("DBIT" if entry < 0 else "CRDT")
    other = "Dbtr" if side == "CRDT" else "Cdtr"
    named = (f"RltdPties/{other}/Nm", f"RltdPties/{other}/Pty/Nm")
    return Payment(
        amount=(amount or NOTHING) * (-1 if side == "DBIT" else 1),
        counterparty=text_at(details, *named) or None,
        end_to_end_id=text_at(details, "Refs/EndToEndId") or None,
        reference=text_at(details, "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef")
        or None,
        text=" ".join(text_at(line, ".") for line in details.iterfind("RmtInf/Ustrd")),
        return_reason=text_at(details, "RtrInf/Rsn/Cd", "RtrInf/RtrRsn/Cd") or None,
    )


def _booked_on(entry: Element, problems: Problems) -> date | None:
    written = text_at(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    day = parse_date(written[:10])
    if written and day is None:
        problems.add("booking_date_unreadable", None, "BookgDt", value=written)
    return day


def _signed(element: Element) -> Decimal | None:
    amount = _amount(text_at(element, "Amt"))
    return -amount if amount and text_at(element, "CdtDbtInd") == "DBIT" else amount


def _amount(text: str) -> Decimal | None:
    """The XML decimal: a point, never a comma or a grouping."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount.adjusted() < MOST_DIGITS else None

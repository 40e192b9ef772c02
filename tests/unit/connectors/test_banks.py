"""Bank statements: balances are checked, never a reason to refuse."""

from datetime import date
from decimal import Decimal

import pytest

from quittance.connectors.inspect import inspect
from quittance.connectors.readers import camt053, cfonb120, mt940, safe_xml
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.statements import Statement
from tests.factories.files import camt053 as camt_file
from tests.factories.files import camt_entry, cfonb
from tests.factories.files import mt940 as mt940_file


def read_cfonb(*records: str) -> tuple[list[Statement], list[str]]:
    problems = Problems()
    found = cfonb120.statements(enumerate(records, start=1), problems)
    return found, [problem.code for problem in problems]


def test_a_cfonb_movement_says_who_paid_what_for_which_invoice() -> None:
    [statement], told = read_cfonb(
        cfonb("01", "0000000001000{"),
        cfonb("04", "0000000001205}", label="VIR SEPA"),
        cfonb("04", "0000000001205A", label="VIR MARTIN"),
        cfonb("05", qualifier="NPY", label="MARTIN SARL"),
        cfonb("05", qualifier="REF", label="FA-1"),
        cfonb("05", qualifier="LIB", label="FACTURE FA-1"),
        cfonb("07", "0000000001000A"),
    )

    assert (statement.bank, statement.account) == ("3000301234", "12345678901")
    assert (statement.opening, statement.closing) == (Decimal("100.00"), Decimal("100.01"))
    assert (statement.credit, statement.debit) == (Decimal("120.51"), Decimal("120.50"))
    [payment] = statement.entries[1].payments
    assert payment.counterparty == "MARTIN SARL"
    assert payment.reference == "FA-1"
    assert payment.text == "VIR MARTIN FACTURE FA-1"
    assert statement.entries[1].booked_on == date(2026, 1, 15)
    assert told == []


def test_a_pacific_account_has_no_decimals() -> None:
    [statement], _ = read_cfonb(
        cfonb("01", "0000000000000{", currency="XPF0"),
        cfonb("04", "0000000012500{", currency="XPF0"),
        cfonb("07", "0000000012500{", currency="XPF0"),
    )

    assert statement.credit == 125_000


def test_statements_may_share_one_line_and_be_short_or_long() -> None:
    whole = "".join(
        [
            cfonb("01", "0000000001000{"),
            cfonb("07", "0000000001000{"),
            cfonb("01", "0000000000000}"),
        ]
    )
    [first, second], told = read_cfonb(whole, "", cfonb("07", "0000000000000{") + " trop long")

    assert first.reconciles
    assert second.reconciles
    assert told == ["line_too_wide"]


def test_what_is_wrong_in_a_cfonb_file_is_told_and_the_rest_goes_in() -> None:
    found, told = read_cfonb(
        cfonb("04", "0000000001000{"),
        cfonb("04", "00000000010?0{"),
        cfonb("04", "0000000001000{", day="300226"),
        cfonb("04", "0000000001000{").replace("12345678901", "99999999999"),
        "99 inconnu",
        cfonb("07", "0000000099999{"),
    )

    assert [len(statement.entries) for statement in found] == [3]
    assert told == [
        "statement_missing",
        "amount_unreadable",
        "booking_date_unreadable",
        "accounts_differ",
        "record_unknown",
        "opening_missing",
    ]


def test_an_mt940_day_may_come_in_several_pages() -> None:
    stream = mt940_file(
        *(":20:REF", ":25:FR7630003000000000000000097", ":28C:1/1", ":60F:C260114EUR100,"),
        *(":61:2601150115CR20,50NTRFFA-1//BANK", ":86:/NAME/Martin é/REMI/FA-1", "suite"),
        *(":61:260115    DD1000,NTRFNONREF", ":61:260230RC0,50NTRF", ":62M:D260115EUR880,00"),
        *("-", ":20:REF2", ":25:FR7630003000000000000000097", ":60M:D260115EUR880,00"),
        *(":61:nullD1,00NTRF", ":61:nothing", ":62F:D260115EUR881,00", ":86:on the balance"),
    )
    problems = Problems()
    lines = enumerate(stream.getvalue().decode("latin-1").split("\r\n"), start=1)

    first, second = mt940.statements(lines, problems)

    assert first.reconciles
    assert second.reconciles
    assert [entry.amount for entry in first.entries] == [Decimal("20.50"), -1000, Decimal("-0.50")]
    [payment] = first.entries[0].payments
    assert payment.counterparty == "Martin é"
    assert payment.text == "/NAME/Martin é/REMI/FA-1suite"
    assert [(p.line, p.code) for p in problems] == [
        (9, "booking_date_unreadable"),
        (15, "booking_date_unreadable"),
        (16, "amount_unreadable"),
    ]


def test_a_camt_entry_may_hold_several_payments() -> None:
    details = (
        "<TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs><Amt Ccy='EUR'>20.00</Amt>"
        "<RltdPties><Dbtr><Pty><Nm>Martin &lt;SARL&gt;</Nm></Pty></Dbtr></RltdPties>"
        "<RmtInf><Ustrd>FA-1</Ustrd><Ustrd>FA-2</Ustrd></RmtInf></TxDtls>"
        "<TxDtls><Amt Ccy='EUR'>10.00</Amt><RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf>"
        "</Strd></RmtInf></TxDtls>"
    )
    stream = camt_file(camt_entry("30.00", details=details), camt_entry("5.00", "DBIT"))
    problems = Problems()

    [statement] = camt053.statements(safe_xml.parse(stream), problems)

    first, second = statement.entries[0].payments
    assert (first.counterparty, first.end_to_end_id) == ("Martin <SARL>", "E2E-1")
    assert (first.amount, first.text) == (Decimal(20), "FA-1 FA-2")
    assert (second.amount, second.reference) == (Decimal(10), "RF18")
    assert [entry.amount for entry in statement.entries] == [30, -5]
    assert [problem.code for problem in problems] == ["balance_mismatch"]


@pytest.mark.parametrize("amount", ["", "douze", "NaN", "Infinity", "1e99", "1,5"])
def test_a_camt_amount_is_an_xml_decimal(amount: str) -> None:
    facts = inspect(camt_file(camt_entry(amount)))

    assert facts["statements"][0]["entries"] == 0
    assert [problem["code"] for problem in facts["problems"]] == ["amount_unreadable"]

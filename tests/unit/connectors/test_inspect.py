"""Bytes in, JSON out, whatever the bytes."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quittance.connectors.inspect import inspect
from quittance.connectors.readers import sage100
from tests.factories import files

LEDGER = ("records", "sum_debit", "sum_credit", "customers", "receivable_balance")


def test_a_fec_in_json() -> None:
    stream = files.fec(files.fec_line(), files.sale(), files.fec_line(Debit="x"))

    assert inspect(stream) == {
        "format": "fec",
        "encoding": "utf-8",
        "records": 2,
        "sum_debit": "120.00",
        "sum_credit": "120.00",
        "customers": 1,
        "receivable_balance": "120.00",
        "problems": [
            {
                "line": 4,
                "field": "Debit",
                "code": "amount_unreadable",
                "message": "Montant illisible ou ambigu : « x ».",
            }
        ],
    }


def test_the_caller_s_stream_stays_open_and_a_path_will_do(tmp_path: Path) -> None:
    stream = files.fec(files.fec_line())
    path = tmp_path / "123456789FEC20261231.txt"
    path.write_bytes(stream.getvalue())

    assert inspect(path) == inspect(stream)
    assert not stream.closed


def test_a_table_in_json() -> None:
    facts = inspect(
        files.csv_file(
            "Code client;Facture;Date;Montant;Reste dû",
            "A;F1;01/01/2026;100,00;60,00",
            "A;A1;02/01/2026;-20,00;-20,00",
            "B;F2;32/01/2026;1,00;1,00",
        )
    )

    assert {name: facts[name] for name in LEDGER} == {
        "records": 2,
        "sum_debit": "100.00",
        "sum_credit": "20.00",
        "customers": 1,
        "receivable_balance": "40.00",
    }
    assert facts["format"] == "csv"


def test_a_journal_counts_every_account_and_sums_the_customers() -> None:
    facts = inspect(
        files.csv_file(
            "Date;Compte;Tiers;Débit;Crédit",
            "01/01/2026;411000;A;120,00;",
            "01/01/2026;706000;;;120,00",
        )
    )

    assert facts["records"] == 2
    assert facts["sum_debit"] == facts["sum_credit"] == facts["receivable_balance"] == "120.00"
    assert facts["customers"] == 1


def test_a_workbook_in_json() -> None:
    facts = inspect(files.workbook(("Code client", "Nom", "Ville"), ("A", "Martin", "Lyon")))

    assert facts["format"] == "xlsx"
    assert [facts[name] for name in LEDGER] == [1, None, None, 1, None]


def test_a_statement_in_json() -> None:
    stream = files.camt053(files.camt_entry("20.50"), closing="120.50")

    assert inspect(stream)["statements"] == [
        {
            "account": "FR7630003000000000000000097",
            "currency": "EUR",
            "opening": "100.00",
            "closing": "120.50",
            "entries": 1,
            "sum_credit": "20.50",
            "sum_debit": "0.00",
            "reconciles": True,
        }
    ]


def test_cfonb_and_mt940_are_known_by_their_first_lines() -> None:
    records = [files.cfonb("01", "0000000001000{"), files.cfonb("07", "0000000001000{")]
    swift = files.mt940(
        "{1:F01X}{2:O940}{4:", ":20:R", ":25:A", ":60F:C260101EUR1,", ":62F:C260101EUR1,"
    )

    assert inspect(io.BytesIO("\n".join(records).encode()))["format"] == "cfonb120"
    assert inspect(swift)["format"] == "mt940"


def test_a_sage_100_file_in_json() -> None:
    facts = inspect(
        files.sage100(
            files.sage_entry(),
            files.sage_entry(account="7060000", side="1"),
            files.sage_entry(amount="?"),
        )
    )

    assert facts["format"] == "sage100"
    assert facts["encoding"] == "cp850"
    assert [facts[name] for name in LEDGER] == [3, "120.00", "120.00", 1, "120.00"]


@pytest.mark.req("SAGE-114")
def test_a_sage_100_ledger_knows_due_dates_and_levels() -> None:
    read = sage100.ledger(
        files.sage100(
            files.sage_entry(lettering="A"),
            files.sage_entry(lettering="A", side="1"),
            files.sage_entry(due="300226", lettering="", level="0"),
            files.sage_entry(amount="50,00", side="1", label="Avoir sur facture"),
        )
    )

    invoice, credit_note = read.receivables
    assert (invoice.customer_code, invoice.number, invoice.level) == ("MARTIN", "FA-1", 0)
    assert invoice.due_on is None
    assert (credit_note.kind, credit_note.balance) == ("credit_note", Decimal(-50))
    assert credit_note.due_on is not None
    assert [problem.code for problem in read.problems] == ["due_date_unreadable"]


SEEDS = [
    files.fec(files.fec_line(), files.sale()).getvalue(),
    files.fec(files.fec_line(), encoding="utf-16").getvalue(),
    files.csv_file("Code client;Facture;Date;Montant", "A;F1;01/01/2026;1,00").getvalue(),
    files.csv_file('Code,"Nom",Ville', 'A,"B\nC",Lyon').getvalue(),
    files.workbook(("Code client", "Date", "Montant"), ("A", "01/01/2026", 1.5)).getvalue(),
    files.pdf(factur__x_xml=files.cii()).getvalue(),
    files.cii(),
    files.ubl_credit_note(),
    files.camt053(files.camt_entry("1.00", details="<TxDtls/>")).getvalue(),
    files.mt940(":20:R", ":25:A", ":60F:C260101EUR1,", ":61:260101C1,NTRF", ":86:x").getvalue(),
    f"{files.cfonb('01', '0000000001000{')}\n{files.cfonb('04', '0000000001000A')}".encode(),
    files.sage100(files.sage_entry()).getvalue(),
]


def checked(content: bytes) -> None:
    facts = inspect(io.BytesIO(content))

    json.dumps(facts, allow_nan=False)
    assert facts["format"] != "unknown" or facts["problems"]


@given(st.binary(max_size=2_000))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    checked(content)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    seed=st.sampled_from(SEEDS),
    cut=st.floats(0, 1),
    length=st.integers(0, 40),
    noise=st.binary(max_size=40),
)
def test_no_damage_makes_it_fail(seed: bytes, cut: float, length: int, noise: bytes) -> None:
    at = int(cut * len(seed))

    checked(seed[:at] + noise + seed[at + length :])


@given(
    st.sampled_from([":20:1\n:25:A\n", "#MECG\n", "<Invoice>", "Date;Compte;Débit\n"]), st.text()
)
def test_no_text_makes_it_fail(start: str, rest: str) -> None:
    checked((start + rest).encode("utf-8", "replace"))

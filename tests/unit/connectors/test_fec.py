"""From a FEC to its customers and what they still owe."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from quittance.connectors.readers.fec_ledger import ledger, survey
from quittance.connectors.readers.problems import Problems
from tests.factories.files import (
    FEC_COLUMNS,
    HOSTILE_NAMES,
    banked,
    fec,
    fec_line,
    receipt,
    sale,
)


def codes(problems: Problems) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in problems]


@pytest.mark.req("SAGE-114")
def test_an_unlettered_sale_is_an_open_receivable() -> None:
    read = ledger(fec(fec_line(), sale()))

    [customer] = read.customers
    [receivable] = read.receivables
    assert (customer.code, customer.name) == ("MARTIN", "Martin SARL")
    assert receivable.kind == "invoice"
    assert receivable.number == "FA-1"
    assert receivable.entry_on == date(2026, 1, 15)
    assert receivable.invoiced_on == date(2026, 1, 14)
    assert receivable.due_on is None
    assert receivable.amount == receivable.balance == Decimal("120.00")
    assert read.full
    assert codes(read.problems) == []


def test_a_lettered_group_that_balances_is_closed() -> None:
    lines = [fec_line(EcritureLet="A"), sale(), banked(), receipt(EcritureLet="A")]
    lines += [fec_line(PieceRef="FA-2"), sale()]

    assert [r.number for r in ledger(fec(*lines)).receivables] == ["FA-2"]
    with_closed = list(ledger(fec(*lines), closed=True).receivables)
    assert [(r.number, r.balance) for r in with_closed] == [
        ("FA-1", Decimal(0)),
        ("VIR-1", Decimal(0)),
        ("FA-2", Decimal(120)),
    ]


@pytest.mark.req("SAGE-115")
def test_a_lettered_group_that_does_not_balance_stays_open_and_is_told() -> None:
    lines = [fec_line(EcritureLet="A"), sale(), banked(), receipt(EcritureLet="A", Credit="100,00")]

    read = ledger(fec(*lines))

    assert sum(r.balance for r in read.receivables) == 20
    assert (None, "lettering_unbalanced") in codes(read.problems)


def test_a_letter_ties_the_lines_of_one_customer_only() -> None:
    other = {"CompAuxNum": "DUPONT", "CompAuxLib": "Dupont"}
    lines = [fec_line(EcritureLet="A"), receipt(EcritureLet="A", **other)]

    assert len(list(ledger(fec(*lines)).receivables)) == 2


def test_without_any_lettering_credits_pay_the_oldest_debits() -> None:
    lines = [
        fec_line(PieceRef="FA-2", EcritureDate="20260301", Debit="80,00"),
        fec_line(PieceRef="FA-1", EcritureDate="20260101", Debit="100,00"),
        sale(),
        banked(),
        receipt(Credit="130,00"),
    ]

    [left] = ledger(fec(*lines)).receivables

    assert (left.number, left.amount, left.balance) == ("FA-2", Decimal(80), Decimal(50))
    assert left.derived


def test_an_overpaid_account_leaves_a_credit() -> None:
    lines = [fec_line(), sale(), banked(), receipt(Credit="150,00")]

    [left] = ledger(fec(*lines)).receivables

    assert (left.kind, left.balance) == ("payment", Decimal(-30))


def test_what_a_line_is_follows_from_its_journal() -> None:
    lines = [
        *(sale(), fec_line(EcritureLet="x"), fec_line(Debit="0", Credit="20")),
        *(banked(), receipt(), receipt(), receipt(Debit="15", Credit="0")),
        # opening balances mention the bank as well, but mostly debit customers
        banked(JournalCode="AN"),
        *(fec_line(JournalCode="AN"), fec_line(JournalCode="AN")),
    ]

    kinds = [r.kind for r in ledger(fec(*lines)).receivables]

    assert kinds == [
        *("invoice", "credit_note"),
        *("payment", "payment", "other"),
        *("invoice", "invoice"),
    ]


def test_a_customer_without_auxiliary_is_known_by_the_account() -> None:
    line = fec_line(CompteNum="411PASSA", CompteLib="Client de passage", CompAuxNum="")

    [customer] = ledger(fec(line)).customers

    assert (customer.code, customer.name) == ("411PASSA", "Client de passage")


@pytest.mark.parametrize("separator", ["\t", "|", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
def test_every_dialect_reads_the_same(separator: str, end: str, encoding: str) -> None:
    stream = fec(
        fec_line(CompAuxLib="Créé à Nîmes"), separator=separator, end=end, encoding=encoding
    )

    [customer] = ledger(stream).customers

    assert customer.name == "Créé à Nîmes"


def test_headers_and_fields_may_be_padded_and_in_any_case() -> None:
    columns = [f"{name.upper()}   " for name in FEC_COLUMNS]
    values = {name.strip(): f"{value}  " for name, value in fec_line().items()}
    row = "\t".join(values.get(name, "   ") for name in FEC_COLUMNS)
    stream = io.BytesIO("\t".join(columns).encode() + b"\r\n" + row.encode() + b"\r\n")

    found = survey(stream, Problems())

    assert found.records == 1
    assert found.balance == 120


def test_columns_go_by_name_and_a_trailing_separator_is_nothing() -> None:
    columns = [*FEC_COLUMNS[:11], "Credit", "Debit", *FEC_COLUMNS[13:], "DateRglt", "ModeRglt", "X"]

    found = survey(fec(fec_line(), columns=[*columns, ""]), Problems())

    assert found.records == 1
    assert found.debit - found.credit == 120


def test_one_amount_and_a_side_make_debit_and_credit() -> None:
    columns = [*FEC_COLUMNS[:11], "Montant", "Sens", *FEC_COLUMNS[13:]]
    problems = Problems()
    lines = [fec_line(Montant=amount, Sens=side) for amount, side in _SIDES]

    found = survey(fec(*lines, columns=columns), problems)

    assert [found.debit, found.credit] == [30, 70]
    assert codes(problems) == [(6, "side_unknown"), (None, "ledger_unbalanced")]


_SIDES = (("10,00", "D"), ("20", "+1"), ("30", "c"), ("40", "-1"), ("50", "X"))


def test_a_bad_line_is_told_and_the_others_go_in() -> None:
    whole = fec(
        fec_line(Debit="douze"),
        fec_line(EcritureDate="20260230"),
        fec_line(EcritureDate=""),
        fec_line(CompteNum=""),
        fec_line(PieceDate="null"),
        fec_line(EcritureLib="Sans\rfin de ligne"),
    ).getvalue()
    stream = io.BytesIO(
        whole + b"VE\tVentes\t1\t20260115\n\t\t\n" + b"\t".join([b"x"] * 19) + b"\n"
    )

    read = ledger(stream)

    assert [r.label for r in read.receivables] == ["Facture FA-1", "Sans fin de ligne"]
    assert codes(read.problems) == [
        (2, "amount_unreadable"),
        (3, "date_unreadable"),
        (4, "date_missing"),
        (5, "account_missing"),
        (8, "fields_missing"),
        (10, "fields_too_many"),
        (None, "ledger_unbalanced"),
        (6, "document_date_unreadable"),
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_come_through_unharmed(name: str) -> None:
    [customer] = ledger(fec(fec_line(CompAuxLib=name, CompAuxNum=name))).customers

    assert (customer.code, customer.name) == (name, name)


def test_a_million_bad_lines_leave_a_thousand_words() -> None:
    problems = Problems()

    survey(fec(*[fec_line(Debit="x")] * 1_200), problems)

    *told, last = problems
    assert len(told) == 1_000
    assert last.message == "200 autres anomalies ne sont pas détaillées."


def test_balances_always_add_up_to_the_account(tmp_path: Path) -> None:
    lines = [fec_line(Debit=f"{n},10") for n in range(1, 9)] + [receipt(Credit="17,33")]
    for letters in ({}, {"EcritureLet": "A"}):
        path = tmp_path / "fec.txt"
        path.write_bytes(fec(*lines, fec_line(**letters)).getvalue())

        found = survey(path, Problems())

        assert sum(r.balance for r in ledger(path).receivables) == found.balance

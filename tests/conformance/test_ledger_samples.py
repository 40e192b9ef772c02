"""Ledgers written by other people's software, against sums made without our readers."""

from decimal import Decimal
from pathlib import Path

import pytest

from quittance.connectors.inspect import inspect
from quittance.connectors.readers import fec_ledger, table_ledger

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data"
FECS = sorted((SAMPLES / "fec").glob("*.txt"))
EXPORTS = sorted(p for p in (SAMPLES / "erp_exports").glob("*") if p.suffix != ".md")

needs_samples = pytest.mark.skipif(not FECS, reason="the samples are not beside this checkout")


def named(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def number(text: str) -> Decimal:
    return Decimal(text.strip().replace(",", ".") or "0")


def independent(path: Path) -> dict[str, object]:
    """The plainest reading: split, strip, add."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("iso-8859-1")
    header, *rows = text.split("\n")
    separator = max("\t|;", key=header.count)
    names = [name.strip().lower() for name in header.split(separator)]
    debit = credit = owed = Decimal(0)
    records, customers = 0, set()
    for row in rows:
        fields = [field.strip() for field in row.split(separator)]
        if len(fields) < len(names):
            continue
        line = dict(zip(names, fields, strict=False))
        if "montant" in line:
            amounts = (
                number(line["montant"]) * (line["sens"] == "D"),
                number(line["montant"]) * (line["sens"] == "C"),
            )
        else:
            amounts = number(line["debit"]), number(line["credit"])
        records, debit, credit = records + 1, debit + amounts[0], credit + amounts[1]
        if line["comptenum"].startswith("411"):
            owed += amounts[0] - amounts[1]
            customers.add(line["compauxnum"] or line["comptenum"])
    return {
        "records": records,
        "sum_debit": debit,
        "sum_credit": credit,
        "customers": len(customers),
        "receivable_balance": owed,
    }


@needs_samples
@pytest.mark.parametrize("path", FECS, ids=named(FECS))
def test_a_foreign_fec_adds_up_to_the_cent(path: Path) -> None:
    facts = inspect(path)

    expected = independent(path)
    assert facts["format"] == "fec"
    assert {
        name: Decimal(facts[name]) if isinstance(value, Decimal) else facts[name]
        for name, value in expected.items()
    } == expected


@needs_samples
@pytest.mark.parametrize("path", FECS, ids=named(FECS))
def test_open_lines_add_up_to_what_customers_owe(path: Path) -> None:
    read = fec_ledger.ledger(path)

    receivables = list(read.receivables)

    assert sum(r.balance for r in receivables) == independent(path)["receivable_balance"]
    assert {r.customer_code for r in receivables} <= {c.code for c in read.customers}
    assert all(abs(r.balance) <= abs(r.amount) for r in receivables)


@needs_samples
@pytest.mark.parametrize("path", EXPORTS, ids=named(EXPORTS))
def test_an_export_is_recognised_or_politely_refused(path: Path) -> None:
    facts = inspect(path)

    expected = {".csv": "csv", ".xlsx": "xlsx", ".ecx": "unknown"}
    sage = path.name.startswith("sage100")
    assert facts["format"] == ("sage100" if sage else expected.get(path.suffix, "csv"))


@needs_samples
@pytest.mark.parametrize(
    ("name", "count", "balance"),
    [
        ("danngo-receivables.xlsx", 20, "51011.72"),
        ("reco-valid-invoices.csv", 3, "2505.75"),
        ("epicea-journals.txt", 1, "80.59"),
        ("socleo-incoming_payments.csv", 34, "-65719.21"),
    ],
)
def test_receivables_of_an_export(name: str, count: int, balance: str) -> None:
    receivables = list(table_ledger.ledger(SAMPLES / "erp_exports" / name).receivables)

    assert len(receivables) == count
    assert sum(r.balance for r in receivables) == Decimal(balance)

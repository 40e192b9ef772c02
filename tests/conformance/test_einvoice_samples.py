"""Electronic invoices published as examples, and the facts a person reads in them."""

from pathlib import Path

import pytest

from quittance.connectors.inspect import inspect

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "einvoice"
READABLE = sorted(
    path
    for path in SAMPLES.glob("*")
    if path.suffix.lower() in {".xml", ".pdf"}
    and path.name not in {"caslimites-XML-001.xml", "caslimites-PDF-001.pdf"}
)

needs_samples = pytest.mark.skipif(not READABLE, reason="the samples are not beside this checkout")


@needs_samples
@pytest.mark.parametrize("path", READABLE, ids=[path.name for path in READABLE])
def test_every_invoice_gives_its_number_and_what_is_payable(path: Path) -> None:
    facts = inspect(path)

    invoice = facts["invoice"]
    assert facts["format"] == ("facturx" if path.suffix == ".pdf" else facts["format"])
    assert facts["format"] in {"cii", "ubl", "facturx"}
    assert all(invoice[name] for name in ("number", "type_code", "issue_date", "currency"))
    assert invoice["due_payable"] is not None


@needs_samples
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cen-CII_example5.xml", ("TOSL110", "380", "2013-05-10", "2337.50")),
        ("cen-ubl-tc434-creditnote1.xml", ("018304 / 28865", "381", None, "100.11")),
        ("fnfe-Avoir_FR_type381_BASIC.pdf", ("AV-2017-0005", "381", "2017-11-16", "233.47")),
        ("corpus-EN16931_Gutschrift.cii.xml", ("471102", "389", None, "529.87")),
    ],
)
def test_facts_of_chosen_invoices(name: str, expected: tuple[str | None, ...]) -> None:
    invoice = inspect(SAMPLES / name)["invoice"]

    facts = ("number", "type_code", "due_date", "due_payable")
    assert tuple(invoice[fact] for fact in facts) == expected


@needs_samples
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("caslimites-XML-001.xml", "xml_unreadable"),
        ("caslimites-PDF-001.pdf", "invoice_missing"),
        ("caslimites-DATA-001.xml", "date_format"),
    ],
)
def test_deliberate_defects_are_told(name: str, code: str) -> None:
    assert [problem["code"] for problem in inspect(SAMPLES / name)["problems"]] == [code]

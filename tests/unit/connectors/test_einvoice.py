"""What is left to pay of an electronic invoice, from XML that cannot bite."""

import io

import pytest

from quittance.connectors.inspect import inspect
from quittance.connectors.readers.safe_xml import XmlRefused, parse
from tests.factories.files import cii, pdf, ubl_credit_note


def told(facts: dict) -> list[tuple[str | None, str]]:
    return [(problem["field"], problem["code"]) for problem in facts["problems"]]


def test_the_amount_to_collect_is_what_is_still_payable() -> None:
    assert inspect(io.BytesIO(cii())) == {
        "format": "cii",
        "encoding": "utf-8",
        "invoice": {
            "number": "FA-1",
            "type_code": "380",
            "issue_date": "2026-01-15",
            "due_date": "2026-02-14",
            "currency": "EUR",
            "due_payable": "80.00",
        },
        "problems": [],
    }


def test_a_ubl_credit_note_has_its_due_date_in_the_payment_means() -> None:
    facts = inspect(io.BytesIO(ubl_credit_note()))

    assert facts["format"] == "ubl"
    assert facts["invoice"]["type_code"] == "381"
    assert facts["invoice"]["due_date"] == "2026-02-20"
    assert facts["invoice"]["due_payable"] == "25.50"


def test_a_factur_x_pdf_carries_its_invoice() -> None:
    facts = inspect(pdf(note_txt=b"bonjour", factur__x_xml=cii(payable="-12.5")))

    assert facts["format"] == "facturx"
    assert facts["invoice"]["due_payable"] == "-12.50"


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (pdf(), "invoice_missing"),
        (pdf(notes_xml=cii()), "invoice_missing"),
        (io.BytesIO(b"%PDF-1.7 cut short"), "pdf_unreadable"),
    ],
)
def test_a_pdf_without_an_invoice_says_so(stream: io.BytesIO, code: str) -> None:
    facts = inspect(stream)

    assert facts["format"] == "unknown"
    assert told(facts) == [(None, code)]


def test_missing_and_impossible_facts_are_told() -> None:
    facts = inspect(io.BytesIO(cii(number="", issued="20260231", due="2026-02-14", payable="x")))

    assert facts["invoice"]["issue_date"] is None
    assert facts["invoice"]["due_date"] == "2026-02-14"
    assert told(facts) == [
        ("number", "number_missing"),
        ("due_payable", "amount_unreadable"),
        ("issue_date", "date_unreadable"),
        ("due_date", "date_format"),
    ]


DEEP = b"<a>" * 200 + b"</a>" * 200
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Invoice>&b;</Invoice>'
OUTSIDE = b'<!DOCTYPE l SYSTEM "file:///etc/passwd"><Invoice/>'


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (LAUGHS, "xml_forbidden"),
        (OUTSIDE, "xml_forbidden"),
        (LAUGHS.decode().encode("utf-16"), "xml_forbidden"),
        (DEEP, "xml_too_large"),
        (b"<Invoice><ID>1</ID>", "xml_unreadable"),
        (b'<?xml version="1.0" encoding="utf-9"?><a/>', "xml_unreadable"),
        (b"<a>\x00</a>", "xml_unreadable"),
        (b"", "xml_unreadable"),
    ],
)
def test_xml_that_bites_is_refused(xml: bytes, code: str) -> None:
    with pytest.raises(XmlRefused) as refusal:
        parse(io.BytesIO(xml))

    assert refusal.value.code == code


def test_a_truncated_invoice_is_still_known_for_what_it_was() -> None:
    facts = inspect(io.BytesIO(cii()[:300]))

    assert facts["format"] == "cii"
    assert told(facts) == [(None, "xml_unreadable")]

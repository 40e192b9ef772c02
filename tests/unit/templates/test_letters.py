"""A letter fits its envelope, counts its pages, and draws hostile names as names."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from quittance.domain.money import Money
from quittance.templates.context import MessageContext
from quittance.templates.errors import LetterUnprintable
from quittance.templates.kinds import TemplateKind
from quittance.templates.letters import letter_pdf
from quittance.templates.render import render_email
from quittance.templates.stock import STOCK
from tests.factories.messages import HAMON, HOSTILE_NAMES, hostile, line, message

MM = 72 / 25.4


def letter(context: MessageContext, kind: str = "formal_notice", logo: bytes | None = None):
    rendered = render_email(STOCK[TemplateKind(kind), "fr", "page"], context, "fr")
    return letter_pdf(rendered, context, logo)


def words(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def test_a_formal_notice_is_a_sound_a4_letter():
    lines = (line(late_penalty=Money(353_06, "EUR"), fixed_indemnity=Money(40_00, "EUR")),)
    pdf = letter(message(lines=lines))
    reader = PdfReader(BytesIO(pdf))

    assert reader.metadata is not None
    assert reader.metadata.title == "Mise en demeure de payer 14\u00a0603,06\u00a0€"
    assert str(reader.root_object["/Lang"]) == "fr-FR"
    assert [round(float(side) / MM) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    text = words(pdf)
    for fact in (
        "Mise en demeure de payer 14 603,06 €",
        "Nantes, le 24 novembre 2026",
        "BTP LOIRE OCEAN",
        "FA-26-0588",
        "353,06 €",
        "40,00 €",
        "RCS Nantes 498 211 037",
        "Page 1 sur 1",
    ):
        assert fact in text


def test_the_address_stands_in_the_window_and_nothing_else_does():
    page = PdfReader(BytesIO(letter(message()))).pages[0]
    seen: list[str] = []

    def visit(text, _cm, matrix, _font, _size):
        left, top = matrix[4] / MM, 297 - matrix[5] / MM
        if text.strip() and left >= 90 and 34 <= top <= 90:
            assert left >= 100
            assert 45 <= top <= 79
            seen.append(text.strip())

    page.extract_text(visitor_text=visit)
    assert "44800 SAINT HERBLAIN" in " ".join(seen)


def test_a_long_table_repeats_its_head_on_every_page():
    pdf = letter(message(lines=tuple(line(f"FA-{rank}") for rank in range(80))), "reminder_2")
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]

    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} sur {len(pages)}" in text
        assert ("Reste dû" in text) == ("FA-" in text)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_drawn_as_they_are(name):
    context = hostile(name)
    address = (*context.customer.address_lines, "1 rue du Port", "44000 Nantes")
    context = replace(context, customer=replace(context.customer, address_lines=address))
    text = words(letter(context))

    if name in {"A<b", "<SARL>", "=1+1"}:
        assert name in text


def test_the_same_letter_printed_twice_is_the_same_file():
    assert letter(message()) == letter(message())


def test_no_address_no_letter():
    with pytest.raises(LetterUnprintable):
        letter(message(customer=replace(HAMON, address_lines=())))


def test_a_logo_is_drawn_and_a_false_one_is_refused():
    file = BytesIO()
    Image.new("RGB", (300, 100), "#2451c7").save(file, "PNG")

    images = PdfReader(BytesIO(letter(message(), logo=file.getvalue()))).pages[0].images
    assert len(images) == 1
    for false in (b"<svg/>", b"", file.getvalue()[:60]):
        with pytest.raises(LetterUnprintable):
            letter(message(), logo=false)

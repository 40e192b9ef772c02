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
from quittance.templates.letters import (
    Span,
    bound,
    laid_out,
    pages_of,
    require_sound,
)
from quittance.templates.render import render_words
from quittance.templates.stock import STOCK
from quittance.templates.transfer import drawn, sepa_text
from tests.factories.messages import HAMON, HOSTILE_NAMES, MORVAN, hostile, line, message

MM = 72 / 25.4


def letter(context: MessageContext, kind: str = "formal_notice", logo: bytes | None = None):
    rendered = render_words(STOCK[TemplateKind(kind), "fr", "page"], context, "fr")
    return bound([laid_out(rendered, context, has_logo=logo is not None)], logo=logo).pdf


def laid(context: MessageContext, kind: str = "reminder_1"):
    return laid_out(render_words(STOCK[TemplateKind(kind), "fr", "page"], context, "fr"), context)


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


def test_three_hundred_lines_keep_every_figure_whole_within_the_sheet():
    largest = 9_999_999_999_999_99
    lines = (
        line("FA-" + "9" * 90, largest, late_penalty=Money(largest, "EUR")),
        *(line(f"FA-{rank:04d}", fixed_indemnity=Money(40_00, "EUR")) for rank in range(299)),
    )
    pdf = letter(message(lines=lines))

    right = []

    def visit(text, _cm, matrix, _font, _size):
        if text.strip():
            right.append(matrix[4] / MM)

    pages = PdfReader(BytesIO(pdf)).pages
    text = "".join(page.extract_text(visitor_text=visit) for page in pages)
    text = text.replace("\u00a0", " ")
    assert text.count("9 999 999 999 999,99 €") == 3  # the balance, the penalty and its total
    assert all(f"FA-{rank:04d}" in text for rank in range(299))
    assert "9" * 60 not in text  # the long number is broken over lines
    assert max(right) < 190
    assert round(min(right), 2) >= 20


def qr_codes(pdf: bytes) -> list[set[tuple[int, int]]]:
    """The dark modules of each picture, read back from the shapes drawn on the pages."""
    found = []
    for page in PdfReader(BytesIO(pdf)).pages:
        drawn = [
            [float(number) for number in numbers]
            for numbers, operator in page.get_contents().operations  # type: ignore[union-attr]
            if operator == b"re"
        ]
        if not drawn:
            continue
        module = min(height for *_, height in drawn)
        left, top = min(one[0] for one in drawn), max(one[1] for one in drawn)
        found.append(
            {
                (round((x - left) / module) + step, round((top - y) / module))
                for x, y, width, _ in drawn
                for step in range(round(width / module))
            }
        )
    return found


@pytest.mark.parametrize("kind", ["reminder_2", "formal_notice"])
def test_a_letter_is_paid_by_its_picture_to_the_cent_that_it_asks(kind):
    asked = line(late_penalty=Money(353_06, "EUR"), fixed_indemnity=Money(40_00, "EUR"))
    expected = drawn(
        sepa_text(
            "Ateliers Morvan",
            "FR1420041010050500013M02606",
            "PSSTFRPPXXX",
            Money(14_603_06, "EUR"),
            "C00019 FA-26-0588",
        )
    )

    [modules] = qr_codes(letter(message(lines=(asked,)), kind))

    assert modules == {
        (left - 4 + step, top - 4) for left, top, length in expected.runs for step in range(length)
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": (line(minor=1_250_000, currency="XPF"),)},
        {"lines": (line(), line("XP-1", 428_500, currency="XPF"))},
        {"creditor": replace(MORVAN, bank_details=("Banque du Lagon",))},
    ],
)
def test_without_an_iban_or_a_single_sum_in_euros_nothing_is_pictured(changes):
    assert qr_codes(letter(message(**changes), "reminder_2")) == []


def test_a_letter_about_no_invoice_has_no_table():
    text = words(letter(message(lines=()), "large_balance"))

    assert "31 400,00 €" in text
    assert "Reste dû" not in text


def test_francs_have_no_decimals():
    text = words(letter(message(lines=(line(minor=1_250_000, currency="XPF"),)), "reminder_1"))

    assert "1 250 000 F" in text
    assert ",00 F" not in text


def test_the_fonts_are_in_the_file():
    page = PdfReader(BytesIO(letter(message()))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    used = [font for font in fonts if "FontDescriptor" in str(font.keys())]

    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


@pytest.mark.req("MDM-19", "SAGE-84")
def test_many_letters_make_one_file_and_each_is_found_again_in_it():
    long = message(lines=tuple(line(f"FA-{rank}") for rank in range(60)))
    other = message(customer=replace(HAMON, name="Nordis <SARL>", code="C00020"))

    printed = bound([laid(message()), laid(long), laid(other)])

    reader = PdfReader(BytesIO(printed.pdf))
    assert printed.pages == len(reader.pages)
    assert printed.spans[0] == Span(1, 1)
    assert printed.spans[2].first_page == 1 + 1 + printed.spans[1].pages
    assert [entry.title for entry in reader.outline] == [  # type: ignore[union-attr]
        "C00019 BTP Loire-Océan",
        "C00019 BTP Loire-Océan",
        "C00020 Nordis <SARL>",
    ]
    alone = pages_of(printed.pdf, printed.spans[2], title="Relance", locale="fr")
    text = words(alone)
    assert "NORDIS SARL" in text
    assert "Page 1 sur 1" in text
    assert "BTP" not in text
    again = PdfReader(BytesIO(alone))
    assert again.metadata is not None
    assert again.metadata.title == "Relance"
    assert str(again.root_object["/Lang"]) == "fr-FR"


def test_on_both_sides_each_letter_begins_on_a_sheet_of_its_own():
    printed = bound([laid(message()), laid(message()), laid(message())], duplex=True)

    assert [span.first_page for span in printed.spans] == [1, 3, 5]
    assert printed.pages == 5
    assert PdfReader(BytesIO(printed.pdf)).pages[1].extract_text().strip() == ""


def test_one_letter_is_given_back_as_the_very_file_it_was_printed_in():
    printed = bound([laid(message())])

    assert pages_of(printed.pdf, printed.spans[0], title="", locale="fr") is printed.pdf


def test_a_file_that_is_not_a_sound_letter_is_refused():
    sound = letter(message())
    require_sound(sound, 1)

    for pdf, pages in (
        (b"", 1),
        (b"%", 1),
        (sound[:-200], 1),
        (b"%PDF-1.4\n" + b"\x00" * 9_000 + b"%%EOF", 1),
        (sound, 2),
        (sound + b"\x00" * 100_000_000, 1),
    ):
        with pytest.raises(LetterUnprintable):
            require_sound(pdf, pages)


def test_a_letter_of_too_many_pages_is_refused_before_a_page_is_drawn():
    with pytest.raises(LetterUnprintable, match="over 60 pages"):
        laid(message(lines=tuple(line(f"FA-{rank}") for rank in range(3_000))))


def test_a_few_words_too_many_do_not_cost_a_page():
    lines = tuple(
        line(f"FA-{rank}", late_penalty=Money(353_06, "EUR"), fixed_indemnity=Money(40_00, "EUR"))
        for rank in range(5)
    )

    assert len(PdfReader(BytesIO(letter(message(lines=lines)))).pages) == 1

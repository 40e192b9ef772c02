"""A door: rendered messages become A4 letters for window envelopes, any number in one PDF.

The same input gives the same bytes. No text is ever read as markup, and the only picture ever
opened is the logo, checked and given as bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from quittance.templates.blocks import one_line
from quittance.templates.context import MessageContext
from quittance.templates.errors import LetterUnprintable
from quittance.templates.kinds import Locale
from quittance.templates.letter_body import body_sheets
from quittance.templates.letter_paper import (
    HEIGHT,
    PAGE_WIDTH,
    Sheet,
    checked_logo,
    define_badge,
    define_logo,
    draw,
)
from quittance.templates.render import Words

MAX_BYTES = 100_000_000
SMALLEST_PDF = 4_000  # bytes: below, the pages are empty
LANGUAGES: dict[Locale, str] = {"fr": "fr-FR", "en": "en-GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter whose pages are complete, before they are drawn."""

    title: str
    author: str
    label: str  # how the file's table of contents names it
    locale: Locale
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The pages of one letter within its file; the first page of the file is 1."""

    first_page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PrintedLetters:
    """One PDF and where each letter stands in it."""

    pdf: bytes
    spans: tuple[Span, ...]
    pages: int


def laid_out(words: Words, context: MessageContext, *, has_logo: bool = False) -> Letter:
    """The letter, page by page; raises `LetterUnprintable` and the refusals of mentions."""
    return Letter(
        title=words.subject,
        author=one_line(context.creditor.name),
        label=one_line(f"{context.customer.code} {context.customer.name}")[:80],
        locale=words.locale,
        sheets=tuple(body_sheets(words, context, has_logo=has_logo)),
    )


def bound(
    letters: Sequence[Letter], *, logo: bytes | None = None, title: str = "", duplex: bool = False
) -> PrintedLetters:
    """The letters in one file, checked; on both sides, each begins on a sheet of its own."""
    if not letters:
        raise LetterUnprintable("There is no letter to print.")
    picture = None if logo is None else checked_logo(logo)
    file = BytesIO()
    first = letters[0]
    canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH, HEIGHT),
        invariant=1,
        lang=LANGUAGES[first.locale],
        initialFontSize=9.3,
    )
    canvas.setTitle(title or first.title)
    canvas.setAuthor(first.author)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    mark = define_badge(canvas) if picture is None else define_logo(canvas, picture)
    spans: list[Span] = []
    page = 0
    for letter in letters:
        if duplex and page % 2:
            canvas.showPage()
            page += 1
        spans.append(Span(page + 1, len(letter.sheets)))
        _draw(canvas, letter, mark, is_listed=len(letters) > 1)
        page += len(letter.sheets)
    canvas.save()
    pdf = file.getvalue()
    require_sound(pdf, page)
    return PrintedLetters(pdf, tuple(spans), page)


def pages_of(pdf: bytes, span: Span, *, title: str, locale: Locale) -> bytes:
    """The pages of one letter taken out of the file they were printed in, as they are."""
    try:
        reader = PdfReader(BytesIO(pdf))
        if span.first_page == 1 and span.pages == len(reader.pages):
            return pdf
        writer = PdfWriter()
        for page in reader.pages[span.first_page - 1 : span.first_page - 1 + span.pages]:
            writer.add_page(page)
    except (PyPdfError, ValueError, KeyError) as error:
        raise LetterUnprintable("The printed file cannot be read any more.") from error
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject(LANGUAGES[locale])
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def require_sound(pdf: bytes, pages: int) -> None:
    """Raise `LetterUnprintable` unless the file is whole and has so many pages."""
    if len(pdf) < SMALLEST_PDF:
        raise LetterUnprintable("The letter came out empty.")
    if len(pdf) > MAX_BYTES:
        raise LetterUnprintable(f"The file is over {MAX_BYTES // 1_000_000} MB.")
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-64:]:
        raise LetterUnprintable("The file is not a whole PDF.")
    try:
        found = PdfReader(BytesIO(pdf)).get_num_pages()
    except (PyPdfError, ValueError, KeyError) as error:
        raise LetterUnprintable("The file is not a readable PDF.") from error
    if found != pages:
        raise LetterUnprintable(f"The file has {found} pages instead of {pages}.")


def _draw(canvas: Canvas, letter: Letter, mark: str, *, is_listed: bool) -> None:
    for rank, sheet in enumerate(letter.sheets):
        if rank == 0:
            canvas.doForm(mark)
            if is_listed:
                key = f"p{canvas.getPageNumber()}"
                canvas.bookmarkPage(key)
                canvas.addOutlineEntry(letter.label, key, level=0)
        draw(canvas, sheet)
        canvas.showPage()

"""The paper of a letter: zones of a window envelope, letterhead, folds, footer, page numbers.

Distances are millimetres from the top left corner of A4; the address stands where a DL window
shows it whatever the play of the sheet.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from quittance.templates.blocks import one_line
from quittance.templates.context import Collector, Creditor, Customer, MessageContext
from quittance.templates.errors import LetterUnprintable
from quittance.templates.filters import phone, upper_ascii
from quittance.templates.kinds import Locale
from quittance.templates.letter_type import (
    BOLD,
    INK,
    MM,
    MUTED,
    REGULAR,
    SOFT,
    Face,
    drawn,
    fitting,
    lines_of,
    width,
)
from quittance.templates.mentions import mention
from quittance.templates.transfer import Picture
from quittance.templates.wording import WORDS, initials

PAGE_WIDTH, HEIGHT = 210 * MM, 297 * MM
BODY_LEFT, BODY_TOP, BODY_WIDTH, BODY_BOTTOM = 20, 101, 170, 268
BODY_RIGHT = BODY_LEFT + BODY_WIDTH
NEXT_BODY_TOP = 28
SENDER_LEFT, SENDER_WIDTH = 20, 68
ADDRESS_LEFT, ADDRESS_TOP, ADDRESS_LEADING = 105, 52, 4.5
MAX_ADDRESS_LINES, MAX_ADDRESS_LETTERS = 6, 38
# The picture to pay by stands under the references and ends above the fold.
CODE_LEFT, CODE_TOP, CODE_SIDE = 18, 78, 21
FOLDS = (99, 198)
FOOTER_TOP, NUMBER_TOP = 273, 283.2
LOGO_TOP, LOGO_WIDTH, LOGO_HEIGHT = 12, 60, 12
MAX_LOGO_SIDE, MAX_LOGO_BYTES = 4_000, 2_000_000

HAIR, WHITE = HexColor("#cfd5de"), HexColor("#ffffff")
NAME = Face(BOLD, 12, 5 * MM)
MARK = Face(BOLD, 10, 5 * MM, WHITE)
SENDER = Face(REGULAR, 8.6, 4.1 * MM, MUTED)
ADDRESS = Face(REGULAR, 10, ADDRESS_LEADING * MM)
FOOT = Face(REGULAR, 7.2, 3.3 * MM, MUTED)
RUNNING = Face(REGULAR, 8, 4 * MM, MUTED)


class Mark(NamedTuple):
    """Words at a place; points from the bottom left corner, as PDF counts."""

    left: float
    base: float
    words: str
    face: Face


class Rule(NamedTuple):
    """A horizontal line."""

    left: float
    right: float
    base: float
    thickness: float
    color: HexColor


class QrCode(NamedTuple):
    """A picture that telephones read, quiet zone included; `top` is counted from the edge."""

    left: float
    top: float
    side: float
    picture: Picture


@dataclass(slots=True)
class Sheet:
    """What stands on one page."""

    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    codes: list[QrCode] = field(default_factory=list)


def base_of(top: float, face: Face) -> float:
    """Where words stand whose line begins `top` points under the edge of the sheet."""
    return HEIGHT - top - 0.76 * face.size


def first_sheet(
    context: MessageContext, locale: Locale, *, has_logo: bool, picture: Picture | None = None
) -> Sheet:
    """Letterhead, window, references and fold ticks; the picture to pay by, above the fold."""
    ticks = [Rule(0, 5 * MM, HEIGHT - fold * MM, 0.2 * MM, SOFT) for fold in FOLDS]
    sheet = Sheet([*_sender(context.creditor, context.collector, has_logo=has_logo)], ticks)
    sheet.marks += _stacked(ADDRESS_LEFT, ADDRESS_TOP, address_lines(context.customer), ADDRESS)
    sheet.marks += _stacked(SENDER_LEFT, 62, _references(context, locale), SENDER)
    if picture is not None:
        sheet.codes.append(QrCode(CODE_LEFT * MM, CODE_TOP * MM, CODE_SIDE * MM, picture))
        sheet.marks += _caption(WORDS[locale]["scan"])
    return sheet


@lru_cache(maxsize=4)
def _caption(text: str) -> tuple[Mark, ...]:
    """What the picture is for, beside it."""
    left = CODE_LEFT + CODE_SIDE + 1
    room = (SENDER_LEFT + SENDER_WIDTH - left) * MM
    lines = ["".join(piece.words for piece in line) for line in lines_of(text, SENDER, room)]
    top = CODE_TOP + (CODE_SIDE - len(lines) * SENDER.leading / MM) / 2
    return tuple(_stacked(left, top, lines, SENDER))


def next_sheet(context: MessageContext, locale: Locale) -> Sheet:
    """Who writes to whom, in one line."""
    label = WORDS[locale]["customer"]
    head = f"{context.creditor.name} · {label} {context.customer.code}, {context.customer.name}"
    line = fitting(drawn(one_line(head)), RUNNING, BODY_WIDTH * MM)
    return Sheet(_stacked(BODY_LEFT, 18, [line], RUNNING))


def finish(sheet: Sheet, context: MessageContext, locale: Locale, number: int, count: int) -> None:
    """The sheet has its footer and its number among the others."""
    sheet.rules.append(
        Rule(BODY_LEFT * MM, BODY_RIGHT * MM, HEIGHT - FOOTER_TOP * MM, 0.15 * MM, HAIR)
    )
    identity = mention("L1", context, locale) or ""
    rights = mention("L16", context, locale) or ""
    sheet.marks += _footer(identity, rights)
    label = WORDS[locale]["page"].format(number=number, count=count)
    left = BODY_RIGHT * MM - width(label, FOOT)
    sheet.marks.append(Mark(left, base_of(NUMBER_TOP * MM, FOOT), label, FOOT))


@lru_cache(maxsize=64)
def _footer(identity: str, rights: str) -> tuple[Mark, ...]:
    lines = [
        *lines_of(one_line(identity), FOOT, BODY_WIDTH * MM)[:2],
        *lines_of(one_line(rights), FOOT, (BODY_WIDTH - 22) * MM)[:2],
    ]
    words = ["".join(piece.words for piece in line) for line in lines]
    return tuple(_stacked(BODY_LEFT, FOOTER_TOP + 1.6, words, FOOT))


@lru_cache(maxsize=64)
def _sender(creditor: Creditor, collector: Collector, *, has_logo: bool) -> tuple[Mark, ...]:
    """Who writes, in its zone; a logo stands for the name."""
    marks: list[Mark] = []
    if not has_logo:
        letters = initials(creditor.name)
        left = 24.5 * MM - width(letters, MARK) / 2
        marks.append(Mark(left, HEIGHT - 19.8 * MM, letters, MARK))
        name = fitting(drawn(one_line(creditor.name)), NAME, (SENDER_WIDTH - 12) * MM)
        marks += _stacked(32, 16.3, [name], NAME)
    reached = ", ".join(filter(None, [collector.full_name, phone(collector.phone or "")]))
    lines = [*creditor.address_lines[:3], reached]
    return (*marks, *_stacked(SENDER_LEFT, 25.5, _short(lines), SENDER))


def _references(context: MessageContext, locale: Locale) -> list[str]:
    words = WORDS[locale]
    lines = [words["registered"]] if context.is_registered else []
    return _short([*lines, f"{words['customer']} {context.customer.code}"])


def _short(lines: list[str]) -> list[str]:
    """Each line within the sender's zone."""
    return [fitting(drawn(one_line(line)), SENDER, SENDER_WIDTH * MM) for line in lines]


def _stacked(left: float, top: float, lines: list[str], face: Face) -> list[Mark]:
    """Lines one under the other; the first stands just below `top`."""
    return [
        Mark(left * MM, base_of(top * MM + rank * face.leading, face), line, face)
        for rank, line in enumerate(lines)
    ]


def address_lines(customer: Customer) -> list[str]:
    """The window's lines: capitals without accents, six at most, the town always kept."""
    written = (upper_ascii(line) for line in (customer.name, *customer.address_lines))
    lines = [line[:MAX_ADDRESS_LETTERS].rstrip() for line in written if line]
    if len(lines) < 2:
        raise LetterUnprintable("The customer has no postal address.")
    if len(lines) > MAX_ADDRESS_LINES:
        lines = [lines[0], *lines[1 - MAX_ADDRESS_LINES :]]
    return lines


def checked_logo(logo: bytes) -> ImageReader:
    """The logo, refused unless it is a PNG or JPEG of reasonable size."""
    if len(logo) > MAX_LOGO_BYTES:
        raise LetterUnprintable("The logo is over 2 MB.")
    try:
        with Image.open(BytesIO(logo), formats=("PNG", "JPEG")) as image:
            if max(image.size) > MAX_LOGO_SIDE:
                raise LetterUnprintable(f"The logo is over {MAX_LOGO_SIDE} pixels.")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise LetterUnprintable("The logo is not a readable PNG or JPEG.") from error
    return ImageReader(BytesIO(logo))


def draw(canvas: Canvas, sheet: Sheet) -> None:
    """The sheet is on the canvas: rules, pictures, then all its words in one text object."""
    for rule in sheet.rules:
        canvas.setStrokeColor(rule.color)
        canvas.setLineWidth(rule.thickness)
        canvas.line(rule.left, rule.base, rule.right, rule.base)
    for code in sheet.codes:
        _draw_code(canvas, code)
    text = canvas.beginText()
    current: Face | None = None
    for mark in sheet.marks:
        face = mark.face
        if current is None or face.font != current.font or face.size != current.size:
            text.setFont(face.font, face.size)
        if current is None or face.color is not current.color:
            text.setFillColor(face.color)
        current = face
        text.setTextOrigin(mark.left, mark.base)
        text.textLine(mark.words)
    canvas.drawText(text)


def _draw_code(canvas: Canvas, code: QrCode) -> None:
    """The dark modules as one shape in ink."""
    module = code.side / code.picture.side
    shape = canvas.beginPath()
    for column, row, length in code.picture.runs:
        base = HEIGHT - code.top - (row + 1) * module
        shape.rect(code.left + column * module, base, length * module, module)
    canvas.setFillColor(INK)
    canvas.drawPath(shape, stroke=0, fill=1)


def define_badge(canvas: Canvas) -> str:
    """The square the initials of a creditor without a logo stand on, drawn once for all."""
    canvas.beginForm("badge")
    canvas.setFillColor(HexColor("#14181f"))
    canvas.roundRect(20 * MM, HEIGHT - 23 * MM, 9 * MM, 9 * MM, 2.2 * MM, stroke=0, fill=1)
    canvas.endForm()
    return "badge"


def define_logo(canvas: Canvas, logo: ImageReader) -> str:
    """The logo at its place, its bytes in the file once however many letters bear it."""
    canvas.beginForm("logo")
    canvas.drawImage(
        logo,
        SENDER_LEFT * MM,
        HEIGHT - (LOGO_TOP + LOGO_HEIGHT) * MM,
        width=LOGO_WIDTH * MM,
        height=LOGO_HEIGHT * MM,
        preserveAspectRatio=True,
        anchor="w",
        mask="auto",
    )
    canvas.endForm()
    return "logo"

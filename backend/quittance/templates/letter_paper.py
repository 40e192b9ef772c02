"""The paper of a letter: zones of a window envelope, letterhead, folds, footer, page numbers.

Distances are millimetres from the top left corner of A4; the address stands where a DL window
shows it whatever the play of the sheet.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from quittance.templates.blocks import one_line
from quittance.templates.context import MessageContext
from quittance.templates.email_html import initials
from quittance.templates.errors import LetterUnprintable
from quittance.templates.filters import phone, upper_ascii
from quittance.templates.kinds import Locale
from quittance.templates.mentions import mention
from quittance.templates.wording import WORDS

HEIGHT = 297 * mm
BODY_LEFT, BODY_TOP, BODY_WIDTH, BODY_BOTTOM = 20, 101, 170, 268
NEXT_BODY_TOP = 28
ADDRESS_LEFT, ADDRESS_TOP, ADDRESS_LEADING = 105, 52, 4.5
MAX_ADDRESS_LINES, MAX_ADDRESS_LETTERS = 6, 38
FOLDS = (99, 198)
FOOTER_TOP = 273
LOGO_WIDTH, LOGO_HEIGHT = 60, 12
MAX_LOGO_SIDE, MAX_LOGO_BYTES = 4_000, 2_000_000

INK, MUTED, RULE = HexColor("#14181f"), HexColor("#454d5c"), HexColor("#cfd5de")
REGULAR, BOLD = "Quittance-Inter", "Quittance-Inter-SemiBold"
_FONTS = Path(__file__).parent / "fonts"
pdfmetrics.registerFont(TTFont(REGULAR, str(_FONTS / "Inter-Regular.ttf")))
pdfmetrics.registerFont(TTFont(BOLD, str(_FONTS / "Inter-SemiBold.ttf")))
pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
# No picture is ever fetched by name: not from disk, not from the network.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []


class Paper:
    """What is printed around the text: the same for every page of one letter."""

    def __init__(self, context: MessageContext, locale: Locale, logo: bytes | None) -> None:
        self.context = context
        self.locale = locale
        self.logo = None if logo is None else checked_logo(logo)
        self.address = address_lines(context)

    def first_page(self, canvas: Canvas, _document: object) -> None:
        """Letterhead, window, references, fold ticks and footer."""
        self._sender(canvas)
        self._window(canvas)
        self._references(canvas)
        canvas.setStrokeColor(HexColor("#7d8696"))
        canvas.setLineWidth(0.2 * mm)
        for fold in FOLDS:
            canvas.line(0, HEIGHT - fold * mm, 5 * mm, HEIGHT - fold * mm)
        self._footer(canvas)

    def next_page(self, canvas: Canvas, _document: object) -> None:
        """Who writes to whom, in one line, and the footer."""
        context = self.context
        label = WORDS[self.locale]["customer"]
        head = f"{context.creditor.name} · {label} {context.customer.code}, {context.customer.name}"
        _write(canvas, BODY_LEFT, 18, [one_line(head)], size=8, leading=4, color=MUTED)
        self._footer(canvas)

    def _sender(self, canvas: Canvas) -> None:
        creditor, collector = self.context.creditor, self.context.collector
        if self.logo is not None:
            canvas.drawImage(
                self.logo,
                20 * mm,
                HEIGHT - (14 + LOGO_HEIGHT) * mm,
                width=LOGO_WIDTH * mm,
                height=LOGO_HEIGHT * mm,
                preserveAspectRatio=True,
                anchor="w",
                mask="auto",
            )
        else:
            canvas.setFillColor(INK)
            canvas.roundRect(20 * mm, HEIGHT - 23 * mm, 9 * mm, 9 * mm, 2.2 * mm, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#ffffff"))
            canvas.setFont(BOLD, 10)
            canvas.drawCentredString(24.5 * mm, HEIGHT - 19.8 * mm, initials(creditor.name))
            name = [_fitting(one_line(creditor.name), BOLD, 12, 56)]
            _write(canvas, 32, 16.3, name, size=12, leading=5, font=BOLD)
        lines = [*creditor.address_lines[:3]]
        reached = ", ".join(filter(None, [collector.full_name, phone(collector.phone or "")]))
        lines.append(reached)
        short = [_fitting(one_line(line), REGULAR, 8.6, 68) for line in lines]
        _write(canvas, 20, 25.5, short, size=8.6, leading=4.1, color=MUTED)

    def _window(self, canvas: Canvas) -> None:
        _write(canvas, ADDRESS_LEFT, ADDRESS_TOP, self.address, size=10, leading=ADDRESS_LEADING)

    def _references(self, canvas: Canvas) -> None:
        notice, words = self.context.notice, WORDS[self.locale]
        lines = []
        if notice is not None and notice.registered_number:
            title = "Lettre recommandée avec avis de réception"
            lines += [title, f"N°\u00a0{notice.registered_number}"]
        if notice is not None and notice.reference:
            lines.append(notice.reference)
        lines.append(f"{words['customer']} {self.context.customer.code}")
        short = [_fitting(one_line(line), REGULAR, 8.6, 68) for line in lines]
        _write(canvas, 20, 62, short, size=8.6, leading=4.2, color=MUTED)

    def _footer(self, canvas: Canvas) -> None:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.15 * mm)
        canvas.line(20 * mm, HEIGHT - FOOTER_TOP * mm, 190 * mm, HEIGHT - FOOTER_TOP * mm)
        identity = one_line(mention("L1", self.context, self.locale) or "")
        rights = one_line(mention("L16", self.context, self.locale) or "")
        lines = [*_wrapped(identity, 7.2, 170)[:2], *_wrapped(rights, 7.2, 148)[:2]]
        _write(canvas, 20, FOOTER_TOP + 1.6, lines, size=7.2, leading=3.3, color=MUTED)


def numbered_canvas(locale: Locale) -> type[Canvas]:
    """A canvas that prints `Page 2 sur 3` on every page, once the last one is known."""

    class NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab is published without types
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            count = len(self._pages)
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self.setFont(REGULAR, 7.2)
                self.setFillColor(MUTED)
                label = WORDS[locale]["page"].format(number=number, count=count)
                self.drawRightString(190 * mm, HEIGHT - 285.4 * mm, label)
                super().showPage()
            super().save()

    return NumberedCanvas


def address_lines(context: MessageContext) -> list[str]:
    """The window's lines: capitals without accents, six at most, the town always kept."""
    written = (
        upper_ascii(line) for line in (context.customer.name, *context.customer.address_lines)
    )
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


def _write(
    canvas: Canvas,
    left: float,
    top: float,
    lines: list[str],
    *,
    size: float,
    leading: float,
    font: str = REGULAR,
    color: HexColor = INK,
) -> None:
    """Lines one under the other; the first stands just below `top`."""
    canvas.setFillColor(color)
    canvas.setFont(font, size)
    for rank, line in enumerate(lines):
        baseline = HEIGHT - top * mm - 0.76 * size - rank * leading * mm
        canvas.drawString(left * mm, baseline, line.translate(_DIRECTION_MARKS))


def _fitting(text: str, font: str, size: float, width: float) -> str:
    """The text, cut with an ellipsis where it would leave its zone."""
    if pdfmetrics.stringWidth(text, font, size) <= width * mm:
        return text
    while text and pdfmetrics.stringWidth(f"{text}…", font, size) > width * mm:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _wrapped(text: str, size: float, width: float) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, REGULAR, size) <= width * mm:
            lines[-1] = longer
        else:
            lines.append(_fitting(word, REGULAR, size, width))
    return [line for line in lines if line]


_DIRECTION_MARKS = dict.fromkeys(range(0x2066, 0x206A))

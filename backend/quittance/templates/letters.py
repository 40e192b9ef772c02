"""A door: a rendered message becomes an A4 letter for a window envelope, as PDF bytes.

The same input gives the same bytes. Values are escaped at the one point where reportlab reads
markup (`_marked`); the only picture it ever opens is the logo, checked and given as bytes.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    LongTable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from quittance.templates import blocks as source
from quittance.templates import wording
from quittance.templates.blocks import one_line
from quittance.templates.context import MessageContext
from quittance.templates.errors import LetterUnprintable
from quittance.templates.filters import long_day
from quittance.templates.kinds import Locale
from quittance.templates.letter_paper import (
    BODY_BOTTOM,
    BODY_LEFT,
    BODY_TOP,
    BODY_WIDTH,
    BOLD,
    HEIGHT,
    INK,
    MUTED,
    NEXT_BODY_TOP,
    REGULAR,
    Paper,
    numbered_canvas,
)
from quittance.templates.links import address
from quittance.templates.mentions import mention
from quittance.templates.render import RenderedMessage

MAX_PAGES = 60
SMALLEST_PDF = 4_000  # bytes: below, the pages are empty

HAIR = HexColor("#cfd5de")
BODY = ParagraphStyle(
    "body", fontName=REGULAR, fontSize=9.3, leading=12.6, textColor=INK, spaceAfter=2.8 * mm
)
TITLE = ParagraphStyle("title", parent=BODY, fontName=BOLD, fontSize=13, leading=16, spaceAfter=0)
DATE = ParagraphStyle("date", parent=BODY, alignment=TA_RIGHT, spaceAfter=0)
HEADING = ParagraphStyle("heading", parent=BODY, fontName=BOLD, fontSize=10.5, leading=14)
NOTE = ParagraphStyle("note", parent=BODY, fontSize=8.4, leading=11.4, textColor=MUTED)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.8, leading=11.4, spaceAfter=0)
NUMBER = ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT)
SUM = ParagraphStyle("sum", parent=NUMBER, fontName=BOLD)
SUM_LABEL = ParagraphStyle("sum_label", parent=CELL, fontName=BOLD)
HEAD = ParagraphStyle("head", parent=CELL, textColor=MUTED)
HEAD_NUMBER = ParagraphStyle("head_number", parent=NUMBER, textColor=MUTED)


def letter_pdf(rendered: RenderedMessage, context: MessageContext, logo: bytes | None) -> bytes:
    """The letter, its pages counted and checked: never an empty file (LEG-13 proofs rest on it)."""
    paper = Paper(context, rendered.locale, logo)
    file = BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(210 * mm, HEIGHT),
        title=rendered.subject,
        author=one_line(context.creditor.name),
        lang="fr-FR" if rendered.locale == "fr" else "en-GB",
        invariant=1,
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(BODY_TOP)], onPage=paper.first_page),
            PageTemplate("next", [_frame(NEXT_BODY_TOP)], onPage=paper.next_page),
        ]
    )
    story: list[Flowable] = [NextPageTemplate("next"), _title(rendered, context)]
    for block in rendered.blocks:
        flowables = _flowables(block, context, rendered.locale)
        if isinstance(block, source.Signature):  # never alone on the last page
            closing = [story.pop()] if isinstance(story[-1], Paragraph) else []
            flowables = [KeepTogether([*closing, *flowables])]
        story += flowables
    document.build(story, canvasmaker=numbered_canvas(rendered.locale))

    pdf = file.getvalue()
    if not 1 <= document.page <= MAX_PAGES:
        raise LetterUnprintable(f"The letter would have {document.page} pages.")
    if len(pdf) < SMALLEST_PDF or not pdf.startswith(b"%PDF-"):
        raise LetterUnprintable("The letter came out empty.")
    return pdf


def _frame(top: float) -> Frame:
    """The body zone, from `top` millimetres under the edge of the sheet."""
    return Frame(
        BODY_LEFT * mm,
        HEIGHT - BODY_BOTTOM * mm,
        BODY_WIDTH * mm,
        (BODY_BOTTOM - top) * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _title(rendered: RenderedMessage, context: MessageContext) -> Flowable:
    subjects = [block.subject for block in rendered.blocks if isinstance(block, source.Reference)]
    on = long_day(context.as_of, rendered.locale)
    place = context.notice.place if context.notice else None
    if rendered.locale == "fr":
        dated = f"{one_line(place)}, le {on}" if place else f"Le {on}"
    else:
        dated = f"{one_line(place)}, {on}" if place else on
    row = [[_p(subjects[0] if subjects else rendered.subject, TITLE), _p(dated, DATE)]]
    table = Table(row, colWidths=[115 * mm, 55 * mm], spaceAfter=3.6 * mm)
    table.setStyle(TableStyle([*_NO_PADDING, ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]))
    return table


def _flowables(  # noqa: PLR0911  one return per block
    block: source.Block, context: MessageContext, locale: Locale
) -> list[Flowable]:
    colon = wording.WORDS[locale]["colon"]
    match block:
        case source.Heading():
            return [_p(block.text, HEADING)]
        case source.Paragraph():
            return [Paragraph(_spans(block), NOTE if block.is_note else BODY)]
        case source.BigTotal():
            totals = wording.total_rows(context, locale)
            return [_p(f"{block.label}{colon}{total.amount}", HEADING) for total in totals]
        case source.Table():
            return [_table(context, locale)]
        case source.Link():
            url = address(block, context)
            return [_p(f"{block.label}{colon}{url}", BODY)] if url else []
        case source.Mentions():
            sentences = (mention(code, context, locale) for code in block.codes)
            text = " ".join(sentence for sentence in sentences if sentence)
            return [_p(text, NOTE)] if text else []
        case source.Signature():
            name, *rest = (one_line(line) for line in wording.signature(context))
            signed = [_p(name, SUM_LABEL), *(_p(line, NOTE) for line in rest[:1])]
            return [Spacer(1, 4 * mm), *signed]
        case source.Reference():
            return []  # the title and the reference zone of the paper say it


Column = tuple[str, float, Callable[[wording.Row], str]]


def _columns(context: MessageContext) -> tuple[Sequence[Column], Sequence[Column]]:
    """Columns of words, then of figures: label, width in mm, what of the row stands there."""
    words: list[Column] = [
        ("number", 40, lambda row: f"{row.number} {row.kind}".strip()),
        ("date", 22, lambda row: row.invoiced.removeprefix("du\u00a0")),
        ("due", 22, lambda row: row.due),
    ]
    if wording.has_penalties(context):
        return words, [
            ("late", 14, lambda row: row.late),
            ("balance", 28, lambda row: row.balance),
            ("penalty", 24, lambda row: row.penalty),
            ("indemnity", 20, lambda row: row.indemnity),
        ]
    return words, [
        ("late", 18, lambda row: row.late),
        ("amount", 34, lambda row: row.amount),
        ("balance", 34, lambda row: row.balance),
    ]


def _table(context: MessageContext, locale: Locale) -> Flowable:
    """The lines, their head repeated on every page, and one row of totals per currency."""
    labels = wording.WORDS[locale]
    words, figures = _columns(context)
    columns = [*words, *figures]
    head = [_p(labels[label], HEAD) for label, _, _ in words]
    head += [_p(labels[label], HEAD_NUMBER) for label, _, _ in figures]
    cells = [head]
    for row in wording.rows(context, locale):
        line = [_p(text(row), CELL) for _, _, text in words]
        cells.append(line + [_p(text(row), NUMBER) for _, _, text in figures])
    totals = wording.total_rows(context, locale)
    for total in totals:
        sums = {"balance": total.amount, "penalty": total.penalty, "indemnity": total.indemnity}
        line = [_p(labels["total"], SUM_LABEL), _p("", CELL), _p("", CELL)]
        cells.append(line + [_p(sums.get(label, ""), SUM) for label, _, _ in figures])

    table = LongTable(
        cells,
        colWidths=[width * mm for _, width, _ in columns],
        repeatRows=1,
        spaceAfter=3.2 * mm,
        splitByRow=1,
    )
    table.setStyle(
        TableStyle(
            [
                *_NO_PADDING,
                ("TOPPADDING", (0, 0), (-1, -1), 1 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1 * mm),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.35 * mm, INK),
                ("LINEBELOW", (0, 1), (-1, -len(totals) - 1), 0.15 * mm, HAIR),
                ("LEFTPADDING", (1, 0), (-1, -1), 1.5 * mm),
            ]
        )
    )
    return table


_NO_PADDING = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def _p(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(_marked(one_line(text)), style)


def _spans(paragraph: source.Paragraph) -> str:
    parts = []
    for span in paragraph.spans:
        text = "<br/>".join(_marked(line) for line in span.text.split("\n"))
        parts.append(f'<font name="{BOLD}">{text}</font>' if span.is_bold else text)
    return "".join(parts)


def _marked(text: str) -> str:
    """The text as reportlab's markup: escaped, and without the direction marks no font draws."""
    return escape(text.translate(_DIRECTION_MARKS))


_DIRECTION_MARKS = dict.fromkeys(range(0x2066, 0x206A))

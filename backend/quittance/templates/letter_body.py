"""The body of a letter: blocks laid one under the other, over as many pages as they need.

Everything is placed before anything is drawn, so the number of pages is known, and a letter
that cannot be made leaves no trace in the file it would have gone into. Lengths are in points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from quittance.templates import blocks as source
from quittance.templates import wording
from quittance.templates.blocks import one_line
from quittance.templates.context import MessageContext
from quittance.templates.errors import LetterUnprintable
from quittance.templates.filters import day, long_day
from quittance.templates.kinds import Locale
from quittance.templates.letter_paper import (
    BODY_BOTTOM,
    BODY_LEFT,
    BODY_RIGHT,
    BODY_TOP,
    BODY_WIDTH,
    HAIR,
    HEIGHT,
    NEXT_BODY_TOP,
    Mark,
    Rule,
    Sheet,
    base_of,
    finish,
    first_sheet,
    next_sheet,
)
from quittance.templates.letter_type import (
    BOLD,
    INK,
    MM,
    MUTED,
    REGULAR,
    Face,
    Line,
    broken,
    drawn,
    lines_of,
    width,
)
from quittance.templates.links import address
from quittance.templates.mentions import mention
from quittance.templates.render import Words

MAX_PAGES = 60

BODY = Face(REGULAR, 9.3, 12.4)
TITLE = Face(BOLD, 13, 16)
HEADING = Face(BOLD, 10.5, 14)
NOTE = Face(REGULAR, 8.3, 11, MUTED)
SIGNED = Face(BOLD, 8.8, 11.4)
CELL = Face(REGULAR, 8.8, 11.4)
SMALL_CELL = Face(REGULAR, 7.4, 9.8)
# Between two paragraphs; closer where that saves a page that would bear a few lines only.
AFTER, CLOSE_AFTER = 2.8 * MM, 1.7 * MM
LITTLE = 90
ROOM = BODY_WIDTH * MM
TITLE_ROOM = 115 * MM
COLUMN_GAP, CELL_PADDING = 3 * MM, 1 * MM
NARROWEST_NUMBER, USUAL_NUMBER = 24 * MM, 46 * MM
BEFORE_SIGNATURE = 3 * MM


def body_sheets(words: Words, context: MessageContext, *, has_logo: bool) -> list[Sheet]:
    """The pages of the letter, complete; raises `LetterUnprintable` where there are too many."""
    flow = _flowed(words, context, has_logo=has_logo, after=AFTER)
    if len(flow.sheets) > 1 and flow.top < LITTLE * MM:
        closer = _flowed(words, context, has_logo=has_logo, after=CLOSE_AFTER)
        flow = closer if len(closer.sheets) < len(flow.sheets) else flow
    for number, sheet in enumerate(flow.sheets, start=1):
        finish(sheet, context, words.locale, number, len(flow.sheets))
    return flow.sheets


def _flowed(words: Words, context: MessageContext, *, has_logo: bool, after: float) -> "_Flow":
    """Every block in its place, `after` points apart."""
    flow = _Flow(context, words.locale, has_logo=has_logo, after=after)
    _title(flow, words)
    for rank, block in enumerate(words.blocks):
        following = words.blocks[rank + 1] if rank + 1 < len(words.blocks) else None
        _place(flow, block, following)
    return flow


class _Flow:
    """Where the next line goes; `top` is counted from the edge of the current sheet."""

    def __init__(
        self, context: MessageContext, locale: Locale, *, has_logo: bool, after: float
    ) -> None:
        self.context = context
        self.after = after
        self.locale: Locale = locale
        self.sheets = [first_sheet(context, locale, has_logo=has_logo)]
        self.top = BODY_TOP * MM

    @property
    def left_over(self) -> float:
        return BODY_BOTTOM * MM - self.top

    def next_page(self) -> None:
        if len(self.sheets) == MAX_PAGES:
            raise LetterUnprintable(f"The letter would have over {MAX_PAGES} pages.")
        self.sheets.append(next_sheet(self.context, self.locale))
        self.top = NEXT_BODY_TOP * MM

    def need(self, height: float) -> None:
        """So much fits on this page, or the next one begins."""
        if height > self.left_over:
            self.next_page()

    def write(self, line: Line, face: Face, left: float = BODY_LEFT * MM) -> None:
        """One line, and the next one goes under it."""
        base = base_of(self.top + (face.leading - face.size) / 2, face)
        self.sheets[-1].marks += [
            Mark(left + piece.left, base, piece.words, piece.face) for piece in line
        ]
        self.top += face.leading

    def paragraph(self, lines: Sequence[Line], face: Face, after: float | None = None) -> None:
        """Lines that may part, but leave no line alone at the foot or the head of a page."""
        for rank, line in enumerate(lines):
            kept_together = 2 if rank == 0 or rank == len(lines) - 2 else 1
            self.need(min(kept_together, len(lines) - rank) * face.leading)
            self.write(line, face)
        self.top += self.after if after is None else after


def _title(flow: _Flow, words: Words) -> None:
    subjects = [block.subject for block in words.blocks if isinstance(block, source.Reference)]
    lines = lines_of(one_line(subjects[0] if subjects else words.subject), TITLE, TITLE_ROOM)
    for line in lines:
        flow.write(line, TITLE)
    dated = _dated(flow.context, flow.locale)
    last = flow.top - TITLE.leading
    base = base_of(last + (TITLE.leading - TITLE.size) / 2, TITLE)
    flow.sheets[-1].marks.append(Mark(BODY_RIGHT * MM - width(dated, BODY), base, dated, BODY))
    flow.top += 3.6 * MM


def _dated(context: MessageContext, locale: Locale) -> str:
    on = long_day(context.as_of, locale)
    place = drawn(one_line(context.notice.place))[:40] if context.notice else ""
    if locale == "en":
        return f"{place}, {on}" if place else on
    return f"{place}, le {on}" if place else f"Le {on}"


def _place(flow: _Flow, block: source.Block, following: source.Block | None) -> None:
    match block:
        case source.Paragraph():
            _paragraph(flow, block, is_closing=isinstance(following, source.Signature))
        case source.Table():
            _table(flow)
        case source.Signature():
            _signature(flow)
        case source.Heading():
            flow.need(HEADING.leading + 3 * BODY.leading)
            flow.paragraph(_plain(block.text, HEADING), HEADING, after=1.4 * MM)
        case source.BigTotal():
            colon = wording.WORDS[flow.locale]["colon"]
            for total in wording.total_rows(flow.context, flow.locale):
                text = f"{block.label}{colon}{total.amount}"
                flow.paragraph(_plain(text, HEADING), HEADING, after=1.4 * MM)
        case source.Link() | source.Mentions():
            if text := _text(block, flow.context, flow.locale):
                face = NOTE if isinstance(block, source.Mentions) else BODY
                flow.paragraph(_plain(text, face), face)
        case source.Reference():
            pass  # the title and the reference zone of the paper say it


def _text(block: source.Link | source.Mentions, context: MessageContext, locale: Locale) -> str:
    """Mentions one after the other, or an address; empty where this message has none."""
    if isinstance(block, source.Mentions):
        sentences = (mention(code, context, locale) for code in block.codes)
        return " ".join(sentence for sentence in sentences if sentence)
    # A second address nobody would type by hand has no place on paper.
    url = address(block, context) if block.is_button else None
    return f"{block.label}{wording.WORDS[locale]['colon']}{url}" if url else ""


def _paragraph(flow: _Flow, block: source.Paragraph, *, is_closing: bool) -> None:
    """Words; the closing stays with the signature under it."""
    face = NOTE if block.is_note else BODY
    lines = broken(tuple((span.text, span.is_bold) for span in block.spans), face, ROOM)
    if is_closing:
        flow.need(len(lines) * face.leading + flow.after + _signature_height(flow.context))
    flow.paragraph(lines, face)


def _plain(text: str, face: Face) -> tuple[Line, ...]:
    return lines_of(one_line(text), face, ROOM)


def _signature_height(context: MessageContext) -> float:
    has_job = bool(wording.signature(context)[1])
    return BEFORE_SIGNATURE + SIGNED.leading + NOTE.leading * has_job


def _signature(flow: _Flow) -> None:
    name, job = wording.signature(flow.context)[:2]
    flow.need(_signature_height(flow.context))
    flow.top += BEFORE_SIGNATURE
    flow.paragraph(_plain(name, SIGNED)[:1], SIGNED, after=0)
    if job:
        flow.paragraph(_plain(job, NOTE)[:1], NOTE)


Cell = Callable[[wording.Row], str]
WORD_COLUMNS: tuple[tuple[str, Cell], ...] = (
    ("number", lambda row: f"{row.number} {row.kind}".strip()),
    ("date", lambda row: row.invoiced.removeprefix("du\u00a0")),
    ("due", lambda row: row.due),
)
PLAIN_FIGURES: tuple[tuple[str, Cell], ...] = (
    ("late", lambda row: row.late),
    ("amount", lambda row: row.amount),
    ("balance", lambda row: row.balance),
)
CLAIM_FIGURES: tuple[tuple[str, Cell], ...] = (
    ("late", lambda row: row.late),
    ("balance", lambda row: row.balance),
    ("penalty", lambda row: row.penalty),
    ("indemnity", lambda row: row.indemnity),
)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a table: where each begins and ends; words stand left, figures right."""

    face: Face
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    words: int

    def marks(self, cells: Sequence[str], base: float, face: Face) -> list[Mark]:
        """One line of cells, the first column apart."""
        marks = []
        for rank, text in enumerate(cells[1:], start=1):
            if text:
                is_figure = rank >= self.words
                left = self.rights[rank] - width(text, face) if is_figure else self.lefts[rank]
                marks.append(Mark(left, base, text, face))
        return marks


def _table(flow: _Flow) -> None:
    """The lines, their head repeated on every page, and one row of totals per currency."""
    context, locale = flow.context, flow.locale
    labels = wording.WORDS[locale]
    figures = CLAIM_FIGURES if wording.has_penalties(context) else PLAIN_FIGURES
    columns = (*WORD_COLUMNS, *figures)
    head = [labels[label] for label, _ in columns]
    rows = [
        [drawn(one_line(cell(row))) for _, cell in columns] for row in wording.rows(context, locale)
    ]
    sums = [
        {"balance": total.amount, "penalty": total.penalty, "indemnity": total.indemnity}
        for total in wording.total_rows(context, locale)
    ]
    label = f"{labels['total_on']} {day(context.as_of, locale)}"
    totals = [[label, *(of.get(name, "") for name, _ in columns[1:])] for of in sums]

    grid = _grid(head, rows, totals)
    flow.need(_height(grid.face) * 3)
    _head(flow, grid, head)
    for rank, row in enumerate(rows):
        lines = lines_of(row[0], grid.face, grid.rights[0] - grid.lefts[0])
        is_last = rank == len(rows) - 1
        room = _height(grid.face, len(lines)) + is_last * len(totals) * _height(grid.face)
        if room > flow.left_over:
            flow.next_page()
            _head(flow, grid, head)
        _row(flow, grid, row, lines)
        if not is_last:
            _rule(flow, 0.15 * MM, HAIR)
    _rule(flow, 0.15 * MM, HAIR)
    for row in totals:
        if _height(grid.face) > flow.left_over:
            flow.next_page()
            _head(flow, grid, head)
        bold = grid.face.bold
        _row(flow, grid, row, lines_of(row[0], bold, ROOM), bold)
    flow.top += 3.2 * MM


def _grid(
    head: Sequence[str], rows: Sequence[Sequence[str]], totals: Sequence[Sequence[str]]
) -> _Grid:
    """Columns as wide as their widest figure, in smaller type where that leaves no number."""
    face = CELL
    widths = _widths(head, rows, totals, face)
    if ROOM - sum(widths) - COLUMN_GAP * len(widths) < NARROWEST_NUMBER:
        face = SMALL_CELL
        widths = _widths(head, rows, totals, face)
    number = max(ROOM - sum(widths) - COLUMN_GAP * len(widths), 0)
    spare = max(number - USUAL_NUMBER, 0) / len(widths)
    lefts, rights = [BODY_LEFT * MM], [BODY_LEFT * MM + number - spare * len(widths)]
    for one in widths:
        lefts.append(rights[-1] + COLUMN_GAP)
        rights.append(lefts[-1] + one + spare)
    return _Grid(face, tuple(lefts), tuple(rights), len(WORD_COLUMNS))


def _widths(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    totals: Sequence[Sequence[str]],
    face: Face,
) -> list[float]:
    """The widest cell of each column but the first."""
    return [
        max(
            width(head[rank], face),
            *(width(row[rank], face) for row in rows),
            *(width(row[rank], face.bold) for row in totals),
        )
        for rank in range(1, len(head))
    ]


def _height(face: Face, lines: int = 1) -> float:
    return lines * face.leading + 2 * CELL_PADDING


def _head(flow: _Flow, grid: _Grid, head: Sequence[str]) -> None:
    muted = grid.face._replace(color=MUTED)
    _row(flow, grid, head, lines_of(head[0], muted, ROOM), muted)
    _rule(flow, 0.35 * MM, INK)


def _row(
    flow: _Flow, grid: _Grid, cells: Sequence[str], lines: Sequence[Line], face: Face | None = None
) -> None:
    used = face or grid.face
    flow.top += CELL_PADDING
    base = base_of(flow.top + (used.leading - used.size) / 2, used)
    flow.sheets[-1].marks += grid.marks(cells, base, used)
    for line in lines:
        flow.write(line, used)
    flow.top += CELL_PADDING


def _rule(flow: _Flow, thickness: float, color: HexColor) -> None:
    sheet = flow.sheets[-1]
    sheet.rules.append(Rule(BODY_LEFT * MM, BODY_RIGHT * MM, HEIGHT - flow.top, thickness, color))

"""The table of a letter: columns as wide as their figures, its head on every page it reaches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from quittance.templates import wording
from quittance.templates.blocks import one_line
from quittance.templates.filters import day
from quittance.templates.letter_flow import ROOM, Flow
from quittance.templates.letter_paper import (
    BODY_LEFT,
    BODY_RIGHT,
    HAIR,
    HEIGHT,
    Mark,
    Rule,
    base_of,
)
from quittance.templates.letter_type import (
    INK,
    MM,
    MUTED,
    REGULAR,
    Face,
    Line,
    drawn,
    lines_of,
    width,
)

CELL = Face(REGULAR, 8.8, 11.4)
SMALL_CELL = Face(REGULAR, 7.4, 9.8)
COLUMN_GAP, CELL_PADDING = 3 * MM, 1 * MM
NARROWEST_NUMBER, USUAL_NUMBER = 24 * MM, 46 * MM

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


def lay_table(flow: Flow) -> None:
    """The lines, their head repeated on every page, and one row of totals per currency.

    A message that speaks of no line has no table.
    """
    context, locale = flow.context, flow.locale
    if not context.lines:
        return
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


def _head(flow: Flow, grid: _Grid, head: Sequence[str]) -> None:
    muted = grid.face._replace(color=MUTED)
    _row(flow, grid, head, lines_of(head[0], muted, ROOM), muted)
    _rule(flow, 0.35 * MM, INK)


def _row(
    flow: Flow, grid: _Grid, cells: Sequence[str], lines: Sequence[Line], face: Face | None = None
) -> None:
    used = face or grid.face
    flow.top += CELL_PADDING
    base = base_of(flow.top + (used.leading - used.size) / 2, used)
    flow.sheets[-1].marks += grid.marks(cells, base, used)
    for line in lines:
        flow.write(line, used)
    flow.top += CELL_PADDING


def _rule(flow: Flow, thickness: float, color: HexColor) -> None:
    sheet = flow.sheets[-1]
    sheet.rules.append(Rule(BODY_LEFT * MM, BODY_RIGHT * MM, HEIGHT - flow.top, thickness, color))

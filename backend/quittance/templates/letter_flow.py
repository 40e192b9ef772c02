"""Where the next line of a letter goes, over as many pages as it takes; lengths are in points."""

from collections.abc import Sequence

from quittance.templates.context import MessageContext
from quittance.templates.errors import LetterUnprintable
from quittance.templates.kinds import Locale
from quittance.templates.letter_paper import (
    BODY_BOTTOM,
    BODY_LEFT,
    BODY_TOP,
    BODY_WIDTH,
    NEXT_BODY_TOP,
    Mark,
    Sheet,
    base_of,
    next_sheet,
)
from quittance.templates.letter_type import MM, Face, Line

MAX_PAGES = 60
ROOM = BODY_WIDTH * MM


class Flow:
    """Where the next line goes; `top` is counted from the edge of the current sheet."""

    def __init__(self, context: MessageContext, locale: Locale, first: Sheet, after: float) -> None:
        self.context = context
        self.after = after
        self.locale: Locale = locale
        self.sheets = [first]
        self.top = BODY_TOP * MM

    @property
    def left_over(self) -> float:
        """How much still fits on the current sheet."""
        return BODY_BOTTOM * MM - self.top

    def next_page(self) -> None:
        """A new sheet begins; raises `LetterUnprintable` where there are too many."""
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

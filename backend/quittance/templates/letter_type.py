"""The type of letters: two faces, how wide words are, and where a line ends.

Widths are remembered by word and lines by paragraph: the letters of one print share most of
their words. Lengths are in points.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MM = 72 / 25.4
REGULAR, BOLD = "Quittance-Inter", "Quittance-Inter-SemiBold"
INK, MUTED = HexColor("#14181f"), HexColor("#454d5c")
SOFT = HexColor("#7d8696")

_FONTS = Path(__file__).parent / "fonts"
pdfmetrics.registerFont(TTFont(REGULAR, str(_FONTS / "Inter-Regular.ttf")))
pdfmetrics.registerFont(TTFont(BOLD, str(_FONTS / "Inter-SemiBold.ttf")))
# No picture is ever fetched by name: not from disk, not from the network.
rl_config.trustedSchemes = []
rl_config.trustedHosts = []
# Compressed bytes as they are: writing them in letters costs a quarter of the time and of the size.
rl_config.useA85 = 0

# Marks that isolate right-to-left names: no font draws them.
_DIRECTION_MARKS = dict.fromkeys(range(0x2066, 0x206A))
_WIDTHS: dict[str, tuple[dict[int, float], float]] = {
    font: (face.charWidths, face.defaultWidth)
    for font in (REGULAR, BOLD)
    for face in [pdfmetrics.getFont(font).face]
}


class Face(NamedTuple):
    """A font, its size and colour, and the height of its lines."""

    font: str
    size: float
    leading: float
    color: HexColor = INK

    @property
    def bold(self) -> "Face":
        """The same in the heavier weight."""
        return self._replace(font=BOLD)


class Piece(NamedTuple):
    """Words of one weight, from `left` on their line."""

    left: float
    words: str
    face: Face


Line = tuple[Piece, ...]
Run = tuple[str, bool]  # words, and whether they are bold


def drawn(text: str) -> str:
    """The text without the marks that no font draws."""
    return text.translate(_DIRECTION_MARKS)


@lru_cache(maxsize=65_536)
def _unit_width(word: str, font: str) -> float:
    widths, usual = _WIDTHS[font]
    return sum(widths.get(ord(char), usual) for char in word) / 1000


def width(text: str, face: Face) -> float:
    """How much room the text takes on one line."""
    return _unit_width(text, face.font) * face.size


def fitting(text: str, face: Face, room: float) -> str:
    """The text, cut with an ellipsis where it would leave its zone."""
    if width(text, face) <= room:
        return text
    while text and width(f"{text}…", face) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def lines_of(text: str, face: Face, room: float) -> tuple[Line, ...]:
    """The lines of plain words."""
    return broken(((text, False),), face, room)


@lru_cache(maxsize=8_192)
def broken(runs: tuple[Run, ...], face: Face, room: float) -> tuple[Line, ...]:
    """The lines these words make: broken at spaces, and inside a word longer than a line."""
    setting = _Setting(room)
    for text, is_bold in runs:
        used = face.bold if is_bold else face
        for rank, forced in enumerate(drawn(text).split("\n")):
            if rank:
                setting.end_line()
            for place, word in enumerate(forced.split(" ")):
                setting.has_space = setting.has_space or place > 0
                if word:
                    setting.add(word, used)
    setting.end_line()
    return tuple(setting.lines)


class _Setting:
    """Words put on lines one after the other."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.lines: list[Line] = []
        self.has_space = False  # before the next word
        self._line: list[tuple[str, Face]] = []
        self._used = 0.0

    def add(self, word: str, face: Face) -> None:
        """The word is on this line if it fits there, else on the next; a long one on several."""
        space = " " if self.has_space and self._line else ""
        if space and self._used + width(space + word, face) > self.room:
            self.end_line()
            space = ""
        left = space + word
        while width(left, face) > self.room - self._used:
            # Where not even one letter fits an empty line, it stands outside rather than nowhere.
            head = _longest(left, face, self.room - self._used) or left[: not self._line]
            self._put(head, face)
            left = left[len(head) :]
            self.end_line()
        self._put(left, face)
        self.has_space = False

    def end_line(self) -> None:
        """The next word begins a line."""
        self.lines.append(_set(self._line))
        self._line, self._used, self.has_space = [], 0.0, False

    def _put(self, words: str, face: Face) -> None:
        if words:
            self._line.append((words, face))
            self._used += width(words, face)


def _longest(word: str, face: Face, room: float) -> str:
    """The longest beginning of a word that fits."""
    used = 0.0
    for rank, char in enumerate(word):
        used += width(char, face)
        if used > room:
            return word[:rank]
    return word


def _set(line: Sequence[tuple[str, Face]]) -> Line:
    """The words of a line as few pieces, each at its place."""
    pieces: list[Piece] = []
    left = 0.0
    for words, face in line:
        if pieces and pieces[-1].face == face:
            last = pieces[-1]
            pieces[-1] = last._replace(words=last.words + words)
        else:
            pieces.append(Piece(left, words, face))
        left += width(words, face)
    return tuple(pieces)

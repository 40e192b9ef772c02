"""The block format of template bodies: plain French text that a collector can edit.

    # Heading                          a heading
    A paragraph, with **bold** words,  a single line break stays a line break,
    on two lines.                      a blank line starts the next paragraph
    > Small print.                     a note in smaller, lighter type
    [[reference: Retard de paiement]]  object, customer and code of the account
    [[total: montant échu]]            the total of the message in large figures
    [[table]]                          the lines of the message and their total
    [[button: Label | portal.url]]     the one button; the address is a variable, never text
    [[link: Label | portal.forward_url]]   a text link
    [[mention: L5 L6]]                 legal mentions, nothing where they do not apply
    [[signature]]                      the collector's name, job, e-mail and phone

A value printed by a variable can never become markup: `guard` moves its special characters into
the private use area of Unicode before the text is parsed, and `unguard` brings them back in the
leaves, where the writers escape them (design: markup is made at one point).
"""

import re
from dataclasses import dataclass
from typing import Literal

from quittance.templates.errors import UnreadableBlock

SOFT_BREAK = "\ue00a"
SPECIAL = "[]*|#>"
_GUARD = {ord(char): chr(0xE000 + ord(char)) for char in SPECIAL}
_UNGUARD = {0xE000 + ord(char): char for char in SPECIAL} | {ord(SOFT_BREAK): "\n"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# The blocks of Unicode whose scripts run from right to left.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Controls, and the marks that reorder the text around them: a name must not turn an amount over.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[ \t]+")
# Most values need nothing done to them; one look is cheaper than six.
_TO_MEND = re.compile(
    f"[{re.escape(SPECIAL)}\t\n\r\u2028\u2029]|^ | $|  |{_PRIVATE.pattern}|{_UNPRINTABLE.pattern}"
    f"|{_RIGHT_TO_LEFT.pattern}"
)
_DIRECTIVE = re.compile(r"^\[\[\s*([a-z]+)\s*(?::\s*(.*?))?\s*\]\]$")
_MENTION = re.compile(r"^L\d{1,2}b?$")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)

UrlName = Literal["url", "forward_url", "payment_url", "dispute_url", "undo_url"]
URL_NAMES: dict[str, UrlName] = {
    "portal.url": "url",
    "portal.account_url": "url",
    "portal.statement_url": "url",
    "portal.forward_url": "forward_url",
    "portal.payment_url": "payment_url",
    "portal.dispute_url": "dispute_url",
    "portal.undo_url": "undo_url",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words, bold or not."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the message."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words between two blank lines; a note is set smaller."""

    spans: tuple[Span, ...]
    is_note: bool = False

    @property
    def text(self) -> str:
        """The words without their weight."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Reference:
    """What the message is about: object, customer, code (SID-37)."""

    subject: str


@dataclass(frozen=True, slots=True)
class BigTotal:
    """The total of the message in large figures, one per currency."""

    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of the message and their totals."""


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled way into the portal; one of them may be a button."""

    label: str
    target: UrlName
    is_button: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """Legal mentions, by code."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and how to reach them."""


Block = Heading | Paragraph | Reference | BigTotal | Table | Link | Mentions | Signature


def clean(value: str) -> str:
    """The value without control, direction or private-use characters; line ends are LF."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _PRIVATE.sub("", _UNPRINTABLE.sub("", value.replace("\u2029", "\n")))


def guard(value: str, *, keep_lines: bool = False) -> str:
    """The value, safe to stand in a body: it opens no block and starts no paragraph."""
    if not _TO_MEND.search(value):
        return value
    lines = [_BLANKS.sub(" ", line).strip(" ") for line in clean(value).split("\n")]
    joined = (SOFT_BREAK if keep_lines else " ").join(line for line in lines if line)
    if _RIGHT_TO_LEFT.search(joined):
        joined = f"\u2068{joined}\u2069"  # a right-to-left name must not turn the figures beside it
    return joined.translate(_GUARD)


def unguard(text: str) -> str:
    """The text as people read it."""
    return text.translate(_UNGUARD)


def one_line(value: str) -> str:
    """The value as a title, a cell or a header shows it: no break, no control character."""
    return unguard(guard(value)) if _TO_MEND.search(value) else value


def parse(body: str) -> tuple[Block, ...]:
    """The blocks of a rendered body, in order; an unknown block is refused."""
    blocks: list[Block] = []
    for chunk in _chunks(body):
        if chunk.startswith("[["):
            blocks.append(_directive(chunk))
        elif chunk.startswith("# "):
            blocks.append(Heading(unguard(chunk[2:].strip())))
        elif chunk.startswith(">"):
            text = "\n".join(line.removeprefix(">").strip() for line in chunk.split("\n"))
            blocks.append(Paragraph(_spans(text), is_note=True))
        else:
            blocks.append(Paragraph(_spans(chunk)))
    return tuple(blocks)


def _chunks(body: str) -> list[str]:
    """Paragraphs; headings and directives stand alone even without blank lines around."""
    chunks: list[list[str]] = [[]]
    for raw in body.replace("\r\n", "\n").split("\n"):
        line = raw.strip()
        if not line:
            chunks.append([])
        elif line.startswith(("[[", "# ")):
            chunks += [[line], []]
        elif chunks[-1] and line.startswith(">") != chunks[-1][-1].startswith(">"):
            chunks.append([line])
        else:
            chunks[-1].append(line)
    return ["\n".join(chunk) for chunk in chunks if chunk]


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for index, run in enumerate(_BOLD.split(text)):
        if run:
            spans.append(Span(unguard(run), is_bold=index % 2 == 1))
    return tuple(spans)


def _directive(line: str) -> Block:
    match = _DIRECTIVE.match(line)
    name, argument = (match[1], match[2] or "") if match else ("", "")
    if name == "table" and not argument:
        return Table()
    if name == "signature" and not argument:
        return Signature()
    if name == "reference" and argument:
        return Reference(unguard(argument))
    if name == "total" and argument:
        return BigTotal(unguard(argument))
    if name == "mention" and argument:
        codes = tuple(argument.replace(",", " ").split())
        if all(_MENTION.match(code) for code in codes):
            return Mentions(codes)
    if name in {"button", "link"}:
        label, _, target = argument.rpartition("|")
        if label.strip() and target.strip() in URL_NAMES:
            return Link(unguard(label.strip()), URL_NAMES[target.strip()], name == "button")
    raise UnreadableBlock(unguard(line))

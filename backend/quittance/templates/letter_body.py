"""The body of a letter: blocks laid one under the other, over as many pages as they need.

Everything is placed before anything is drawn, so the number of pages is known, and a letter
that cannot be made leaves no trace in the file it would have gone into. Lengths are in points.
"""

from quittance.templates import blocks as source
from quittance.templates import wording
from quittance.templates.blocks import one_line
from quittance.templates.context import MessageContext
from quittance.templates.filters import long_day
from quittance.templates.kinds import Locale
from quittance.templates.letter_flow import ROOM, Flow
from quittance.templates.letter_paper import BODY_RIGHT, Mark, Sheet, base_of, finish, first_sheet
from quittance.templates.letter_table import lay_table
from quittance.templates.letter_type import (
    BOLD,
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
from quittance.templates.transfer import Picture, transfer_of

BODY = Face(REGULAR, 9.3, 12.4)
TITLE = Face(BOLD, 13, 16)
HEADING = Face(BOLD, 10.5, 14)
NOTE = Face(REGULAR, 8.3, 11, MUTED)
SIGNED = Face(BOLD, 8.8, 11.4)
# Between two paragraphs; closer where that saves a page that would bear a few lines only.
AFTER, CLOSE_AFTER = 2.8 * MM, 1.7 * MM
LITTLE = 90
TITLE_ROOM = 115 * MM
BEFORE_SIGNATURE = 3 * MM


def body_sheets(words: Words, context: MessageContext, *, has_logo: bool) -> list[Sheet]:
    """The pages of the letter, complete; raises `LetterUnprintable` where there are too many."""
    picture = _picture(words, context)

    def flowed(after: float) -> Flow:
        sheet = first_sheet(context, words.locale, has_logo=has_logo, picture=picture)
        return _flowed(words, context, sheet, after)

    flow = flowed(AFTER)
    if len(flow.sheets) > 1 and flow.top < LITTLE * MM:
        closer = flowed(CLOSE_AFTER)
        flow = closer if len(closer.sheets) < len(flow.sheets) else flow
    for number, sheet in enumerate(flow.sheets, start=1):
        finish(sheet, context, words.locale, number, len(flow.sheets))
    return flow.sheets


def _picture(words: Words, context: MessageContext) -> Picture | None:
    """What a telephone reads to pay the very sum of the letter, where it tells our bank (L14)."""
    totals = context.totals
    tells_bank = any(
        isinstance(block, source.Mentions) and "L14" in block.codes for block in words.blocks
    )
    if not tells_bank or len(totals) != 1:
        return None
    debits = [line.number for line in context.lines if line.balance.minor > 0]
    quoted = debits if len(debits) == 1 else []  # who quotes an invoice says which they pay
    creditor = context.creditor
    return transfer_of(
        creditor.name,
        "\n".join(creditor.bank_details),
        " ".join([context.customer.code, *quoted]),
        totals[0].amount_with_penalties,
    ).picture


def _flowed(words: Words, context: MessageContext, first: Sheet, after: float) -> Flow:
    """Every block in its place, `after` points apart."""
    flow = Flow(context, words.locale, first, after)
    _title(flow, words)
    for rank, block in enumerate(words.blocks):
        following = words.blocks[rank + 1] if rank + 1 < len(words.blocks) else None
        _place(flow, block, following)
    return flow


def _title(flow: Flow, words: Words) -> None:
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


def _place(flow: Flow, block: source.Block, following: source.Block | None) -> None:
    match block:
        case source.Paragraph():
            _paragraph(flow, block, is_closing=isinstance(following, source.Signature))
        case source.Table():
            lay_table(flow)
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


def _paragraph(flow: Flow, block: source.Paragraph, *, is_closing: bool) -> None:
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


def _signature(flow: Flow) -> None:
    name, job = wording.signature(flow.context)[:2]
    flow.need(_signature_height(flow.context))
    flow.top += BEFORE_SIGNATURE
    flow.paragraph(_plain(name, SIGNED)[:1], SIGNED, after=0)
    if job:
        flow.paragraph(_plain(job, NOTE)[:1], NOTE)

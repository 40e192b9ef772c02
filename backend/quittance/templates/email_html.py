"""The blocks of a message as an HTML e-mail: tables, inline styles, system fonts, one button.

Markup is made here and nowhere else: every text, of the template or of the data, goes through
a `Form` of `email_forms`, which escapes it.
"""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from quittance.templates import wording
from quittance.templates.blocks import (
    BigTotal,
    Block,
    Heading,
    Link,
    Mentions,
    Paragraph,
    Reference,
    Signature,
    Table,
    one_line,
)
from quittance.templates.context import MessageContext
from quittance.templates.email_forms import (
    ACCENT,
    BOLD,
    BREAK,
    BUTTON,
    FONT,
    GREY,
    HEAD,
    HEADER,
    INK,
    LATE,
    LINE,
    LINK,
    MUTED,
    NO_BREAK,
    NUMBER,
    PAGE,
    PAIR,
    QUIET,
    ROW,
    SENTENCE_LINK,
    STYLE,
    SUM,
    TABLE,
)
from quittance.templates.filters import day
from quittance.templates.kinds import Locale
from quittance.templates.links import address, safe
from quittance.templates.markup import Form
from quittance.templates.mentions import mention


def write(
    blocks: Iterable[Block],
    context: MessageContext,
    locale: Locale,
    *,
    subject: str,
    preheader: str,
) -> str:
    """A whole HTML document, whose text says what the plain one says."""
    return str(
        PAGE(
            lang=locale,
            title=subject,
            style=STYLE,
            preheader=preheader,
            header=_header(context, locale),
            body=Markup().join(_block(block, context, locale) for block in blocks),
            footer=_footer(context, locale),
        )
    )


def _header(context: MessageContext, locale: Locale) -> Markup:
    return HEADER(
        initials=wording.initials(context.creditor.name),
        name=one_line(context.creditor.name),
        customer=wording.WORDS[locale]["customer"],
        code=one_line(context.customer.code),
        on=day(context.as_of, locale),
    )


def _footer(context: MessageContext, locale: Locale) -> Markup:
    rights = mention("L16", context, locale) or ""
    parts = _text(mention("L1", context, locale) or "", size=12, tone="mut", after=8)
    data: str | Markup = one_line(rights)
    if context.creditor.privacy_url:
        label = wording.WORDS[locale]["rights"]
        data = SENTENCE_LINK(
            sentence=data, link=_link(safe(context.creditor.privacy_url), label, "mut")
        )
    return parts + _p(data, size=12, tone="mut", after=0)


def _block(  # noqa: C901, PLR0911  one return per block
    block: Block, context: MessageContext, locale: Locale
) -> Markup:
    match block:
        case Heading():
            return _p(block.text, size=18, weight="bold", after=12)
        case Paragraph(is_note=True):
            return _p(_spans(block), size=13, tone="mut", after=14)
        case Paragraph():
            return _p(_spans(block), after=16)
        case Reference():
            return _reference(block, context, locale)
        case BigTotal():
            return _big_total(block, context, locale)
        case Table():
            return _table(context, locale)
        case Link():
            url = address(block, context)
            if url is None:
                return Markup()
            if block.is_button:
                return BUTTON(url=url, label=block.label)
            return _p(_link(url, block.label, "link"), size=14, after=16)
        case Mentions():
            sentences = (mention(code, context, locale) for code in block.codes)
            text = " ".join(one_line(sentence) for sentence in sentences if sentence)
            return _p(text, size=13, tone="mut", after=14) if text else Markup()
        case Signature():
            name, *rest = wording.signature(context)
            lines = [BOLD(text=one_line(name))]
            lines += [GREY(text=one_line(line)) for line in rest if line]
            return _p(BREAK.join(lines), size=15, after=24)


def _reference(block: Reference, context: MessageContext, locale: Locale) -> Markup:
    words = wording.WORDS[locale]
    pairs = (
        ("subject", block.subject),
        ("customer", context.customer.name),
        ("code", context.customer.code),
    )
    lines = [
        PAIR(label=words[label], colon=words["colon"], value=BOLD(text=one_line(value)))
        for label, value in pairs
    ]
    return _p(BREAK.join(lines), size=14, tone="mut", after=20)


def _big_total(block: BigTotal, context: MessageContext, locale: Locale) -> Markup:
    amounts = [total.amount for total in wording.total_rows(context, locale)]
    figures = BREAK.join(NO_BREAK(text=amount) for amount in amounts)
    label = _p(block.label, size=15, tone="mut", after=4)
    return label + _p(figures, size=30, weight="bold", after=20, tone="ink big")


def _table(context: MessageContext, locale: Locale) -> Markup:
    if not context.lines:
        return Markup()
    words = wording.WORDS[locale]
    head = Markup().join(
        HEAD(align=align, gap=gap, label=words[label])
        for label, align, gap in (
            ("number", "left", 10),
            ("due", "left", 10),
            ("late", "right", 10),
            ("balance", "right", 0),
        )
    )
    body = [
        ROW(
            number=_cell(_under(_number(row.number), row.origin)),
            due=_cell(row.due.replace("\u00a0", " "), tone="mut"),  # a narrow column breaks it
            late=_cell(NO_BREAK(text=row.late), tone="late", align="right"),
            balance=_cell(
                _under(
                    NO_BREAK(text=row.balance),
                    wording.part_paid(row, locale),
                    wording.extras(row, locale),
                ),
                align="right",
                gap=0,
            ),
        )
        for row in wording.rows(context, locale)
    ]
    for total in wording.total_rows(context, locale):
        figures = [
            (words["total"], total.amount),
            (words["penalty"], total.penalty),
            (words["indemnity"], total.indemnity),
        ]
        body += [SUM(label=label, amount=amount) for label, amount in figures if amount]
    return TABLE(head=head, body=Markup().join(body))


def _number(number: str) -> Markup | str:
    """An ordinary number stays on one line but on a phone; a long one may break."""
    return NUMBER(text=one_line(number)) if len(number) <= 14 else number


def _cell(
    content: str | Markup, *, tone: str = "ink", align: str = "left", gap: int = 10
) -> Markup:
    return _cell_form(tone, align, gap)(content=content)


@lru_cache(maxsize=32)
def _cell_form(tone: str, align: str, gap: int) -> Form:
    color = {"ink": INK, "mut": MUTED, "late": LATE}[tone]
    return Form(
        f'<td valign="top" align="{align}" class="{tone} rule cell gap{gap}"'
        f' style="padding:9px {gap}px 9px 0;'
        f'border-bottom:1px solid {LINE};font-size:14px;line-height:20px;color:{color};{FONT}">'
        "{content}</td>"
    )


def _under(first: str | Markup, *below: str) -> Markup:
    quiet = Markup().join(QUIET(text=one_line(line)) for line in below if line)
    return (first if isinstance(first, Markup) else escape(one_line(first))) + quiet


def _spans(paragraph: Paragraph) -> Markup:
    parts = []
    for span in paragraph.spans:
        text = BREAK.join(span.text.split("\n"))
        parts.append(BOLD(text=text) if span.is_bold else text)
    return Markup().join(parts)


def _text(sentence: str, *, size: int, tone: str, after: int) -> Markup:
    return _p(one_line(sentence), size=size, tone=tone, after=after)


def _link(url: str, label: str, tone: str) -> Markup:
    return LINK(url=url, label=label, tone=tone, color=MUTED if tone == "mut" else ACCENT)


def _p(
    text: str | Markup, *, size: int = 16, tone: str = "ink", after: int, weight: str = "normal"
) -> Markup:
    return _p_form(size, tone, after, weight)(text=text)


@lru_cache(maxsize=64)
def _p_form(size: int, tone: str, after: int, weight: str) -> Form:
    leading = {12: 18, 13: 19, 14: 21, 15: 22, 16: 24, 18: 24, 30: 36}[size]
    color = MUTED if tone == "mut" else INK
    bold = "font-weight:bold;" if weight == "bold" else ""
    return Form(
        f'<p class="{tone}" style="margin:0 0 {after}px;font-size:{size}px;'
        f'line-height:{leading}px;color:{color};{bold}{FONT}">{{text}}</p>\n'
    )

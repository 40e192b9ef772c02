"""The blocks of a message as an HTML e-mail: tables, inline styles, system fonts, one button.

Markup is made here and nowhere else: every text, of the template or of the data, goes through
`Markup.format`, which escapes it. 600 px wide, readable at 390, and dark where the reader is.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup

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
from quittance.templates.filters import day
from quittance.templates.kinds import Locale
from quittance.templates.links import address, safe
from quittance.templates.mentions import mention

FONT = Markup("font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif")
INK, MUTED, LATE, LINE, ACCENT = "#1a1f2b", "#545d6e", "#7a5200", "#e4e7ed", "#2451c7"

# Style for the few readers that obey it; the inline styles below are enough without.
STYLE = Markup("""
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}
.big{font-size:26px!important}}
@media (prefers-color-scheme:dark){.page{background:#12151c!important}.ink{color:#e8ebf1!important}
.mut{color:#a6afbf!important}.late{color:#efc169!important}.rule{border-color:#2c3341!important}
.link{color:#8fb0ff!important}.badge{background:#e8ebf1!important;color:#12151c!important}
.go{background:#8fb0ff!important}.go a{color:#0d1220!important}}
""")

PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark">'
    '<meta name="format-detection" content="telephone=no,date=no,address=no">'
    "<title>{title}</title><style>{style}</style></head>\n"
    '<body class="page" style="margin:0;padding:0;background:#ffffff">\n'
    '<div style="display:none;max-height:0;overflow:hidden">{preheader}</div>\n'
    '<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0"'
    ' border="0"><tr><td align="center" style="padding:0">\n'
    '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"'
    ' style="width:100%;max-width:600px">\n'
    '<tr><td class="pad" style="padding:28px 32px 20px">{header}</td></tr>\n'
    '<tr><td class="pad" style="padding:4px 32px 8px">\n{body}</td></tr>\n'
    '<tr><td class="pad rule" style="padding:18px 32px 32px;border-top:1px solid #e4e7ed">'
    "{footer}</td></tr>\n</table></td></tr></table></body></html>\n"
)
HEADER = Markup(
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>'
    '<td width="44"><div class="badge" style="width:34px;height:34px;line-height:34px;'
    "border-radius:8px;background:#1a1f2b;color:#ffffff;text-align:center;font-size:14px;"
    'font-weight:bold;{font}">{initials}</div></td>'
    '<td class="ink" style="font-size:15px;font-weight:bold;color:#1a1f2b;{font}">{name}</td>'
    '<td class="mut" align="right" style="font-size:13px;line-height:18px;color:#545d6e;{font}">'
    "{customer} {code}<br>{on}</td></tr></table>"
)
P = Markup(
    '<p class="{tone}" style="margin:0 0 {after}px;font-size:{size}px;line-height:{leading}px;'
    'color:{color};{extra}{font}">{text}</p>\n'
)
BUTTON = Markup(
    '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:4px 0 16px"><tr>'
    '<td class="go" style="border-radius:8px;background:#2451c7"><a href="{url}" style="'
    "display:inline-block;padding:13px 24px;font-size:16px;line-height:22px;font-weight:bold;"
    'color:#ffffff;text-decoration:none;{font}">{label}</a></td></tr></table>\n'
)
LINK = Markup('<a href="{url}" class="{tone}" style="color:{color}">{label}</a>')
BREAK = Markup("<br>")
BOLD = Markup("<b>{}</b>")
QUIET = Markup('<br><span class="mut" style="font-size:13px;color:#545d6e">{}</span>')
GREY = Markup('<span class="mut" style="color:#545d6e">{}</span>')
NO_BREAK = Markup('<span style="white-space:nowrap">{}</span>')


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
        PAGE.format(
            lang=locale,
            title=subject,
            style=STYLE,
            preheader=preheader,
            header=_header(context, locale),
            body=Markup().join(_block(block, context, locale) for block in blocks),
            footer=_footer(context, locale),
        )
    )


def initials(name: str) -> str:
    """`AM` for Ateliers Morvan: the mark of a creditor without a logo."""
    words = re.findall(r"[^\W_]+", one_line(name))
    return "".join(word[0] for word in words[:2]).upper() or "·"


def _header(context: MessageContext, locale: Locale) -> Markup:
    return HEADER.format(
        font=FONT,
        initials=initials(context.creditor.name),
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
        data = Markup("{} {}").format(data, _link(safe(context.creditor.privacy_url), label, "mut"))
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
                return BUTTON.format(url=url, label=block.label, font=FONT)
            return _p(_link(url, block.label, "link"), size=14, after=16)
        case Mentions():
            sentences = (mention(code, context, locale) for code in block.codes)
            text = " ".join(one_line(sentence) for sentence in sentences if sentence)
            return _p(text, size=13, tone="mut", after=14) if text else Markup()
        case Signature():
            name, *rest = wording.signature(context)
            lines = [BOLD.format(one_line(name))]
            lines += [GREY.format(one_line(line)) for line in rest if line]
            return _p(BREAK.join(lines), size=15, after=24)


def _reference(block: Reference, context: MessageContext, locale: Locale) -> Markup:
    words = wording.WORDS[locale]
    pairs = (
        ("subject", block.subject),
        ("customer", context.customer.name),
        ("code", context.customer.code),
    )
    lines = [
        Markup("{}{}{}").format(words[label], words["colon"], BOLD.format(one_line(value)))
        for label, value in pairs
    ]
    return _p(BREAK.join(lines), size=14, tone="mut", after=20)


def _big_total(block: BigTotal, context: MessageContext, locale: Locale) -> Markup:
    amounts = [total.amount for total in wording.total_rows(context, locale)]
    figures = BREAK.join(NO_BREAK.format(amount) for amount in amounts)
    label = _p(block.label, size=15, tone="mut", after=4)
    return label + _p(figures, size=30, weight="bold", after=20, tone="ink big")


def _table(context: MessageContext, locale: Locale) -> Markup:
    words = wording.WORDS[locale]
    head = Markup().join(
        Markup(
            '<th scope="col" align="{}" class="mut rule" style="padding:6px {}px 6px 0;'
            'border-bottom:1px solid #cfd5de;font-size:13px;font-weight:normal;color:#545d6e;{}">'
            "{}</th>"
        ).format(align, gap, FONT, words[label])
        for label, align, gap in (
            ("number", "left", 10),
            ("due", "left", 10),
            ("late", "right", 10),
            ("balance", "right", 0),
        )
    )
    body = [
        Markup("<tr>{}{}{}{}</tr>\n").format(
            _cell(_under(_number(row.number), row.origin)),
            _cell(row.due, tone="mut"),
            _cell(NO_BREAK.format(row.late), tone="late", align="right"),
            _cell(
                _under(
                    NO_BREAK.format(row.balance),
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
        figures = [(words["total"], total.amount)]
        if wording.has_penalties(context):
            figures += [(words["penalty"], total.penalty), (words["indemnity"], total.indemnity)]
        body += [_sum(label, amount) for label, amount in figures]
    return Markup(
        '<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px">'
        "<tr>{}</tr>\n{}</table>\n"
    ).format(head, Markup().join(body))


def _number(number: str) -> Markup | str:
    """An ordinary invoice number stays on one line; a very long one may break."""
    return NO_BREAK.format(one_line(number)) if len(number) <= 14 else number


def _sum(label: str, amount: str) -> Markup:
    cell = Markup(
        '<td colspan="{}" align="{}" class="ink" style="padding:9px 0;font-size:14px;'
        'line-height:20px;font-weight:bold;color:#1a1f2b;white-space:nowrap;{}">{}</td>'
    )
    font = FONT
    return Markup("<tr>{}{}</tr>\n").format(
        cell.format(2, "left", font, label), cell.format(2, "right", font, amount)
    )


def _cell(
    content: str | Markup, *, tone: str = "ink", align: str = "left", gap: int = 10
) -> Markup:
    color = {"ink": INK, "mut": MUTED, "late": LATE}[tone]
    return Markup(
        '<td valign="top" align="{}" class="{} rule" style="padding:9px {}px 9px 0;'
        'border-bottom:1px solid {};font-size:14px;line-height:20px;color:{};{}">{}</td>'
    ).format(align, tone, gap, LINE, color, FONT, content)


def _under(first: str | Markup, *below: str) -> Markup:
    quiet = Markup().join(QUIET.format(one_line(line)) for line in below if line)
    return Markup("{}{}").format(first if isinstance(first, Markup) else one_line(first), quiet)


def _spans(paragraph: Paragraph) -> Markup:
    parts = []
    for span in paragraph.spans:
        text = BREAK.join(span.text.split("\n"))
        parts.append(BOLD.format(text) if span.is_bold else text)
    return Markup().join(parts)


def _text(sentence: str, *, size: int, tone: str, after: int) -> Markup:
    return _p(one_line(sentence), size=size, tone=tone, after=after)


def _link(url: str, label: str, tone: str) -> Markup:
    return LINK.format(url=url, label=label, tone=tone, color=MUTED if tone == "mut" else ACCENT)


def _p(
    text: str | Markup, *, size: int = 16, tone: str = "ink", after: int, weight: str = "normal"
) -> Markup:
    return P.format(
        text=text,
        tone=tone,
        size=size,
        leading={12: 18, 13: 19, 14: 21, 15: 22, 16: 24, 18: 24, 30: 36}[size],
        after=after,
        color=MUTED if tone == "mut" else INK,
        extra=Markup("font-weight:bold;") if weight == "bold" else "",
        font=FONT,
    )

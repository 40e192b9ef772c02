"""The blocks of a message as plain text: what a reader without HTML sees, amounts included."""

from collections.abc import Iterable

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
from quittance.templates.kinds import Locale
from quittance.templates.links import address
from quittance.templates.mentions import mention


def write(blocks: Iterable[Block], context: MessageContext, locale: Locale) -> str:
    """The whole message, one blank line between blocks, the creditor's identity last."""
    parts = [_block(block, context, locale) for block in blocks]
    footer = [one_line(mention(code, context, locale) or "") for code in ("L1", "L16")]
    return "\n\n".join(part for part in [*parts, "\n".join(["--", *footer])] if part) + "\n"


def _block(  # noqa: PLR0911  one return per block
    block: Block, context: MessageContext, locale: Locale
) -> str:
    words = wording.WORDS[locale]
    match block:
        case Heading():
            return block.text
        case Paragraph():
            return block.text
        case Reference():
            return "\n".join(
                f"{words[label]}{words['colon']}{one_line(value)}"
                for label, value in (
                    ("subject", block.subject),
                    ("customer", context.customer.name),
                    ("code", context.customer.code),
                )
            )
        case BigTotal():
            amounts = [total.amount for total in wording.total_rows(context, locale)]
            return "\n".join(f"{block.label}{words['colon']}{amount}" for amount in amounts)
        case Table():
            return _table(context, locale)
        case Link():
            url = address(block, context)
            return f"{block.label}{words['colon']}{url}" if url else ""
        case Mentions():
            sentences = (mention(code, context, locale) for code in block.codes)
            return " ".join(one_line(sentence) for sentence in sentences if sentence)
        case Signature():
            return "\n".join(one_line(line) for line in wording.signature(context))


def _table(context: MessageContext, locale: Locale) -> str:
    words = wording.WORDS[locale]
    lines = []
    for row in wording.rows(context, locale):
        parts = [
            f"{one_line(row.number)} {row.origin}".strip(),
            f"{words['due'].lower()} {row.due}" + (f" ({row.late})" if row.late else ""),
            " ".join(filter(None, [row.balance, wording.part_paid(row, locale)])),
            wording.extras(row, locale),
        ]
        lines.append("- " + ", ".join(filter(None, parts)))
    for total in wording.total_rows(context, locale):
        lines.append(f"{words['total']}{words['colon']}{total.amount}")
        for label, amount in (("penalty", total.penalty), ("indemnity", total.indemnity)):
            if amount:
                lines.append(f"{words[label]}{words['colon']}{amount}")
    return "\n".join(lines)

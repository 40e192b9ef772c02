"""A door: a template and what it speaks of become the message that leaves, in text and in HTML.

The body is Jinja over the block format of `blocks`; its syntax is the allow-list of `syntax`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quittance.templates import email_html, email_text, filters, syntax, values
from quittance.templates.absent import Absent
from quittance.templates.blocks import Block, Paragraph, guard, one_line, parse, unguard
from quittance.templates.context import MessageContext
from quittance.templates.errors import MessageTooLarge
from quittance.templates.kinds import Locale, TemplateKind

Place = Literal["body", "line"]  # in a body, a value must not open a block
MAX_SUBJECT = 200
MAX_RENDERED = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailTemplate:
    """The source of a message: subject and body hold variables, the body also blocks."""

    kind: TemplateKind
    subject: str
    body: str
    preheader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a message says, before it has a form: a letter is made of these.

    `source` is the body once its variables are filled: what a collector edits before sending.
    """

    subject: str
    preheader: str
    source: str
    blocks: tuple[Block, ...]
    locale: Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedMessage(Words):
    """What leaves by e-mail: the same words as plain text and as HTML."""

    text: str
    html: str


def render_email(
    template: EmailTemplate, context: MessageContext, locale: Locale
) -> RenderedMessage:
    """The message of this template for this context; a value it lacks is refused by name."""
    return _message(render_words(template, context, locale), context)


def render_words(template: EmailTemplate, context: MessageContext, locale: Locale) -> Words:
    """The words of this template for this context, without the forms of an e-mail."""
    names = values.of(context)
    return _words(
        subject=_filled(template.subject, names, locale, "line"),
        preheader=_filled(template.preheader, names, locale, "line"),
        body=_filled(template.body, names, locale, "body"),
        locale=locale,
    )


def render_edited(
    subject: str, source: str, context: MessageContext, locale: Locale, *, preheader: str = ""
) -> RenderedMessage:
    """The message as a collector rewrote it: blocks still work, braces are plain text."""
    if len(source) > MAX_RENDERED:
        raise MessageTooLarge(f"The message is over {MAX_RENDERED} characters.")
    words = _words(subject=subject, preheader=preheader, body=source, locale=locale)
    return _message(words, context)


def _words(*, subject: str, preheader: str, body: str, locale: Locale) -> Words:
    if locale == "fr":
        subject, preheader, body = map(filters.french_spaces, (subject, preheader, body))
    blocks = parse(body)
    return Words(
        subject=one_line(subject)[:MAX_SUBJECT],
        preheader=one_line(preheader)[:MAX_SUBJECT] or _first_words(blocks),
        source=unguard(body).strip(),
        blocks=blocks,
        locale=locale,
    )


def _message(words: Words, context: MessageContext) -> RenderedMessage:
    blocks, locale = words.blocks, words.locale
    return RenderedMessage(
        subject=words.subject,
        preheader=words.preheader,
        text=email_text.write(blocks, context, locale),
        html=email_html.write(
            blocks, context, locale, subject=words.subject, preheader=words.preheader
        ),
        source=words.source,
        blocks=blocks,
        locale=locale,
    )


def _first_words(blocks: tuple[Block, ...]) -> str:
    """What an inbox shows beside the subject when nobody chose it: the first full sentence."""
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.text) > 40:
            return one_line(block.text)[:140]
    return ""


def _filled(source: str, names: dict[str, object], locale: Locale, place: Place) -> str:
    """The source with its values, stopped as soon as it grows beyond `MAX_RENDERED`."""
    pieces: list[str] = []
    size = 0
    for piece in _compiled(source, locale, place).generate(names):
        size += len(piece)
        if size > MAX_RENDERED:
            raise MessageTooLarge(f"The message is over {MAX_RENDERED} characters.")
        pieces.append(piece)
    return "".join(pieces)


@lru_cache(maxsize=512)
def _compiled(source: str, locale: Locale, place: Place) -> Template:
    """The template, its syntax checked, once per wording rather than once per message."""
    syntax.require(source)
    return _environment(locale, place).from_string(source)


@lru_cache(maxsize=4)
def _environment(locale: Locale, place: Place) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_written(locale, place),
        autoescape=False,  # text is made here: email_html escapes every leaf
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters = dict(filters.for_locale(locale))
    environment.globals.clear()
    return environment


def _written(locale: Locale, place: Place) -> Callable[[object], str]:
    """How a printed value becomes text: formatted, then unable to open a block of its own."""

    def write(value: object) -> str:
        if isinstance(value, Absent):
            return str(value)  # raises, naming the variable
        if isinstance(value, values.Lines):
            return guard("\n".join(value), keep_lines=True) if place == "body" else ", ".join(value)
        text = filters.written(value, locale)
        return guard(text) if place == "body" else text

    return write

"""What is wrong, or could be better, in a template before it is published.

Errors block publication; warnings advise. Spans are offsets in the field named by `field`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from quittance.templates import syntax
from quittance.templates.blocks import BigTotal, Link, Mentions, Table, parse
from quittance.templates.errors import UnreadableBlock
from quittance.templates.kinds import CLAIMS, TemplateKind
from quittance.templates.lint_words import WORD_RULES
from quittance.templates.mentions import MENTIONS
from quittance.templates.render import EmailTemplate
from quittance.templates.tags import closest, translate_tags
from quittance.templates.variables import BY_NAME

Field = Literal["subject", "preheader", "body"]
MAX_SUBJECT_SHOWN = 78  # what phones and RFC 5322 keep on one line
MAX_WORDS_OF_A_SENTENCE = 35
MAX_WORDS = 450


class Severity(StrEnum):
    """An error stops publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One remark, in French, where it applies, and what to write there instead when it is sure."""

    severity: Severity
    code: str
    message_fr: str
    field: Field
    span: tuple[int, int]
    repair: str | None = None


AMOUNTS = frozenset(
    {"invoice.balance", "items.selected_amount", "claim.principal", "claim.total", "line.balance"}
)
DUE_DAYS = frozenset({"invoice.due_date", "items.oldest_due_date", "line.due_date"})
_DIRECTIVE_LINE = re.compile(r"^[ \t]*\[\[.*?\]\][ \t]*$", re.MULTILINE)
_STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\s*([a-z_.0-9]+)")
_WORD = re.compile(r"\w+")


def lint(template: EmailTemplate) -> list[LintFinding]:
    """Every finding, errors first."""
    findings = [
        *_syntax(template),
        *_blocks(template),
        *_claims(template),
        *_words(template),
        *_manners(template),
    ]
    return sorted(findings, key=lambda found: (found.severity is Severity.WARNING, found.span))


def _error(
    code: str, message_fr: str, field: Field, span: tuple[int, int], repair: str | None = None
) -> LintFinding:
    return LintFinding(Severity.ERROR, code, message_fr, field, span, repair)


def _warning(
    code: str, message_fr: str, field: Field, span: tuple[int, int], repair: str | None = None
) -> LintFinding:
    return LintFinding(Severity.WARNING, code, message_fr, field, span, repair)


def _fields(template: EmailTemplate) -> tuple[tuple[Field, str], ...]:
    return (
        ("subject", template.subject),
        ("preheader", template.preheader),
        ("body", template.body),
    )


def _syntax(template: EmailTemplate) -> Iterator[LintFinding]:
    for field, text in _fields(template):
        for fault in syntax.check(text):
            yield _error(fault.code, fault.message_fr, field, _fault_span(text, fault), fault.near)
        for tag in translate_tags(_VARIABLE_OR_STATEMENT.sub(_blank, text))[1]:
            hint = f" Vouliez-vous dire « {tag.suggestion} » ?" if tag.suggestion else ""
            start = text.find(tag.tag)
            span = (start, start + len(tag.tag))
            repair = BY_NAME[tag.suggestion].source if tag.suggestion else None
            sentence = f"Balise inconnue « {tag.tag} ».{hint}"
            yield _error("tag_unknown", sentence, field, span, repair)


def _blocks(template: EmailTemplate) -> Iterator[LintFinding]:
    for match in _DIRECTIVE_LINE.finditer(template.body):
        span = match.span()
        try:
            (block,) = parse(match[0])
        except UnreadableBlock:
            sentence = f"Bloc inconnu « {match[0].strip()} »."
            yield _error("block_unreadable", sentence, "body", span)
            continue
        for code in block.codes if isinstance(block, Mentions) else ():
            if code not in MENTIONS:
                near = closest(code, MENTIONS)
                hint = f" Vouliez-vous dire « {near} » ?" if near else ""
                at = span[0] + match[0].find(code)
                sentence = f"Mention inconnue « {code} ».{hint}"
                yield _error("mention_unknown", sentence, "body", (at, at + len(code)), near)

    buttons = [block for block in _parsed(template) if isinstance(block, Link) and block.is_button]
    if len(buttons) > 1:
        sentence = "Un seul bouton par message : la personne doit savoir quoi faire."
        yield _warning("several_buttons", sentence, "body", (0, 0))


def _claims(template: EmailTemplate) -> Iterator[LintFinding]:
    """A claim says how much and since when (QUA-1); a formal notice says what it starts."""
    if template.kind not in CLAIMS:
        return
    blocks, printed = _parsed(template), set(_VARIABLE.findall(template.body))
    whole = (0, len(template.body))
    has_table = any(isinstance(block, Table) for block in blocks)
    has_total = any(isinstance(block, BigTotal) for block in blocks)
    if not (has_table or has_total or printed & AMOUNTS):
        sentence = "Le message réclame une somme sans dire laquelle."
        yield _error("amount_missing", sentence, "body", whole)
    if not (has_table or printed & DUE_DAYS):
        sentence = "Le message ne dit pas depuis quand la somme est due."
        yield _error("due_date_missing", sentence, "body", whole)
    if template.kind is TemplateKind.FORMAL_NOTICE:
        mentioned = {
            code for block in blocks if isinstance(block, Mentions) for code in block.codes
        }
        for code in ("L11", "L12"):
            if code not in mentioned:
                sentence = f"Une mise en demeure porte la mention {code}."
                yield _error("notice_mention_missing", sentence, "body", whole)
        if "mise en demeure" not in f"{template.subject} {template.body}".casefold() and (
            "mettons en demeure" not in template.body.casefold()
        ):
            sentence = "Les mots « mise en demeure » doivent figurer dans la lettre."
            yield _error("notice_words_missing", sentence, "body", whole)
    if template.kind is TemplateKind.REMINDER_3 and not any(
        isinstance(block, Mentions) and "L8" in block.codes for block in blocks
    ):
        sentence = "Une suspension s’appuie sur une clause : ajoutez la mention L8."
        yield _error("suspension_clause_missing", sentence, "body", whole)


def _words(template: EmailTemplate) -> Iterator[LintFinding]:
    rules = [rule for rule in WORD_RULES if template.kind in rule.kinds]
    for field, text in _fields(template):
        readable = _VARIABLE_OR_STATEMENT.sub(_blank, text)
        for rule in rules:
            for match in rule.pattern.finditer(readable):
                say = _warning if rule.is_advice else _error
                yield say(rule.code, rule.message_fr.format(match[0]), field, match.span())


def _manners(template: EmailTemplate) -> Iterator[LintFinding]:
    if len(template.subject) > MAX_SUBJECT_SHOWN:
        sentence = f"L’objet dépasse {MAX_SUBJECT_SHOWN} caractères : la fin ne sera pas lue."
        span = (MAX_SUBJECT_SHOWN, len(template.subject))
        yield _warning("subject_long", sentence, "subject", span)
    for field, text in _fields(template):
        readable = _VARIABLE_OR_STATEMENT.sub(_blank, text)
        for match in re.finditer("[ \u00a0\u202f]?!", readable):
            sentence = "Un point d’exclamation durcit le ton."
            yield _warning("exclamation", sentence, field, match.span(), ".")

    prose = _DIRECTIVE_LINE.sub(_blank, _VARIABLE_OR_STATEMENT.sub(_blank, template.body))
    if len(_WORD.findall(prose)) > MAX_WORDS:
        sentence = f"Plus de {MAX_WORDS} mots : un message court est lu."
        yield _warning("message_long", sentence, "body", (0, len(template.body)))
    for match in re.finditer(r"[^.?!\n]+", prose):
        if len(_WORD.findall(match[0])) > MAX_WORDS_OF_A_SENTENCE:
            sentence = f"Phrase de plus de {MAX_WORDS_OF_A_SENTENCE} mots."
            yield _warning("sentence_long", sentence, "body", match.span())


_VARIABLE_OR_STATEMENT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def _parsed(template: EmailTemplate) -> tuple[object, ...]:
    """The blocks of the source itself; unreadable ones are found elsewhere."""
    blocks: list[object] = []
    for match in _DIRECTIVE_LINE.finditer(_STATEMENT.sub(_blank, template.body)):
        try:
            blocks += parse(match[0])
        except UnreadableBlock:
            continue
    return tuple(blocks)


def _blank(match: re.Match[str]) -> str:
    """As many spaces, so that offsets stay those of the source."""
    return re.sub(r"[^\n]", " ", match[0])


def _fault_span(text: str, fault: syntax.SyntaxFault) -> tuple[int, int]:
    """Where the unknown name stands in its braces, else the whole line."""
    span = _line_span(text, fault.line)
    if fault.name:
        name = re.compile(rf"(?<![\w.]){re.escape(fault.name)}(?![\w.])")
        for tag in _VARIABLE_OR_STATEMENT.finditer(text, span[0]):
            if found := name.search(text, tag.start(), tag.end()):
                return found.span()
    return span


def _line_span(text: str, line: int) -> tuple[int, int]:
    lines = text.splitlines(keepends=True) or [""]
    at = min(line, len(lines)) - 1
    start = sum(map(len, lines[:at]))
    return start, start + len(lines[at].rstrip("\n"))

"""Foreign tags (`#hashtag`, `%tag%`, `{Placeholder}`) read into our own variables on import."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, normalize

from quittance.templates.variable import Variable
from quittance.templates.variables import VARIABLES

MOST_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class UnknownTag:
    """A foreign tag nobody knows, and the nearest one that exists."""

    tag: str
    suggestion: str | None


def translate_tags(text: str) -> tuple[str, tuple[UnknownTag, ...]]:
    """The text with foreign tags in our names; unknown ones stay and are listed (never dropped)."""
    unknown: list[UnknownTag] = []

    def translated(match: re.Match[str]) -> str:
        variable = _BY_ALIAS.get(fold(match[0]))
        if variable is not None:
            return variable.source
        # Comparing letters is slow: a text full of strangers must not keep everybody waiting.
        near = closest(fold(match[0]), _BY_ALIAS) if len(unknown) < MOST_SUGGESTIONS else None
        unknown.append(UnknownTag(match[0], _BY_ALIAS[near].name if near else None))
        return match[0]

    return _TAG.sub(translated, text), tuple(unknown)


def closest(word: str, words: Iterable[str]) -> str | None:
    """The nearest word by edit distance, unless a third of the letters would have to change."""
    most = max(2, len(word) // 3)
    alike = [other for other in words if abs(len(other) - len(word)) <= most]
    near = min(alike, key=lambda other: _distance(word, other), default=None)
    return near if near is not None and _distance(word, near) <= most else None


def fold(tag: str) -> str:
    """A tag without its case, accents and spaces: `{ Prénom }` and `{prenom}` are the same."""
    letters = normalize("NFKD", tag).casefold()
    return "".join(letter for letter in letters if not combining(letter) and not letter.isspace())


# `{a, b}` is a choice left to the writer, not a tag; `{{` and `{%` are already ours.
_TAG = re.compile(r"%[^\W\d]\w*%|(?<!\w)#[^\W\d]\w*|(?<!\{)\{[^{}%#,\n]{1,60}\}(?!\})")


def _names(variable: Variable) -> Iterable[str]:
    own = variable.name.replace(".", "_")
    yield from (f"#{own}", f"%{own}%", f"{{{own}}}", *map(fold, variable.aliases))


def _distance(one: str, other: str) -> int:
    """Levenshtein's: how many letters to insert, drop or replace."""
    row = list(range(len(other) + 1))
    for above, letter in enumerate(one, start=1):
        diagonal, row[0] = row[0], above
        for column, candidate in enumerate(other, start=1):
            cost = min(row[column] + 1, row[column - 1] + 1, diagonal + (letter != candidate))
            diagonal, row[column] = row[column], cost
    return row[-1]


_BY_ALIAS: dict[str, Variable] = {
    name: variable for variable in VARIABLES for name in _names(variable)
}

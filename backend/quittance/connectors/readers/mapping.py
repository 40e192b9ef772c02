"""Which column of a stranger's table holds which of our fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from quittance.connectors.readers import synonyms

TableKind = Literal["customers", "contacts", "receivables"]

TABLES: dict[TableKind, synonyms.Synonyms] = {
    "customers": synonyms.CUSTOMERS,
    "contacts": synonyms.CONTACTS,
    "receivables": synonyms.RECEIVABLES,
}
# What tells a table of this kind; of two kinds shown alike, the first is meant.
_TELLING: dict[TableKind, frozenset[str]] = {
    "receivables": frozenset(
        {"due_on", "invoiced_on", "entry_on", "debit", "credit", "amount", "balance", "number"}
    ),
    "contacts": frozenset(
        {"first_name", "civility", "function", "department", "receives_reminders"}
    ),
    "customers": frozenset(
        {"name", "siren", "siret", "ridet", "tahiti", "vat_number", "address1", "postcode", "city"}
        | {"payment_terms", "credit_limit", "sales_rep", "phone", "email", "category"}
    ),
}

CERTAIN, LIKELY, POSSIBLE = 1.0, 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Guess:
    """The column thought to hold a field; confidence 1.0 = its very name, 0.6 = a look-alike."""

    header: str
    confidence: float


def key(header: str) -> str:
    """The header in bare lower-case words: "N° Pièce" and "n piece" are one."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    # A "?" inside a word is an accent lost on the way, and nine times in ten it was on an "e".
    split = re.sub(r"(?<=\w)[?\ufffd](?=\w)|(?<=\w)[?\ufffd]$", "e", split)
    plain = unicodedata.normalize("NFKD", split.replace("°", " ").casefold())
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    return " ".join(_IN_FULL.get(word, word) for word in words)


_IN_FULL = {
    "cli": "client",
    "clt": "client",
    "cpt": "compte",
    "cpte": "compte",
    "dt": "date",
    "dte": "date",
    "ech": "echeance",
    "fac": "facture",
    "fact": "facture",
    "lib": "libelle",
    "mnt": "montant",
    "mt": "montant",
    "mtt": "montant",
    "pce": "piece",
    "regl": "reglement",
    "rgt": "reglement",
}


def guess_mapping(headers: Sequence[str], kind: TableKind) -> dict[str, Guess]:
    """The best column for each field; no column serves two fields, surest pairs first."""
    pairs = [
        (-confidence, rank, position, field, header)
        for position, header in enumerate(headers)
        for words in [key(header[:100])]
        for field, names in TABLES[kind].items()
        for confidence, rank in [_likeness(words, names)]
        if confidence
    ]
    found: dict[str, Guess] = {}
    taken: set[int] = set()
    for confidence, _, position, field, header in sorted(pairs):
        if field not in found and position not in taken:
            found[field] = Guess(header, -confidence)
            taken.add(position)
    return found


def _likeness(words: str, names: Sequence[str]) -> tuple[float, int]:
    """Confidence, and the rank of the name that was recognised."""
    if not words:
        return 0.0, 0
    bare = words.replace(" ", "")
    for rank, name in enumerate(names):
        if bare == name.replace(" ", ""):
            return CERTAIN, rank
    for rank, name in enumerate(names):
        if len(name) >= 5 and f" {name} " in f" {words} ":
            return LIKELY, rank
    for rank, name in enumerate(names):
        if len(name) >= 6 and _alike(words, name):
            return POSSIBLE, rank
    return 0.0, 0


def _alike(words: str, name: str) -> bool:
    """One letter in seven may differ; lengths and letters are compared first, being quick."""
    matcher = SequenceMatcher(None, words, name)
    return (
        matcher.real_quick_ratio() >= 0.86
        and matcher.quick_ratio() >= 0.86
        and matcher.ratio() >= 0.86
    )


def guess_kind(headers: Sequence[str]) -> TableKind | None:
    """What the table lists, None when no column says so."""
    scores = {kind: _score(guess_mapping(headers, kind), kind) for kind in _TELLING}
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= LIKELY else None


def _score(mapping: Mapping[str, Guess], kind: TableKind) -> float:
    return sum(guess.confidence for field, guess in mapping.items() if field in _TELLING[kind])


def recognised(headers: Iterable[str]) -> int:
    """How many of these cells are the exact name of some column we know."""
    return sum(key(header[:100]).replace(" ", "") in _NAMES for header in headers if header)


_NAMES = frozenset(
    name.replace(" ", "") for table in TABLES.values() for names in table.values() for name in names
)

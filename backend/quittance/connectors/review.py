"""When a load would take away or rename so much that a person must look first (design §7.2–7.3)."""

from __future__ import annotations

from collections.abc import Sequence

from quittance.domain.money import format_money
from quittance.domain.reconciliation import needs_review
from quittance.receivables.ingest import Doubt


class LooksWrong(Exception):
    """The load is held back until a person has looked."""


def doubtful(doubts: Sequence[Doubt], *, is_full: bool) -> list[str]:
    """Why the load must be looked at: above 5 % of lines, sums, customers or names at once."""
    lines = sum(one.open_lines for one in doubts)
    sentences: list[str] = []
    if is_full:
        absent = sum(one.absent_lines for one in doubts)
        if needs_review(absent, lines):
            sentences.append(f"{absent} lignes ouvertes sur {lines} sont absentes du fichier.")
        sentences += [
            f"{format_money(one.absent_minor, one.currency)} sur"
            f" {format_money(one.open_minor, one.currency)} de solde sont absents du fichier."
            for one in doubts
            if needs_review(one.absent_minor, one.open_minor)
        ]
        sentences += [
            f"{one.absent_customers} clients sur {one.customers} ({one.currency}) sont absents"
            " du fichier."
            for one in doubts
            if needs_review(one.absent_customers, one.customers)
        ]
    renamed = sum(one.taken_over for one in doubts)
    if needs_review(renamed, lines):
        sentences.append(f"{renamed} lignes ouvertes sur {lines} ont changé d’identifiant.")
    return sentences

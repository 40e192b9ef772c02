"""What a load says of its rows: refused or doubtful, where, and why, in French."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from quittance.connectors.readers.problems import Problem, Problems, shortened
from quittance.connectors.readers.proposals import propose

MOST_KEPT = 10_000
LONGEST_FIELD = 100
LONGEST_MESSAGE = 500
LONGEST_PROPOSAL = 200

# The row went in all the same.
WARNINGS = frozenset({"country_unknown", "limit_too_large", "terms_unreadable", "text_cut"})

MESSAGES = {
    "amount_precision": "Le montant a plus de décimales que la monnaie {currency}.",
    "amount_too_large": "Montant trop grand.",
    "amount_zero": "Montant nul.",
    "code_too_long": "Code de plus de {most} caractères : « {value} ».",
    "country_unknown": "Pays inconnu, ignoré : « {value} ».",
    "currency_unknown": "Code de monnaie inconnu : « {value} ».",
    "customer_missing": "Code client absent.",
    "customer_unknown": "Aucun client ne porte le code « {value} ».",
    "date_out_of_range": "Date hors des années 1990 à 2100 : {value}.",
    "duplicate_customer": "Le client « {value} » figure plusieurs fois ; la première ligne compte.",
    "duplicate_line": "L’identifiant « {value} » figure plusieurs fois ; la première ligne compte.",
    "level_out_of_range": "Niveau de relance hors de 0 à 9.",
    "limit_too_large": "Plafond d’encours trop grand, ignoré.",
    "terms_unreadable": "Conditions de paiement illisibles : « {value} » ; celles de la société"
    " s’appliquent.",
    "text_cut": "Texte trop long, coupé à {most} caractères : « {value} ».",
}


@dataclass
class Remarks:
    """The remarks of one load: the first ten thousand in words, all of them counted."""

    kept: list[Problem] = field(default_factory=list)
    count: int = 0
    refused: int = 0
    refused_lines: dict[int, Problem] = field(default_factory=dict)

    def add(
        self,
        code: str,
        line: int | None,
        field: str | None,
        *,
        proposal: str = "",
        **values: object,
    ) -> None:
        """The remark is counted, and kept while there is room."""
        shown = {name: shortened(value) for name, value in values.items()}
        value = shown.get("value", "")
        message = MESSAGES[code].format(**shown)
        self._take(
            Problem(line, field, code, message, value, proposal or propose(code, value)),
            is_refusal=code not in WARNINGS,
        )

    def take_over(self, told: Problems) -> None:
        """What the reader said of the file is said of the load."""
        kept: Iterable[Problem] = list(told)
        known = 0
        for problem in kept:
            if problem.code != "too_many_problems":
                known += 1
                self._take(problem, is_refusal=problem.line is not None and not problem.is_warning)
        untold = max(0, told.count - known)
        self.count += untold
        self.refused += untold

    def _take(self, problem: Problem, *, is_refusal: bool) -> None:
        self.count += 1
        self.refused += is_refusal and problem.line not in self.refused_lines
        if len(self.kept) < MOST_KEPT:
            self.kept.append(problem)
            if is_refusal and problem.line is not None:
                self.refused_lines.setdefault(problem.line, problem)

"""What a reader could not take as it stood, said to a person in French and to a program by code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quittance.connectors.readers.proposals import propose

MOST_KEPT = 1_000
MOST_OF_A_LOAD = 10_000  # a person corrects them row by row
LONGEST_VALUE = 60

# A warning lets the line in; every other code that bears a line means the line was refused.
WARNINGS = frozenset(
    {
        "accounts_differ",
        "balance_mismatch",
        "characters_lost",
        "booking_date_unreadable",
        "customer_currency_unknown",
        "date_format",
        "document_date_unreadable",
        "due_date_missing",
        "due_date_unreadable",
        "due_formula_without_value",
        "email_invalid",
        "identifier_invalid",
        "ledger_unbalanced",
        "lettering_unbalanced",
        "level_unreadable",
        "limit_unreadable",
        "line_too_wide",
        "no_entry",
        "opening_missing",
        "url_invalid",
    }
)

MESSAGES = {
    "account_missing": "Numéro de compte absent.",
    "accounts_differ": "Le mouvement porte le compte {value}, autre que celui de son relevé.",
    "amount_missing": "Aucun montant sur cette ligne.",
    "amount_precision": "Le montant « {value} » a plus de décimales que la monnaie {currency}.",
    "amount_unreadable": "Montant illisible ou ambigu : « {value} ».",
    "archive_too_large": "Le classeur est trop volumineux une fois décompressé.",
    "balance_mismatch": "Solde de fin annoncé {announced}, solde calculé {computed}.",
    "booking_date_unreadable": "Date d’opération illisible ou impossible : « {value} ».",
    "characters_lost": "Des caractères sont illisibles dès cette ligne : vérifiez les accents.",
    "column_missing": "Colonne introuvable : {value}.",
    "columns_too_many": "Le tableau a plus de {most} colonnes.",
    "content_unknown": "Colonnes reconnues, mais ni clients, ni contacts, ni créances.",
    "currency_unknown": "Code de monnaie inconnu : « {value} ».",
    "customer_currency_unknown": "Monnaie du client inconnue, ignorée : « {value} ».",
    "customer_missing": "Code client absent.",
    "date_format": "Date « {value} » écrite dans un autre format que celui de la norme.",
    "date_missing": "Date absente.",
    "date_unreadable": "Date illisible ou impossible : « {value} ».",
    "document_date_unreadable": "Date de pièce illisible, ignorée : « {value} ».",
    "due_formula_without_value": "Échéance ignorée : la cellule contient une formule sans valeur."
    " Ouvrez le classeur dans votre tableur et enregistrez-le.",
    "due_date_missing": "Échéance absente : elle viendra des conditions de paiement du client.",
    "due_date_unreadable": "Échéance illisible ou impossible, ignorée : « {value} ».",
    "duplicate_customer": "Le client « {value} » figure plusieurs fois ; la première ligne compte.",
    "email_invalid": "Adresse électronique invalide, ignorée : « {value} ».",
    "file_empty": "Le fichier est vide.",
    "fields_missing": "Ligne tronquée : {found} champs au lieu de {expected}.",
    "fields_too_many": "Ligne trop longue : {found} champs au lieu de {expected}.",
    "format_unknown": "Format de fichier non reconnu.",
    "formula_without_value": "La cellule contient une formule sans valeur : ouvrez le classeur"
    " dans votre tableur, enregistrez-le, puis importez-le à nouveau.",
    "header_missing": "Aucune ligne d’en-tête reconnue.",
    "identifier_invalid": "Identifiant « {value} » invalide ({kind}) : à vérifier.",
    "invoice_missing": "Aucune facture XML dans ce PDF.",
    "ledger_unbalanced": "Total débit {debit} différent du total crédit {credit}.",
    "lettering_unbalanced": "Lettrage « {value} » du client {customer} : il reste {left}.",
    "level_unreadable": "Niveau de relance illisible, ignoré : « {value} ».",
    "limit_unreadable": "Plafond d’encours illisible, ignoré : « {value} ».",
    "line_too_wide": "Ligne de {found} caractères au lieu de 120 ; la fin est ignorée.",
    "name_missing": "Nom absent.",
    "no_entry": "Le fichier ne contient aucune écriture.",
    "number_missing": "Numéro de facture absent.",
    "opening_missing": "Solde d’ouverture ou de fin absent.",
    "pdf_unreadable": "PDF illisible.",
    "record_unknown": "Type d’enregistrement inconnu : « {value} ».",
    "row_unreadable": "Ligne illisible : guillemets non refermés ou cellule trop longue.",
    "side_unknown": "Sens « {value} » inconnu : D ou C attendu.",
    "statement_missing": "Mouvement sans relevé : l’ancien solde manque.",
    "too_many_problems": "{count} autres anomalies ne sont pas détaillées.",
    "url_invalid": "Lien de document invalide, ignoré : « {value} ».",
    "workbook_unreadable": "Classeur illisible ou protégé.",
    "xml_forbidden": "XML refusé : déclaration de type de document ou d’entité.",
    "xml_too_large": "XML refusé : trop volumineux ou trop imbriqué.",
    "xml_unreadable": "XML mal formé.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One remark on one place of the file; `line` counts from 1, None speaks of the whole file."""

    line: int | None
    field: str | None
    code: str
    message: str
    value: str = ""  # as the file has it
    proposal: str = ""  # what it may have meant

    @property
    def is_warning(self) -> bool:
        """True when the line went in all the same."""
        return self.code in WARNINGS


class Problems:
    """The remarks in order, the first `most` in words and all of them counted."""

    __slots__ = ("_kept", "_most", "count")

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._kept: list[Problem] = []
        self._most = most
        self.count = 0

    def add(
        self,
        code: str,
        line: int | None = None,
        field: str | None = None,
        **values: object,
    ) -> None:
        """Keep the remark, unless those before it already say what kind of file this is."""
        self.count += 1
        if len(self._kept) < self._most:
            shown = {name: shortened(value) for name, value in values.items()}
            value = shown.get("value", "")
            self._kept.append(
                Problem(
                    line,
                    field,
                    code,
                    MESSAGES[code].format(**shown),
                    value,
                    propose(code, value),
                )
            )

    def __iter__(self) -> Iterator[Problem]:
        yield from self._kept
        if self.count > self._most:
            message = MESSAGES["too_many_problems"].format(count=self.count - self._most)
            yield Problem(None, None, "too_many_problems", message)

    def __bool__(self) -> bool:
        return self.count > 0


def shortened(value: object) -> str:
    """The value on one line of at most 60 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"

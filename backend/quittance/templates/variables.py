"""Every variable a template may print, with its French label, type, example and foreign names.

Names in `#hashtag`, `%tag%` and `{Placeholder}` dialects are accepted on import (SAGE-66, QUA-14);
those without a name of their own in a dialect answer to their Jinja name (`#customer_name`).
"""

from dataclasses import dataclass
from enum import StrEnum


class VariableType(StrEnum):
    """How a value is printed when no filter says otherwise."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    INTEGER = "integer"
    PERCENT = "percent"
    TABLE = "table"
    URL = "url"


TEXT, MONEY, DATE = VariableType.TEXT, VariableType.MONEY, VariableType.DATE
INTEGER, PERCENT = VariableType.INTEGER, VariableType.PERCENT
TABLE, URL = VariableType.TABLE, VariableType.URL


@dataclass(frozen=True, slots=True)
class Variable:
    """One name of the catalogue; `aliases` are written as their dialect writes them."""

    name: str
    label: str
    type: VariableType
    example: str
    aliases: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """What to write in a template to print it; tables are blocks of their own."""
        return "\n\n[[table]]\n\n" if self.type is TABLE else f"{{{{ {self.name} }}}}"


def _v(name: str, label: str, kind: VariableType, example: str, aliases: str = "") -> Variable:
    """One variable; aliases are separated by `;`, since placeholders hold spaces."""
    return Variable(name, label, kind, example, tuple(filter(None, aliases.split(";"))))


VARIABLES: tuple[Variable, ...] = (
    _v("contact.salutation", "formule d’appel", TEXT, "Madame Hamon"),
    _v("contact.first_name", "prénom du contact", TEXT, "Anne", "%contact_prenom%;{Prénom}"),
    _v("contact.last_name", "nom du contact", TEXT, "Hamon", "%contact_nom%;{Nom};{Nomj}"),
    _v(
        "customer.name",
        "nom du débiteur",
        TEXT,
        "BTP Loire-Océan",
        "%client_nom%;{NomClient}",
    ),
    _v("customer.code", "code du débiteur", TEXT, "C00019", "%client_code%"),
    _v("customer.address_block", "adresse du débiteur", TEXT, "27 rue des Fondeurs"),
    _v(
        "customer.registration_number",
        "immatriculation du débiteur",
        TEXT,
        "498 211 037",
        "#legal_id;%siret%",
    ),
    _v("customer.credit_limit", "plafond d’encours", MONEY, "50 000,00 €", "#credit_limit"),
    _v("creditor.name", "nom du créancier", TEXT, "Ateliers Morvan", "%societe_nom%;{Entreprise}"),
    _v("creditor.legal_form", "forme et capital du créancier", TEXT, "SAS au capital de 240 000 €"),
    _v("creditor.address_block", "adresse du créancier", TEXT, "14 quai des Forges"),
    _v("creditor.registration", "immatriculation du créancier", TEXT, "RCS Nantes 498 211 037"),
    _v("creditor.vat_number", "n° de TVA du créancier", TEXT, "FR62498211037"),
    _v(
        "creditor.accounting_department",
        "service comptabilité",
        TEXT,
        "Service comptabilité",
        "{Service comptabilité}",
    ),
    _v(
        "creditor.collections_department",
        "service recouvrement",
        TEXT,
        "Service recouvrement",
        "{Service recouvrement}",
    ),
    _v(
        "creditor.bank_details",
        "coordonnées bancaires",
        TEXT,
        "IBAN FR14 2004 1010 0505 0001 3M02 606",
        "#bank_details;%rib%",
    ),
    _v(
        "creditor.late_penalty_rate",
        "taux des pénalités de retard",
        PERCENT,
        "12,40 %",
        "#late_penalty_rate;%taux_penalites%",
    ),
    _v(
        "collector.first_name",
        "prénom du gestionnaire",
        TEXT,
        "Claire",
        "#user_first_name;{PrénomSpécialiste AR}",
    ),
    _v(
        "collector.last_name",
        "nom de famille du gestionnaire",
        TEXT,
        "Vasseur",
        "#user_last_name;{NomSpécialiste AR};{NomSpécialiste ARe}",
    ),
    _v(
        "collector.full_name",
        "nom du gestionnaire",
        TEXT,
        "Claire Vasseur",
        "#user_name;{Spécialiste AR}",
    ),
    _v("collector.job_title", "fonction du gestionnaire", TEXT, "Chargée de recouvrement"),
    _v(
        "collector.email",
        "e-mail du gestionnaire",
        TEXT,
        "c.vasseur@ateliers-morvan.example",
        "#user_email;{EmailSpécialiste AR}",
    ),
    _v(
        "collector.phone",
        "téléphone du gestionnaire",
        TEXT,
        "02 40 11 78 30",
        "#user_phone;{NuméroSpécialiste AR}",
    ),
    _v(
        "invoice.number",
        "n° de la facture",
        TEXT,
        "FA-26-0588",
        "#item_number;%piece%;{numéro de facture}",
    ),
    _v("invoice.date", "date de la facture", DATE, "17/10/2026", "{date facture}"),
    _v("invoice.due_date", "échéance de la facture", DATE, "16/11/2026", "{DateLimite}"),
    _v("invoice.amount", "montant TTC de la facture", MONEY, "14 210,00 €"),
    _v(
        "invoice.balance",
        "reste dû de la facture",
        MONEY,
        "14 210,00 €",
        "{SoldeFacture};{solde facture}",
    ),
    _v("invoice.days_late", "jours de retard", INTEGER, "8"),
    _v("items.count", "nombre de factures du message", INTEGER, "3"),
    _v("items.oldest_due_date", "échéance la plus ancienne", DATE, "16/11/2026"),
    _v(
        "items.numbers",
        "numéros des factures du message",
        TEXT,
        "FA-26-0588, FA-26-0589 et FA-26-0591",
        "{numéros factures}",
    ),
    _v(
        "items.selected_table",
        "tableau des factures du message",
        TABLE,
        "[[table]]",
        "#items_list_selected;#items_list;#overdue_items_list;"
        "%tableau_comptable%;%tableau_comptable1%;%tableau_comptable2%",
    ),
    _v(
        "items.selected_amount",
        "total des factures du message",
        MONEY,
        "24 960,00 €",
        "#items_amount_selected;%total%;{total facture}",
    ),
    _v(
        "items.selected_penalties",
        "pénalités des factures du message",
        MONEY,
        "67,85 €",
        "#items_amount_selected_late_penalties",
    ),
    _v(
        "items.selected_amount_with_penalties",
        "total avec pénalités et indemnités",
        MONEY,
        "25 147,85 €",
        "#items_amount_selected_include_late_penalties",
    ),
    _v("claim.principal", "principal réclamé", MONEY, "24 960,00 €"),
    _v(
        "claim.late_penalty", "pénalités réclamées", MONEY, "67,85 €", "#late_penalties;%penalites%"
    ),
    _v("claim.fixed_indemnity", "indemnités forfaitaires réclamées", MONEY, "120,00 €"),
    _v("claim.total", "total réclamé", MONEY, "25 147,85 €"),
    _v(
        "account.balance",
        "solde du compte",
        MONEY,
        "31 400,00 €",
        "#account_balance;%solde%;{Balance du relevé}",
    ),
    _v("account.outstanding", "encours du compte", MONEY, "31 400,00 €"),
    _v("account.overdue_total", "total échu du compte", MONEY, "24 960,00 €", "#overdue_amount"),
    _v("account.available_credit", "encours encore disponible", MONEY, "18 600,00 €"),
    _v("payment.amount", "montant reçu", MONEY, "6 750,00 €"),
    _v(
        "payment.attempted_amount",
        "montant du paiement refusé",
        MONEY,
        "4 000,00 €",
        "{somme prélèvement}",
    ),
    _v("payment.failure_reason", "motif du refus", TEXT, "provision insuffisante"),
    _v("payment.date", "date du règlement", DATE, "20/11/2026"),
    _v("payment.method", "mode de règlement", TEXT, "virement"),
    _v("payment.invoice_numbers", "factures réglées", TEXT, "FA-26-0589"),
    _v(
        "history.first_reminder_date",
        "date de la première relance",
        DATE,
        "14/09/2026",
        "{Date de la 1ère relance};{date première relance}",
    ),
    _v(
        "history.second_reminder_date",
        "date de la deuxième relance",
        DATE,
        "12/10/2026",
        "{Date de la 2ème relance};{date deuxième relance}",
    ),
    _v(
        "history.third_reminder_date",
        "date de la troisième relance",
        DATE,
        "03/11/2026",
        "{date troisième relance}",
    ),
    _v("history.previous_reminder_date", "date de la dernière relance", DATE, "03/11/2026"),
    _v("history.reminder_dates", "dates des relances", TEXT, "14/09/2026 et 12/10/2026"),
    _v(
        "portal.url",
        "lien vers l’espace du débiteur",
        URL,
        "https://payer.example/r/7K4P",
        "#portal_link;{Lien portail client}",
    ),
    _v(
        "portal.account_url",
        "lien vers le compte",
        URL,
        "https://payer.example/r/7K4P",
        "{LienCompteClient}",
    ),
    _v(
        "portal.statement_url",
        "lien vers le relevé",
        URL,
        "https://payer.example/r/7K4P",
        "{Lien vers le relevé}",
    ),
    _v(
        "portal.payment_url",
        "lien de paiement",
        URL,
        "https://payer.example/r/7K4P/payer",
        "#payment_link;{Lien vers le portail de paiement};{Lien vers portail de paiement}",
    ),
    _v(
        "portal.dispute_url",
        "lien pour signaler un litige",
        URL,
        "https://payer.example/r/7K4P/litige",
    ),
    _v(
        "portal.forward_url",
        "lien pour transmettre le message",
        URL,
        "https://payer.example/r/7K4P/transmettre",
    ),
    _v(
        "portal.undo_url",
        "lien pour annuler un changement de contact",
        URL,
        "https://payer.example/r/7K4P/annuler",
    ),
    _v("portal.valid_days", "durée de validité du lien, en jours", INTEGER, "25"),
    _v("notice.date", "date de la mise en demeure", DATE, "24/11/2026"),
    _v("notice.place", "lieu de la mise en demeure", TEXT, "Nantes"),
    _v("notice.deadline_days", "délai laissé, en jours", INTEGER, "15"),
    _v("notice.deadline_date", "fin du délai", DATE, "09/12/2026"),
    _v("promise.amount", "somme promise", MONEY, "6 750,00 €"),
    _v("promise.date", "date promise", DATE, "01/12/2026"),
    _v("dispute.amount", "somme contestée", MONEY, "2 250,00 €"),
    _v("dispute.outcome", "issue de la contestation", TEXT, "fondée"),
    _v("change.asked_by", "qui demande le changement de contact", TEXT, "Anne Hamon"),
    _v("change.address", "nouvelle adresse du contact", TEXT, "l.petit@btp-loire.example"),
    _v("change.date", "date d’effet du changement de contact", DATE, "01/12/2026"),
    _v("dunning.level", "niveau de relance", INTEGER, "1"),
    _v("today", "date du message", DATE, "24/11/2026", "#date;%date%"),
)
BY_NAME: dict[str, Variable] = {variable.name: variable for variable in VARIABLES}

LOOPS: dict[str, frozenset[str]] = {
    "lines": frozenset(
        {"number", "date", "due_date", "days_late", "amount", "balance", "level", "kind"}
    ),
    "totals": frozenset({"amount", "currency"}),
}
# A namespace may be tested as a whole: `{% if invoice %}` is true with exactly one receivable.
TESTABLE = frozenset({"invoice", "payment", "notice", "account", "change", "promise", "dispute"})

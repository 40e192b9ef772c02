"""Variables that say what is owed, claimed or paid."""

from quittance.templates.variable import DATE, INTEGER, MONEY, TABLE, TEXT, Variable, named

SUMS: tuple[Variable, ...] = (
    named(
        "invoice.number",
        "n° de la facture",
        TEXT,
        "FA-26-0588",
        "#item_number;%piece%;{numéro de facture}",
    ),
    named("invoice.date", "date de la facture", DATE, "17/10/2026", "{date facture}"),
    named("invoice.due_date", "échéance de la facture", DATE, "16/11/2026", "{DateLimite}"),
    named("invoice.amount", "montant TTC de la facture", MONEY, "14 210,00 €"),
    named(
        "invoice.balance",
        "reste dû de la facture",
        MONEY,
        "14 210,00 €",
        "{SoldeFacture};{solde facture}",
    ),
    named("invoice.days_late", "jours de retard", INTEGER, "8"),
    named("items.count", "nombre de factures du message", INTEGER, "3"),
    named("items.oldest_due_date", "échéance la plus ancienne", DATE, "16/11/2026"),
    named(
        "items.numbers",
        "numéros des factures du message",
        TEXT,
        "FA-26-0588, FA-26-0589 et FA-26-0591",
        "{numéros factures}",
    ),
    named(
        "items.selected_table",
        "tableau des factures du message",
        TABLE,
        "[[table]]",
        "#items_list_selected;#items_list;#overdue_items_list;"
        "%tableau_comptable%;%tableau_comptable1%;%tableau_comptable2%",
    ),
    named(
        "items.selected_amount",
        "total des factures du message",
        MONEY,
        "24 960,00 €",
        "#items_amount_selected;%total%;{total facture}",
    ),
    named(
        "items.selected_penalties",
        "pénalités des factures du message",
        MONEY,
        "67,85 €",
        "#items_amount_selected_late_penalties",
    ),
    named(
        "items.selected_amount_with_penalties",
        "total avec pénalités et indemnités",
        MONEY,
        "25 147,85 €",
        "#items_amount_selected_include_late_penalties",
    ),
    named("claim.principal", "principal réclamé", MONEY, "24 960,00 €"),
    named(
        "claim.late_penalty", "pénalités réclamées", MONEY, "67,85 €", "#late_penalties;%penalites%"
    ),
    named("claim.fixed_indemnity", "indemnités forfaitaires réclamées", MONEY, "120,00 €"),
    named("claim.total", "total réclamé", MONEY, "25 147,85 €"),
    named(
        "account.balance",
        "solde du compte",
        MONEY,
        "31 400,00 €",
        "#account_balance;%solde%;{Balance du relevé}",
    ),
    named("account.outstanding", "encours du compte", MONEY, "31 400,00 €"),
    named("account.overdue_total", "total échu du compte", MONEY, "24 960,00 €", "#overdue_amount"),
    named("account.available_credit", "encours encore disponible", MONEY, "18 600,00 €"),
    named("payment.amount", "montant reçu", MONEY, "6 750,00 €"),
    named(
        "payment.attempted_amount",
        "montant du paiement refusé",
        MONEY,
        "4 000,00 €",
        "{somme prélèvement}",
    ),
    named("payment.failure_reason", "motif du refus", TEXT, "provision insuffisante"),
    named("payment.date", "date du règlement", DATE, "20/11/2026"),
    named("payment.method", "mode de règlement", TEXT, "virement"),
    named("payment.invoice_numbers", "factures réglées", TEXT, "FA-26-0589"),
)

"""Variables that say who writes to whom."""

from quittance.templates.variable import MONEY, PERCENT, TEXT, Variable, named

PEOPLE: tuple[Variable, ...] = (
    named("contact.salutation", "formule d’appel", TEXT, "Madame Hamon"),
    named("contact.first_name", "prénom du contact", TEXT, "Anne", "%contact_prenom%;{Prénom}"),
    named("contact.last_name", "nom du contact", TEXT, "Hamon", "%contact_nom%;{Nom};{Nomj}"),
    named(
        "customer.name",
        "nom du débiteur",
        TEXT,
        "BTP Loire-Océan",
        "%client_nom%;{NomClient}",
    ),
    named("customer.code", "code du débiteur", TEXT, "C00019", "%client_code%"),
    named("customer.address_block", "adresse du débiteur", TEXT, "27 rue des Fondeurs"),
    named(
        "customer.registration_number",
        "immatriculation du débiteur",
        TEXT,
        "498 211 037",
        "#legal_id;%siret%",
    ),
    named("customer.credit_limit", "plafond d’encours", MONEY, "50 000,00 €", "#credit_limit"),
    named(
        "creditor.name", "nom du créancier", TEXT, "Ateliers Morvan", "%societe_nom%;{Entreprise}"
    ),
    named(
        "creditor.legal_form", "forme et capital du créancier", TEXT, "SAS au capital de 240 000 €"
    ),
    named("creditor.address_block", "adresse du créancier", TEXT, "14 quai des Forges"),
    named("creditor.registration", "immatriculation du créancier", TEXT, "RCS Nantes 498 211 037"),
    named("creditor.vat_number", "n° de TVA du créancier", TEXT, "FR62498211037"),
    named(
        "creditor.accounting_department",
        "service comptabilité",
        TEXT,
        "Service comptabilité",
        "{Service comptabilité}",
    ),
    named(
        "creditor.collections_department",
        "service recouvrement",
        TEXT,
        "Service recouvrement",
        "{Service recouvrement}",
    ),
    named(
        "creditor.bank_details",
        "coordonnées bancaires",
        TEXT,
        "IBAN FR14 2004 1010 0505 0001 3M02 606",
        "#bank_details;%rib%",
    ),
    named(
        "creditor.late_penalty_rate",
        "taux des pénalités de retard",
        PERCENT,
        "12,40 %",
        "#late_penalty_rate;%taux_penalites%",
    ),
    named(
        "collector.first_name",
        "prénom du gestionnaire",
        TEXT,
        "Claire",
        "#user_first_name;{PrénomSpécialiste AR}",
    ),
    named(
        "collector.last_name",
        "nom de famille du gestionnaire",
        TEXT,
        "Vasseur",
        "#user_last_name;{NomSpécialiste AR};{NomSpécialiste ARe}",
    ),
    named(
        "collector.full_name",
        "nom du gestionnaire",
        TEXT,
        "Claire Vasseur",
        "#user_name;{Spécialiste AR}",
    ),
    named("collector.job_title", "fonction du gestionnaire", TEXT, "Chargée de recouvrement"),
    named(
        "collector.email",
        "e-mail du gestionnaire",
        TEXT,
        "c.vasseur@ateliers-morvan.example",
        "#user_email;{EmailSpécialiste AR}",
    ),
    named(
        "collector.phone",
        "téléphone du gestionnaire",
        TEXT,
        "02 40 11 78 30",
        "#user_phone;{NuméroSpécialiste AR}",
    ),
)

"""Legal mentions: what this creditor must say to this debtor, and nothing where it must not.

Codes L1…L16 are those a template names in `[[mention: L5 L6]]`. Penalties and the 40 € indemnity
are said to professionals only (LEG-1, LEG-4, LEG-7); New Caledonia and French Polynesia know no
40 € and no default rate (LEG-15). Rates come from the context, never from here.
"""

from collections.abc import Callable

from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.templates.context import MessageContext
from quittance.templates.errors import MissingValue, RateNotApproved
from quittance.templates.filters import day, joined, percent, phone
from quittance.templates.kinds import Locale

Mention = Callable[[MessageContext, Locale], str | None]


def mention(code: str, context: MessageContext, locale: Locale) -> str | None:
    """The sentence of this code, or None where it does not apply."""
    return MENTIONS[code](context, locale)


def _identity(context: MessageContext, locale: Locale) -> str:
    creditor = context.creditor
    lead = ", ".join(filter(None, [creditor.name, creditor.legal_form, *creditor.address_lines]))
    vat_label = "TVA" if locale == "fr" else "VAT"
    vat = f"{vat_label} {creditor.vat_number}" if creditor.vat_number else None
    legal = ", ".join(filter(None, [creditor.registration, vat]))
    return f"{lead}. {legal}." if legal else f"{lead}."


def _claim_detail(context: MessageContext, locale: Locale) -> str:
    currencies = joined([total.amount.currency for total in context.totals], locale)
    today = day(context.as_of, locale)
    if locale == "en":
        return f"Amounts include tax, in {currencies}, as recorded in our books on {today}."
    return f"Montants toutes taxes comprises, en {currencies}, relevés dans nos comptes le {today}."


def _already_paid(context: MessageContext, locale: Locale) -> str:
    today = day(context.as_of, locale)
    if locale == "en":
        return (
            f"This message reflects payments recorded up to {today}. "
            "If yours has crossed it, please disregard it."
        )
    return (
        f"Ce message tient compte des règlements enregistrés au {today}. "
        "Si le vôtre est déjà parti, il est sans objet."
    )


def _dispute(context: MessageContext, locale: Locale) -> str:
    who, email = context.collector.full_name, context.collector.email
    if locale == "en":
        return (
            "For a copy of an invoice or to tell us about a disagreement, use your online space "
            f"or write to {who}, {email}."
        )
    return (
        "Pour obtenir un duplicata ou signaler un désaccord, utilisez votre espace en ligne "
        f"ou écrivez à {who}, {email}."
    )


def _penalties(context: MessageContext, locale: Locale) -> str | None:
    terms = context.terms
    if terms.debtor_type is not DebtorType.PROFESSIONAL:
        return None
    if context.notice is not None and terms.late_penalty_rate and not terms.rate_counsel_approved:
        raise RateNotApproved("Counsel has not approved the penalty rate of this formal notice.")
    is_french = terms.jurisdiction is Jurisdiction.FR
    if terms.is_rate_contractual or not is_french:
        return _contract_penalties(context, locale)
    rate = percent(terms.late_penalty_rate, locale) if terms.late_penalty_rate else None
    if locale == "en":
        number = f", that is {rate} a year" if rate else ""
        return (
            "Late-payment interest runs without notice from the day after the due date, on the "
            "unpaid amount including tax, at the refinancing rate of the European Central Bank "
            f"plus 10 percentage points{number} (article L441-10 of the French commercial code)."
        )
    number = f", soit {rate} l’an" if rate else ""
    return (
        "Sans rappel préalable, des pénalités de retard peuvent être appliquées dès le lendemain "
        "de l’échéance sur le montant TTC restant dû, au taux de refinancement de la Banque "
        f"centrale européenne (BCE) majoré de 10\u00a0points{number} "
        "(art.\u00a0L441-10 du code de commerce)."
    )


def _contract_penalties(context: MessageContext, locale: Locale) -> str | None:
    """A clause of the contract, with its number; without a number there is nothing to say."""
    if context.terms.late_penalty_rate is None:
        return None
    rate = percent(context.terms.late_penalty_rate, locale)
    if locale == "en":
        return (
            "Late-payment interest runs from the day after the due date, on the unpaid amount "
            f"including tax, at the contractual rate of {rate} a year."
        )
    return (
        "Des pénalités de retard peuvent être appliquées dès le lendemain de l’échéance sur le "
        f"montant TTC restant dû, au taux contractuel de {rate} l’an."
    )


def _indemnity(context: MessageContext, locale: Locale) -> str | None:
    if not _is_french_professional(context):
        return None
    if locale == "en":
        return (
            "Each invoice paid late also gives rise to a fixed recovery charge of €40, and to "
            "further compensation where documented costs are higher (article D441-5 of the "
            "French commercial code)."
        )
    return (
        "Chaque facture payée en retard donne lieu à une indemnité forfaitaire de recouvrement "
        "de 40\u00a0€, complétée sur justificatifs si les frais engagés la dépassent "
        "(art.\u00a0D441-5 du code de commerce)."
    )


def _term_cap(context: MessageContext, locale: Locale) -> str | None:
    if not _is_french_professional(context) or not context.terms.is_term_over_cap:
        return None
    if locale == "en":
        return (
            "Between businesses, an agreed payment term may not exceed 60 days from the invoice "
            "date, or 45 days end of month (article L441-10 of the French commercial code)."
        )
    return (
        "Entre professionnels, le délai de paiement convenu ne peut dépasser 60\u00a0jours après "
        "la date de facture, ou 45\u00a0jours fin de mois (art.\u00a0L441-10 du code de commerce)."
    )


def _suspension(context: MessageContext, locale: Locale) -> str:
    clause = context.terms.suspension_clause
    if clause is None:
        raise MissingValue("Suspension cannot be announced: no contract clause is recorded.")
    if locale == "en":
        return f"This suspension rests on the following clause of our contract: {clause}."
    return f"Cette suspension repose sur la clause suivante de notre contrat\u00a0: {clause}."


def _moratory(context: MessageContext, locale: Locale) -> str:
    is_professional = context.terms.debtor_type is DebtorType.PROFESSIONAL
    if locale == "en":
        sentence = (
            "From its receipt, this formal notice starts the interest provided for by articles "
            "1231-6 and 1344-1 of the French civil code"
        )
        return sentence + (", not added to the penalties above." if is_professional else ".")
    sentence = (
        "Dès sa réception, la présente mise en demeure fait courir les intérêts que prévoient "
        "les articles 1231-6 et 1344-1 du code civil"
    )
    return sentence + (
        ", sans qu’ils s’ajoutent aux pénalités de retard." if is_professional else "."
    )


def _courts(context: MessageContext, locale: Locale) -> str:
    if context.notice is None:
        raise MissingValue("This message has no notice.deadline_date.")
    days, until = context.notice.deadline_days, day(context.notice.deadline_on, locale)
    if locale == "en":
        return (
            f"You have {days} days, until {until}, to pay or to answer us. After that date we may "
            "bring the matter before the competent court."
        )
    return (
        f"Vous disposez de {days}\u00a0jours, jusqu’au {until}, pour régler ou nous répondre. "
        "Au-delà, nous pourrons saisir la juridiction compétente."
    )


def _consumer_costs(context: MessageContext, locale: Locale) -> str | None:
    terms = context.terms
    is_consumer = terms.debtor_type in {DebtorType.CONSUMER, DebtorType.UNKNOWN}
    if terms.jurisdiction is not Jurisdiction.FR or not is_consumer:
        return None
    if locale == "en":
        return (
            "Recovery costs incurred without a court order remain at our expense (article L111-8 "
            "of the French code of civil enforcement procedures)."
        )
    return (
        "Les frais de recouvrement entrepris sans titre exécutoire restent à notre charge "
        "(art.\u00a0L111-8 du code des procédures civiles d’exécution)."
    )


def _bank_details(context: MessageContext, locale: Locale) -> str:
    details = " · ".join(context.creditor.bank_details)
    number = context.creditor.phone or context.collector.phone
    by_phone = f" {phone(number)}" if number else ""
    if locale == "en":
        advice = f"If you are told that our bank details have changed, call us first{by_phone}."
        return f"{details}. {advice}" if details else advice
    au = f" au{by_phone}" if by_phone else ""
    advice = f"Si l’on vous annonce un changement de nos coordonnées bancaires, appelez-nous{au}"
    advice += " avant tout virement."
    return f"{details}. {advice}" if details else advice


def _named_contact(context: MessageContext, locale: Locale) -> str:
    collector = context.collector
    reached = [collector.full_name, collector.email]
    if collector.phone:
        reached.append(phone(collector.phone))
    lead = "Your contact: " if locale == "en" else "Votre interlocuteur\u00a0: "
    return f"{lead}{', '.join(reached)}."


def _data_protection(context: MessageContext, locale: Locale) -> str:
    creditor = context.creditor
    contact = creditor.privacy_contact or context.collector.email
    if locale == "en":
        return (
            f"{creditor.name} uses your contact details to manage this account. "
            f"To see or correct them, or to prefer another channel: {contact}."
        )
    return (
        f"{creditor.name} utilise vos coordonnées pour suivre ce compte. Pour les consulter, "
        f"les corriger ou choisir un autre moyen de contact\u00a0: {contact}."
    )


def _is_french_professional(context: MessageContext) -> bool:
    terms = context.terms
    return terms.jurisdiction is Jurisdiction.FR and terms.debtor_type is DebtorType.PROFESSIONAL


MENTIONS: dict[str, Mention] = {
    "L1": _identity,
    "L2": _claim_detail,
    "L3": _already_paid,
    "L4": _dispute,
    "L5": _penalties,
    "L6": _indemnity,
    "L7": _term_cap,
    "L8": _suspension,
    "L11": _moratory,
    "L12": _courts,
    "L13": _consumer_costs,
    "L14": _bank_details,
    "L15": _named_contact,
    "L16": _data_protection,
}
# Said to professionals only: a template for consumers that names one is refused.
PROFESSIONAL_ONLY = frozenset({"L5", "L6", "L7"})

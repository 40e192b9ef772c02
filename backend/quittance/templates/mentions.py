"""Legal mentions: what this creditor must say to this debtor, and nothing where it must not.

Codes L1…L16 are those a template names in `[[mention: L5 L6]]`; those of law proper are written
in `mentions_of_law`. Rates come from the context, never from here.
"""

from collections.abc import Callable

from quittance.templates import mentions_of_law
from quittance.templates.context import MessageContext
from quittance.templates.errors import MissingValue
from quittance.templates.filters import day, joined, money, phone
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


def _limit_review(context: MessageContext, locale: Locale) -> str:
    collector = context.collector
    reached = ", ".join(
        filter(None, [collector.full_name, phone(collector.phone or ""), collector.email])
    )
    if locale == "en":
        return f"To ask for a review of your credit limit, contact {reached}."
    return f"Pour demander un réexamen de votre plafond d’encours, contactez {reached}."


def _allocation(context: MessageContext, locale: Locale) -> str:
    """What the part payment settled; taking it gives nothing up (LEG-14)."""
    payment = context.payment
    if payment is None:
        raise MissingValue("This message has no payment.amount.")
    amount, on = money(payment.amount, locale), day(payment.received_on, locale)
    numbers = joined(payment.numbers, locale)
    if locale == "en":
        where = f" to {numbers}" if numbers else ""
        return (
            f"Your payment of {amount} of {on} was allocated{where}. "
            "Taking it waives neither the balance nor what is due for late payment."
        )
    where = f" sur {numbers}" if numbers else ""
    return (
        f"Votre règlement de {amount} du {on} a été imputé{where}. "
        "Son encaissement ne vaut renonciation ni au solde ni aux sommes dues pour le retard."
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


MENTIONS: dict[str, Mention] = {
    "L1": _identity,
    "L2": _claim_detail,
    "L3": _already_paid,
    "L4": _dispute,
    "L5": mentions_of_law.penalties,
    "L6": mentions_of_law.indemnity,
    "L7": mentions_of_law.term_cap,
    "L8": mentions_of_law.suspension,
    "L9": _limit_review,
    "L10": _allocation,
    "L11": mentions_of_law.moratory,
    "L12": mentions_of_law.courts,
    "L13": mentions_of_law.consumer_costs,
    "L13b": mentions_of_law.third_party,
    "L14": _bank_details,
    "L15": _named_contact,
    "L16": _data_protection,
}

"""Mentions of what the law adds to a claim: penalties, indemnity, notice, costs, third parties.

Penalties and the 40 € indemnity are said to professionals and public buyers only (LEG-1, LEG-4,
LEG-7, LEG-8); New Caledonia and French Polynesia know no 40 € and no default rate (LEG-15).
"""

from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.templates.context import MessageContext
from quittance.templates.errors import MissingValue, RateNotApproved
from quittance.templates.filters import day, joined, money, percent
from quittance.templates.kinds import Locale

SPARED = frozenset({DebtorType.CONSUMER, DebtorType.UNKNOWN})
FR_HALVES, EN_HALVES = {1: "1er", 2: "2e"}, {1: "first", 2: "second"}

# Paragraphs 2 and 3 of article L111-8 of the code of civil enforcement procedures: R124-4 wants
# them word for word in a third party's letter.
L111_8 = (
    "«\u00a0Les frais de recouvrement entrepris sans titre exécutoire restent à la charge du "
    "créancier, sauf s’ils concernent un acte dont l’accomplissement est prescrit par la loi au "
    "créancier. Toute stipulation contraire est réputée non écrite, sauf disposition législative "
    "contraire. Cependant, le créancier qui justifie du caractère nécessaire des démarches "
    "entreprises pour recouvrer sa créance peut demander au juge de l’exécution de laisser tout "
    "ou partie des frais ainsi exposés à la charge du débiteur de mauvaise foi.\u00a0»"
)


def penalties(context: MessageContext, locale: Locale) -> str | None:
    """What runs from the day after the due date, where anything may."""
    terms = context.terms
    if terms.debtor_type in SPARED:
        return None
    if context.notice is not None and terms.late_penalty_rate and not terms.rate_counsel_approved:
        raise RateNotApproved("Counsel has not approved the penalty rate of this formal notice.")
    is_french = terms.jurisdiction is Jurisdiction.FR
    said: str | None
    if is_french and terms.debtor_type is DebtorType.PUBLIC:
        said = _public_penalties(locale)
    elif terms.is_rate_contractual or not is_french:
        said = _contract_penalties(context, locale)
    else:
        said = _statutory_penalties(context, locale)
    if said is None or terms.late_penalty_rate is None or terms.is_rate_verified:
        return said
    if locale == "en":
        return (
            f"{said} This rate is given as an indication: its publication is still to be checked."
        )
    return f"{said} Ce taux est donné à titre indicatif\u00a0: sa publication reste à vérifier."


def _statutory_penalties(context: MessageContext, locale: Locale) -> str:
    number = _number(context, locale)
    if locale == "en":
        return (
            "Late-payment interest runs without notice from the day after the due date, on the "
            "unpaid amount including tax, at the refinancing rate of the European Central Bank "
            f"plus 10 percentage points{number} (article L441-10 of the French commercial code)."
        )
    return (
        "Sans rappel préalable, des pénalités de retard peuvent être appliquées dès le lendemain "
        "de l’échéance sur le montant TTC restant dû, au taux de refinancement de la Banque "
        f"centrale européenne (BCE) majoré de 10\u00a0points{number} "
        "(art.\u00a0L441-10 du code de commerce)."
    )


def _public_penalties(locale: Locale) -> str:
    """A public buyer owes the rate of the semester in which interest began, unchanged (LEG-8)."""
    if locale == "en":
        return (
            "Default interest runs by right from the day after the payment term, at the "
            "refinancing rate of the European Central Bank of the semester in which it began, "
            "plus 8 percentage points (article R2192-31 of the French public procurement code)."
        )
    return (
        "Des intérêts moratoires courent de plein droit dès le lendemain de l’expiration du délai "
        "de paiement, au taux de refinancement de la Banque centrale européenne (BCE) du semestre "
        "où ils ont commencé à courir, majoré de 8\u00a0points "
        "(art.\u00a0R2192-31 du code de la commande publique)."
    )


def _number(context: MessageContext, locale: Locale) -> str:
    """`, soit 12,40 % l’an au 2e semestre 2026`: the rate as a figure, where one may be told."""
    terms = context.terms
    if terms.late_penalty_rate is None:
        return ""
    rate, semester = percent(terms.late_penalty_rate, locale), terms.rate_semester
    if locale == "en":
        when = f" in the {EN_HALVES[semester.half]} half of {semester.year}" if semester else ""
        return f", that is {rate} a year{when}"
    when = f" au {FR_HALVES[semester.half]}\u00a0semestre {semester.year}" if semester else ""
    return f", soit {rate} l’an{when}"


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


def indemnity(context: MessageContext, locale: Locale) -> str | None:
    """The fixed indemnity, where the law knows it."""
    if context.terms.jurisdiction is not Jurisdiction.FR or context.terms.debtor_type in SPARED:
        return None
    if context.terms.debtor_type is DebtorType.PUBLIC:
        return _public_indemnity(locale)
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


def _public_indemnity(locale: Locale) -> str:
    if locale == "en":
        return (
            "Each invoice paid late also gives rise to a fixed recovery charge of €40 under the "
            "French public procurement code."
        )
    return (
        "Chaque facture payée en retard donne lieu à une indemnité forfaitaire de recouvrement "
        "de 40\u00a0€, prévue par le code de la commande publique."
    )


def term_cap(context: MessageContext, locale: Locale) -> str | None:
    """The longest payment term, to whom was given a longer one."""
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


def suspension(context: MessageContext, locale: Locale) -> str:
    """The clause that allows to suspend the account."""
    clause = context.terms.suspension_clause
    if clause is None:
        raise MissingValue("Suspension cannot be announced: no contract clause is recorded.")
    if locale == "en":
        return f"This suspension rests on the following clause of our contract: {clause}."
    return f"Cette suspension repose sur la clause suivante de notre contrat\u00a0: {clause}."


def moratory(context: MessageContext, locale: Locale) -> str:
    """What a formal notice sets running, never on top of penalties already said (LEG-5).

    These articles are of 2016: New Caledonia and French Polynesia have a civil code of their own.
    """
    is_french = context.terms.jurisdiction is Jurisdiction.FR
    is_charged = penalties(context, locale) is not None
    if locale == "en":
        articles = "articles 1231-6 and 1344-1 of the French civil code" if is_french else "law"
        sentence = (
            f"From its receipt, this formal notice starts the interest provided for by {articles}"
        )
        return sentence + (", not added to the penalties above." if is_charged else ".")
    articles = "les articles 1231-6 et 1344-1 du code civil" if is_french else "la loi"
    verb = "prévoient" if is_french else "prévoit"
    sentence = (
        "Dès sa réception, la présente mise en demeure fait courir les intérêts que "
        f"{verb} {articles}"
    )
    return sentence + (", sans qu’ils s’ajoutent aux pénalités de retard." if is_charged else ".")


def courts(context: MessageContext, locale: Locale) -> str:
    """How long is left, and what may follow."""
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


def consumer_costs(context: MessageContext, locale: Locale) -> str | None:
    """Who bears the costs of recovery without a title."""
    terms = context.terms
    if terms.jurisdiction is not Jurisdiction.FR or terms.debtor_type not in SPARED:
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


def third_party(context: MessageContext, locale: Locale) -> str | None:
    """Who collects, for whom and what is claimed, and the law such a letter must reproduce."""
    agent, creditor = context.agent, context.creditor
    if agent is None:
        return None
    who = ", ".join([agent.name, *agent.address_lines])
    whom = ", ".join([creditor.name, *creditor.address_lines])
    sums = joined(
        [
            f"{money(total.amount, locale)} + {money(total.late_penalty, locale)} "
            f"+ {money(total.fixed_indemnity, locale)}"
            for total in context.totals
        ],
        locale,
    )
    if locale == "en":
        lead = (
            f"{who} carries out amicable debt collection on behalf of {whom}. Principal, interest "
            f"and accessories: {sums}. Article L111-8, paragraphs 2 and 3, of the French code of "
            "civil enforcement procedures, in its official language: "
        )
    else:
        lead = (
            f"{who} exerce une activité de recouvrement amiable pour le compte de {whom}. "
            f"Principal, intérêts et accessoires\u00a0: {sums}. Article L111-8, deuxième et "
            "troisième alinéas, du code des procédures civiles d’exécution\u00a0: "
        )
    return lead + L111_8


def _is_french_professional(context: MessageContext) -> bool:
    terms = context.terms
    return terms.jurisdiction is Jurisdiction.FR and terms.debtor_type is DebtorType.PROFESSIONAL

"""What a collector reads: steps, triggers and reasons in French."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from quittance.domain.explain import Caution, Exclusion, Why, in_french
from quittance.domain.fact_rules import Fact
from quittance.domain.scenario import Anchor, Step, StepKind
from quittance.scenarios.contact_cap import CAPPED
from quittance.scenarios.models import ScenarioStep
from quittance.templates.kinds import LABELS, TemplateKind


class ActionStep(Protocol):
    """What tells the name of an action."""

    @property
    def step_kind(self) -> str: ...
    @property
    def rank(self) -> int: ...
    @property
    def template_kind(self) -> str: ...


KINDS = {
    StepKind.PRE_NOTICE: "Prévenance",
    StepKind.FORMAL_NOTICE: "Mise en demeure",
    StepKind.THANK_YOU: "Remerciement",
}
ANCHORS = {
    Anchor.DUE_DATE: "échéance",
    Anchor.INVOICE_DATE: "facture",
    Anchor.PAYMENT_DATE: "paiement",
}
FACTS = {
    Fact.CUSTOMER_CREATED: "nouveau client",
    Fact.INVOICE_CREATED: "nouvelle facture",
    Fact.PAYMENT_RECEIVED: "paiement rapproché",
    Fact.PARTIAL_PAYMENT: "paiement partiel",
    Fact.PAYMENT_FAILED: "paiement refusé",
    Fact.CREDIT_LIMIT_REACHED: "plafond d’encours approché",
    Fact.LARGE_BALANCE: "solde important",
    Fact.PROMISE_MADE: "promesse reçue",
    Fact.PROMISE_BROKEN: "promesse non tenue",
    Fact.DISPUTE_OPENED: "litige reçu",
    Fact.DISPUTE_CLOSED: "litige clos",
}
MINUS = "−"
PASSED_OVER = "passed_over"
OURS = {
    CAPPED: "Assez de relances ont été faites sur la période.",
    PASSED_OVER: "Un collaborateur a passé cette étape aujourd’hui.",
    "action_not_planned": "Déjà traitée ou replanifiée.",
    "nothing_to_send": "Plus rien n’est à réclamer.",
    "not_a_letter": "Cette étape ne part pas par courrier.",
    "letter_not_printed": "Cette lettre n’a pas encore été imprimée.",
}
# What stopped a message on its way, or kept its letter from being made.
STOPPED = {
    "refused": "Le message a été refusé par la messagerie du destinataire.",
    "gave_up": "Le message n’a pas pu partir malgré plusieurs essais.",
    "not_sent": "Le message n’est pas parti.",
    "address_changed": "L’adresse du contact a changé entre-temps.",
    "reopened": "La facture est de nouveau due.",
    "restored_from_backup": "Une sauvegarde a été restaurée : l’envoi est à vérifier.",
    "to_confirm_again": "Le compte a changé : la mise en demeure est à revoir.",
    "letter_changed": "Le compte a changé depuis l’impression : réimprimez cette lettre.",
    "letter_unprintable": "La lettre n’a pas pu être mise en pages.",
    "legal_rate_missing": "Aucun taux légal connu pour une partie du retard.",
    "claim_time_barred": "Une des factures est prescrite.",
    "template_value_missing": "Le modèle demande une information qui manque.",
    "template_not_found": "Aucun modèle n’existe pour ce message.",
}


def step_label(kind: str, rank: int) -> str:
    """The name of a step, such as "Relance 2"."""
    return KINDS.get(StepKind(kind), f"Relance {rank}")


def action_label(action: ActionStep) -> str:
    """The name of what an action does: its step, or the message a fact set off."""
    if action.step_kind:
        return step_label(action.step_kind, action.rank)
    return LABELS[TemplateKind(action.template_kind)]


def trigger(step: Step | ScenarioStep) -> str:
    """When a step falls due, such as "échéance + 8 jours" or "relance 1 + 8 jours" (SAGE-78)."""
    anchor = Anchor(step.anchor)
    from_what = ANCHORS.get(anchor) or f"relance {step.rank - 1}"
    sign = MINUS if step.offset_days < 0 else "+"
    return f"{from_what} {sign}\N{NO-BREAK SPACE}{_days(abs(step.offset_days))}"


def fact_trigger(fact: str, delay_days: int) -> str:
    """When a rule sets off its message, such as "paiement rapproché + 1 jour"."""
    told = FACTS[Fact(fact)]
    return f"{told} +\N{NO-BREAK SPACE}{_days(delay_days)}" if delay_days else told


def _days(count: int) -> str:
    return f"{count}\N{NO-BREAK SPACE}jour{'s' if count > 1 else ''}"


def french_day(day: date) -> str:
    """The day as documents write it: 24/11/2026."""
    return day.strftime("%d/%m/%Y")


def reason(code: str, until: date | None) -> str:
    """Why something is left out, and until when if an end is known."""
    if not code:
        return ""
    sentence = OURS.get(code) or STOPPED.get(code)
    if sentence is None:
        sentence = in_french(Exclusion(code)) if code in set(Exclusion) else "Envoi impossible."
    return f"{sentence.rstrip('.')}, jusqu’au {french_day(until)}." if until else sentence


def why(code: Why | Caution) -> str:
    """What settled a day, or what makes a message wait for a person."""
    return in_french(code)

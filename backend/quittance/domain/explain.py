"""Why a receivable is, or is not, in tonight's messages: closed lists of codes and their French."""

from enum import StrEnum

from quittance.domain.holds import HoldKind


class Exclusion(StrEnum):
    """Why a receivable is in no message today; the values are public and frozen.

    Every kind of hold is an exclusion of the same name.
    """

    STOP = "stop"
    INSOLVENCY = "insolvency"
    LIMITATION = "limitation"
    PROMISE = "promise"
    PLAN = "plan"
    PAYMENT_ANNOUNCED = "payment_announced"
    PAYMENT_PENDING = "payment_pending"
    ANSWER_TO_REVIEW = "answer_to_review"
    DISPUTE = "dispute"
    AUTOMATIC_METHOD = "automatic_method"
    BELOW_MINIMUM = "below_minimum"
    COVERED_BY_CREDIT = "covered_by_credit"
    NO_ADDRESS = "no_address"
    PAID = "paid"
    IS_CREDIT = "is_credit"
    IN_FLIGHT = "in_flight"
    ALREADY_REACHED = "already_reached"
    TOO_LATE = "too_late"
    NOT_OVERDUE = "not_overdue"
    SCENARIO_ENDED = "scenario_ended"
    NO_SCENARIO = "no_scenario"
    SCENARIO_OFF = "scenario_off"
    FACT_TOO_OLD = "fact_too_old"
    FIRST_LOAD = "first_load"

    @classmethod
    def from_hold(cls, kind: HoldKind) -> "Exclusion":
        """The exclusion that bears the name of a hold."""
        return cls(kind.value)


class Why(StrEnum):
    """What settled the day of a planned step."""

    ANCHOR = "anchor"
    MINIMUM_GAP = "minimum_gap"
    FIRST_SEEN = "first_seen"
    PREVIOUS_IGNORED = "previous_ignored"
    HELD_UNTIL = "held_until"
    LATE = "late"
    CLOSED_DAY = "closed_day"


class Caution(StrEnum):
    """Why a message set to leave by itself waits for a person's yes."""

    DERIVED_LEDGER = "derived_ledger"
    ABOVE_MAXIMUM = "above_maximum"
    PLAN_UNCONFIRMED = "plan_unconfirmed"
    STALE_LEDGER = "stale_ledger"


FRENCH: dict[Exclusion | Why | Caution, str] = {
    Exclusion.STOP: "Relances arrêtées (STOP).",
    Exclusion.INSOLVENCY: "Procédure collective : aucune relance n’est permise.",
    Exclusion.LIMITATION: "Créance prescrite ou sur le point de l’être.",
    Exclusion.PROMISE: "Une promesse de règlement court encore.",
    Exclusion.PLAN: "Un échéancier a été accordé.",
    Exclusion.PAYMENT_ANNOUNCED: "Le client annonce avoir payé.",
    Exclusion.PAYMENT_PENDING: "Un paiement en ligne attend d’être comptabilisé.",
    Exclusion.ANSWER_TO_REVIEW: "Une réponse du client attend d’être lue.",
    Exclusion.DISPUTE: "Un litige est ouvert.",
    Exclusion.AUTOMATIC_METHOD: "Le mode de règlement est automatique.",
    Exclusion.BELOW_MINIMUM: "Le montant est inférieur au minimum de relance.",
    Exclusion.COVERED_BY_CREDIT: "Un avoir ou un règlement non affecté couvre la somme.",
    Exclusion.NO_ADDRESS: "Aucune adresse ne permet de joindre le client.",
    Exclusion.PAID: "La créance est soldée.",
    Exclusion.IS_CREDIT: "C’est un avoir ou un règlement : il vient en déduction.",
    Exclusion.IN_FLIGHT: "Une relance est déjà en cours d’envoi.",
    Exclusion.ALREADY_REACHED: "Cette étape a déjà été faite.",
    Exclusion.TOO_LATE: "L’échéance est passée : la prévenance n’a plus d’objet.",
    Exclusion.NOT_OVERDUE: "L’échéance n’est pas encore passée.",
    Exclusion.SCENARIO_ENDED: "Toutes les étapes du scénario sont faites.",
    Exclusion.NO_SCENARIO: "Aucun scénario ne s’applique au profil du client.",
    Exclusion.SCENARIO_OFF: "Le scénario est désactivé.",
    Exclusion.FACT_TOO_OLD: "Le règlement est trop ancien pour un remerciement.",
    Exclusion.FIRST_LOAD: "Le règlement vient de la première reprise de données.",
    Why.ANCHOR: "La date prévue par l’étape.",
    Why.MINIMUM_GAP: "Le délai minimum depuis la dernière étape faite.",
    Why.FIRST_SEEN: "Le premier jour ouvré après l’arrivée de la créance.",
    Why.PREVIOUS_IGNORED: "L’étape précédente n’a pas été faite ; celle-ci l’ignore.",
    Why.HELD_UNTIL: "Le premier jour ouvré après la fin de la suspension.",
    Why.LATE: "L’étape était à faire plus tôt.",
    Why.CLOSED_DAY: "Le premier jour ouvré après un jour fermé.",
    Caution.DERIVED_LEDGER: "Comptabilité non lettrée : les soldes sont déduits.",
    Caution.ABOVE_MAXIMUM: "Le total dépasse le plafond d’envoi sans validation.",
    Caution.PLAN_UNCONFIRMED: "Aucun plan n’a encore été confirmé par une personne.",
    Caution.STALE_LEDGER: "La dernière synchronisation réussie est trop ancienne.",
}


def in_french(code: Exclusion | Why | Caution) -> str:
    """The sentence a collector reads for a code."""
    return FRENCH[code]

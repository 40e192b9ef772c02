"""The kinds of message a template can be, and what each kind is allowed to say."""

from enum import StrEnum
from typing import Literal

Locale = Literal["fr", "en"]


class TemplateKind(StrEnum):
    """Why a message is written (QUA-5, the notice before the due date, what the portal sends)."""

    WELCOME = "welcome"
    INVOICE_SENDING = "invoice_sending"
    PRE_NOTICE = "pre_notice"
    FIRST_REMINDER = "first_reminder"
    REMINDER_1 = "reminder_1"
    REMINDER_2 = "reminder_2"
    REMINDER_3 = "reminder_3"
    PAYMENT_RECEIVED = "payment_received"
    PAYMENT_FAILED = "payment_failed"
    CREDIT_LIMIT_REACHED = "credit_limit_reached"
    LARGE_BALANCE = "large_balance"
    PARTIAL_PAYMENT = "partial_payment"
    FORMAL_NOTICE = "formal_notice"
    PROMISE_CONFIRMATION = "promise_confirmation"
    PROMISE_BROKEN = "promise_broken"
    DISPUTE_ACKNOWLEDGEMENT = "dispute_acknowledgement"
    DISPUTE_RESOLVED = "dispute_resolved"
    PORTAL_LINK_RENEWAL = "portal_link_renewal"
    PORTAL_LINK_FORWARDED = "portal_link_forwarded"
    CONTACT_CHANGE_NOTICE = "contact_change_notice"


LABELS: dict[TemplateKind, str] = {
    TemplateKind.WELCOME: "Message de bienvenue",
    TemplateKind.INVOICE_SENDING: "Envoi de facture",
    TemplateKind.PRE_NOTICE: "Préavis d’échéance",
    TemplateKind.FIRST_REMINDER: "Premier rappel",
    TemplateKind.REMINDER_1: "Relance 1",
    TemplateKind.REMINDER_2: "Relance 2",
    TemplateKind.REMINDER_3: "Relance 3",
    TemplateKind.PAYMENT_RECEIVED: "Règlement reçu",
    TemplateKind.PAYMENT_FAILED: "Paiement refusé",
    TemplateKind.CREDIT_LIMIT_REACHED: "Plafond d’encours atteint",
    TemplateKind.LARGE_BALANCE: "Solde important",
    TemplateKind.PARTIAL_PAYMENT: "Règlement partiel",
    TemplateKind.FORMAL_NOTICE: "Mise en demeure",
    TemplateKind.PROMISE_CONFIRMATION: "Promesse enregistrée",
    TemplateKind.PROMISE_BROKEN: "Promesse non tenue",
    TemplateKind.DISPUTE_ACKNOWLEDGEMENT: "Litige enregistré",
    TemplateKind.DISPUTE_RESOLVED: "Litige clos",
    TemplateKind.PORTAL_LINK_RENEWAL: "Nouveau lien demandé",
    TemplateKind.PORTAL_LINK_FORWARDED: "Lien transmis au bon contact",
    TemplateKind.CONTACT_CHANGE_NOTICE: "Changement de contact signalé",
}

REMINDERS = frozenset(
    {
        TemplateKind.FIRST_REMINDER,
        TemplateKind.REMINDER_1,
        TemplateKind.REMINDER_2,
        TemplateKind.REMINDER_3,
    }
)
# Kinds that claim a sum: they must say how much and since when (QUA-1).
CLAIMS = REMINDERS | {TemplateKind.PRE_NOTICE, TemplateKind.FORMAL_NOTICE}

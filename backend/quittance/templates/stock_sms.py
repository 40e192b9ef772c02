"""Short messages of one line: who writes, how much, where to answer; no more fits 160 letters."""

from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate


def _sms(kind: TemplateKind, body: str) -> EmailTemplate:
    return EmailTemplate(kind=kind, subject="SMS", body=body)


FRENCH_SMS: tuple[EmailTemplate, ...] = (
    _sms(
        TemplateKind.FIRST_REMINDER,
        "{{ creditor.name }} : {{ customer.name }}, sauf erreur {{ items.selected_amount }} "
        "restent dus depuis le {{ items.oldest_due_date }}. Répondre : {{ portal.url }}",
    ),
    _sms(
        TemplateKind.REMINDER_1,
        "{{ creditor.name }} : {{ customer.name }}, {{ items.selected_amount }} sont dus depuis "
        "le {{ items.oldest_due_date }}. Régler ou répondre : {{ portal.url }}",
    ),
    _sms(
        TemplateKind.PAYMENT_RECEIVED,
        "{{ creditor.name }} : règlement de {{ payment.amount }} bien reçu, merci.",
    ),
)
ENGLISH_SMS: tuple[EmailTemplate, ...] = (
    _sms(
        TemplateKind.FIRST_REMINDER,
        "{{ creditor.name }}: {{ customer.name }}, {{ items.selected_amount }} has been due "
        "since {{ items.oldest_due_date }}. Reply: {{ portal.url }}",
    ),
)

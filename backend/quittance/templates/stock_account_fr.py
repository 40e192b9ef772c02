"""The French texts about an account as a whole: welcome, invoice, payments, limits.

None of them claims a sum that is late, and a receipt recalls no penalty.
"""

from quittance.templates import stock_fr
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate

WELCOME = EmailTemplate(
    kind=TemplateKind.WELCOME,
    subject="Votre interlocuteur pour le compte {{ customer.code }}",
    preheader="Qui joindre pour une facture, un duplicata ou une question.",
    body=f"""
[[reference: Votre compte client]]

{stock_fr.GREETING}

Je suis {{{{ collector.full_name }}}}, et je suivrai votre compte chez {{{{ creditor.name }}}}. \
Pour une facture, un duplicata ou une question, écrivez-moi ou appelez-moi.

Votre espace en ligne réunit vos factures et vous permet de nous répondre sans mot de passe.

[[button: Voir mon compte | portal.url]]

{stock_fr.SAFETY}

[[mention: L15 L14]]

{stock_fr.FORWARD}

{stock_fr.CLOSING}
""",
)

INVOICE_SENDING = EmailTemplate(
    kind=TemplateKind.INVOICE_SENDING,
    subject="Votre facture, compte {{ customer.code }}",
    preheader="Le montant, l’échéance et les moyens de la régler.",
    body=f"""
[[reference: Copie de facture]]

{stock_fr.GREETING}

{{% if invoice %}}
Voici la copie de la facture {{{{ invoice.number }}}}, de **{{{{ invoice.balance }}}}** TTC, à \
régler pour le **{{{{ invoice.due_date }}}}**.
{{% else %}}
Voici la liste de vos nouvelles factures, avec l’échéance de chacune.
{{% endif %}}

[[table]]

[[button: Voir les factures et répondre | portal.url]]

{stock_fr.SAFETY}

[[mention: L2 L14]]

{stock_fr.FORWARD}

{stock_fr.CLOSING}
""",
)

PAYMENT_FAILED = EmailTemplate(
    kind=TemplateKind.PAYMENT_FAILED,
    subject="Paiement non abouti, compte {{ customer.code }}",
    preheader="Votre banque ne l’a pas accepté. Un autre moyen suffit.",
    body=f"""
[[reference: Paiement non abouti]]

{stock_fr.GREETING}

Le paiement de **{{{{ payment.attempted_amount }}}}** présenté le {{{{ payment.date }}}} n’a pas \
abouti{{% if payment.failure_reason %}} ({{{{ payment.failure_reason }}}}){{% endif %}}. La somme \
reste donc due.

[[table]]

[[button: Choisir un autre moyen | portal.url]]

Si vous préférez une nouvelle présentation, indiquez-nous le jour qui vous convient.

[[mention: L15 L14]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

PARTIAL_PAYMENT = EmailTemplate(
    kind=TemplateKind.PARTIAL_PAYMENT,
    subject="Règlement partiel reçu, compte {{ customer.code }}",
    preheader="Merci. Voici ce qu’il reste.",
    body=f"""
[[reference: Règlement partiel]]

{stock_fr.GREETING}

Merci pour votre règlement de **{{{{ payment.amount }}}}**, reçu le {{{{ payment.date }}}}.
{{% if invoice %}}
Il reste **{{{{ invoice.balance }}}}** à régler sur la facture {{{{ invoice.number }}}}.
{{% else %}}
Voici ce qu’il reste à régler.
{{% endif %}}

[[table]]

[[button: Voir le compte et répondre | portal.url]]

[[mention: L10]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

CREDIT_LIMIT = EmailTemplate(
    kind=TemplateKind.CREDIT_LIMIT_REACHED,
    subject="Plafond d’encours du compte {{ customer.code }}",
    preheader="Où en est votre compte, et comment demander un réexamen.",
    body=f"""
[[reference: Plafond d’encours]]

{stock_fr.GREETING}

L’encours de {{{{ customer.name }}}} est de **{{{{ account.outstanding }}}}**, pour un plafond de \
{{{{ customer.credit_limit }}}}.

{{% if account.available_credit %}}
Il vous reste {{{{ account.available_credit }}}} avant de l’atteindre. Au-delà, les commandes \
seront à régler d’avance.
{{% else %}}
Le plafond est atteint : les prochaines commandes sont à régler d’avance tant que l’encours n’est \
pas redescendu.
{{% endif %}}

[[button: Voir le compte | portal.url]]

[[mention: L9]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

LARGE_BALANCE = EmailTemplate(
    kind=TemplateKind.LARGE_BALANCE,
    subject="Point sur le compte {{ customer.code }}",
    preheader="Le solde de votre compte, et une date pour l’apurer.",
    body=f"""
[[reference: Solde de votre compte]]

{stock_fr.GREETING}

Lors de notre revue mensuelle, le compte de {{{{ customer.name }}}} présente un solde de \
**{{{{ account.outstanding }}}}**{{% if account.overdue_total %}}, dont \
{{{{ account.overdue_total }}}} déjà à échéance{{% endif %}}.

Pouvons-nous convenir ensemble des prochaines dates de règlement ?

[[table]]

[[button: Voir le compte et proposer une date | portal.url]]

[[mention: L2 L15]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

FRENCH_ACCOUNT: tuple[EmailTemplate, ...] = (
    WELCOME,
    INVOICE_SENDING,
    PAYMENT_FAILED,
    PARTIAL_PAYMENT,
    CREDIT_LIMIT,
    LARGE_BALANCE,
)

"""What answers a customer's word or complaint, in both languages: receipts, never claims."""

from quittance.templates import stock_en, stock_fr
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate

PROMISE_CONFIRMATION_FR = EmailTemplate(
    kind=TemplateKind.PROMISE_CONFIRMATION,
    subject="Votre date de règlement, compte {{ customer.code }}",
    preheader="Nous l’avons notée. Rien d’autre à faire d’ici là.",
    body=f"""
[[reference: Règlement annoncé]]

{stock_fr.GREETING}

Nous avons noté votre règlement de **{{{{ promise.amount }}}}** pour le \
**{{{{ promise.date }}}}**. Merci de nous l’avoir indiqué.

D’ici là, nous ne vous relancerons pas au sujet de ces factures.

[[table]]

[[button: Voir le compte ou changer la date | portal.url]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

PROMISE_BROKEN_FR = EmailTemplate(
    kind=TemplateKind.PROMISE_BROKEN,
    subject="Règlement attendu le {{ promise.date }}, compte {{ customer.code }}",
    preheader="Nous ne l’avons pas reçu. Un mot de votre part nous suffit.",
    body=f"""
[[reference: Règlement attendu]]

{stock_fr.GREETING}

Vous nous aviez annoncé un règlement de **{{{{ promise.amount }}}}** pour le \
{{{{ promise.date }}}}. Sauf erreur de notre part, nous ne l’avons pas reçu.

[[table]]

[[button: Indiquer une nouvelle date ou répondre | portal.url]]

Si le règlement est parti, indiquez-nous le jour et le moyen : nous le chercherons.

[[mention: L3 L4]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

DISPUTE_ACKNOWLEDGEMENT_FR = EmailTemplate(
    kind=TemplateKind.DISPUTE_ACKNOWLEDGEMENT,
    subject="Votre contestation est enregistrée, compte {{ customer.code }}",
    preheader="Nous l’examinons et revenons vers vous.",
    body=f"""
[[reference: Contestation reçue]]

{stock_fr.GREETING}

Nous avons bien reçu votre contestation, qui porte sur **{{{{ dispute.amount }}}}**. \
{{{{ collector.full_name }}}} l’examine et vous répondra.

La somme contestée ne vous sera pas réclamée pendant cet examen.

[[table]]

[[button: Ajouter une précision | portal.url]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

DISPUTE_RESOLVED_FR = EmailTemplate(
    kind=TemplateKind.DISPUTE_RESOLVED,
    subject="Réponse à votre contestation, compte {{ customer.code }}",
    preheader="Le résultat de notre examen.",
    body=f"""
[[reference: Contestation close]]

{stock_fr.GREETING}

Votre contestation, qui portait sur {{{{ dispute.amount }}}}, est close : **elle est \
{{{{ dispute.outcome }}}}**.

[[table]]

[[button: Voir le compte et répondre | portal.url]]

Pour toute question sur cette réponse, écrivez simplement à ce message.

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

PROMISE_CONFIRMATION_EN = EmailTemplate(
    kind=TemplateKind.PROMISE_CONFIRMATION,
    subject="Your payment date, account {{ customer.code }}",
    preheader="We have noted it. Nothing else to do until then.",
    body=f"""
[[reference: Payment announced]]

{stock_en.GREETING}

We have noted your payment of **{{{{ promise.amount }}}}** for **{{{{ promise.date }}}}**. Thank \
you for telling us. Until then we shall send no reminder about these invoices.

[[table]]

[[button: See the account or change the date | portal.url]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

PROMISE_BROKEN_EN = EmailTemplate(
    kind=TemplateKind.PROMISE_BROKEN,
    subject="Payment expected on {{ promise.date }}, account {{ customer.code }}",
    preheader="It has not reached us. A word from you is enough.",
    body=f"""
[[reference: Payment expected]]

{stock_en.GREETING}

You told us of a payment of **{{{{ promise.amount }}}}** for {{{{ promise.date }}}}. Unless we \
are mistaken, it has not reached us.

[[table]]

[[button: Give a new date or answer | portal.url]]

[[mention: L3 L4]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

DISPUTE_ACKNOWLEDGEMENT_EN = EmailTemplate(
    kind=TemplateKind.DISPUTE_ACKNOWLEDGEMENT,
    subject="We have your complaint, account {{ customer.code }}",
    preheader="We are looking into it and shall come back to you.",
    body=f"""
[[reference: Complaint received]]

{stock_en.GREETING}

We have received your complaint about **{{{{ dispute.amount }}}}**. \
{{{{ collector.full_name }}}} is looking into it and will answer you. Meanwhile this sum will not \
be claimed.

[[table]]

[[button: Add a detail | portal.url]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

DISPUTE_RESOLVED_EN = EmailTemplate(
    kind=TemplateKind.DISPUTE_RESOLVED,
    subject="Our answer to your complaint, account {{ customer.code }}",
    preheader="What came of our review.",
    body=f"""
[[reference: Complaint closed]]

{stock_en.GREETING}

Your complaint about {{{{ dispute.amount }}}} is closed: **it is {{{{ dispute.outcome }}}}**.

[[table]]

[[button: See the account and answer | portal.url]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

FRENCH_FACTS: tuple[EmailTemplate, ...] = (
    PROMISE_CONFIRMATION_FR,
    PROMISE_BROKEN_FR,
    DISPUTE_ACKNOWLEDGEMENT_FR,
    DISPUTE_RESOLVED_FR,
)
ENGLISH_FACTS: tuple[EmailTemplate, ...] = (
    PROMISE_CONFIRMATION_EN,
    PROMISE_BROKEN_EN,
    DISPUTE_ACKNOWLEDGEMENT_EN,
    DISPUTE_RESOLVED_EN,
)

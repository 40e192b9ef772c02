"""The French texts a company starts with: plain, courteous, one fact and one request each.

They serve one invoice or several (`{% if invoice %}`), and follow the order a debtor expects:
what it is about, greeting, the fact and the sum, the way to the list, what is asked, safety,
law, closing, signature (SID-6, SID-37).
"""

from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate

GREETING = "Bonjour{% if contact.salutation %} {{ contact.salutation }}{% endif %},"
SAFETY = (
    "> Ce lien vous est personnel et reste valable {{ portal.valid_days }} jours. Aucune donnée "
    "personnelle, aucun identifiant et aucune coordonnée bancaire ne vous sont demandés."
)
FORWARD = (
    "{% if portal.forward_url %}\n"
    "[[link: Vous n’êtes pas la bonne personne ? Transmettre ce message | portal.forward_url]]\n"
    "{% endif %}"
)
CLOSING = "Bien cordialement,\n\n[[signature]]"

PRE_NOTICE = EmailTemplate(
    kind=TemplateKind.PRE_NOTICE,
    subject="Prochaine échéance, compte {{ customer.code }}",
    preheader="Rien à faire si votre règlement est déjà programmé.",
    body=f"""
[[reference: Échéance à venir]]

{GREETING}

{{% if invoice %}}
La facture {{{{ invoice.number }}}}, d’un montant de **{{{{ invoice.balance }}}}**, arrive à \
échéance le **{{{{ invoice.due_date }}}}**.
{{% else %}}
Des factures de votre compte arrivent bientôt à échéance. En voici la liste.
{{% endif %}}

[[table]]

[[button: Voir les factures et répondre | portal.url]]

{SAFETY}

Si une information manque pour la régler, un mot de votre part nous suffit pour y remédier.

[[mention: L14]]

{FORWARD}

{CLOSING}
""",
)

FIRST_REMINDER = EmailTemplate(
    kind=TemplateKind.FIRST_REMINDER,
    subject="Votre compte {{ customer.code }}",
    preheader="Votre relevé en ligne, sans mot de passe. Une date de règlement nous suffit.",
    body=f"""
[[reference: Retard de paiement]]

{GREETING}

{{% if invoice %}}
Sauf erreur de notre part, la facture {{{{ invoice.number }}}}, échue le \
{{{{ invoice.due_date }}}}, n’est pas encore réglée.
{{% else %}}
Sauf erreur de notre part, plusieurs sommes échues de votre compte ne sont pas encore réglées.
{{% endif %}}

[[total: Montant échu]]

[[table]]

[[button: Voir le détail et répondre | portal.url]]

Pouvez-vous nous indiquer la date de règlement prévue, ou nous signaler ce que vous contestez ?

[[mention: L3 L4]]

{SAFETY}

[[mention: L5 L6]]

{FORWARD}

{CLOSING}
""",
)

REMINDER_1 = EmailTemplate(
    kind=TemplateKind.REMINDER_1,
    subject="Relance : compte {{ customer.code }}, montant échu à régler",
    preheader="Indiquez-nous une date de règlement, ou ce qui le retient.",
    body=f"""
[[reference: Relance pour retard de paiement]]

{GREETING}

{{% if history.previous_reminder_date %}}
Nous vous avons écrit le {{{{ history.previous_reminder_date }}}} au sujet de votre compte.
{{% endif %}}
{{% if invoice %}}
La facture {{{{ invoice.number }}}} est échue depuis le {{{{ invoice.due_date }}}} et reste impayée.
{{% else %}}
Plusieurs sommes échues restent impayées sur votre compte.
{{% endif %}}

[[total: Montant échu]]

[[table]]

[[button: Voir le détail et répondre | portal.url]]

Merci de procéder au règlement, ou de nous donner une date sous huit jours. Si un point \
bloque, dites-le-nous : nous le traiterons avec vous.

[[mention: L3 L4]]

{SAFETY}

[[mention: L5 L6 L13]]

{FORWARD}

{CLOSING}
""",
)

REMINDER_2 = EmailTemplate(
    kind=TemplateKind.REMINDER_2,
    subject="Deuxième relance : compte {{ customer.code }}",
    preheader="La liste des sommes échues et les moyens de nous répondre.",
    body=f"""
[[reference: Deuxième relance pour retard de paiement]]

{GREETING}

{{% if history.reminder_dates %}}
Nous vous avons déjà écrit au sujet de ce compte : {{{{ history.reminder_dates | join_fr }}}}.
{{% endif %}}
Les sommes détaillées ci-dessous sont échues et nous n’en avons pas reçu le règlement.

[[total: Montant échu]]

[[table]]

[[button: Régler ou répondre | portal.url]]

Nous vous demandons de régler ce montant sous huit jours. Une difficulté passagère ? \
Contactez-nous avant ce terme : un échéancier peut être étudié.

[[mention: L3 L4]]

{SAFETY}

[[mention: L5 L6 L7 L13]]

[[mention: L14]]

{FORWARD}

{CLOSING}
""",
)

REMINDER_3 = EmailTemplate(
    kind=TemplateKind.REMINDER_3,
    subject="Compte {{ customer.code }} suspendu jusqu’au règlement",
    preheader="Dernière relance amiable. Un règlement complet réactive le compte.",
    body=f"""
[[reference: Dernière relance amiable]]

{GREETING}

Nos relances {{% if history.reminder_dates %}}({{{{ history.reminder_dates }}}}) {{% endif %}}\
n’ont pas abouti et les factures {{{{ items.numbers }}}} restent impayées.

[[total: Montant échu]]

[[table]]

Les conditions de paiement à terme de votre compte sont suspendues jusqu’au règlement complet \
de ces factures. Dès sa réception, le compte peut être réactivé à votre demande.

[[mention: L8]]

[[button: Régler ou répondre | portal.url]]

Faute de règlement ou de réponse sous huit jours, nous vous adresserons une mise en demeure.

[[mention: L3 L4]]

{SAFETY}

[[mention: L5 L6 L7 L13]]

[[mention: L14]]

{FORWARD}

{CLOSING}
""",
)

PAYMENT_RECEIVED = EmailTemplate(
    kind=TemplateKind.PAYMENT_RECEIVED,
    subject="Règlement bien reçu, compte {{ customer.code }}",
    preheader="Merci. Il n’y a rien d’autre à faire.",
    body=f"""
{GREETING}

Nous avons bien reçu votre règlement de **{{{{ payment.amount }}}}** le {{{{ payment.date }}}}\
{{% if payment.method %}}, par {{{{ payment.method }}}}{{% endif %}}, et nous vous en remercions.

{{% if payment.invoice_numbers %}}
Il solde : {{{{ payment.invoice_numbers }}}}.
{{% endif %}}

{CLOSING}
""",
)

FORMAL_NOTICE = EmailTemplate(
    kind=TemplateKind.FORMAL_NOTICE,
    subject="Mise en demeure de payer {{ claim.total }}",
    body="""
[[reference: Mise en demeure de payer {{ claim.total }}]]

{% if contact.salutation %}
{{ contact.salutation }},
{% else %}
Madame, Monsieur,
{% endif %}

{% if history.reminder_dates %}
Malgré nos relances du {{ history.reminder_dates }}, les factures ci-dessous restent impayées.
{% else %}
Les factures ci-dessous restent impayées.
{% endif %}

Nous vous mettons en demeure d’en régler le montant **dans un délai de \
{{ notice.deadline_days }} jours, soit le {{ notice.deadline_date }} au plus tard**.

[[table]]

[[mention: L5 L6 L7 L13]]

[[mention: L12 L11]]

[[button: Payer, contester ou demander un duplicata | portal.url]]

[[mention: L4]]

[[mention: L14]]

Si votre règlement a croisé cette lettre, seul le solde restant vous est demandé.

Nous vous prions d’agréer nos salutations distinguées.

[[signature]]
""",
)

FRENCH: tuple[EmailTemplate, ...] = (
    PRE_NOTICE,
    FIRST_REMINDER,
    REMINDER_1,
    REMINDER_2,
    REMINDER_3,
    PAYMENT_RECEIVED,
    FORMAL_NOTICE,
)

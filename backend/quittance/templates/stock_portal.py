"""What the debtor's space sends by itself, in both languages: a link, and news of a contact.

These messages answer something a person did; they claim nothing and name no sum.
"""

from quittance.templates import stock_en, stock_fr
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate

RENEWAL_FR = EmailTemplate(
    kind=TemplateKind.PORTAL_LINK_RENEWAL,
    subject="Votre nouveau lien, compte {{ customer.code }}",
    preheader="Il remplace le lien expiré. Ni mot de passe, ni donnée bancaire.",
    body=f"""
[[reference: Nouveau lien vers votre compte]]

{stock_fr.GREETING}

Un nouveau lien vient d’être demandé depuis un de nos anciens messages. Le voici.

[[button: Ouvrir mon compte | portal.url]]

{stock_fr.SAFETY}

Si vous n’avez rien demandé, ignorez ce message : nous n’avons écrit à personne d’autre.

{stock_fr.CLOSING}
""",
)

FORWARDED_FR = EmailTemplate(
    kind=TemplateKind.PORTAL_LINK_FORWARDED,
    subject="Factures à suivre, compte {{ customer.code }}",
    preheader="Un collègue nous a donné votre adresse pour ce compte.",
    body=f"""
[[reference: Compte à suivre chez {{{{ creditor.name }}}}]]

{stock_fr.GREETING}

{{% if change %}}
{{{{ change.asked_by }}}} nous indique que vous suivez les factures de {{{{ customer.name }}}}.
{{% endif %}}

Le lien ci-dessous ouvre ce compte : vous y lisez les factures et vous nous répondez.

[[button: Voir les factures et répondre | portal.url]]

{stock_fr.SAFETY}

{{% if change.date %}}
Nos messages vous parviendront à partir du {{{{ change.date }}}}.
{{% endif %}}
Ce compte ne vous concerne pas ? Répondez simplement à ce message.

{stock_fr.CLOSING}
""",
)

CHANGE_FR = EmailTemplate(
    kind=TemplateKind.CONTACT_CHANGE_NOTICE,
    subject="Changement de contact, compte {{ customer.code }}",
    preheader="Rien à faire si ce changement vient de vous.",
    body=f"""
[[reference: Changement de contact]]

{stock_fr.GREETING}

{{% if change %}}
Une autre adresse vient d’être donnée pour ce compte : **{{{{ change.address }}}}**.
La demande vient du lien envoyé à {{{{ change.asked_by }}}}.
{{% endif %}}

{{% if change.date %}}
Cette adresse recevra nos messages à partir du **{{{{ change.date }}}}**. D’ici là, ils continuent \
d’arriver chez vous.
{{% else %}}
Nous vérifions cette demande. D’ici là, nos messages continuent d’arriver chez vous.
{{% endif %}}

Si ce changement vient de vous, il n’y a rien à faire. Sinon, annulez-le en deux gestes.

[[button: Annuler ce changement | portal.undo_url]]

{stock_fr.SAFETY}

{stock_fr.CLOSING}
""",
)

RENEWAL_EN = EmailTemplate(
    kind=TemplateKind.PORTAL_LINK_RENEWAL,
    subject="Your new link, account {{ customer.code }}",
    preheader="It replaces the expired one. No password, no bank details.",
    body=f"""
[[reference: New link to your account]]

{stock_en.GREETING}

A new link was just asked for from one of our earlier messages. Here it is.

[[button: Open my account | portal.url]]

{stock_en.SAFETY}

If you did not ask for it, ignore this message: we have written to nobody else.

{stock_en.CLOSING}
""",
)

FORWARDED_EN = EmailTemplate(
    kind=TemplateKind.PORTAL_LINK_FORWARDED,
    subject="Invoices to follow, account {{ customer.code }}",
    preheader="A colleague gave us your address for this account.",
    body=f"""
[[reference: Account with {{{{ creditor.name }}}}]]

{stock_en.GREETING}

{{% if change %}}
{{{{ change.asked_by }}}} tells us that you look after the invoices of {{{{ customer.name }}}}.
{{% endif %}}

The link below opens this account: you can read the invoices and answer us.

[[button: See the invoices and answer | portal.url]]

{stock_en.SAFETY}

{{% if change.date %}}
Our messages will reach you from {{{{ change.date }}}} on.
{{% endif %}}
Is this account not yours to follow? Just reply to this message.

{stock_en.CLOSING}
""",
)

CHANGE_EN = EmailTemplate(
    kind=TemplateKind.CONTACT_CHANGE_NOTICE,
    subject="Change of contact, account {{ customer.code }}",
    preheader="Nothing to do if this change comes from you.",
    body=f"""
[[reference: Change of contact]]

{stock_en.GREETING}

{{% if change %}}
Another address was just given for this account: **{{{{ change.address }}}}**.
The request comes from the link sent to {{{{ change.asked_by }}}}.
{{% endif %}}

{{% if change.date %}}
That address will receive our messages from **{{{{ change.date }}}}** on. Until then, they keep \
reaching you.
{{% else %}}
We are checking this request. Until then, our messages keep reaching you.
{{% endif %}}

If this change comes from you, there is nothing to do. If not, cancel it in two steps.

[[button: Cancel this change | portal.undo_url]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

FRENCH_PORTAL: tuple[EmailTemplate, ...] = (RENEWAL_FR, FORWARDED_FR, CHANGE_FR)
ENGLISH_PORTAL: tuple[EmailTemplate, ...] = (RENEWAL_EN, FORWARDED_EN, CHANGE_EN)

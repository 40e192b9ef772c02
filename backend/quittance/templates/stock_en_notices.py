"""The English texts of the later steps: pre-notice, last reminders, thanks, formal notice."""

from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate
from quittance.templates.stock_en import CLOSING, FORWARD, GREETING, SAFETY

PRE_NOTICE = EmailTemplate(
    kind=TemplateKind.PRE_NOTICE,
    subject="Next due date, account {{ customer.code }}",
    preheader="Nothing to do if your payment is already scheduled.",
    body=f"""
[[reference: Coming due date]]

{GREETING}

{{% if invoice %}}
Invoice {{{{ invoice.number }}}} for **{{{{ invoice.balance }}}}** falls due on \
**{{{{ invoice.due_date }}}}**.
{{% else %}}
Some invoices on your account fall due soon. Here is the list.
{{% endif %}}

[[table]]

[[button: See the invoices and reply | portal.url]]

{SAFETY}

If anything is missing for you to pay it, a word from you is enough for us to put it right.

[[mention: L14]]

{FORWARD}

{CLOSING}
""",
)

REMINDER_2 = EmailTemplate(
    kind=TemplateKind.REMINDER_2,
    subject="Second reminder: account {{ customer.code }}",
    preheader="The list of overdue sums and the ways to answer us.",
    body=f"""
[[reference: Second payment reminder]]

{GREETING}

{{% if history.reminder_dates %}}
We have already written to you about this account: {{{{ history.reminder_dates }}}}.
{{% endif %}}
The sums below are past their due date and we have not received them.

[[total: Amount overdue]]

[[table]]

[[button: Pay or reply | portal.url]]

Please pay this amount within eight days. If this is difficult for you now, contact us before \
then: payment in instalments can be considered.

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
    subject="Account {{ customer.code }} suspended until payment",
    preheader="Last reminder. Full payment puts the account back in use.",
    body=f"""
[[reference: Last reminder]]

{GREETING}

Our reminders {{% if history.reminder_dates %}}({{{{ history.reminder_dates }}}}) {{% endif %}}\
have had no result and invoices {{{{ items.numbers }}}} remain unpaid.

[[total: Amount overdue]]

[[table]]

The credit terms of your account are suspended until these invoices are paid in full. Once they \
are, the account can be put back in use at your request.

[[mention: L8]]

[[button: Pay or reply | portal.url]]

Without payment or an answer within eight days, we will send you a formal notice.

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
    subject="Payment received, account {{ customer.code }}",
    preheader="Thank you. There is nothing else to do.",
    body=f"""
{GREETING}

We have received your payment of **{{{{ payment.amount }}}}** on {{{{ payment.date }}}}\
{{% if payment.method %}}, by {{{{ payment.method }}}}{{% endif %}}. Thank you.

{{% if payment.invoice_numbers %}}
It settles: {{{{ payment.invoice_numbers }}}}.
{{% endif %}}

{CLOSING}
""",
)

FORMAL_NOTICE = EmailTemplate(
    kind=TemplateKind.FORMAL_NOTICE,
    subject="Formal notice (mise en demeure) to pay {{ claim.total }}",
    body="""
[[reference: Formal notice (mise en demeure) to pay {{ claim.total }}]]

{% if contact.salutation %}
{{ contact.salutation }},
{% else %}
Dear Sir or Madam,
{% endif %}

{% if history.reminder_dates %}
In spite of our reminders of {{ history.reminder_dates }}, the invoices below remain unpaid.
{% else %}
The invoices below remain unpaid.
{% endif %}

We hereby give you formal notice (mise en demeure) to pay them **within \
{{ notice.deadline_days }} days, that is by {{ notice.deadline_date }}**.

[[table]]

[[mention: L5 L6 L7 L13]]

[[mention: L12 L11]]

[[button: Pay, dispute or ask for a copy | portal.url]]

[[mention: L4]]

[[mention: L14]]

If your payment has crossed this letter, only the balance that remains is asked of you.

Yours faithfully,

[[signature]]
""",
)

ENGLISH_NOTICES: tuple[EmailTemplate, ...] = (
    PRE_NOTICE,
    REMINDER_2,
    REMINDER_3,
    PAYMENT_RECEIVED,
    FORMAL_NOTICE,
)

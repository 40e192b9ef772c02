"""The English texts beside the French ones, for the first messages a foreign customer gets."""

from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate

GREETING = "Hello{% if contact.salutation %} {{ contact.salutation }}{% endif %},"
SAFETY = (
    "> This link is personal and works for {{ portal.valid_days }} days. You will not be asked "
    "for any personal information, login or bank details."
)
FORWARD = (
    "{% if portal.forward_url %}\n"
    "[[link: Not the right person? Pass this message on | portal.forward_url]]\n"
    "{% endif %}"
)
CLOSING = "Kind regards,\n\n[[signature]]"

FIRST_REMINDER = EmailTemplate(
    kind=TemplateKind.FIRST_REMINDER,
    subject="Your account {{ customer.code }}",
    preheader="Your statement online, no password. A payment date is all we need.",
    body=f"""
[[reference: Late payment]]

{GREETING}

{{% if invoice %}}
Unless we are mistaken, invoice {{{{ invoice.number }}}}, due on {{{{ invoice.due_date }}}}, \
has not been paid yet.
{{% else %}}
Unless we are mistaken, several sums on your account are past their due date and unpaid.
{{% endif %}}

[[total: Amount overdue]]

[[table]]

[[button: See the details and reply | portal.url]]

Could you tell us when payment is planned, or what you disagree with?

[[mention: L3 L4]]

{SAFETY}

[[mention: L5 L6]]

{FORWARD}

{CLOSING}
""",
)

REMINDER_1 = EmailTemplate(
    kind=TemplateKind.REMINDER_1,
    subject="Reminder: account {{ customer.code }}, overdue amount",
    preheader="Give us a payment date, or tell us what is holding it.",
    body=f"""
[[reference: Payment reminder]]

{GREETING}

{{% if history.previous_reminder_date %}}
We wrote to you on {{{{ history.previous_reminder_date }}}} about your account.
{{% endif %}}
{{% if invoice %}}
Invoice {{{{ invoice.number }}}} was due on {{{{ invoice.due_date }}}} and remains unpaid.
{{% else %}}
Several sums on your account are past their due date and remain unpaid.
{{% endif %}}

[[total: Amount overdue]]

[[table]]

[[button: See the details and reply | portal.url]]

Please arrange payment, or give us a date within eight days. If something is in the way, let us \
know and we will settle it with you.

[[mention: L3 L4]]

{SAFETY}

[[mention: L5 L6 L13]]

{FORWARD}

{CLOSING}
""",
)

ENGLISH: tuple[EmailTemplate, ...] = (FIRST_REMINDER, REMINDER_1)

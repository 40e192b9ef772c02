"""The English texts about an account as a whole: welcome, invoice, payments, limits.

None of them claims a sum that is late, and a receipt recalls no penalty.
"""

from quittance.templates import stock_en
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate

WELCOME = EmailTemplate(
    kind=TemplateKind.WELCOME,
    subject="Your contact for account {{ customer.code }}",
    preheader="Whom to ask for an invoice, a copy or anything else.",
    body=f"""
[[reference: Your customer account]]

{stock_en.GREETING}

I am {{{{ collector.full_name }}}} and I look after your account at {{{{ creditor.name }}}}. \
For an invoice, a copy or a question, write to me or call me.

Your online space holds your invoices and lets you reply without a password.

[[button: See my account | portal.url]]

{stock_en.SAFETY}

[[mention: L15 L14]]

{stock_en.FORWARD}

{stock_en.CLOSING}
""",
)

INVOICE_SENDING = EmailTemplate(
    kind=TemplateKind.INVOICE_SENDING,
    subject="Your invoice, account {{ customer.code }}",
    preheader="The amount, the due date and how to pay.",
    body=f"""
[[reference: Copy of invoice]]

{stock_en.GREETING}

{{% if invoice %}}
Here is the copy of invoice {{{{ invoice.number }}}} for **{{{{ invoice.balance }}}}** including \
tax, due on **{{{{ invoice.due_date }}}}**.
{{% else %}}
Here is the list of your new invoices, with the due date of each.
{{% endif %}}

[[table]]

[[button: See the invoices and reply | portal.url]]

{stock_en.SAFETY}

[[mention: L2 L14]]

{stock_en.FORWARD}

{stock_en.CLOSING}
""",
)

PAYMENT_FAILED = EmailTemplate(
    kind=TemplateKind.PAYMENT_FAILED,
    subject="Payment not completed, account {{ customer.code }}",
    preheader="Your bank did not accept it. Another means will do.",
    body=f"""
[[reference: Payment not completed]]

{stock_en.GREETING}

The payment of **{{{{ payment.attempted_amount }}}}** presented on {{{{ payment.date }}}} did not \
go through{{% if payment.failure_reason %}} ({{{{ payment.failure_reason }}}}){{% endif %}}. The \
sum is therefore still owed.

[[table]]

[[button: Choose another means | portal.url]]

If you would rather have it presented again, tell us which day suits you.

[[mention: L15 L14]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

PARTIAL_PAYMENT = EmailTemplate(
    kind=TemplateKind.PARTIAL_PAYMENT,
    subject="Part payment received, account {{ customer.code }}",
    preheader="Thank you. Here is what remains.",
    body=f"""
[[reference: Part payment]]

{stock_en.GREETING}

Thank you for your payment of **{{{{ payment.amount }}}}**, received on {{{{ payment.date }}}}.
{{% if invoice %}}
**{{{{ invoice.balance }}}}** of invoice {{{{ invoice.number }}}} remains to be paid.
{{% else %}}
Here is what remains to be paid.
{{% endif %}}

[[table]]

[[button: See the account and reply | portal.url]]

[[mention: L10]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

CREDIT_LIMIT = EmailTemplate(
    kind=TemplateKind.CREDIT_LIMIT_REACHED,
    subject="Credit limit of account {{ customer.code }}",
    preheader="Where your account stands, and how to ask for a review.",
    body=f"""
[[reference: Credit limit]]

{stock_en.GREETING}

{{{{ customer.name }}}} has **{{{{ account.outstanding }}}}** outstanding, for a credit limit of \
{{{{ customer.credit_limit }}}}.

{{% if account.available_credit %}}
{{{{ account.available_credit }}}} is left before it is reached. Beyond it, orders are to be paid \
in advance.
{{% else %}}
The limit is reached: the next orders are to be paid in advance until the account is back below it.
{{% endif %}}

[[button: See the account | portal.url]]

[[mention: L9]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

LARGE_BALANCE = EmailTemplate(
    kind=TemplateKind.LARGE_BALANCE,
    subject="Review of account {{ customer.code }}",
    preheader="The balance of your account, and a date to settle it.",
    body=f"""
[[reference: Balance of your account]]

{stock_en.GREETING}

At our monthly review the account of {{{{ customer.name }}}} shows a balance of \
**{{{{ account.outstanding }}}}**{{% if account.overdue_total %}}, of which \
{{{{ account.overdue_total }}}} is already due{{% endif %}}.

Could we agree on the next payment dates?

[[table]]

[[button: See the account and suggest a date | portal.url]]

[[mention: L2 L15]]

{stock_en.SAFETY}

{stock_en.CLOSING}
""",
)

ENGLISH_ACCOUNT: tuple[EmailTemplate, ...] = (
    WELCOME,
    INVOICE_SENDING,
    PAYMENT_FAILED,
    PARTIAL_PAYMENT,
    CREDIT_LIMIT,
    LARGE_BALANCE,
)

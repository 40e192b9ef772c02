"""The names a template sees, made from the context; what a message lacks raises when printed."""

from collections.abc import Mapping, Sequence
from datetime import date

from quittance.domain.money import Money
from quittance.templates.absent import Absent, absent, named
from quittance.templates.context import Line, MessageContext, Total
from quittance.templates.errors import SeveralCurrencies

Values = Mapping[str, object]


class Lines(tuple[str, ...]):
    """A value on several lines, such as an address."""

    __slots__ = ()


def of(context: MessageContext) -> dict[str, object]:
    """Every namespace of the catalogue, filled from `context`."""
    totals = context.totals
    return {
        "contact": _contact(context),
        "customer": _customer(context),
        "creditor": _creditor(context),
        "collector": _collector(context),
        "invoice": _invoice(context),
        "items": _items(context, totals),
        "claim": _claim(totals),
        "account": _account(context),
        "payment": _payment(context),
        "history": _history(context.history.reminded_on),
        "portal": _portal(context),
        "notice": _notice(context),
        "promise": _promise(context),
        "dispute": _dispute(context),
        "change": _change(context),
        "dunning": {"level": context.dunning_level},
        "today": context.as_of,
        "lines": [_line(line) for line in context.lines],
        "totals": [{"amount": total.amount, "currency": total.amount.currency} for total in totals],
    }


def _contact(context: MessageContext) -> Values:
    contact = context.contact
    return named(
        "contact",
        {
            "salutation": contact.salutation,
            "first_name": contact.first_name,
            "last_name": contact.last_name,
        },
    )


def _customer(context: MessageContext) -> Values:
    customer = context.customer
    return named(
        "customer",
        {
            "name": customer.name,
            "code": customer.code,
            "address_block": Lines(customer.address_lines),
            "registration_number": customer.registration_number,
            "credit_limit": customer.credit_limit,
        },
    )


def _creditor(context: MessageContext) -> Values:
    creditor = context.creditor
    return named(
        "creditor",
        {
            "name": creditor.name,
            "legal_form": creditor.legal_form,
            "address_block": Lines(creditor.address_lines),
            "registration": creditor.registration,
            "vat_number": creditor.vat_number,
            "accounting_department": creditor.accounting_department,
            "collections_department": creditor.collections_department,
            "bank_details": Lines(creditor.bank_details),
            "late_penalty_rate": context.terms.late_penalty_rate,
        },
    )


def _collector(context: MessageContext) -> Values:
    collector = context.collector
    first_name, _, last_name = collector.full_name.partition(" ")
    return named(
        "collector",
        {
            "full_name": collector.full_name,
            "first_name": first_name,
            "last_name": last_name,
            "job_title": collector.job_title,
            "email": collector.email,
            "phone": collector.phone,
        },
    )


def _invoice(context: MessageContext) -> object:
    if len(context.lines) != 1:
        return absent("invoice")
    line = _line(context.lines[0])
    return {key: value for key, value in line.items() if key not in {"level", "kind"}}


def _line(line: Line) -> dict[str, object]:
    return named(
        "line",
        {
            "number": line.number,
            "date": line.invoiced_on,
            "due_date": line.due_on,
            "days_late": line.days_late,
            "amount": line.amount,
            "balance": line.balance,
            "level": line.level,
            "kind": line.kind.value,
        },
    )


def _items(context: MessageContext, totals: Sequence[Total]) -> Values:
    debits = [line for line in context.lines if line.balance.minor > 0]
    facts = {
        "count": len(debits),
        "numbers": tuple(line.number for line in debits),
        "oldest_due_date": min((line.due_on for line in debits), default=None),
    }
    return named("items", facts) | {
        "selected_amount": _only("items.selected_amount", [total.amount for total in totals]),
        "selected_penalties": _only(
            "items.selected_penalties", [total.late_penalty for total in totals]
        ),
        "selected_amount_with_penalties": _only(
            "items.selected_amount_with_penalties",
            [total.amount_with_penalties for total in totals],
        ),
    }


def _claim(totals: Sequence[Total]) -> Values:
    return {
        "principal": _only("claim.principal", [total.amount for total in totals]),
        "late_penalty": _only("claim.late_penalty", [total.late_penalty for total in totals]),
        "fixed_indemnity": _only(
            "claim.fixed_indemnity", [total.fixed_indemnity for total in totals]
        ),
        "total": _only("claim.total", [total.amount_with_penalties for total in totals]),
    }


def _only(name: str, sums: Sequence[Money]) -> object:
    """The one sum; in several currencies, a value that raises when printed (never an addition)."""
    if len(sums) == 1:
        return sums[0]
    if not sums:
        return absent(name)
    currencies = ", ".join(money.currency for money in sums)
    return Absent(SeveralCurrencies(f"No single {name}: the message is in {currencies}."))


def _account(context: MessageContext) -> object:
    if not context.accounts:
        return absent("account")
    outstanding = [account.outstanding for account in context.accounts]
    overdue = [account.overdue for account in context.accounts]
    return {
        "balance": _only("account.balance", outstanding),
        "outstanding": _only("account.outstanding", outstanding),
        "overdue_total": _only("account.overdue_total", overdue),
        "available_credit": _available(context, outstanding),
    }


def _available(context: MessageContext, outstanding: Sequence[Money]) -> object:
    """What is left of the credit limit; absent once it is reached, or where there is none."""
    limit = context.customer.credit_limit
    owed = [one for one in outstanding if limit and one.currency == limit.currency]
    left = limit - owed[0] if limit and owed else None
    return left if left and left.minor > 0 else absent("account.available_credit")


def _payment(context: MessageContext) -> object:
    if context.payment is None:
        return absent("payment")
    return named(
        "payment",
        {
            "amount": context.payment.amount,
            "date": context.payment.received_on,
            "method": context.payment.method,
            "invoice_numbers": context.payment.numbers,
            "attempted_amount": context.payment.attempted,
            "failure_reason": context.payment.failure_reason,
        },
    )


def _history(reminded_on: Sequence[date]) -> Values:
    first, second, third = (*reminded_on[:3], None, None, None)[:3]
    return named(
        "history",
        {
            "first_reminder_date": first,
            "second_reminder_date": second,
            "third_reminder_date": third,
            "previous_reminder_date": reminded_on[-1] if reminded_on else None,
            "reminder_dates": tuple(reminded_on),
        },
    )


def _portal(context: MessageContext) -> Values:
    portal = context.portal
    return named(
        "portal",
        {
            "url": portal.url,
            "account_url": portal.url,
            "statement_url": portal.url,
            "payment_url": portal.payment_url,
            "dispute_url": portal.dispute_url,
            "forward_url": portal.forward_url,
            "undo_url": portal.undo_url,
            "valid_days": portal.valid_days,
        },
    )


def _notice(context: MessageContext) -> object:
    if context.notice is None:
        return absent("notice")
    return {
        "date": context.as_of,
        "place": context.notice.place,
        "deadline_days": context.notice.deadline_days,
        "deadline_date": context.notice.deadline_on,
    }


def _promise(context: MessageContext) -> object:
    if context.promise is None:
        return absent("promise")
    return {"amount": context.promise.amount, "date": context.promise.due_on}


def _dispute(context: MessageContext) -> object:
    if context.dispute is None:
        return absent("dispute")
    facts = {"amount": context.dispute.amount, "outcome": context.dispute.outcome}
    return named("dispute", facts)


def _change(context: MessageContext) -> object:
    if context.change is None:
        return absent("change")
    return named(
        "change",
        {
            "asked_by": context.change.asked_by,
            "address": context.change.address,
            "date": context.change.counts_on,
        },
    )

"""What a message speaks of, gathered from the rooms below, and the words it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from quittance.accounts.models import Company
from quittance.customers.models import Contact, Customer
from quittance.deliveries import law
from quittance.deliveries.models import Delivery
from quittance.deliveries.ports import PortalUrls
from quittance.domain.dunning import chases_of
from quittance.domain.late_costs import LateCosts
from quittance.domain.legal_rates import FRENCH_RATES, LegalRates
from quittance.domain.money import Money
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Channel
from quittance.templates import context
from quittance.templates.context import MessageContext
from quittance.templates.kinds import Locale, TemplateKind
from quittance.templates.queries import Text
from quittance.templates.render import (
    RenderedMessage,
    Words,
    render_edited,
    render_email,
    render_words,
)

NOTICE_DAYS = 15
PROMISES = frozenset({TemplateKind.PROMISE_CONFIRMATION, TemplateKind.PROMISE_BROKEN})
DISPUTES = frozenset({TemplateKind.DISPUTE_ACKNOWLEDGEMENT, TemplateKind.DISPUTE_RESOLVED})
OUTCOMES: dict[Locale, dict[str, str]] = {
    "fr": {"upheld": "fondée", "rejected": "non retenue", "withdrawn": "retirée"},
    "en": {"upheld": "upheld", "rejected": "not upheld", "withdrawn": "withdrawn"},
}
NO_COSTS = LateCosts(interest={}, indemnities={}, is_verified=True, is_approved=True)

SALUTATIONS: dict[Locale, dict[str, str]] = {
    "fr": {"m": "Monsieur", "mr": "Monsieur", "monsieur": "Monsieur"}
    | {"mme": "Madame", "mlle": "Madame", "madame": "Madame"},
    "en": {"m": "Mr", "mr": "Mr", "monsieur": "Mr"}
    | {"mme": "Ms", "mlle": "Ms", "ms": "Ms", "mrs": "Mrs", "madame": "Ms"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known at the moment of writing."""

    company: Company
    customer: Customer
    contact: Contact | None
    account: Sequence[OpenReceivable]
    asked: Mapping[UUID, int]
    reminded_on: Sequence[date]
    urls: PortalUrls
    as_of: date
    rates: LegalRates = FRENCH_RATES


def locale_of(delivery: Delivery) -> Locale:
    """The language of the message: French unless English was asked."""
    return "en" if delivery.locale == "en" else "fr"


def compose(delivery: Delivery, text: Text, facts: Facts) -> RenderedMessage:
    """The message as it leaves; raises the refusals of `templates` when it cannot be written."""
    spoken_of = context_of(delivery, facts, text)
    if delivery.approved_text is None:
        return render_email(text.template, spoken_of, text.locale)
    edited = delivery.approved_text
    return render_edited(edited["subject"], edited["source"], spoken_of, text.locale)


def compose_letter(delivery: Delivery, text: Text, facts: Facts) -> tuple[Words, MessageContext]:
    """What the letter says and of what; raises the refusals of `templates`."""
    spoken_of = context_of(delivery, facts, text)
    return render_words(text.template, spoken_of, text.locale), spoken_of


def context_of(delivery: Delivery, facts: Facts, text: Text) -> MessageContext:
    """The frozen lines that are still spoken of, at the balances and days late of this day.

    Raises `RateMissing` and `ClaimTimeBarred` where the law leaves nothing to claim by.
    """
    company, customer, as_of = facts.company, facts.customer, facts.as_of
    is_notice = delivery.kind == TemplateKind.FORMAL_NOTICE
    lines = _lines_today(delivery, facts)
    law.refuse_time_barred(delivery.kind, customer, lines, facts.asked, as_of=as_of)
    costs = NO_COSTS
    if law.claims_costs(delivery.kind, text.template):
        costs = law.costs_of(
            company,
            customer.debtor_type,
            lines,
            facts.asked,
            currency=delivery.currency,
            as_of=as_of,
            rates=facts.rates,
            is_notice=is_notice,
        )
    return MessageContext(
        as_of=facts.as_of,
        creditor=_creditor(company),
        collector=context.Collector(
            full_name=delivery.sender_name,
            email=delivery.reply_to,
            phone=delivery.sender_phone or None,
            job_title=delivery.sender_title or None,
        ),
        customer=context.Customer(
            name=customer.name,
            code=customer.code,
            address_lines=_address(customer),
            registration_number=customer.registration or None,
            credit_limit=(
                Money(customer.credit_limit_minor, customer.currency)
                if customer.credit_limit_minor is not None
                else None
            ),
        ),
        contact=_contact(facts.contact, text.locale),
        lines=tuple(_line(line, delivery.currency, facts, costs) for line in lines),
        accounts=_accounts(facts),
        portal=context.Portal(
            url=facts.urls.url,
            forward_url=facts.urls.forward_url,
            payment_url=facts.urls.payment_url,
            dispute_url=facts.urls.dispute_url,
            undo_url=facts.urls.undo_url,
            valid_days=facts.urls.valid_days,
        ),
        history=context.History(reminded_on=tuple(facts.reminded_on)),
        terms=law.terms_of(
            company,
            customer,
            lines,
            facts.asked,
            as_of=as_of,
            rates=facts.rates,
            is_notice=is_notice,
            is_interest_withheld=is_notice and not costs.is_approved,
        ),
        payment=_payment(delivery),
        promise=_promise(delivery),
        dispute=_dispute(delivery, text.locale),
        notice=_notice(company, facts.as_of) if is_notice else None,
        change=_change(facts.urls),
        dunning_level=delivery.level,
        is_registered=delivery.channel == Channel.REGISTERED_LETTER,
    )


def _creditor(company: Company) -> context.Creditor:
    return context.Creditor(
        name=company.name,
        legal_form=company.legal_form or None,
        address_lines=_address(company),
        registration=company.registration or None,
        vat_number=company.vat_number or None,
        bank_details=tuple(line for line in company.bank_details.splitlines() if line.strip()),
        phone=company.phone or None,
        privacy_contact=company.email or None,
    )


def _address(one: Company | Customer) -> tuple[str, ...]:
    town = " ".join(filter(None, [one.postcode, one.city]))
    return tuple(filter(None, [*one.address_lines, town]))


def _contact(contact: Contact | None, locale: Locale) -> context.Contact:
    if contact is None:
        return context.Contact()
    civility = SALUTATIONS[locale].get(contact.civility.strip().rstrip(".").lower())
    salutation = f"{civility} {contact.last_name}" if civility and contact.last_name else None
    return context.Contact(
        salutation=salutation,
        first_name=contact.first_name or None,
        last_name=contact.last_name or None,
    )


def _lines_today(delivery: Delivery, facts: Facts) -> list[dict[str, Any]]:
    """The frozen lines that are still spoken of, the oldest due first, by their days of today."""
    due = {str(one.id): one.due_on.isoformat() for one in facts.account}
    return [
        line | {"due_on": due.get(line["receivable_id"], line["due_on"])}
        for line in sorted(delivery.lines, key=lambda line: (line["due_on"], line["number"]))
        if UUID(line["receivable_id"]) in facts.asked
    ]


def _line(line: Mapping[str, Any], currency: str, facts: Facts, costs: LateCosts) -> context.Line:
    receivable_id = UUID(line["receivable_id"])
    due_on = date.fromisoformat(line["due_on"])
    return context.Line(
        number=line["number"],
        invoiced_on=date.fromisoformat(line["invoiced_on"]),
        due_on=due_on,
        days_late=(facts.as_of - due_on).days,
        amount=Money(line["amount_minor"], currency),
        balance=Money(facts.asked[receivable_id], currency),
        level=line["level"],
        kind=context.LineKind(line["kind"]),
        late_penalty=costs.interest.get(receivable_id),
        fixed_indemnity=costs.indemnities.get(receivable_id),
    )


def _accounts(facts: Facts) -> tuple[context.Account, ...]:
    """What is owed in each currency, credits taken off, and the part of it that is overdue."""
    chases = chases_of(facts.account, facts.as_of)
    outstanding: dict[str, int] = {}
    overdue: dict[str, int] = {}
    for one in facts.account:
        outstanding[one.currency] = outstanding.get(one.currency, 0) + one.balance_minor
        if one.is_overdue(facts.as_of) and one.id in chases:
            asked = chases[one.id].amount_minor
            overdue[one.currency] = overdue.get(one.currency, 0) + asked
    return tuple(
        context.Account(
            outstanding=Money(minor, currency), overdue=Money(overdue.get(currency, 0), currency)
        )
        for currency, minor in outstanding.items()
    )


def _payment(delivery: Delivery) -> context.Payment | None:
    """What was received: a part, or the receivables of the message that bear their day."""
    if delivery.kind == TemplateKind.PARTIAL_PAYMENT:
        return context.Payment(
            amount=_told_minor(delivery),
            received_on=_told_on(delivery),
            numbers=tuple(line["number"] for line in delivery.lines),
        )
    if delivery.kind == TemplateKind.PAYMENT_FAILED:
        attempted = _told_minor(delivery)
        return context.Payment(
            amount=attempted, received_on=_told_on(delivery), attempted=attempted
        )
    paid = [line for line in delivery.lines if line["paid_on"] and line["removed"] is None]
    if not paid:
        return None
    return context.Payment(
        amount=Money(sum(line["approved_minor"] for line in paid), delivery.currency),
        received_on=date.fromisoformat(max(line["paid_on"] for line in paid)),
        numbers=tuple(line["number"] for line in paid),
    )


def _promise(delivery: Delivery) -> context.Word | None:
    if delivery.kind not in PROMISES:
        return None
    return context.Word(amount=_told_minor(delivery), due_on=_told_on(delivery))


def _dispute(delivery: Delivery, locale: Locale) -> context.Contest | None:
    if delivery.kind not in DISPUTES:
        return None
    outcome = (delivery.fact or {}).get("outcome", "")
    return context.Contest(amount=_told_minor(delivery), outcome=OUTCOMES[locale].get(outcome))


def _told_minor(delivery: Delivery) -> Money:
    """The sum of the fact that the message tells of."""
    return Money((delivery.fact or {})["amount_minor"], delivery.currency)


def _told_on(delivery: Delivery) -> date:
    return date.fromisoformat((delivery.fact or {})["on"])


def _notice(company: Company, as_of: date) -> context.Notice:
    return context.Notice(
        place=company.city,
        deadline_days=NOTICE_DAYS,
        deadline_on=as_of + timedelta(days=NOTICE_DAYS),
    )


def _change(urls: PortalUrls) -> context.Change | None:
    told = urls.change
    if told is None:
        return None
    return context.Change(asked_by=told.asked_by, address=told.address, counts_on=told.counts_on)

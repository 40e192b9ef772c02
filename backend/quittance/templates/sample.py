"""An invented customer of the company, for previews: three invoices, nothing real."""

from datetime import date, timedelta
from decimal import Decimal

from quittance.accounts.models import Company
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.money import Money
from quittance.templates.context import (
    Account,
    Change,
    Collector,
    Contact,
    Contest,
    Creditor,
    Customer,
    History,
    Line,
    MessageContext,
    Notice,
    Payment,
    Portal,
    Terms,
    Word,
)

SITE = "https://exemple.example/r/apercu"


def creditor_of(company: Company) -> Creditor:
    """The company as its messages name it."""
    town = " ".join(filter(None, [company.postcode, company.city]))
    return Creditor(
        name=company.name,
        legal_form=company.legal_form or None,
        address_lines=tuple(filter(None, [*company.address_lines, town])),
        registration=company.registration or None,
        vat_number=company.vat_number or None,
        bank_details=tuple(filter(None, [company.bank_details])),
        phone=company.phone or None,
        privacy_contact=company.email or None,
    )


def context(company: Company, *, sender: Collector, as_of: date) -> MessageContext:
    """A message of the company to a customer who does not exist."""
    lines = tuple(
        _line(f"FA-{number}", minor, company.currency, as_of=as_of)
        for number, minor in (("0418", 14_210_00), ("0419", 6_750_00), ("0421", 4_000_00))
    )
    total = sum((line.balance.minor for line in lines), start=0)
    return MessageContext(
        as_of=as_of,
        creditor=creditor_of(company),
        collector=sender,
        customer=Customer(
            name="Exemple Bâtiment",
            code="C00000",
            address_lines=("Service comptabilité", "1 rue de l’Exemple", "44000 Nantes"),
            registration_number="000 000 000",
            credit_limit=Money(total * 2, company.currency),
        ),
        contact=Contact(salutation="Madame Exemple", first_name="Anne", last_name="Exemple"),
        lines=lines,
        accounts=(
            Account(
                outstanding=Money(total, company.currency), overdue=Money(total, company.currency)
            ),
        ),
        portal=Portal(
            url=SITE,
            forward_url=f"{SITE}/transmettre",
            payment_url=f"{SITE}/payer",
            dispute_url=f"{SITE}/litige",
            undo_url=f"{SITE}/annuler",
            valid_days=company.link_days,
        ),
        history=History(reminded_on=tuple(as_of - timedelta(days=days) for days in (24, 16, 8))),
        terms=Terms(
            jurisdiction=company.jurisdiction,
            debtor_type=company.default_debtor_type,
            late_penalty_rate=Decimal("10.00"),
            is_rate_contractual=company.jurisdiction.value != Jurisdiction.FR,
            rate_counsel_approved=True,
            suspension_clause="article 8 de nos conditions générales de vente",
        ),
        payment=Payment(
            amount=lines[1].balance,
            received_on=as_of - timedelta(days=1),
            method="virement",
            numbers=(lines[1].number,),
            attempted=lines[2].balance,
            failure_reason="provision insuffisante",
        ),
        notice=Notice(
            place=company.city or "Nantes",
            deadline_days=15,
            deadline_on=as_of + timedelta(days=15),
        ),
        promise=Word(amount=lines[0].balance, due_on=as_of + timedelta(days=7)),
        dispute=Contest(amount=lines[0].balance, outcome="fondée"),
        change=Change(
            asked_by="Anne Exemple",
            address="l.petit@exemple.example",
            counts_on=as_of + timedelta(days=7),
        ),
        dunning_level=1,
    )


def _line(number: str, minor: int, currency: str, *, as_of: date) -> Line:
    amount = Money(minor, currency)
    due_on = as_of - timedelta(days=8)
    return Line(
        number=number,
        invoiced_on=due_on - timedelta(days=30),
        due_on=due_on,
        days_late=8,
        amount=amount,
        balance=amount,
        level=1,
    )

"""Messages of one creditor to one debtor, with names that try to break every rendering."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from quittance.domain.debtor import DebtorType
from quittance.domain.money import Money
from quittance.templates.context import (
    Account,
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
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate, RenderedMessage, render_email
from quittance.templates.stock import STOCK

TODAY = date(2026, 11, 24)
HOSTILE_NAMES = (
    "A<b",
    "<SARL>",
    "=1+1",
    "Dupont & Fils\r\nBcc: victime@exemple.example",
    "[[button: Payer | portal.url]]",
    "{{ creditor.name }}",
    "**Gras** # Titre > note | [[table]]",
    "Café 🧾 Élan",
    "\u202eLRAS ellerreip",
    "שלום בע״מ",
    "<script>alert('x')</script>",
    "'\"><img src=http://exemple.example/x.png>",
    "nul\x00 et\x1b échappement",
    "Papeʻete Āmanu",
)

MORVAN = Creditor(
    name="Ateliers Morvan",
    legal_form="SAS au capital de 240 000 €",
    address_lines=("14 quai des Forges", "44100 Nantes"),
    registration="RCS Nantes 498 211 037",
    vat_number="FR62498211037",
    bank_details=("IBAN FR14 2004 1010 0505 0001 3M02 606", "BIC PSSTFRPPXXX"),
    phone="+33240117800",
    privacy_contact="donnees@ateliers-morvan.example",
)
CLAIRE = Collector(
    full_name="Claire Vasseur",
    email="c.vasseur@ateliers-morvan.example",
    phone="+33240117830",
    job_title="Chargée de recouvrement",
)
HAMON = Customer(
    name="BTP Loire-Océan",
    code="C00019",
    address_lines=("Service comptabilité", "27 rue des Fondeurs", "44800 Saint-Herblain"),
    registration_number="498 211 037",
    credit_limit=Money(50_000_00, "EUR"),
)
PORTAL = Portal(
    url="https://payer.example/r/7K4P92XD",
    forward_url="https://payer.example/r/7K4P92XD/transmettre",
    payment_url="https://payer.example/r/7K4P92XD/payer",
    dispute_url="https://payer.example/r/7K4P92XD/litige",
)
FRENCH_PROFESSIONAL = Terms(
    debtor_type=DebtorType.PROFESSIONAL,
    late_penalty_rate=Decimal("12.40"),
    rate_counsel_approved=True,
    suspension_clause="article 8 de nos conditions générales de vente",
)


def line(number: str = "FA-26-0588", minor: int = 14_210_00, **changes: Any) -> Line:
    """An invoice due eight days ago."""
    currency = changes.pop("currency", "EUR")
    days_late = changes.pop("days_late", 8)
    due_on = TODAY - timedelta(days=days_late)
    facts: dict[str, Any] = {
        "number": number,
        "due_on": due_on,
        "invoiced_on": due_on - timedelta(days=30),
        "days_late": days_late,
        "amount": Money(minor, currency),
        "balance": Money(minor, currency),
        "level": 1,
    }
    return Line(**{**facts, **changes})


THREE_LINES = (
    line("FA-26-0588", 14_210_00),
    line("FA-26-0589", 6_750_00),
    line("FA-26-0591", 4_000_00),
)


def message(**changes: Any) -> MessageContext:
    """Three invoices, 24 960,00 € overdue, of BTP Loire-Océan, in France, between professionals."""
    facts: dict[str, Any] = {
        "as_of": TODAY,
        "creditor": MORVAN,
        "collector": CLAIRE,
        "customer": HAMON,
        "contact": Contact(salutation="Monsieur Hamon", first_name="Yves", last_name="Hamon"),
        "lines": THREE_LINES,
        "accounts": (
            Account(outstanding=Money(31_400_00, "EUR"), overdue=Money(24_960_00, "EUR")),
        ),
        "portal": PORTAL,
        "history": History(reminded_on=(date(2026, 9, 14), date(2026, 10, 12), date(2026, 11, 3))),
        "terms": FRENCH_PROFESSIONAL,
        "payment": Payment(
            amount=Money(6_750_00, "EUR"),
            received_on=date(2026, 11, 20),
            method="virement",
            numbers=("FA-26-0589",),
            attempted=Money(4_000_00, "EUR"),
        ),
        "promise": Word(amount=Money(6_750_00, "EUR"), due_on=date(2026, 12, 1)),
        "dispute": Contest(amount=Money(4_000_00, "EUR"), outcome="avoir émis"),
        "notice": Notice(place="Nantes", deadline_days=15, deadline_on=date(2026, 12, 9)),
        "dunning_level": 1,
    }
    return MessageContext(**{**facts, **changes})


def hostile(name: str) -> MessageContext:
    """The same message, every free text of which is `name`."""
    return message(
        creditor=Creditor(
            name=name,
            legal_form=name,
            address_lines=(name, name),
            registration=name,
            bank_details=(name,),
            privacy_contact=name,
        ),
        collector=Collector(full_name=name, email=name, phone=name, job_title=name),
        customer=replace(HAMON, name=name, code=name, address_lines=(name, name)),
        contact=Contact(salutation=name, first_name=name, last_name=name),
        lines=(line(name), line(name, 1_00)),
        payment=Payment(
            amount=Money(1_00, "EUR"),
            received_on=TODAY,
            method=name,
            numbers=(name,),
            attempted=Money(1_00, "EUR"),
            failure_reason=name,
        ),
        dispute=Contest(amount=Money(1_00, "EUR"), outcome=name),
        terms=Terms(
            debtor_type=DebtorType.PROFESSIONAL,
            late_penalty_rate=Decimal("12.40"),
            rate_counsel_approved=True,
            suspension_clause=name,
        ),
        notice=Notice(place=name, deadline_days=15, deadline_on=date(2026, 12, 9)),
    )


def template(body: str, subject: str = "Objet") -> EmailTemplate:
    """A text of somebody's own."""
    return EmailTemplate(kind=TemplateKind.FIRST_REMINDER, subject=subject, body=body)


def first_reminder(**changes: Any) -> RenderedMessage:
    """The stock first reminder, in French."""
    return render_email(STOCK[TemplateKind.FIRST_REMINDER, "fr", "page"], message(**changes), "fr")


class Page(HTMLParser):
    """What a mail reader would see: tags, links and visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in {"href", "src"} and value]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.text += data + " "

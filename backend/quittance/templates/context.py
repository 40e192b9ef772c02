"""What a message speaks of, frozen: once built, rendering it twice gives the same words.

Sums are `Money`, days are civil days of the company's zone, `as_of` is its day at release.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.money import Money
from quittance.domain.months import Semester
from quittance.templates.errors import SeveralCurrencies


class LineKind(StrEnum):
    """What one line of the account is; credits carry negative balances."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Creditor:
    """The company that is owed, as its letters must name it."""

    name: str
    legal_form: str | None = None  # "SAS au capital de 240 000 €"
    address_lines: tuple[str, ...] = ()
    registration: str | None = None  # "RCS Nantes 498 211 037", RIDET or TAHITI number
    vat_number: str | None = None
    bank_details: tuple[str, ...] = ()  # "IBAN FR14 …", "BIC …", or a local RIB
    accounting_department: str | None = None
    collections_department: str | None = None
    phone: str | None = None
    privacy_contact: str | None = None
    privacy_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who collects for the creditor without being it, under a written mandate (LEG-10)."""

    name: str
    address_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the law and the contract let this creditor say to this debtor.

    `late_penalty_rate` is the percent per year of `rate_semester` (Decimal("12.40")); without it
    no penalty rate is printed. `is_rate_contractual` tells a clause from the statutory default.
    A rate that is not verified rests on one source only: the message says so.
    """

    jurisdiction: Jurisdiction = Jurisdiction.FR
    debtor_type: DebtorType = DebtorType.UNKNOWN
    late_penalty_rate: Decimal | None = None
    rate_semester: Semester | None = None
    is_rate_contractual: bool = False
    is_rate_verified: bool = True
    rate_counsel_approved: bool = False
    is_interest_withheld: bool = False  # owed, and not claimed until counsel approves its rate
    suspension_clause: str | None = None
    is_term_over_cap: bool = False  # the agreed payment term breaches LEG-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """The person who signs and answers."""

    full_name: str
    email: str
    phone: str | None = None
    job_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who owes."""

    name: str
    code: str
    address_lines: tuple[str, ...] = ()
    registration_number: str | None = None
    credit_limit: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person spoken to; `salutation` is how a letter greets them ("Madame Léa Petit")."""

    salutation: str | None = None
    first_name: str | None = None
    last_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One receivable of the message; `days_late` is negative before the due day."""

    number: str
    due_on: date
    days_late: int
    amount: Money
    balance: Money
    invoiced_on: date | None = None
    level: int = 0
    kind: LineKind = LineKind.INVOICE
    late_penalty: Money | None = None
    fixed_indemnity: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The whole account in one currency, beyond the lines of the message."""

    outstanding: Money
    overdue: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Signed addresses of the debtor's space; each one absent is simply not offered."""

    url: str | None = None
    forward_url: str | None = None
    payment_url: str | None = None
    dispute_url: str | None = None
    undo_url: str | None = None
    valid_days: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of contact asked on the portal: by whom, to which address, from which day."""

    asked_by: str
    address: str
    counts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The days of earlier reminders, oldest first."""

    reminded_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What was received, for thank-you messages; or `attempted` and refused by a bank."""

    amount: Money
    received_on: date
    method: str | None = None
    numbers: tuple[str, ...] = ()
    attempted: Money | None = None
    failure_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a formal notice adds: where and when it was written, and how long it leaves."""

    place: str
    deadline_days: int
    deadline_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A sum promised for a day."""

    amount: Money
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A sum contested; `outcome` says in the message's language how it ended."""

    amount: Money
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The sum of the message's lines in one currency."""

    amount: Money
    late_penalty: Money
    fixed_indemnity: Money

    @property
    def amount_with_penalties(self) -> Money:
        """Principal, penalties and indemnities together."""
        return self.amount + self.late_penalty + self.fixed_indemnity


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """Everything one message to one customer may say."""

    as_of: date
    creditor: Creditor
    collector: Collector
    customer: Customer
    contact: Contact = Contact()
    lines: tuple[Line, ...] = ()
    accounts: tuple[Account, ...] = ()
    portal: Portal = Portal()
    history: History = History()
    terms: Terms = field(default_factory=Terms)
    payment: Payment | None = None
    notice: Notice | None = None
    promise: Word | None = None
    dispute: Contest | None = None
    change: Change | None = None
    dunning_level: int = 0
    is_registered: bool = False  # goes by registered post
    agent: Agent | None = None  # the creditor speaks for itself

    @property
    def totals(self) -> tuple[Total, ...]:
        """One total per currency, in the order the currencies appear."""
        currencies = dict.fromkeys(line.balance.currency for line in self.lines)
        return tuple(
            _total([line for line in self.lines if line.balance.currency == currency], currency)
            for currency in currencies
        )

    @property
    def total(self) -> Total:
        """The only total; several currencies raise rather than be added."""
        totals = self.totals
        if len(totals) != 1:
            raise SeveralCurrencies(_no_single_total(totals))
        return totals[0]


def _no_single_total(totals: Iterable[Total]) -> str:
    currencies = ", ".join(total.amount.currency for total in totals)
    return f"No single total: the message is in {currencies or 'no currency'}."


def _total(lines: Iterable[Line], currency: str) -> Total:
    amount = late_penalty = fixed_indemnity = Money(0, currency)
    for line in lines:
        amount += line.balance
        late_penalty += line.late_penalty or Money(0, currency)
        fixed_indemnity += line.fixed_indemnity or Money(0, currency)
    return Total(amount=amount, late_penalty=late_penalty, fixed_indemnity=fixed_indemnity)

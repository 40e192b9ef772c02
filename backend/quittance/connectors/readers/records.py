"""What every reader hands over: customers, contacts, receivables, and the ledger they form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from quittance.connectors.readers.problems import Problems

Kind = Literal["invoice", "credit_note", "payment", "other"]


class CustomerRecord(NamedTuple):
    """A customer as the file describes it (SAGE-114); None where the file is silent."""

    line: int
    code: str
    name: str
    siren: str | None = None
    siret: str | None = None
    ridet: str | None = None
    tahiti: str | None = None
    vat_number: str | None = None
    address1: str | None = None
    address2: str | None = None
    address3: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    phone: str | None = None
    mobile: str | None = None
    emails: tuple[str, ...] = ()
    contact_name: str | None = None
    sales_rep: str | None = None
    category: str | None = None
    payment_method: str | None = None
    payment_terms: str | None = None
    credit_limit: Decimal | None = None
    language: str | None = None
    currency: str | None = None
    free1: str | None = None
    free2: str | None = None


class ContactRecord(NamedTuple):
    """A person at a customer (SAGE-114, SAGE-117)."""

    line: int
    customer_code: str
    last_name: str | None = None
    first_name: str | None = None
    civility: str | None = None
    email: str | None = None
    phone: str | None = None
    mobile: str | None = None
    department: str | None = None
    function: str | None = None
    language: str | None = None
    receives_reminders: bool = True


class ReceivableRecord(NamedTuple):
    """One line of a customer account; debits positive, credits negative, in currency units.

    `derived` says that the balance was computed oldest-first because the file letters nothing.
    """

    line: int
    external_id: str | None
    customer_code: str
    kind: Kind
    number: str
    label: str
    entry_on: date
    invoiced_on: date
    due_on: date | None
    amount: Decimal
    balance: Decimal
    currency: str
    reconciliation_code: str | None = None
    payment_method: str | None = None
    order_no: str | None = None
    free1: str | None = None
    free2: str | None = None
    free3: str | None = None
    document_url: str | None = None
    level: int | None = None
    derived: bool = False
    journal: str | None = None
    document_no: str | None = None
    reconciled_on: date | None = None
    customer_name: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A customer ledger to import; `problems` is complete once the iterables are exhausted.

    `full` says that what is absent from it is no longer open. Each iterable may be read once.
    """

    customers: Iterable[CustomerRecord]
    contacts: Iterable[ContactRecord]
    receivables: Iterable[ReceivableRecord]
    problems: Problems
    full: bool

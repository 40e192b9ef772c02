"""Records of readers and programs → rows to stage: exact sums, days from terms, texts that fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from quittance.connectors.readers.records import ContactRecord, CustomerRecord, ReceivableRecord
from quittance.connectors.remarks import Remarks
from quittance.customers.ingest import StagedContact, StagedCustomer
from quittance.domain.money import EXPONENTS, Money
from quittance.domain.payment_terms import PaymentTerms, UnreadableTerms, due_date, read_terms
from quittance.domain.payment_terms import statutory_due_date as by_law
from quittance.domain.reconciliation import LineIdentity, fingerprint
from quittance.platform.ids import new_id
from quittance.receivables.ingest import StagedReceivable

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
LARGEST_MINOR = 10**15
LONGEST_CODE = 60
LONGEST_EXTERNAL_ID = 200
COUNTRIES = {
    "france": "FR",
    "nouvelle-calédonie": "NC",
    "nouvelle calédonie": "NC",
    "nouvelle caledonie": "NC",
    "polynésie française": "PF",
    "polynesie francaise": "PF",
    "belgique": "BE",
    "suisse": "CH",
    "luxembourg": "LU",
    "allemagne": "DE",
    "espagne": "ES",
    "italie": "IT",
    "royaume-uni": "GB",
}


@dataclass
class Book:
    """What every row of one load is read with; `terms` are the customers' own, by code."""

    currency: str
    company_terms: str
    remarks: Remarks
    terms: dict[str, str] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)


def customers(records: Iterator[CustomerRecord], book: Book) -> Iterator[StagedCustomer]:
    """The customers to stage; their terms are known from then on."""
    for record in records:
        row = _customer(record, book)
        if row is not None:
            yield row


def _customer(record: CustomerRecord, book: Book) -> StagedCustomer | None:
    code = _clean(record.code)
    line, remarks = record.line, book.remarks
    if not _is_code(code, line, "code", remarks):
        return None
    if code in book.codes:
        remarks.add("duplicate_customer", line, "code", value=code)
        return None
    book.codes.add(code)
    currency = record.currency if record.currency in EXPONENTS else None
    if record.payment_terms:
        if terms_of(record.payment_terms) is None:
            remarks.add("terms_unreadable", line, "payment_terms", value=record.payment_terms)
        book.terms[code] = record.payment_terms

    def fit(name: str, most: int) -> str | None:
        return _fit(getattr(record, name), name, most, line, remarks)

    name = fit("name", 200)
    return StagedCustomer(
        line=line,
        id=new_id(),
        code=code,
        name=name if name and name != code else None,
        registration=_registration(record),
        vat_number=fit("vat_number", 30),
        address_lines=_address(record),
        postcode=fit("postcode", 20),
        city=fit("city", 100),
        country=_country(record, remarks),
        phone=fit("phone", 40),
        mobile=fit("mobile", 40),
        sales_rep=fit("sales_rep", 100),
        category=fit("category", 100),
        payment_method=fit("payment_method", 60),
        payment_terms=fit("payment_terms", 60),
        credit_limit_minor=_limit(record, currency or book.currency, remarks),
        language=record.language.lower()[:2] if record.language else None,
        currency=currency,
        free1=fit("free1", 200),
        free2=fit("free2", 200),
    )


def contacts_of(record: CustomerRecord) -> Iterator[ContactRecord]:
    """The people a customer's own row names: the first address is the main contact's."""
    for rank, email in enumerate(record.emails):
        yield ContactRecord(
            line=record.line,
            customer_code=record.code,
            email=email,
            last_name=record.contact_name if rank == 0 else None,
        )


def contact(record: ContactRecord, book: Book, *, is_main: bool = False) -> StagedContact | None:
    """The contact to stage; `is_main` contacts come from the customer's own row."""
    code = _clean(record.customer_code)
    if not _is_code(code, record.line, "customer_code", book.remarks):
        return None

    def fit(name: str, most: int) -> str | None:
        return _fit(getattr(record, name), name, most, record.line, book.remarks)

    return StagedContact(
        line=record.line,
        id=new_id(),
        customer_code=code,
        civility=fit("civility", 20),
        first_name=fit("first_name", 100),
        last_name=fit("last_name", 100),
        email=_clean(record.email or "")[:254],
        phone=fit("phone", 40) or fit("mobile", 40),
        department=fit("department", 100),
        function=fit("function", 100),
        language=record.language.lower()[:2] if record.language else None,
        receives_reminders=None if is_main else record.receives_reminders,
        is_main=is_main,
    )


def receivables(records: Iterator[ReceivableRecord], book: Book) -> Iterator[StagedReceivable]:
    """The lines to stage; a refused one leaves a remark."""
    for record in records:
        row = _receivable(record, book)
        if row is not None:
            yield row


def _receivable(record: ReceivableRecord, book: Book) -> StagedReceivable | None:
    line, remarks = record.line, book.remarks
    code = _clean(record.customer_code)
    sums = _sums(record, remarks)
    if sums is None or not _is_code(code, line, "customer_code", remarks):
        return None
    external_id = _clean(record.external_id or "") or None
    if external_id is not None and len(external_id) > LONGEST_EXTERNAL_ID:
        remarks.add(
            "code_too_long", line, "external_id", value=external_id, most=LONGEST_EXTERNAL_ID
        )
        return None
    if not _are_days(record, remarks) or not _is_level(record, remarks):
        return None

    def fit(name: str, most: int) -> str | None:
        return _fit(getattr(record, name), name, most, line, remarks)

    number = _clean(record.number or record.document_no or "")[:100]
    identified_on = record.due_on or record.invoiced_on
    print_ = fingerprint(LineIdentity(code, number, identified_on, sums[0], record.currency))
    return StagedReceivable(
        line=line,
        id=new_id(),
        external_id=external_id,
        fingerprint=bytes.fromhex(print_),
        identified_on=identified_on,
        customer_code=code,
        customer_name=fit("customer_name", 200),
        document_key=number or external_id or print_[:32],
        kind=record.kind,
        number=number,
        label=fit("label", 300),
        order_no=fit("order_no", 100),
        entry_on=record.entry_on,
        invoiced_on=record.invoiced_on,
        due_on=record.due_on or _due_on(record, code, book),
        currency=record.currency,
        amount_minor=sums[0],
        balance_minor=sums[1],
        payment_method=fit("payment_method", 60),
        reconciliation_code=fit("reconciliation_code", 60) or "",
        reconciled_on=record.reconciled_on,
        level=record.level,
        derived=record.derived,
        free1=fit("free1", 200),
        free2=fit("free2", 200),
        free3=fit("free3", 200),
        document_url=fit("document_url", 500),
    )


def _sums(record: ReceivableRecord, remarks: Remarks) -> tuple[int, int] | None:
    """Amount and balance in minor units, exact or refused."""
    if record.currency not in EXPONENTS:
        remarks.add("currency_unknown", record.line, "currency", value=record.currency)
        return None
    try:
        amount = Money.from_decimal(record.amount, record.currency).minor
        balance = Money.from_decimal(record.balance, record.currency).minor
    except ValueError:
        remarks.add("amount_precision", record.line, "amount", currency=record.currency)
        return None
    if not amount:
        remarks.add("amount_zero", record.line, "amount")
        return None
    if max(abs(amount), abs(balance)) > LARGEST_MINOR:
        remarks.add("amount_too_large", record.line, "amount")
        return None
    return amount, balance


def _due_on(record: ReceivableRecord, code: str, book: Book) -> date:
    """By the customer's terms, else the company's, else the law's; a credit has no term."""
    if record.amount < 0:
        return record.invoiced_on
    for words in (book.terms.get(code, ""), book.company_terms):
        terms = terms_of(words) if words else None
        if terms is not None:
            return _fallen_due(record.invoiced_on, terms)
    return by_law(record.invoiced_on)


@lru_cache(maxsize=4_096)
def terms_of(words: str) -> PaymentTerms | None:
    """The rule in these words, None if none can be read."""
    try:
        return read_terms(words)
    except UnreadableTerms:
        return None


@lru_cache(maxsize=65_536)
def _fallen_due(invoiced_on: date, terms: PaymentTerms) -> date:
    return due_date(invoiced_on, terms)


def _are_days(record: ReceivableRecord, remarks: Remarks) -> bool:
    for name in ("entry_on", "invoiced_on", "due_on", "reconciled_on"):
        day: date | None = getattr(record, name)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            remarks.add("date_out_of_range", record.line, name, value=day.isoformat())
            return False
    return True


def _is_level(record: ReceivableRecord, remarks: Remarks) -> bool:
    if record.level is None or 0 <= record.level <= 9:
        return True
    remarks.add("level_out_of_range", record.line, "level")
    return False


def _is_code(code: str, line: int, name: str, remarks: Remarks) -> bool:
    if not code:
        remarks.add("customer_missing", line, name)
    elif len(code) > LONGEST_CODE:
        remarks.add("code_too_long", line, name, value=code, most=LONGEST_CODE)
    else:
        return True
    return False


def _clean(text: str) -> str:
    """The text without NUL, which PostgreSQL cannot keep, and without blanks around it."""
    return text.replace("\x00", "").strip()


def _fit(text: str | None, name: str, most: int, line: int, remarks: Remarks) -> str | None:
    if text is None:
        return None
    clean = _clean(text)
    if len(clean) <= most:
        return clean
    remarks.add("text_cut", line, name, most=most, value=clean)
    return clean[:most]


def _registration(record: CustomerRecord) -> str | None:
    known = record.siret or record.siren or record.ridet or record.tahiti
    return _clean(known)[:60] if known else None


def _address(record: CustomerRecord) -> str | None:
    lines = [
        _clean(one)[:200] for one in (record.address1, record.address2, record.address3) if one
    ]
    return json.dumps(lines, ensure_ascii=False) if lines else None


def _country(record: CustomerRecord, remarks: Remarks) -> str | None:
    written = _clean(record.country or "")
    if not written:
        return None
    if len(written) == 2 and written.isascii() and written.isalpha():
        return written.upper()
    known = COUNTRIES.get(written.casefold())
    if known is None:
        remarks.add("country_unknown", record.line, "country", value=written)
    return known


def _limit(record: CustomerRecord, currency: str, remarks: Remarks) -> int | None:
    if record.credit_limit is None:
        return None
    whole = record.credit_limit.quantize(Decimal(1).scaleb(-EXPONENTS[currency]))
    minor = Money.from_decimal(whole, currency).minor
    if minor > LARGEST_MINOR:
        remarks.add("limit_too_large", record.line, "credit_limit")
        return None
    return minor

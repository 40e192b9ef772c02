"""Customers and contacts of readers and programs → rows to stage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from quittance.connectors.book import LARGEST_MINOR, Book, clean, fitted, is_code, terms_of
from quittance.connectors.readers.records import ContactRecord, CustomerRecord
from quittance.connectors.remarks import Remarks
from quittance.customers.ingest import StagedCustomer
from quittance.customers.ingest_contacts import StagedContact
from quittance.domain.money import EXPONENTS, Money

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


def customers(records: Iterator[CustomerRecord], book: Book) -> Iterator[StagedCustomer]:
    """The customers to stage; their terms are known from then on."""
    for record in records:
        row = _customer(record, book)
        if row is not None:
            yield row


def _customer(record: CustomerRecord, book: Book) -> StagedCustomer | None:
    code = clean(record.code)
    line, remarks = record.line, book.remarks
    if not is_code(code, line, "code", remarks):
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
        return fitted(getattr(record, name), name, most, line, remarks)

    name = fit("name", 200)
    return StagedCustomer(
        line=line,
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
        language=clean(record.language).lower()[:2] if record.language else None,
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
    code = clean(record.customer_code)
    if not is_code(code, record.line, "customer_code", book.remarks):
        return None

    def fit(name: str, most: int) -> str | None:
        return fitted(getattr(record, name), name, most, record.line, book.remarks)

    return StagedContact(
        line=record.line,
        customer_code=code,
        civility=fit("civility", 20),
        first_name=fit("first_name", 100),
        last_name=fit("last_name", 100),
        email=clean(record.email or "")[:254],
        phone=fit("phone", 40) or fit("mobile", 40),
        department=fit("department", 100),
        function=fit("function", 100),
        language=clean(record.language).lower()[:2] if record.language else None,
        receives_reminders=None if is_main else record.receives_reminders,
        is_main=is_main,
    )


def _registration(record: CustomerRecord) -> str | None:
    known = record.siret or record.siren or record.ridet or record.tahiti
    return clean(known)[:60] if known else None


def _address(record: CustomerRecord) -> str | None:
    lines = [clean(one)[:200] for one in (record.address1, record.address2, record.address3) if one]
    return json.dumps(lines, ensure_ascii=False) if lines else None


def _country(record: CustomerRecord, remarks: Remarks) -> str | None:
    written = clean(record.country or "")
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

"""Rows of a table to customers and contacts; a bad row is told and the others go in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from quittance.connectors.readers.cells import Row, amount_of, text_of
from quittance.connectors.readers.identifiers import compact, is_email, is_sound, split_emails
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.records import ContactRecord, CustomerRecord
from quittance.connectors.readers.values import parse_currency

_NO = frozenset({"0", "n", "no", "non", "false", "faux"})


def read_customers(
    rows: Iterable[tuple[int, Row]], mapping: Mapping[str, str], problems: Problems
) -> Iterator[CustomerRecord]:
    """One customer per code; a table without codes is keyed by name. `mapping`: field → header."""
    seen: set[str] = set()
    for line, row in rows:
        text = _texts(row, mapping)
        code = text.get("code", "") if "code" in mapping else text.get("name", "")
        if not text.get("name"):
            problems.add("name_missing", line, "name")
        elif not code:
            problems.add("customer_missing", line, "code")
        elif code in seen:
            problems.add("duplicate_customer", line, "code", value=code)
        else:
            seen.add(code)
            yield _customer(line, code, row, mapping, problems)


def _customer(
    line: int,
    code: str,
    row: Row,
    mapping: Mapping[str, str],
    problems: Problems,
) -> CustomerRecord:
    text = _texts(row, mapping)
    emails, doubtful = split_emails(text.get("email", ""))
    for address in doubtful:
        problems.add("email_invalid", line, "email", value=address)

    written = text.get("currency", "")
    currency = parse_currency(written) if written else None
    if written and currency is None:
        problems.add("customer_currency_unknown", line, "currency", value=written)

    return CustomerRecord(
        line=line,
        code=code,
        name=text["name"],
        emails=tuple(emails),
        postcode=_postcode(text.get("postcode", ""), row, mapping),
        credit_limit=_limit(line, row, mapping, problems),
        currency=currency,
        siren=_identifier("siren", line, text, problems),
        siret=_identifier("siret", line, text, problems),
        ridet=_identifier("ridet", line, text, problems),
        tahiti=_identifier("tahiti", line, text, problems),
        vat_number=text.get("vat_number") or None,
        address1=text.get("address1") or None,
        address2=text.get("address2") or None,
        address3=text.get("address3") or None,
        city=text.get("city") or None,
        country=text.get("country") or None,
        phone=text.get("phone") or None,
        mobile=text.get("mobile") or None,
        contact_name=text.get("contact_name") or None,
        sales_rep=text.get("sales_rep") or None,
        category=text.get("category") or None,
        payment_method=text.get("payment_method") or None,
        payment_terms=text.get("payment_terms") or None,
        language=text.get("language") or None,
        free1=text.get("free1") or None,
        free2=text.get("free2") or None,
    )


def _identifier(kind: str, line: int, text: Mapping[str, str], problems: Problems) -> str | None:
    value = compact(text.get(kind, ""))
    if value and not is_sound(kind, value):
        problems.add("identifier_invalid", line, kind, value=value, kind=kind.upper())
    return value or None


def _texts(row: Row, mapping: Mapping[str, str]) -> dict[str, str]:
    return {field: text_of(row.get(header, "")) for field, header in mapping.items()}


def _postcode(text: str, row: Row, mapping: Mapping[str, str]) -> str | None:
    """A workbook that took 01000 for a number kept 1000."""
    lost_zero = len(text) == 4 and isinstance(row.get(mapping.get("postcode", "")), Decimal)
    return (f"0{text}" if lost_zero else text) or None


def _limit(line: int, row: Row, mapping: Mapping[str, str], problems: Problems) -> Decimal | None:
    cell = row.get(mapping.get("credit_limit", ""), "")
    if cell == "":
        return None
    limit = amount_of(cell, lone="group")  # a limit is a round sum: "50.000" is fifty thousand
    if limit is None or limit < 0:
        problems.add("limit_unreadable", line, "credit_limit", value=text_of(cell))
        return None
    return limit


def read_contacts(
    rows: Iterable[tuple[int, Row]], mapping: Mapping[str, str], problems: Problems
) -> Iterator[ContactRecord]:
    """One contact per row with a customer code and something to call the person by."""
    for line, row in rows:
        text = _texts(row, mapping)
        code, email = text.get("customer_code", ""), text.get("email", "")
        if email and not is_email(email):
            problems.add("email_invalid", line, "email", value=email)
            email = ""
        if not code:
            problems.add("customer_missing", line, "customer_code")
        elif not (text.get("last_name") or text.get("first_name") or email):
            problems.add("name_missing", line, "last_name")
        else:
            yield ContactRecord(
                line=line,
                customer_code=code,
                email=email or None,
                receives_reminders=text.get("receives_reminders", "").casefold() not in _NO,
                last_name=text.get("last_name") or None,
                first_name=text.get("first_name") or None,
                civility=text.get("civility") or None,
                phone=text.get("phone") or None,
                mobile=text.get("mobile") or None,
                department=text.get("department") or None,
                function=text.get("function") or None,
                language=text.get("language") or None,
            )

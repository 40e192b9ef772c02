"""Amounts and dates are read one way only, or not at all."""

from datetime import date
from decimal import Decimal

import pytest

from quittance.connectors.readers.values import (
    decimal_mark,
    decimal_text,
    is_exact,
    one_line,
    parse_amount,
    parse_currency,
    parse_date,
)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("0", "0"),
        ("683,23", "683.23"),
        ("683.23", "683.23"),
        ("+000000069,40", "69.40"),
        ("0000000069,60", "69.60"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56 €", "1234.56"),
        ("1\u202f234\u202f567,8", "1234567.8"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("(12,50)", "-12.50"),
        ("12,50-", "-12.50"),
        ("\u221212,50", "-12.50"),
        (",5", "0.5"),
        ("107,", "107"),
        ("0,125", "0.125"),
        ("125 000 F CFP", "125000"),
        ("EUR 12", "12"),
    ],
)
def test_an_amount_is_read_however_it_is_written(written: str, amount: str) -> None:
    assert parse_amount(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-",
        ",",
        "abc",
        "1,234",
        "1.234",
        "12 34",
        "1,23,456.7",
        "1,234,56",
        "-12-",
        "1e5",
        "NaN",
        "١٢",
        "1" * 16,
        "9" * 40,
    ],
)
def test_an_amount_that_could_mean_two_things_is_refused(written: str) -> None:
    assert parse_amount(written) is None


def test_the_rest_of_the_column_says_what_a_lone_separator_means() -> None:
    assert decimal_mark(["12", "1,234", "1,510.00"]) == "."
    assert decimal_mark(["1.234", "12,5"]) == ","
    assert decimal_mark(["1,234", "12"]) is None
    assert parse_amount("1,234", lone="group") == 1234
    assert parse_amount("1,234", lone="decimal") == Decimal("1.234")


@pytest.mark.parametrize(
    "written",
    [
        "20260228",
        "28/02/2026",
        "28-02-26",
        "28.02.2026",
        "2026-02-28",
        "2026-02-28T23:59:59Z",
        "280226",
        "28022026",
        "28/02/2026 10:30",
        " 2026/2/28 ",
    ],
)
def test_a_date_is_read_day_before_month(written: str) -> None:
    assert parse_date(written) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "20260230",
        "20260231",
        "30/02/2026",
        "12/15/2018",
        "null",
        "00000000",
        "0001-01-01",
        "1",
        "２０２６０１０１",
        "2026-02",
        "31/04/26",
    ],
)
def test_a_day_that_never_was_is_refused(written: str) -> None:
    assert parse_date(written) is None


def test_a_label_comes_out_on_one_line() -> None:
    assert one_line("Martin\r\nBcc: x@y.example\0\x85 Fils") == "Martin Bcc: x@y.example Fils"


def test_currencies_are_known_by_code_or_sign() -> None:
    assert parse_currency(" eur ") == "EUR"
    assert parse_currency("F CFP") == "XPF"
    assert parse_currency("ZZZ") is None
    assert is_exact(Decimal("12.50"), "EUR")
    assert not is_exact(Decimal("12.50"), "XPF")
    assert decimal_text(Decimal("-0"), "EUR") == "0.00"
    assert decimal_text(Decimal(1000), "XPF") == "1000"

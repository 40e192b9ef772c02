"""Sums that never lose a cent."""

from decimal import Decimal

import pytest

from quittance.domain.money import (
    CurrencyMismatch,
    Money,
    UnknownCurrency,
    at_parity,
    exponent,
    format_money,
    total,
)


def test_only_sums_of_one_currency_add_up() -> None:
    assert Money(100, "EUR") + Money(50, "EUR") - Money(30, "EUR") == Money(120, "EUR")
    assert total([Money(1, "XPF"), Money(2, "XPF")], "XPF") == Money(3, "XPF")
    with pytest.raises(CurrencyMismatch):
        Money(100, "EUR") + Money(50, "XPF")


@pytest.mark.parametrize(("minor", "expected"), [(1, 1), (-1, -1), (3, 2)])
def test_a_half_goes_away_from_zero(minor: int, expected: int) -> None:
    assert Money(minor, "EUR").scaled(Decimal("0.5")) == Money(expected, "EUR")


def test_the_odd_cents_go_to_the_first_parts() -> None:
    assert [part.minor for part in Money(100_00, "EUR").split(3)] == [3334, 3333, 3333]
    with pytest.raises(ValueError, match="at least one"):
        Money(1, "EUR").split(0)


def test_decimals_follow_the_currency() -> None:
    assert Money(202681, "EUR").to_decimal() == Decimal("2026.81")
    assert Money(428500, "XPF").to_decimal() == Decimal(428500)
    assert Money.from_decimal_text("-2026.8", "EUR") == Money(-202680, "EUR")
    assert exponent("TND") == 3


@pytest.mark.parametrize("text", ["", "12,5", "1 000", "1e3", "NaN", "--1", "٣", "1.005", "1.2.3"])
def test_what_is_no_plain_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="decimal"):
        Money.from_decimal_text(text, "EUR")


def test_an_unknown_currency_or_parity_is_refused() -> None:
    with pytest.raises(UnknownCurrency):
        exponent("=1+1")
    with pytest.raises(CurrencyMismatch):
        at_parity(Money(1, "EUR"), "USD")


@pytest.mark.req("SID-25")
@pytest.mark.parametrize(
    ("minor", "currency", "style", "text"),
    [
        (202681, "EUR", "code", "2\u00a0026,81\u00a0EUR"),
        (202681, "EUR", "symbol", "2\u00a0026,81\u00a0€"),
        (428500, "XPF", "symbol", "428\u00a0500\u00a0F\u00a0CFP"),
        (428500, "XPF", "code", "428\u00a0500\u00a0XPF"),
        (-5, "EUR", "code", "-0,05\u00a0EUR"),
        (0, "XPF", "code", "0\u00a0XPF"),
        (123456789012, "EUR", "symbol", "1\u00a0234\u00a0567\u00a0890,12\u00a0€"),
    ],
)
def test_sums_are_written_as_french_people_read_them(
    minor: int, currency: str, style: str, text: str
) -> None:
    written = format_money(minor, currency, style="symbol" if style == "symbol" else "code")

    assert written == text


def test_sums_in_english() -> None:
    assert format_money(-202681, "EUR", "en") == "-2,026.81\u00a0EUR"

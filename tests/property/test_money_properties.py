"""What is true of every sum."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.domain.money import Money, at_parity, total

AMOUNTS = st.integers(-(10**15), 10**15)


@settings(max_examples=100, deadline=None)
@given(AMOUNTS, st.integers(1, 60))
def test_a_split_loses_no_cent_and_is_fair(minor: int, count: int) -> None:
    parts = Money(minor, "EUR").split(count)

    assert total(parts, "EUR") == Money(minor, "EUR")
    assert max(part.minor for part in parts) - min(part.minor for part in parts) <= 1


@settings(max_examples=100, deadline=None)
@given(AMOUNTS)
def test_euros_come_back_the_same_from_francs(minor: int) -> None:
    assert at_parity(at_parity(Money(minor, "EUR"), "XPF"), "EUR") == Money(minor, "EUR")


@settings(max_examples=100, deadline=None)
@given(AMOUNTS, st.sampled_from(["EUR", "XPF", "TND"]))
def test_decimals_come_back_the_same(minor: int, currency: str) -> None:
    money = Money(minor, currency)

    assert Money.from_decimal_text(f"{money.to_decimal():f}", currency) == money

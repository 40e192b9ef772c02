"""Money is a whole number of minor units and its currency; nothing here is ever a float."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

EXPONENTS = {
    "AUD": 2,
    "CAD": 2,
    "CHF": 2,
    "DKK": 2,
    "EUR": 2,
    "FJD": 2,
    "GBP": 2,
    "HKD": 2,
    "JPY": 0,
    "MAD": 2,
    "NOK": 2,
    "NZD": 2,
    "PLN": 2,
    "SEK": 2,
    "SGD": 2,
    "TND": 3,
    "USD": 2,
    "VUV": 0,
    "XAF": 0,
    "XOF": 0,
    "XPF": 0,
}
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "XPF": "F\u00a0CFP"}
EUR_PER_1000_XPF = Decimal("8.38")

NO_BREAK_SPACE = "\u00a0"
PRECISE = Context(prec=40, rounding=ROUND_HALF_UP)


class CurrencyMismatch(ValueError):
    """Two currencies met where one was meant."""


class UnknownCurrency(ValueError):
    """The number of decimals of this currency is not known."""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in minor units: `Money(202681, "EUR")` is 2 026,81 EUR."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def scaled(self, factor: Decimal) -> "Money":
        """The sum times a factor, rounded once, half up, to the minor unit (LEG-3)."""
        return Money(round_half_up(PRECISE.multiply(Decimal(self.minor), factor)), self.currency)

    def split(self, parts: int) -> tuple["Money", ...]:
        """Equal parts whose sum is the whole; the first ones carry the odd minor units."""
        if parts < 1:
            msg = f"A sum is split in at least one part, not {parts}."
            raise ValueError(msg)
        share, rest = divmod(self.minor, parts)
        return tuple(Money(share + (rank < rest), self.currency) for rank in range(parts))

    def to_decimal(self) -> Decimal:
        """The sum in major units, with all the decimals of its currency."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    @classmethod
    def from_decimal(cls, amount: Decimal, currency: str) -> "Money":
        """The sum in minor units; an amount finer than the currency allows is refused."""
        return cls(minor_units(amount, currency), currency)

    @classmethod
    def from_decimal_text(cls, text: str, currency: str) -> "Money":
        """Read a plain decimal such as `2026.81`: no grouping, point as the decimal mark."""
        body = text.removeprefix("-")
        if not body.replace(".", "", 1).isascii() or not body.replace(".", "", 1).isdigit():
            msg = f"{text!r} is not a plain decimal."
            raise ValueError(msg)
        return cls.from_decimal(Decimal(text), currency)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            msg = f"{self.currency} and {other.currency} do not add up."
            raise CurrencyMismatch(msg)
        return other


def minor_units(amount: Decimal, currency: str) -> int:
    """The amount in minor units; one finer than the currency allows raises `ValueError`."""
    exact = amount.scaleb(exponent(currency))
    minor = int(exact)
    if minor != exact:
        msg = f"{amount} has more decimals than {currency} allows."
        raise ValueError(msg)
    return minor


def exponent(currency: str) -> int:
    """How many decimals the currency has: 2 for EUR, 0 for XPF."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        msg = f"No number of decimals is known for {currency!r}."
        raise UnknownCurrency(msg) from None


def round_half_up(amount: Decimal) -> int:
    """The nearest whole number; a half goes away from zero."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP, context=PRECISE))


def total(sums: Iterable[Money], currency: str) -> Money:
    """The sum of sums that must all be in `currency`."""
    amount = Money(0, currency)
    for one in sums:
        amount = amount + one
    return amount


def at_parity(money: Money, currency: str) -> Money:
    """The same sum in EUR or XPF at their fixed parity, 1 000 XPF = 8.38 EUR (TV-19)."""
    if money.currency == currency:
        return money
    match money.currency, currency:
        case "EUR", "XPF":
            exact = PRECISE.divide(Decimal(money.minor * 10), EUR_PER_1000_XPF)
        case "XPF", "EUR":
            exact = PRECISE.divide(Decimal(money.minor) * EUR_PER_1000_XPF, Decimal(10))
        case _:
            msg = f"No fixed parity ties {money.currency} and {currency}."
            raise CurrencyMismatch(msg)
    return Money(round_half_up(exact), currency)


def format_money(
    minor: int,
    currency: str,
    locale: Literal["fr", "en"] = "fr",
    *,
    style: Literal["code", "symbol"] = "code",
) -> str:
    """The sum as people read it: `2 026,81 EUR` or `2 026,81 €`, never broken (SID-25)."""
    decimals = exponent(currency)
    group, mark = (NO_BREAK_SPACE, ",") if locale == "fr" else (",", ".")
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    whole, cents = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    amount = f"{int(whole):,}".replace(",", group) + (mark + cents if cents else "")
    unit = SYMBOLS.get(currency, currency) if style == "symbol" else currency
    return f"{'-' if minor < 0 else ''}{amount}{NO_BREAK_SPACE}{unit}"

"""What every bank format comes down to: accounts with two balances and what moved between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.values import NOTHING, decimal_text


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment inside an entry: what a receivable can be matched with."""

    amount: Decimal
    counterparty: str | None = None
    end_to_end_id: str | None = None
    reference: str | None = None  # structured, given by the creditor
    text: str = ""
    return_reason: str | None = None


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One movement of the account, credits positive; a collective one holds several payments."""

    line: int | None
    booked_on: date | None
    amount: Decimal
    label: str
    payments: tuple[Payment, ...] = ()


@dataclass(slots=True)
class Statement:
    """A span of one account between two balances, either of which the bank may omit."""

    account: str
    currency: str
    bank: str = ""  # bank and branch, where the account's number does not include them
    opening: Decimal | None = None
    closing: Decimal | None = None
    entries: list[BankEntry] = field(default_factory=list)

    @property
    def credit(self) -> Decimal:
        return sum((entry.amount for entry in self.entries if entry.amount > 0), NOTHING)

    @property
    def debit(self) -> Decimal:
        return -sum((entry.amount for entry in self.entries if entry.amount < 0), NOTHING)

    @property
    def reconciles(self) -> bool | None:
        """True when the balances agree with the movements, None when one balance is missing."""
        if self.opening is None or self.closing is None:
            return None
        return self.opening + self.credit - self.debit == self.closing


def check_balance(statement: Statement, line: int | None, problems: Problems) -> None:
    """Warn, never refuse: a third of the real files do not add up."""
    if statement.opening is None or statement.closing is None:
        problems.add("opening_missing", line, "balance")
    elif not statement.reconciles:
        computed = statement.opening + statement.credit - statement.debit
        problems.add(
            "balance_mismatch",
            line,
            "balance",
            announced=decimal_text(statement.closing, statement.currency),
            computed=decimal_text(computed, statement.currency),
        )

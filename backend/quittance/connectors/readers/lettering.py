"""Which lines of a customer account are still open, by lettering or, without any, oldest first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.values import NOTHING


class Lettering:
    """Learns every movement of the customer accounts, then tells each line's open balance.

    A lettered group that sums to zero within its customer is closed; one that does not stays
    open as a whole (SAGE-115). Without a single code in the file, credits pay the oldest debits.
    Either way the balances of a customer add up to its account.
    """

    def __init__(self) -> None:
        self._groups: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        # Kept only while no code has been seen: a lettered file needs no memory of its lines.
        self._unlettered: defaultdict[str, list[tuple[date, int, Decimal]]] = defaultdict(list)
        self._open: dict[int, Decimal] = {}
        self.derived = True

    def learn(self, customer: str, line: int, on: date, amount: Decimal, code: str) -> None:
        """Take one movement into account."""
        if code:
            self._groups[customer, code] += amount
            if self.derived:
                self.derived = False
                self._unlettered.clear()
        elif self.derived:
            self._unlettered[customer].append((on, line, amount))

    def settle(self, problems: Problems) -> None:
        """Close what can be closed, and name the groups that do not balance."""
        for (customer, code), left in self._groups.items():
            if left:
                problems.add(
                    "lettering_unbalanced",
                    field="reconciliation_code",
                    value=code,
                    customer=customer,
                    left=left,
                )
        for movements in self._unlettered.values():
            self._open |= newest_open(movements)
        self._unlettered.clear()

    def balance(self, customer: str, line: int, amount: Decimal, code: str) -> Decimal:
        """What remains open of a line learnt before."""
        if self.derived:
            return self._open.get(line, NOTHING)
        return amount if not code or self._groups[customer, code] else NOTHING


def newest_open(movements: list[tuple[date, int, Decimal]]) -> dict[int, Decimal]:
    """The open balance by line when the oldest lines were settled first.

    What is left of an account sits on its newest lines of the same sign.
    """
    left = sum((amount for _, _, amount in movements), NOTHING)
    balances: dict[int, Decimal] = {}
    for _, line, amount in sorted(movements, key=lambda movement: movement[:2], reverse=True):
        if not left:
            break
        if (amount > 0) == (left > 0) and amount:
            part = min(amount, left) if left > 0 else max(amount, left)
            balances[line] = part
            left -= part
    return balances

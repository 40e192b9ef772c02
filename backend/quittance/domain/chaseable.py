"""What there is to chase of each receivable once credits, pending payments and disputes are off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID

from quittance.domain.money import CurrencyMismatch


class Owed(Protocol):
    """A line of the customer account: positive is owed to us, negative is a credit."""

    @property
    def id(self) -> UUID: ...
    @property
    def due_on(self) -> date: ...
    @property
    def balance_minor(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def settles_id(self) -> UUID | None:
        """The receivable a credit names, if it names one."""


@dataclass(frozen=True, slots=True)
class Chase:
    """What may be asked for one receivable, and what was taken off its balance."""

    receivable_id: UUID
    balance_minor: int
    pending_minor: int = 0
    disputed_minor: int = 0
    credited_minor: int = 0

    @property
    def before_credits_minor(self) -> int:
        """What a pre-notice announces: credits are never used there (SAGE-100)."""
        return self.balance_minor - self.pending_minor - self.disputed_minor

    @property
    def amount_minor(self) -> int:
        """What a reminder asks for."""
        return self.before_credits_minor - self.credited_minor


def chaseable(
    items: Iterable[Owed],
    open_credits: Iterable[Owed],
    pending: Mapping[UUID, int],
    disputed: Mapping[UUID, int],
) -> dict[UUID, Chase]:
    """What is left to chase of each debit of one customer in one currency, never below zero.

    Pending online payments and disputed parts are taken off the receivable they bear on. A credit
    that names a receivable reduces that one first; every other credit, and what is left over,
    goes to the debits due longest (LEG-14).
    """
    debits = sorted(items, key=lambda item: (item.due_on, item.id))
    granted = list(open_credits)
    _refuse_mixed_currencies(debits, granted)

    chases: dict[UUID, Chase] = {}
    for debit in debits:
        balance = debit.balance_minor
        paid = min(pending.get(debit.id, 0), balance)
        contested = min(disputed.get(debit.id, 0), balance - paid)
        chases[debit.id] = Chase(debit.id, balance, paid, contested)
    for receivable_id, credited in _spread(granted, chases).items():
        chases[receivable_id] = replace(chases[receivable_id], credited_minor=credited)
    return chases


def _spread(granted: list[Owed], chases: Mapping[UUID, Chase]) -> dict[UUID, int]:
    """How much credit goes to each debit that takes some; the debits come oldest due first."""
    used: dict[UUID, int] = {}
    unnamed = 0
    for credit in granted:
        left = -credit.balance_minor
        named = chases.get(credit.settles_id) if credit.settles_id else None
        if named:
            taken = used.get(named.receivable_id, 0)
            share = min(left, named.before_credits_minor - taken)
            used[named.receivable_id] = taken + share
            left -= share
        unnamed += left

    for chase in chases.values():
        if unnamed == 0:
            break
        taken = used.get(chase.receivable_id, 0)
        share = min(unnamed, chase.before_credits_minor - taken)
        used[chase.receivable_id] = taken + share
        unnamed -= share
    return used


def _refuse_mixed_currencies(debits: list[Owed], granted: list[Owed]) -> None:
    currencies = {line.currency for line in debits} | {line.currency for line in granted}
    if len(currencies) > 1:
        msg = f"Chase one currency at a time, not {sorted(currencies)}."
        raise CurrencyMismatch(msg)

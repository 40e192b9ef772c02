"""What there is to chase of each receivable once credits, pending payments and disputes are off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    credits: Iterable[Owed],
    pending: Mapping[UUID, int],
    disputed: Mapping[UUID, int],
) -> dict[UUID, Chase]:
    """What is left to chase of each debit of one customer in one currency, never below zero.

    Pending online payments and disputed parts are taken off the receivable they bear on. A credit
    that names a receivable reduces that one first; every other credit, and what is left over,
    goes to the debits due longest (LEG-14).
    """
    debits = sorted(items, key=lambda item: (item.due_on, item.id))
    granted = list(credits)
    _refuse_mixed_currencies(debits, granted)

    paid = {d.id: min(pending.get(d.id, 0), d.balance_minor) for d in debits}
    contested = {
        d.id: min(disputed.get(d.id, 0), d.balance_minor - paid[d.id]) for d in debits
    }
    room = {d.id: d.balance_minor - paid[d.id] - contested[d.id] for d in debits}
    credited = _spread(granted, room)
    return {
        d.id: Chase(d.id, d.balance_minor, paid[d.id], contested[d.id], credited[d.id])
        for d in debits
    }


def _spread(credits: list[Owed], room: Mapping[UUID, int]) -> dict[UUID, int]:
    """How much credit each debit takes; `room` lists the debits, oldest due first."""
    used = dict.fromkeys(room, 0)
    unnamed = 0
    for credit in credits:
        left = -credit.balance_minor
        if credit.settles_id in used:
            share = min(left, room[credit.settles_id] - used[credit.settles_id])
            used[credit.settles_id] += share
            left -= share
        unnamed += left

    for debit, free in room.items():
        if unnamed == 0:
            break
        share = min(unnamed, free - used[debit])
        used[debit] += share
        unnamed -= share
    return used


def _refuse_mixed_currencies(debits: list[Owed], credits: list[Owed]) -> None:
    currencies = {line.currency for line in debits} | {line.currency for line in credits}
    if len(currencies) > 1:
        msg = f"Chase one currency at a time, not {sorted(currencies)}."
        raise CurrencyMismatch(msg)

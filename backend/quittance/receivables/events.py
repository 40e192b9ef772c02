"""What happens to what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class LedgerLoaded(Event):
    """A load of the ledger was applied; one fact for the whole batch."""

    type: ClassVar[str] = "ledger.loaded"

    run_id: UUID
    created: int
    updated: int
    closed: int
    reopened: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class ReceivablePaid(Event):
    """The ledger shows the receivable settled and lettered."""

    type: ClassVar[str] = "receivable.paid"

    receivable_id: UUID
    number: str
    amount_minor: int
    currency: str
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class ReceivablePartPaid(Event):
    """The ledger shows a part of the receivable settled: `balance_minor` is still owed."""

    type: ClassVar[str] = "receivable.part_paid"

    receivable_id: UUID
    number: str
    received_minor: int
    balance_minor: int
    currency: str
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class ReceivableReopened(Event):
    """Unlettered, reversed or back in the ledger: it is owed again, with its history."""

    type: ClassVar[str] = "receivable.reopened"

    receivable_id: UUID
    number: str
    balance_minor: int
    currency: str


@dataclass(frozen=True, kw_only=True)
class LevelChanged(Event):
    """A person moved a receivable's reminder level."""

    type: ClassVar[str] = "receivable.level_changed"

    receivable_id: UUID
    from_level: int
    to_level: int


@dataclass(frozen=True, kw_only=True)
class NoteChanged(Event):
    """A person wrote on the line; what they wrote is on the line only."""

    type: ClassVar[str] = "receivable.note_changed"

    receivable_id: UUID


@dataclass(frozen=True, kw_only=True)
class ForecastMoved(Event):
    """A person expects the money on another day; nothing else moves (SAGE-44)."""

    type: ClassVar[str] = "receivable.forecast_moved"

    receivable_id: UUID
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Event):
    """From now on somebody or something is not chased."""

    type: ClassVar[str] = "hold.placed"

    hold_id: UUID
    kind: str
    receivable_id: UUID | None
    first_on: date
    last_on: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class HoldReleased(Event):
    """A hold was lifted before its end."""

    type: ClassVar[str] = "hold.released"

    hold_id: UUID
    kind: str
    receivable_id: UUID | None

"""What happens to loads; an applied one is `ledger.loaded`, of the room of receivables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class LoadHeldBack(Event):
    """A load would take away or rename so much that it waits for a person."""

    type: ClassVar[str] = "ledger.load_held_back"

    run_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class LoadFailed(Event):
    """A load brought nothing: its file could not be read."""

    type: ClassVar[str] = "ledger.load_failed"

    run_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class LoadDecided(Event):
    """A person decided about a load held back: `applied` or `rejected`."""

    type: ClassVar[str] = "ledger.load_decided"

    run_id: UUID
    decision: str


@dataclass(frozen=True, kw_only=True)
class LoadRolledBack(Event):
    """A load was taken back: what it made is gone, what it changed is as it was before."""

    type: ClassVar[str] = "ledger.rolled_back"

    run_id: UUID
    removed: int
    restored: int

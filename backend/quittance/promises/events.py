"""What happens to promises to pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class PromiseMade(Event):
    """A customer gave their word that a sum will be paid by a day."""

    type: ClassVar[str] = "promise.made"

    promise_id: UUID
    receivable_ids: tuple[UUID, ...]
    amount_minor: int
    currency: str
    due_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Event):
    """The ledger shows the promised sum, in time."""

    type: ClassVar[str] = "promise.kept"

    promise_id: UUID
    receivable_ids: tuple[UUID, ...]
    amount_minor: int
    received_minor: int
    currency: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PromisePartiallyKept(Event):
    """The days of grace are over and the ledger shows only a part of the promised sum."""

    type: ClassVar[str] = "promise.partially_kept"

    promise_id: UUID
    receivable_ids: tuple[UUID, ...]
    amount_minor: int
    received_minor: int
    currency: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(Event):
    """The days of grace are over and the ledger shows nothing of the promised sum."""

    type: ClassVar[str] = "promise.broken"

    promise_id: UUID
    receivable_ids: tuple[UUID, ...]
    amount_minor: int
    received_minor: int
    currency: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PromiseCancelled(Event):
    """Nobody counts on the promise any more; it was neither kept nor broken."""

    type: ClassVar[str] = "promise.cancelled"

    promise_id: UUID
    reason: str

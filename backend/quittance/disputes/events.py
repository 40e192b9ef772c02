"""What happens to disputes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class DisputeOpened(Event):
    """A debtor contests; `amount_minor` is what is contested, the whole or a part."""

    type: ClassVar[str] = "dispute.opened"

    dispute_id: UUID
    receivable_ids: tuple[UUID, ...]
    reason: str
    amount_minor: int
    currency: str
    source: str


@dataclass(frozen=True, kw_only=True)
class DisputeClosed(Event):
    """The dispute is over: upheld, rejected or withdrawn."""

    type: ClassVar[str] = "dispute.closed"

    dispute_id: UUID
    receivable_ids: tuple[UUID, ...]
    outcome: str

"""What happens to customers and their contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Event):
    """A person changed what we keep of the customer beside the ledger."""

    type: ClassVar[str] = "customer.changed"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    """A person added or changed a contact; `change` is `added` or `changed`."""

    type: ClassVar[str] = "contact.changed"

    contact_id: UUID
    change: str


@dataclass(frozen=True, kw_only=True)
class ProfileCreated(Event):
    """A class of customers exists; the stock scenarios come to it (SAGE-96)."""

    type: ClassVar[str] = "profile.created"

    profile_id: UUID
    name: str

"""What happens at the front door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class CompanyOpened(Event):
    """A creditor works with us from now on."""

    type: ClassVar[str] = "company.opened"

    name: str


@dataclass(frozen=True, kw_only=True)
class CompanyChanged(Event):
    """The company's settings changed."""

    type: ClassVar[str] = "company.changed"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """A user works in the company from now on."""

    type: ClassVar[str] = "member.joined"

    user_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class ApiKeyCreated(Event):
    """A program may call from now on."""

    type: ClassVar[str] = "api_key.created"

    key_id: UUID
    name: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(Event):
    """A program may no longer call."""

    type: ClassVar[str] = "api_key.revoked"

    key_id: UUID
    name: str

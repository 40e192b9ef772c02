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
class MemberInvited(Event):
    """Somebody was asked to work in the company."""

    type: ClassVar[str] = "member.invited"

    invitation_id: UUID
    email: str
    role: str


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Event):
    """An invitation was withdrawn before it was answered."""

    type: ClassVar[str] = "member.invitation_revoked"

    invitation_id: UUID
    email: str


@dataclass(frozen=True, kw_only=True)
class MemberRoleChanged(Event):
    """A user has another role in the company from now on."""

    type: ClassVar[str] = "member.role_changed"

    user_id: UUID
    role: str
    sales_rep: str


@dataclass(frozen=True, kw_only=True)
class MemberSuspended(Event):
    """A user may do nothing in the company for the time being."""

    type: ClassVar[str] = "member.suspended"

    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberReinstated(Event):
    """A suspended user works again."""

    type: ClassVar[str] = "member.reinstated"

    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Event):
    """A user works in the company no more."""

    type: ClassVar[str] = "member.removed"

    user_id: UUID
    full_name: str


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

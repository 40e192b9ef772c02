"""What the front door asks of the outside: somebody who carries its mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message to one person, in two forms of the same words."""

    id: UUID
    recipient: str
    recipient_name: str
    reply_to: str
    subject: str
    text: str
    html: str
    written_at: datetime


class Fate(StrEnum):
    """What became of a message."""

    SENT = "sent"
    REFUSED = "refused"  # another try would be refused too
    UNREACHABLE = "unreachable"  # surely not sent: safe to try again
    UNCONFIRMED = "unconfirmed"  # perhaps sent: a person asks for another


@dataclass(frozen=True, slots=True)
class Answer:
    """What the carrier says; `retry_in` is how long it asks us to wait."""

    fate: Fate
    reason: str = ""
    retry_in: timedelta | None = None


class Postman(Protocol):
    """Hands a message over, once; within the lease, and without raising."""

    async def post(self, mail: Mail) -> Answer:
        """What became of it."""
        ...

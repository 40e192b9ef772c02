"""How an endpoint is spoken to, and what it may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answered:
    """The receiver answered; the two headers that steer us are kept as they came."""

    status_code: int
    response: str = ""
    retry_after: str = ""
    control: str = ""  # `webhook-delivery`: disable, abort-message


@dataclass(frozen=True, slots=True)
class Unreached:
    """Nobody answered, or we may not speak to that address."""

    reason: str


Outcome = Answered | Unreached


class WebhookCaller(Protocol):
    """Posts one signed body; an answer of any status is an outcome, never an exception."""

    async def call(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome: ...

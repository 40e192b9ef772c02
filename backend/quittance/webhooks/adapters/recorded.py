"""Webhooks of the demonstration: none leaves, unless to a host that the operator listed."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import httpx

from quittance.platform.http_client import is_listed
from quittance.webhooks.ports import Answered, Outcome, WebhookCaller

REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """What would have been posted."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class RecordedWebhookCaller:
    """Remembers the last calls and answers 200 in the receiver's place."""

    def __init__(self, near: WebhookCaller, lan_hosts: Collection[str]) -> None:
        self._near = near
        self._lan_hosts = lan_hosts
        self.calls: deque[RecordedCall] = deque(maxlen=REMEMBERED)

    async def call(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """The answer of a listed host; otherwise our own."""
        if is_listed(httpx.URL(url).host, self._lan_hosts):
            return await self._near.call(url, headers, body)
        self.calls.append(RecordedCall(url, headers, body))
        return Answered(200, "Démonstration : ce message n’a pas quitté la machine.")

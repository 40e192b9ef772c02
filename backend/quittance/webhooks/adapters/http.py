"""Webhooks over HTTP, through the guard of outside addresses."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from quittance.platform import http_client
from quittance.platform.http_client import OutsideAddressRefused, OutsideUnreachable
from quittance.webhooks.ports import Answered, Outcome, Unreached

EXCERPT_BYTES = 1024


class HttpWebhookCaller:
    """Posts with one guarded client for the life of the process."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def call(self, url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
        """What the receiver said within 15 seconds."""
        content_type = {"content-type": "application/json; charset=utf-8"}
        try:
            answer = await http_client.call(
                self._client, "POST", url, headers={**content_type, **headers}, content=body
            )
        except (OutsideAddressRefused, OutsideUnreachable) as error:
            return Unreached(str(error))
        return Answered(
            status_code=answer.status,
            response=excerpt(answer.body),
            retry_after=answer.headers.get("retry-after", ""),
            control=answer.headers.get("webhook-delivery", ""),
        )


def excerpt(body: bytes) -> str:
    """The beginning of an answer as text that PostgreSQL can keep: no NUL, no broken bytes."""
    return body[:EXCERPT_BYTES].decode("utf-8", "replace").replace("\x00", "\ufffd")

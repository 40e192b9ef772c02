"""What the console asks when somebody acts by scenario."""

from typing import Any

import httpx

from quittance.platform.ids import new_id


def key() -> dict[str, str]:
    """A new key: asked again under it, nothing happens twice."""
    return {"Idempotency-Key": new_id().hex}


async def actions(client: httpx.AsyncClient, **params: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/actions", params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def confirm(
    client: httpx.AsyncClient, *ids: str, headers: dict[str, str] | None = None
) -> httpx.Response:
    body = {"actions": [{"id": id} for id in ids]}
    return await client.post("/v1/actions/confirm", json=body, headers=headers or key())

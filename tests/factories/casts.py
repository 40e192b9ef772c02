"""Who plays a story on the stage: collector, integrator, partner, and the creditor they serve."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import httpx
from standardwebhooks import Webhook

from quittance.accounts import service as accounts
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from tests.factories.companies import PASSWORD, Creditor, a_creditor
from tests.factories.receivers import Received, Receiver, a_receiver
from tests.plugins.stage import Stage

MORNING = time(10, 0)


@dataclass
class Cast:
    """The creditor, and those who speak to the product over HTTP in its name."""

    creditor: Creditor
    collector: httpx.AsyncClient
    integrator: httpx.AsyncClient
    partner: Receiver
    secret: str


@asynccontextmanager
async def a_cast(stage: Stage, database: Database) -> AsyncIterator[Cast]:
    """A creditor whose collector is logged in, whose ERP has a key, whose partner listens."""
    creditor = await a_creditor(database, now=stage.clock.now())
    async with database.transaction(creditor.id) as session:
        _, key = await accounts.create_api_key(
            session, creditor.id, name="erp", scopes=["read", "load"], now=stage.clock.now()
        )
    integrator = httpx.AsyncClient(
        base_url=stage.url, headers={"Authorization": f"Bearer {key}"}, timeout=30
    )
    collector = httpx.AsyncClient(base_url=stage.url, timeout=30)
    async with integrator, collector, a_receiver() as partner:
        await log_in(collector, creditor)
        made = await collector.post("/v1/webhook-endpoints", json={"url": partner.url})
        assert made.status_code == 201, made.text
        yield Cast(creditor, collector, integrator, partner, made.json()["secret"])


async def log_in(collector: httpx.AsyncClient, creditor: Creditor) -> None:
    answer = await collector.post(
        "/v1/session", json={"email": creditor.admin.email, "password": PASSWORD}
    )
    assert answer.status_code == 200, answer.text


async def morning(stage: Stage, cast: Cast, day: date) -> None:
    """It is ten o'clock, and the collector logs in."""
    stage.at(day, MORNING)
    await log_in(cast.collector, cast.creditor)


async def got(client: httpx.AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def load_customer(integrator: httpx.AsyncClient, **facts: Any) -> None:
    """The ERP pushes a customer nobody knew."""
    answer = await integrator.post("/v1/customers/batch", json={"customers": [facts]})
    assert answer.status_code == 200, answer.text
    assert [one["outcome"] for one in answer.json()["results"]] == ["created"]


async def load(
    integrator: httpx.AsyncClient, *lines: dict[str, Any], of: str = "C1"
) -> list[dict[str, Any]]:
    """The ERP pushes lines of an account."""
    body = {"receivables": [{"customer_code": of, **line} for line in lines]}
    answer = await integrator.post("/v1/receivables/batch", json=body)
    assert answer.status_code == 200, answer.text
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


async def ready(cast: Cast) -> list[dict[str, Any]]:
    page = await got(cast.collector, "/v1/actions")
    return [one for one in page["items"] if one["ready"]]


async def ready_action(stage: Stage, cast: Cast) -> dict[str, Any]:
    """The one action the plan offers, once the worker has planned."""

    async def look() -> dict[str, Any] | None:
        found = await ready(cast)
        return found[0] if found else None

    return await stage.eventually(look, "an action to confirm")


async def confirm(cast: Cast, action: dict[str, Any]) -> None:
    answer = await cast.collector.post(
        "/v1/actions/confirm",
        json={"actions": [{"id": action["id"]}]},
        headers={"Idempotency-Key": new_id().hex},
    )
    assert answer.status_code == 202, answer.text
    assert answer.json()["skipped"] == []


async def promises(cast: Cast) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await got(cast.collector, "/v1/promises"))["items"]
    return items


async def told(stage: Stage, cast: Cast, event_type: str) -> dict[str, Any]:
    """The partner has heard of this fact; what it was told."""

    async def look() -> dict[str, Any] | None:
        bodies = [verified(cast, one) for one in cast.partner.received]
        return next((body for body in bodies if body["type"] == event_type), None)

    return await stage.eventually(look, f"a webhook {event_type}")


def verified(cast: Cast, request: Received) -> dict[str, Any]:
    """The body of a webhook whose signature an independent library has checked.

    The library refuses old timestamps by the machine's clock, ours moves: signatures are checked
    with the clock of the message itself.
    """
    headers = request.headers
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    expected = Webhook(cast.secret).sign(headers["webhook-id"], at, request.body.decode())
    assert expected in headers["webhook-signature"].split(" ")
    told_body: dict[str, Any] = json.loads(request.body)
    return told_body

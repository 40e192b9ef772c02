"""Promises over HTTP, as the screen "promises" follows them (SAGE-43, SAGE-52)."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from tests.factories.portal import Creditor, a_creditor
from tests.factories.promises import promised


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


async def promise(
    client: httpx.AsyncClient, customer_id: object, body: dict[str, Any], key: str = ""
) -> httpx.Response:
    headers = {"Idempotency-Key": key or new_id().hex}
    path = f"/v1/customers/{customer_id}/promises"
    return await client.post(path, json=body, headers=headers)


@pytest.mark.req("SAGE-43")
async def test_a_collector_records_a_promise_and_cancels_it(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    body = {
        "receivables": [{"receivable_id": str(invoice), "amount_minor": 60_00}],
        "currency": "EUR",
        "due_on": "2026-11-27",
        "details": "Au téléphone, avec Mme Hamon",
    }

    made = await promise(client, debtor.id, body)

    assert made.status_code == 201
    assert made.json()["amount_minor"] == 60_00
    assert made.json()["source"] == "collector"
    assert [hold.kind for hold in await debtor.holds()] == ["promise"]
    gone = await client.delete(f"/v1/promises/{made.json()['id']}")
    assert gone.status_code == 204
    assert await debtor.holds() == []


@pytest.mark.req("SAGE-52")
async def test_the_list_tells_days_passed_level_and_overdue_and_sums_the_filter(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read"))
    followed = await creditor.customer(sales_rep="Loïc", code="C-1")
    other = await creditor.customer(sales_rep="Ana", code="C-2")
    late = await followed.owes("FA-1", 100_00, days_late=40, level=2)
    await followed.owes("FA-2", 50_00, days_late=-5)
    await promised(followed, {late: None}, creditor.today() + timedelta(days=1))
    await promised(other, {await other.owes(): 30_00}, creditor.today() + timedelta(days=2))
    creditor.days_later(19)

    page = (await client.get("/v1/promises", params={"sales_rep": "Loïc"})).json()
    summary = (await client.get("/v1/promises/summary")).json()

    [row] = page["items"]
    assert (row["customer_code"], row["sales_rep"], row["level"]) == ("C-1", "Loïc", 2)
    assert (row["days_passed"], row["overdue_minor"]) == (18, 150_00)
    assert summary == {
        "count": 2,
        "totals": [{"currency": "EUR", "count": 2, "amount_minor": 130_00}],
    }


async def test_a_promise_recorded_twice_by_a_program_stands_once(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    """A program that was not answered asks again; its customer is told once."""
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    body = {
        "receivables": [{"receivable_id": str(await debtor.owes())}],
        "currency": "EUR",
        "due_on": "2026-11-27",
    }

    answers = await asyncio.gather(
        *(promise(client, debtor.id, body, "promesse-4711") for _ in range(3))
    )

    assert {one.status_code for one in answers} == {201}
    assert len({one.json()["id"] for one in answers}) == 1
    assert len(await debtor.holds()) == 1
    other = await promise(client, debtor.id, body | {"due_on": "2026-11-28"}, "promesse-4711")
    assert other.json()["code"] == "idempotency_mismatch"


async def test_pages_follow_each_other_without_losing_one(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read"))
    debtor = await creditor.customer()
    for days in (3, 1, 2):
        due_on = creditor.today() + timedelta(days=days)
        await promised(debtor, {await debtor.owes(): None}, due_on)

    first = (await client.get("/v1/promises", params={"limit": 2})).json()
    cursor = first["next_cursor"]
    second = (await client.get("/v1/promises", params={"limit": 2, "cursor": cursor})).json()

    shown = [row["due_on"] for row in first["items"] + second["items"]]
    assert shown == sorted(shown)
    assert len(shown) == 3
    assert second["next_cursor"] is None
    wrong = await client.get("/v1/promises", params={"cursor": "WzEsMl0"})
    assert wrong.json()["code"] == "cursor_invalid"


async def test_refusals_have_their_code(creditor: Creditor, client: httpx.AsyncClient) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    invoice = await debtor.owes()

    async def code(customer_id: object, **changes: object) -> str:
        body = {
            "receivables": [{"receivable_id": str(invoice)}],
            "currency": "EUR",
            "due_on": "2026-11-27",
        }
        return str((await promise(client, customer_id, body | changes)).json()["code"])

    assert await code(debtor.id, due_on="2026-11-22") == "promise_in_past"
    assert await code(debtor.id, amount_minor=100_01) == "promise_exceeds_debt"
    assert await code(debtor.id, currency="USD") == "receivables_mixed"
    named_twice = [{"receivable_id": str(invoice), "amount_minor": 40_00}] * 2
    assert await code(debtor.id, receivables=named_twice) == "request_invalid"
    assert await code(uuid4()) == "customer_not_found"
    assert (await client.delete(f"/v1/promises/{uuid4()}")).json()["code"] == "promise_not_found"

"""The webhook settings over HTTP, as an integrator meets them."""

from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from quittance.accounts import service as accounts
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from tests.integration.webhooks.conftest import HOSTILE, Story, open_company

URL = "https://partner.example/hook?key=abc"


async def key_of(database: Database, clock: Clock, company_id: UUID, *scopes: str) -> str:
    async with database.transaction(company_id) as session:
        _, text = await accounts.create_api_key(
            session, company_id, name="ERP", scopes=scopes, now=clock.now()
        )
        return text


@pytest.fixture
async def integrator(client: httpx.AsyncClient, story: Story) -> httpx.AsyncClient:
    """An integrator who may configure."""
    key = await key_of(story.database, story.clock, story.company_id, "configure")
    client.headers["Authorization"] = f"Bearer {key}"
    return client


async def add(client: httpx.AsyncClient, **changes) -> dict:
    answer = await client.post("/v1/webhook-endpoints", json={"url": URL, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_the_secret_is_shown_once(integrator: httpx.AsyncClient) -> None:
    made = await add(integrator, description=HOSTILE, event_types=["company.changed"])
    assert made["secret"].startswith("whsec_")

    listed = (await integrator.get("/v1/webhook-endpoints")).json()["items"]
    assert [one["id"] for one in listed] == [made["id"]]
    assert "secret" not in listed[0]
    read = await integrator.get(f"/v1/webhook-endpoints/{made['id']}")
    assert made["secret"] not in read.text

    rotated = await integrator.post(f"/v1/webhook-endpoints/{made['id']}/rotate-secret")
    assert rotated.json()["secret"] != made["secret"]
    assert rotated.json()["previous_until"] is not None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"url": "http://partner.example/"}, "outside_address_refused"),
        ({"url": "https://127.0.0.1/"}, "outside_address_refused"),
        ({"url": "https://169.254.169.254/latest/meta-data"}, "outside_address_refused"),
        ({"url": "https://user:pw@partner.example/"}, "outside_address_refused"),
        ({"url": "https://nul\x00.example/"}, "outside_address_refused"),
        ({"url": URL, "event_types": ["company.exploded"]}, "event_type_unknown"),
        ({"url": URL, "description": "nul \x00"}, "request_invalid"),
        ({"url": URL, "description": "x" * 201}, "request_invalid"),
        ({"url": URL, "unknown": 1}, "request_invalid"),
        ({"url": ""}, "request_invalid"),
        ({}, "request_invalid"),
    ],
)
async def test_a_wrong_endpoint_is_refused(
    integrator: httpx.AsyncClient, body: dict, code: str
) -> None:
    answer = await integrator.post("/v1/webhook-endpoints", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == code


async def test_an_edit_names_the_version_it_read(integrator: httpx.AsyncClient) -> None:
    made = await add(integrator)
    path = f"/v1/webhook-endpoints/{made['id']}"
    etag = (await integrator.get(path)).headers["ETag"]

    changed = await integrator.patch(path, json={"enabled": False}, headers={"If-Match": etag})
    assert changed.json()["status"] == "disabled"
    stale = await integrator.patch(path, json={"description": "x"}, headers={"If-Match": etag})
    assert (stale.status_code, stale.json()["code"]) == (412, "webhook_endpoint_stale")
    blind = await integrator.patch(path, json={"description": "x"})
    assert blind.status_code == 422

    off = await integrator.post(f"{path}/test")
    assert (off.status_code, off.json()["code"]) == (409, "webhook_endpoint_off")


async def test_a_company_has_at_most_twenty_endpoints(integrator: httpx.AsyncClient) -> None:
    for _ in range(20):
        await add(integrator)
    answer = await integrator.post("/v1/webhook-endpoints", json={"url": URL})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_webhook_endpoints")


async def test_the_picker_offers_every_type_with_its_meaning(
    integrator: httpx.AsyncClient,
) -> None:
    types = (await integrator.get("/v1/event-types")).json()["items"]
    names = [one["type"] for one in types]
    assert "company.changed" in names
    assert names == sorted(names)
    assert all(one["summary"].endswith(".") for one in types)
    await add(integrator, event_types=names)


async def test_a_test_message_is_told_and_told_again(
    integrator: httpx.AsyncClient, story: Story, receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    sent = await integrator.post(f"/v1/webhook-endpoints/{endpoint.id}/test")
    assert sent.status_code == 202
    await story.work()

    page = (await integrator.get(f"/v1/webhook-messages?endpoint_id={endpoint.id}")).json()
    assert page["next_cursor"] is None
    (line,) = page["items"]
    assert line["message_id"] == sent.json()["message_id"]
    assert (line["type"], line["status"]) == ("webhook.test", "delivered")
    assert [one["status_code"] for one in line["attempts"]] == [204]

    path = f"/v1/webhook-messages/{line['message_id']}"
    read = (await integrator.get(path)).json()
    assert read["body"].encode() == receiver.received[0].body
    assert [one["id"] for one in read["deliveries"]] == [line["id"]]

    again = await integrator.post(f"{path}/replay", json={"endpoint_id": str(endpoint.id)})
    assert again.status_code == 204
    await story.work()
    assert len(receiver.received) == 2


async def test_the_log_is_narrowed_and_paged(integrator: httpx.AsyncClient, story: Story) -> None:
    await story.add_endpoint("http://127.0.0.1:9/", "company.changed")
    for _ in range(3):
        await story.happen()

    async def log(**asked) -> httpx.Response:
        return await integrator.get("/v1/webhook-messages", params=asked)

    first = (await log(limit=2)).json()
    second = (await log(limit=2, cursor=first["next_cursor"])).json()
    assert len({one["id"] for one in first["items"] + second["items"]}) == 3
    assert second["next_cursor"] is None
    assert (await log(status="delivered")).json()["items"] == []
    assert len((await log(status="pending")).json()["items"]) == 3
    assert (await log(type="promise.made")).json()["items"] == []
    moment = (story.clock.now() + timedelta(minutes=1)).isoformat()
    assert (await log(since=moment)).json()["items"] == []
    assert len((await log(until=moment)).json()["items"]) == 3
    for ancient in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-24"):
        assert (await log(since=ancient)).status_code in {200, 422}
    for cursor in ("garbage", "WyJ4Il0", "WzFd", "W251bGxd", "W3t9XQ"):
        refused = await log(cursor=cursor)
        assert (refused.status_code, refused.json()["code"]) == (422, "cursor_invalid")


async def test_what_failed_is_recovered_over_http(
    integrator: httpx.AsyncClient, story: Story, receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(400, webhook_delivery="abort-message")
    await story.happen()
    await story.work()
    path = f"/v1/webhook-endpoints/{endpoint.id}/recover"
    answer = await integrator.post(path, json={"since": "2026-11-22T00:00:00+11:00"})
    assert (answer.status_code, answer.json()) == (202, {"recovered": 1, "missed": 0})
    naive = await integrator.post(path, json={"since": "2026-11-22T00:00:00"})
    assert naive.status_code == 422
    ancient = await integrator.post(path, json={"since": "0001-01-01T00:00:00+14:00"})
    assert ancient.status_code in {202, 422}


async def test_nothing_of_another_company_is_there(
    integrator: httpx.AsyncClient, story: Story, receiver
) -> None:
    stranger = await open_company(story.database, story.clock)
    other = Story(story.database, story.clock, story.job, stranger)
    endpoint, _ = await other.add_endpoint(receiver.url, "company.changed")
    await other.happen()
    (line,) = await other.log()
    ours, _ = await story.add_endpoint(receiver.url, "company.changed")
    here = "/v1/webhook-endpoints"
    there = f"{here}/{endpoint.id}"
    message = f"/v1/webhook-messages/{line.delivery.message_id}"
    answers = [
        await integrator.get(there),
        await integrator.patch(there, json={"enabled": False}, headers={"If-Match": '"1"'}),
        await integrator.delete(there),
        await integrator.post(f"{there}/rotate-secret"),
        await integrator.post(f"{there}/test"),
        await integrator.post(f"{there}/recover", json={"since": "2026-01-01T00:00:00Z"}),
        await integrator.get(message),
        await integrator.post(f"{message}/replay", json={"endpoint_id": str(ours.id)}),
        await integrator.get(f"{here}/{uuid4()}"),
    ]
    assert [one.status_code for one in answers] == [404] * len(answers)
    listed = await integrator.get(f"/v1/webhook-messages?endpoint_id={endpoint.id}")
    assert listed.json()["items"] == []
    assert len((await integrator.get(here)).json()["items"]) == 1


async def test_only_those_who_configure_see_webhooks(
    client: httpx.AsyncClient, story: Story
) -> None:
    key = await key_of(story.database, story.clock, story.company_id, "read", "act", "load")
    for path in (
        "webhook-endpoints",
        "webhook-messages",
        "event-types",
        f"webhook-messages/{new_id()}",
    ):
        assert (await client.get(f"/v1/{path}")).status_code == 401
        headers = {"Authorization": f"Bearer {key}"}
        assert (await client.get(f"/v1/{path}", headers=headers)).status_code == 403


async def test_a_removed_endpoint_is_gone(integrator: httpx.AsyncClient) -> None:
    made = await add(integrator)
    path = f"/v1/webhook-endpoints/{made['id']}"
    assert (await integrator.delete(path)).status_code == 204
    assert (await integrator.get(path)).status_code == 404

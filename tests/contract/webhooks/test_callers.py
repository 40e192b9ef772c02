"""Every adapter of the caller's port keeps the same word."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from quittance.platform.http_client import guarded_client
from quittance.webhooks.adapters.http import HttpWebhookCaller
from quittance.webhooks.adapters.recorded import RecordedWebhookCaller
from quittance.webhooks.ports import Answered, Unreached, WebhookCaller
from tests.factories.receivers import Receiver, a_receiver

LOOPBACK = ("127.0.0.1",)
HEADERS = {"webhook-id": "0199", "webhook-timestamp": "1795420800", "webhook-signature": "v1,x"}
BODY = '{"type":"promise.made","data":{"name":"Café <SARL> 🧾"}}'.encode()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with a_receiver() as receiver:
        yield receiver


@pytest.fixture(params=["http", "recorded"])
async def caller(request: pytest.FixtureRequest) -> AsyncIterator[WebhookCaller]:
    async with guarded_client(LOOPBACK) as client:
        over_http = HttpWebhookCaller(client)
        recorded = RecordedWebhookCaller(over_http, LOOPBACK)
        yield recorded if request.param == "recorded" else over_http


async def test_body_and_headers_arrive_untouched(caller, receiver: Receiver) -> None:
    assert await caller.call(receiver.url, HEADERS, BODY) == Answered(204)
    (received,) = receiver.received
    assert received.body == BODY
    assert {name: received.headers[name] for name in HEADERS} == HEADERS
    assert received.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("status", [200, 302, 400, 410, 429, 500, 599])
async def test_any_status_is_an_answer(caller, receiver: Receiver, status: int) -> None:
    receiver.will_answer(status, b"said", Retry_After="7", webhook_delivery="disable")
    answer = await caller.call(receiver.url, HEADERS, BODY)
    assert answer == Answered(status, "said", "7", "disable")


async def test_the_excerpt_is_a_kilobyte_of_text(caller, receiver: Receiver) -> None:
    receiver.will_answer(500, "é".encode() * 5_000 + b"\x00\xff")
    answer = await caller.call(receiver.url, HEADERS, BODY)
    assert answer.response == "é" * 512


async def test_broken_bytes_become_text(caller, receiver: Receiver) -> None:
    receiver.will_answer(500, b"a\x00b\xff<SARL>")
    assert (await caller.call(receiver.url, HEADERS, BODY)).response == "a\ufffdb\ufffd<SARL>"


async def test_an_answer_without_end_is_an_answer(caller, receiver: Receiver) -> None:
    receiver.answers.append(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 100_000)
    async with asyncio.timeout(5):
        assert (await caller.call(receiver.url, HEADERS, BODY)).status_code == 200


@pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 banana\r\n\r\n", b"\x16\x03"])
async def test_what_is_not_http_is_no_answer(caller, receiver: Receiver, said: bytes) -> None:
    receiver.answers.append(said + b"\r\n\r\n")
    assert isinstance(await caller.call(receiver.url, HEADERS, BODY), Unreached)


async def test_nobody_there_is_no_answer(caller) -> None:
    async with a_receiver() as gone:
        url = gone.url
    outcome = await caller.call(url, HEADERS, BODY)
    assert isinstance(outcome, Unreached)
    assert outcome.reason.startswith("No connection")


async def test_connections_are_kept_between_calls(receiver: Receiver) -> None:
    async with guarded_client(LOOPBACK) as client:
        caller = HttpWebhookCaller(client)
        for _ in range(3):
            assert await caller.call(receiver.url, HEADERS, BODY) == Answered(204)
    assert receiver.connections == 1


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "https://127.0.0.2/", "file:///etc/passwd", ""]
)
async def test_an_address_that_is_not_allowed_is_no_answer(url: str) -> None:
    async with guarded_client(LOOPBACK) as client:
        assert isinstance(await HttpWebhookCaller(client).call(url, HEADERS, BODY), Unreached)


async def test_in_the_demonstration_nothing_leaves_the_machine() -> None:
    class Nobody:
        async def call(self, url, headers, body):
            raise AssertionError("A call left.")

    recorded = RecordedWebhookCaller(Nobody(), LOOPBACK)
    outcome = await recorded.call("https://partner.example/hook", HEADERS, BODY)
    assert isinstance(outcome, Answered)
    assert outcome.status_code == 200
    assert [(one.url, one.body) for one in recorded.calls] == [
        ("https://partner.example/hook", BODY)
    ]

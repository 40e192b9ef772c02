"""How much a request may bring: little from a stranger, a ledger from somebody we know."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from quittance.accounts.errors import NotLoggedIn
from quittance.platform.bodies import BoundedBodies

MOST, MOST_OF_FILES = 100, 1_000
JSON, FILE = "application/json", "Multipart/Form-Data; boundary=x"
KNOWN, ANNOUNCED = "its caller is known", "it says its length"


async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that takes whatever comes."""
    try:
        while (await receive()).get("more_body"):
            pass
        status = 204
    except HTTPException as refused:
        status = refused.status_code
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def know(request: Request) -> None:
    if "authorization" not in request.headers:
        raise NotLoggedIn("Log in first.")


class Sent:
    """A request of so many bytes, ten at a time, and what was answered."""

    def __init__(self, kind: str, size: int, *traits: str) -> None:
        headers = {"content-type": kind}
        headers |= {"authorization": "Bearer key"} if KNOWN in traits else {}
        headers |= {"content-length": str(size)} if ANNOUNCED in traits else {}
        encoded = [(name.encode(), text.encode()) for name, text in headers.items()]
        self.scope: Scope = {"type": "http", "method": "POST", "headers": encoded}
        self.chunks: Iterator[int] = iter(range(size // 10 - 1, -1, -1))
        self.received = 0
        self.answers: list[Message] = []

    async def receive(self) -> Message:
        left = next(self.chunks)
        self.received += 10
        return {"type": "http.request", "body": b"x" * 10, "more_body": left > 0}

    async def send(self, message: Message) -> None:
        self.answers.append(message)

    async def status(self) -> int:
        bounded = BoundedBodies(reads_all, most=MOST, most_of_files=MOST_OF_FILES, know=know)
        await bounded(self.scope, self.receive, self.send)
        status: int = self.answers[0]["status"]
        return status


@pytest.mark.parametrize(
    ("sent", "status", "received"),
    [
        (Sent(JSON, 100, ANNOUNCED), 204, 100),
        (Sent(JSON, 110, ANNOUNCED, KNOWN), 413, 0),
        (Sent(JSON, 500, KNOWN), 413, 110),
        (Sent(FILE, 100, ANNOUNCED), 204, 100),
        (Sent(FILE, 110, ANNOUNCED), 401, 0),
        (Sent(FILE, 100), 204, 100),
        (Sent(FILE, 500), 413, 110),
        (Sent(FILE, 1_000, ANNOUNCED, KNOWN), 204, 1_000),
        (Sent(FILE, 1_010, ANNOUNCED, KNOWN), 413, 0),
        (Sent(FILE, 2_000, KNOWN), 413, 1_010),
    ],
)
async def test_a_stranger_brings_little(sent: Sent, status: int, received: int) -> None:
    assert await sent.status() == status
    assert sent.received == received


async def test_the_refusal_is_the_route_s_own() -> None:
    sent = Sent(FILE, 110, ANNOUNCED)
    await sent.status()
    problem = json.loads(sent.answers[1]["body"])
    assert (problem["status"], problem["code"]) == (401, NotLoggedIn.code)

"""The whole product alive: HTTP on a port, the worker, a mail server; one moving clock."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import httpx
import pytest
import uvicorn
from redis.asyncio import Redis

from quittance import worker
from quittance.api import create_app
from quittance.platform.clock import Clock
from quittance.platform.settings import Settings
from tests.factories.sinks import Sink, SinkServer

PATIENCE_S = 30
T = TypeVar("T")


@dataclass
class Stage:
    """Where a story is played: `url` is the product, `sink` the world's mailboxes."""

    url: str
    clock: Clock
    sink: Sink
    settings: Settings

    def at(self, day: date, hour: time, zone: str = "Europe/Paris") -> None:
        """It is that hour of that day in the creditor's town."""
        self.clock.move_to(datetime.combine(day, hour, tzinfo=ZoneInfo(zone)))

    async def eventually(self, look: Callable[[], Awaitable[T | None]], what: str) -> T:
        """What `look` finds once it finds something; fails after half a minute."""
        for _ in range(PATIENCE_S * 10):
            if found := await look():
                return found
            await asyncio.sleep(0.1)
        pytest.fail(f"Waited in vain for {what}.")

    async def mail_to(self, address: str, *, number: int = 1) -> EmailMessage:
        """The n-th message this address has received."""

        async def look() -> EmailMessage | None:
            got = [one for one in map(parsed, self.sink.messages) if address in str(one["To"])]
            return got[number - 1] if len(got) >= number else None

        return await self.eventually(look, f"message {number} to {address}")


def parsed(content: bytes) -> EmailMessage:
    """The bytes as a message."""
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    """The words of its text part, with ordinary spaces."""
    part = message.get_body(("plain",))
    assert part is not None
    return re.sub(r"[\u00a0\u202f]", " ", str(part.get_content()))


def link_in(message: EmailMessage) -> str:
    """The portal's link a debtor would press."""
    found = re.search(r"http://[^\s<>\"]+/p/[\w-]{22}", text_of(message))
    assert found is not None
    return found.group(0)


@asynccontextmanager
async def served(settings: Settings, clock: Clock, port: int) -> AsyncIterator[None]:
    """The product answers on the port and works, until the block ends."""
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings, clock),
            host="127.0.0.1",
            port=port,
            log_config=None,
            timeout_graceful_shutdown=2,  # live streams would keep it for minutes
        )
    )
    serving = asyncio.create_task(server.serve())
    working = asyncio.create_task(worker.run(settings, clock, handle_signals=False))
    try:
        async with httpx.AsyncClient(base_url=settings.public_url) as client:
            await _ready(client)
        yield
    finally:
        server.should_exit = True
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await serving


async def _ready(client: httpx.AsyncClient) -> None:
    for _ in range(100):
        with suppress(httpx.TransportError):
            if (await client.get("/health/ready")).is_success:
                return
        await asyncio.sleep(0.1)
    pytest.fail("The product does not answer.")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
async def stage(settings: Settings, clock: Clock, redis_url: str) -> AsyncIterator[Stage]:
    """A stage of one's own, set for Monday 23 November 2026, 10:00 in Paris."""
    port = free_port()
    with SinkServer() as server:
        here: dict[str, Any] = {
            "public_url": f"http://127.0.0.1:{port}",
            "smtp_port": server.port,
            "smtp_tls": "none",
            "lan_hosts": ["127.0.0.1"],
            "stream_seconds": 60,
        }
        own = settings.model_copy(update=here)
        stage = Stage(own.public_url, clock, server.sink, own)
        stage.at(date(2026, 11, 23), time(10, 0))
        async with served(own, clock, port):
            yield stage
    client = Redis.from_url(redis_url)
    await client.flushdb()
    await client.aclose()

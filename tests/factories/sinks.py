"""A mail server on loopback that keeps what it accepts: the only truth about what was sent."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from email import message_from_bytes
from email.policy import default
from typing import Any, Self

from aiosmtpd.controller import Controller

Hook = Callable[[str], Awaitable[None]]


async def nothing(_: str) -> None:
    """The usual server: it does not wait."""


class Sink:
    """Accepts everything. The hooks run after the address and after the final dot."""

    def __init__(self) -> None:
        self.accepted: Counter[str] = Counter()
        self.messages: list[bytes] = []
        self.on_recipient: Hook = nothing
        self.on_final_dot: Hook = nothing
        self.on_accepted: Hook = nothing

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        await self.on_recipient(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """The message counts as received once it is kept, whatever the sender learns of it."""
        message = message_from_bytes(envelope.content, policy=default)
        name = str(message["Message-ID"])
        self.accepted[name] += 1
        self.messages.append(envelope.content)
        await self.on_final_dot(name)
        asyncio.get_running_loop().call_soon(asyncio.ensure_future, self.on_accepted(name))
        return "250 kept"


class SinkServer:
    """The sink behind a port of its own, on a thread of its own."""

    def __init__(self) -> None:
        self.sink = Sink()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._controller = Controller(self.sink, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop(no_assert=True)

"""Mail servers on this machine that answer as they are told, word for word."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

HANG = "hang"
CLOSE = "close"

POLITE: Mapping[str, str] = {
    "greeting": "220 fake ready",
    "EHLO": "250 fake",
    "MAIL": "250 2.1.0 OK",
    "RCPT": "250 2.1.5 OK",
    "DATA": "354 go on",
    "text": "250 2.0.0 queued as 4711",
    "RSET": "250 OK",
    "QUIT": "221 bye",
}


@dataclass
class FakeServer:
    """What it was told, and where it listens."""

    port: int = 0
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)

    async def serve(
        self,
        words: Callable[[str], str],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """One conversation, until somebody hangs up."""
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            moment = "greeting"
            while await say(words(moment), writer) and (line := await reader.readline()):
                self.commands.append(line.decode("ascii").strip())
                moment = self.commands[-1].split(":")[0].split(" ")[0].upper()
                if moment == "DATA" and words("DATA").startswith("354"):
                    await say(words("DATA"), writer)
                    self.texts.append(await reader.readuntil(b"\r\n.\r\n"))
                    moment = "text"
        writer.close()


async def say(answer: str, writer: asyncio.StreamWriter) -> bool:
    """Whether the conversation goes on after this answer."""
    if answer == CLOSE:
        return False
    if answer == HANG:
        await asyncio.sleep(60)
    for line in answer.split("|"):
        writer.write(line.encode() + b"\r\n")
    await writer.drain()
    return not answer.startswith(("421", "221"))


@asynccontextmanager
async def a_server(
    says: Mapping[str, str] | None = None,
    *,
    changes: Callable[[FakeServer], Mapping[str, str]] | None = None,
) -> AsyncIterator[FakeServer]:
    """A server polite in everything but what `says` names; `hang` and `close` are answers too."""
    server = FakeServer()

    def words(moment: str) -> str:
        told = {**POLITE, **(says or {}), **(changes(server) if changes else {})}
        return told.get(moment, "250 OK")

    listening = await asyncio.start_server(partial(server.serve, words), "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()

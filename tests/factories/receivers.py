"""A partner's server on this machine: real HTTP, answers decided by the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Answers 204, or what the test put in `answers`, in that order."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    latency_s: float = 0.0
    connections: int = 0
    at_once: int = 0
    most_at_once: int = 0

    def will_answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """The next answer; header names with `_` for `-`."""
        named = {**{key.replace("_", "-"): text for key, text in headers.items()}}
        named["Content-Length"] = str(len(body))
        head = "".join(f"{name}: {text}\r\n" for name, text in named.items())
        self.answers.append(f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + body)

    async def speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().strip().split("\r\n")
                headers = {
                    name.lower(): text for name, _, text in (one.partition(": ") for one in lines)
                }
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.received.append(Received(first.split(" ")[1], headers, body))
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                await asyncio.sleep(self.latency_s)
                self.at_once -= 1
                silence = b"HTTP/1.1 204 No Content\r\n\r\n"
                writer.write(self.answers.pop(0) if self.answers else silence)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def a_receiver() -> AsyncIterator[Receiver]:
    """It listens while the block runs."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.speak, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    try:
        yield receiver
    finally:
        server.close()

"""A live stream: what goes over the wire, when it rests, when it ends."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace

from starlette.requests import Request

from quittance.platform import sse
from quittance.platform.settings import Settings
from quittance.platform.sse import News, Told


class Reader(Request):
    """A request whose reader leaves after `patience` rests."""

    def __init__(self, patience: int = 100, seconds: int = 300) -> None:
        settings = Settings(demo=True, stream_seconds=seconds)
        app = SimpleNamespace(state=SimpleNamespace(settings=settings))
        super().__init__({"type": "http", "app": app})
        self.patience = patience

    async def is_disconnected(self) -> bool:
        self.patience -= 1
        return self.patience < 0


def looking(*found: News):
    waiting = list(found)

    async def look() -> News:
        return waiting.pop(0) if waiting else News()

    return look


async def always() -> bool:
    return True


def as_text(chunk: str | bytes | memoryview) -> str:
    return chunk if isinstance(chunk, str) else bytes(chunk).decode()


async def heard(
    reader: Reader, *found: News, heartbeat_s: float = 15, may_stay: Sequence[bool] = ()
) -> Sequence[str]:
    answers = iter(may_stay)

    async def staying() -> bool:
        return next(answers)

    answer = sse.stream(
        reader,
        looking(*found),
        staying,
        every_s=0,
        heartbeat_s=heartbeat_s,
        asked_every_s=0 if may_stay else 15,
    )
    assert answer.media_type == "text/event-stream"
    async with asyncio.timeout(5):
        return [as_text(chunk) async for chunk in answer.body_iterator]


async def test_events_are_written_as_browsers_read_them() -> None:
    told = Told("promise.made", {"name": "Café <SARL>\nligne 2 \u2028"}, id="7")
    start, *chunks = await heard(Reader(), News([told, Told("over", None)], is_last=True))
    assert start == "retry: 2000\n\n"
    made = 'event: promise.made\ndata: {"name":"Café <SARL>\\nligne 2 \u2028"}\nid: 7\n\n'
    assert chunks == [f"{made}event: over\ndata: null\n\n"]


async def test_whoever_may_no_longer_stay_is_told_nothing_more() -> None:
    news = [News([Told("promise.made", None)]) for _ in range(3)]
    _start, *chunks = await heard(Reader(), *news, may_stay=[True, True, False])
    assert chunks == ["event: promise.made\ndata: null\n\n"] * 2


async def test_silence_is_broken_by_a_heartbeat() -> None:
    assert await heard(Reader(), News(), News(is_last=True), heartbeat_s=0) == [
        "retry: 2000\n\n",
        ": ping\n\n",
        ": ping\n\n",
    ]


async def test_a_reader_who_left_is_not_looked_for_again() -> None:
    looks = 0

    async def look() -> News:
        nonlocal looks
        looks += 1
        return News()

    answer = sse.stream(Reader(patience=2), look, always, every_s=0)
    assert [chunk async for chunk in answer.body_iterator] == [b"retry: 2000\n\n"]
    assert looks == 3


async def test_a_stream_ends_by_itself() -> None:
    answer = sse.stream(Reader(seconds=0), looking(), always, every_s=1.0)
    async with asyncio.timeout(0.5):
        assert [chunk async for chunk in answer.body_iterator] == [b"retry: 2000\n\n"]

"""Server-sent events: news goes out as it comes, over one long answer (WHATWG HTML, 9.2).

A stream looks, sends and rests, again and again. A look is a function, so a transaction cannot
stay open while the stream rests. Every quarter of a minute it asks whether its reader may stay.
Streams end by themselves after some minutes: whoever comes back says in `Last-Event-ID` where to
go on.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Header, Request
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from quittance.platform.clock import stopwatch
from quittance.platform.settings import Settings

LOOK_EVERY_S = 1.0
HEARTBEAT_S = 15.0  # proxies close what stays silent for half a minute
ASKED_EVERY_S = 15.0
BACK_AFTER_MS = 2_000
# Proxies must hand each event on at once. Compression leaves this media type alone by itself.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

# What the contract says of one event of a stream (OpenAPI 3.2, 4.14.4); for a route's `responses`.
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/event-stream": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "event": {"type": "string"},
                        "data": {"type": "string", "contentMediaType": "application/json"},
                        "id": {"type": "string"},
                        "retry": {"type": "integer", "minimum": 0},
                    },
                }
            }
        }
    }
}

LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        max_length=100,
        description="The last `id` that this reader has seen.",
    ),
]


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a stream; `data` is any JSON value, `id` is where a reader would go on."""

    event: str
    data: Any
    id: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What one look found; the last news ends the stream."""

    told: Sequence[Told] = ()
    is_last: bool = False


Look = Callable[[], Awaitable[News]]
MayStay = Callable[[], Awaitable[bool]]


class EventStream(StreamingResponse):
    """The answer of a route that streams; as `response_class` it tells the contract so."""

    media_type = "text/event-stream"


def stream(
    request: Request,
    look: Look,
    may_stay: MayStay,
    *,
    every_s: float = LOOK_EVERY_S,
    heartbeat_s: float = HEARTBEAT_S,
    asked_every_s: float = ASKED_EVERY_S,
) -> EventStream:
    """An answer that tells what each look finds, until the last news or until the reader leaves.

    Whoever may no longer stay is told nothing more after `asked_every_s`.
    """
    spoken = _spoken(
        request,
        look,
        may_stay,
        every_s=every_s,
        heartbeat_s=heartbeat_s,
        asked_every_s=asked_every_s,
    )
    return EventStream(spoken, headers=HEADERS)


async def _spoken(
    request: Request,
    look: Look,
    may_stay: MayStay,
    *,
    every_s: float,
    heartbeat_s: float,
    asked_every_s: float,
) -> AsyncIterator[bytes]:
    """Its bytes: how soon to come back, then news, and a heartbeat when there is none."""
    settings: Settings = request.app.state.settings
    yield format_sse_event(retry=BACK_AFTER_MS)
    began = spoke = asked = stopwatch()
    while True:
        if stopwatch() - asked >= asked_every_s:
            if not await may_stay():
                return
            asked = stopwatch()
        news = await look()
        if news.told:
            yield b"".join(map(_written, news.told))
            spoke = stopwatch()
        elif stopwatch() - spoke >= heartbeat_s:
            yield KEEPALIVE_COMMENT
            spoke = stopwatch()
        if news.is_last or stopwatch() - began + every_s > settings.stream_seconds:
            return
        await asyncio.sleep(every_s)
        if await request.is_disconnected():
            return


def _written(told: Told) -> bytes:
    text = json.dumps(told.data, ensure_ascii=False, separators=(",", ":"), default=str)
    return format_sse_event(event=told.event, data_str=text, id=told.id)

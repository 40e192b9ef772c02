"""A request that met another change is answered again, and nobody hears of the first time."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy.exc import DBAPIError

from quittance.platform import problems
from quittance.platform.once_more import KEPT_BYTES, TRIES, OnceMore


class Deadlock(Exception):
    sqlstate = "40P01"


class InvalidCachedStatementError(Exception):
    """What asyncpg says of a statement prepared before a migration."""


def stubborn(refusals: int, error: type[Exception] = Deadlock) -> tuple[FastAPI, list[bytes]]:
    """An application that refuses so many times, and the bodies it was given."""
    app = FastAPI()
    problems.install(app)
    app.add_middleware(OnceMore)
    given: list[bytes] = []

    @app.post("/promises")
    async def promise(request: Request) -> dict[str, int]:
        given.append(await request.body())
        if len(given) <= refusals:
            raise DBAPIError("UPDATE receivables", None, error())
        return {"tries": len(given)}

    return app, given


async def ask(app: FastAPI, body: bytes = b"100") -> httpx.Response:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://quittance.test") as client:
        return await client.post("/promises", content=body)


@pytest.mark.parametrize("error", [Deadlock, InvalidCachedStatementError])
async def test_the_same_body_is_read_again_until_it_passes(error: type[Exception]) -> None:
    app, given = stubborn(TRIES - 1, error)
    answer = await ask(app)
    assert answer.json() == {"tries": TRIES}
    assert given == [b"100"] * TRIES


async def test_who_is_refused_each_time_is_told_to_try_again() -> None:
    app, given = stubborn(TRIES)
    answer = await ask(app)
    assert (answer.status_code, answer.json()["code"]) == (409, "try_again")
    assert len(given) == TRIES


async def test_a_long_body_is_not_kept_to_be_read_twice() -> None:
    app, given = stubborn(1)
    answer = await ask(app, b"x" * (KEPT_BYTES + 1))
    assert answer.status_code == 409
    assert len(given) == 1

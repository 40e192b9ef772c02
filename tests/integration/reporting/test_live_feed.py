"""The feed, live: over a real connection, in order, and holding nothing while it rests."""

import asyncio
import json
from collections.abc import AsyncIterator
from types import SimpleNamespace

import httpx
import pytest
from sqlalchemy import text
from starlette.requests import Request

from quittance.accounts import service as accounts
from quittance.accounts import standing
from quittance.accounts.events import CompanyChanged
from quittance.accounts.models import Company, Organisation
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform import events
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from tests.plugins.stage import Stage


@pytest.fixture
async def company(database: Database, clock: Clock) -> Company:
    async with database.transaction() as session:
        organisation = Organisation(id=new_id(), name="Groupe Morvan", created_at=clock.now())
        session.add(organisation)
        await session.flush()
        return await accounts.open_company(
            session,
            organisation.id,
            name="Ateliers <Morvan>",
            jurisdiction=Jurisdiction.FR,
            currency="EUR",
            time_zone="Europe/Paris",
            now=clock.now(),
        )


@pytest.fixture
async def reader(
    stage: Stage, database: Database, company: Company
) -> AsyncIterator[httpx.AsyncClient]:
    """A program that may read, over the network."""
    async with database.transaction(company.id) as session:
        _, key = await accounts.create_api_key(
            session, company.id, name="ERP", scopes=["read"], now=stage.clock.now()
        )
    headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "gzip"}
    async with httpx.AsyncClient(base_url=stage.url, headers=headers, timeout=20) as client:
        yield client


async def happen(database: Database, company: Company, clock: Clock, *fields: str) -> None:
    async with database.transaction(company.id) as session:
        facts = [CompanyChanged(fields=(field,)) for field in fields]
        await events.record(session, company.id, *facts, now=clock.now())


async def told(lines: AsyncIterator[str], count: int) -> list[dict[str, str]]:
    """The next events of a stream, each as its fields."""
    found: list[dict[str, str]] = []
    fields: dict[str, str] = {}
    async with asyncio.timeout(15):
        async for line in lines:
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
            elif fields:
                found += [fields] if "data" in fields else []
                fields = {}
                if len(found) == count:
                    return found
    return found


async def test_facts_come_as_they_are_sealed_and_go_on_after_the_last_one_seen(
    reader: httpx.AsyncClient, stage: Stage, database: Database, company: Company
) -> None:
    async with reader.stream("GET", "/v1/events/stream?after_seq=0") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        assert answer.headers["x-accel-buffering"] == "no"
        lines = answer.aiter_lines()
        opening = await told(lines, 2)
        await happen(database, company, stage.clock, "name", "ligne 1\nligne 2")
        fresh = await told(lines, 2)

    assert [one["id"] for one in opening + fresh] == ["1", "2", "3", "4"]
    assert [one["event"] for one in opening] == ["company.opened", "api_key.created"]
    assert json.loads(fresh[1]["data"])["data"]["fields"] == ["ligne 1\nligne 2"]

    again = {"Last-Event-ID": "3"}
    async with reader.stream("GET", "/v1/events/stream?after_seq=0", headers=again) as answer:
        assert [one["id"] for one in await told(answer.aiter_lines(), 1)] == ["4"]


async def test_without_a_place_it_begins_now(
    reader: httpx.AsyncClient, stage: Stage, database: Database, company: Company
) -> None:
    async with reader.stream("GET", "/v1/events/stream?after_seq=0") as answer:
        await told(answer.aiter_lines(), 2)  # the opening is sealed
    async with reader.stream("GET", "/v1/events/stream") as answer:
        lines = answer.aiter_lines()
        await happen(database, company, stage.clock, "name")
        (first,) = await told(lines, 1)
        assert first["id"] == "3"


async def test_twenty_readers_at_rest_hold_no_connection_of_the_database(
    reader: httpx.AsyncClient, database: Database
) -> None:
    """The application has fifteen connections at most: the pool would be empty."""
    streams = [reader.stream("GET", "/v1/events/stream") for _ in range(20)]
    answers = await asyncio.gather(*(one.__aenter__() for one in streams))
    assert [one.status_code for one in answers] == [200] * 20
    assert (await reader.get("/v1/events")).status_code == 200
    async with database.transaction() as session:
        idle = await session.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND state = 'idle in transaction' AND now() - state_change > interval '1 second'"
            )
        )
    assert idle == 0
    await asyncio.gather(*(one.__aexit__(None, None, None) for one in streams))


async def test_a_stream_is_guarded_like_any_reading(
    stage: Stage, reader: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    assert (await client.get("/v1/events/stream")).status_code == 401
    refused = await reader.get("/v1/events/stream", params={"after_seq": -1})
    assert refused.status_code == 422
    strange = await client.get("/v1/events/stream", headers={"Last-Event-ID": "x" * 101})
    assert strange.status_code in {401, 422}


async def test_a_key_revoked_meanwhile_may_not_stay(
    stage: Stage, reader: httpx.AsyncClient, database: Database, company: Company
) -> None:
    app = SimpleNamespace(state=SimpleNamespace(database=database, clock=stage.clock))
    headers = [(b"authorization", reader.headers["authorization"].encode())]
    request = Request({"type": "http", "method": "GET", "app": app, "headers": headers})
    who = await standing.known(request)
    still = standing.may_stay(request, who)
    assert await still()
    key = who.actor.id
    assert key is not None
    async with database.transaction(company.id) as session:
        await accounts.revoke_api_key(
            session, company.id, key, actor=who.actor, now=stage.clock.now()
        )
    assert not await still()


async def test_another_company_s_facts_are_not_told(
    reader: httpx.AsyncClient, stage: Stage, database: Database, company: Company
) -> None:
    async with database.transaction() as session:
        other = await accounts.open_company(
            session,
            company.organisation_id,
            name="Autre",
            jurisdiction=Jurisdiction.FR,
            currency="EUR",
            time_zone="Europe/Paris",
            now=stage.clock.now(),
        )
    async with reader.stream("GET", "/v1/events/stream?after_seq=0") as answer:
        lines = answer.aiter_lines()
        await told(lines, 2)
        await happen(database, other, stage.clock, "secret")
        await happen(database, company, stage.clock, "ours")
        (fresh,) = await told(lines, 1)
        assert json.loads(fresh["data"])["data"]["fields"] == ["ours"]

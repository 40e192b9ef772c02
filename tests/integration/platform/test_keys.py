"""Keys are replaced while the product runs: the old and the new open, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
from sqlalchemy import LargeBinary, select

from quittance.api import create_app
from quittance.cli import keys
from quittance.platform import resealing
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.events import SYSTEM
from quittance.platform.secrets import Sealer, Undecipherable
from quittance.platform.settings import Settings
from quittance.platform.tables import Base
from quittance.webhooks import endpoints
from quittance.webhooks.models import SECRET_FIELD, WebhookEndpoint
from tests.factories.companies import PASSWORD, a_creditor

OLD = "another secret of the tests, as long"  # of the `settings` fixture
NEW = "the newest key of the operator, long enough"
# Bytes that are no secret: digests, hashes of keys, bodies, salts.
NOT_SEALED = {
    "body",
    "chain",
    "digest",
    "fingerprint",
    "hash",
    "headers_digest",
    "previous_hash",
    "refresh_hash",
    "request",
    "salt",
}


async def endpoint(database: Database, clock: Clock) -> tuple[UUID, UUID, str]:
    """A partner of a new company, and the secret it was told."""
    creditor = await a_creditor(database, now=clock.now())
    async with database.transaction(creditor.id) as session:
        row, secret = await endpoints.add_endpoint(
            session,
            creditor.id,
            url="https://partenaire.example/avis",
            description="",
            event_types=[],
            known_types=[],
            lan_hosts=[],
            sealer=Sealer(OLD),
            actor=SYSTEM,
            now=clock.now(),
        )
    return creditor.id, row.id, secret


async def kept(database: Database, company_id: UUID, id: UUID) -> bytes:
    async with database.transaction(company_id) as session:
        found = await session.get_one(WebhookEndpoint, (company_id, id))
        return found.secret


@pytest.fixture
async def rotating(settings: Settings) -> Settings:
    """The operator has a new key and still knows the old one."""
    return Settings(
        **settings.model_dump(
            exclude={
                "database_url",
                "owner_database_url",
                "redis_url",
                "blob_url",
                "encryption_key",
            }
        )
        | {
            "DATABASE_URL": settings.database_url,
            "OWNER_DATABASE_URL": settings.owner_database_url,
            "REDIS_URL": settings.redis_url,
            "BLOB_URL": settings.blob_url,
            "encryption_key": NEW,
            "other_encryption_keys": [OLD],
        }
    )


async def test_every_secret_gets_the_new_key_while_both_open(
    database: Database, clock: Clock, rotating: Settings, capsys
) -> None:
    company_id, id, secret = await endpoint(database, clock)
    both = Sealer(*rotating.sealing_keys)
    assert both.open(company_id, SECRET_FIELD, await kept(database, company_id, id)) == secret

    await keys.rotate(rotating)
    box = await kept(database, company_id, id)
    assert Sealer(NEW).open(company_id, SECRET_FIELD, box) == secret
    with pytest.raises(Undecipherable):
        Sealer(OLD).open(company_id, SECRET_FIELD, box)

    capsys.readouterr()
    await keys.rotate(rotating)  # broken off or not, it may be run again
    assert "0 secrets are sealed anew" in capsys.readouterr().out
    assert await kept(database, company_id, id) == box


async def test_a_secret_replaced_meanwhile_stays_as_it_was_replaced(
    database: Database, clock: Clock
) -> None:
    company_id, id, _ = await endpoint(database, clock)
    both = Sealer(NEW, OLD)
    replaced = both.seal(company_id, SECRET_FIELD, "told to the partner a moment ago")

    async def replace() -> None:
        async with database.transaction(company_id) as session:
            row = await session.get_one(WebhookEndpoint, (company_id, id), with_for_update=True)
            await resealed_waits.wait()
            row.secret = replaced

    async def reseal() -> None:
        async with database.transaction(company_id) as session:
            await session.scalar(select(WebhookEndpoint.id))
            resealed_waits.set()
            await resealing.reseal(session, company_id, both)

    resealed_waits = asyncio.Event()
    await asyncio.gather(replace(), reseal())
    assert await kept(database, company_id, id) == replaced


async def test_a_secret_that_no_key_opens_is_named_and_the_others_are_done(
    database: Database, clock: Clock
) -> None:
    company_id, id, _ = await endpoint(database, clock)
    async with database.transaction(company_id) as session:
        done = await resealing.reseal(session, company_id, Sealer(NEW))
    assert done.secrets == 0
    assert done.lost == (f"webhook_endpoints {id} secret",)


def test_every_column_of_bytes_is_a_known_digest_or_is_sealed_anew() -> None:
    import quittance.worker  # noqa: F401  every room's tables

    sealed = {column.name for _, column, _ in resealing.sealed_columns()}
    of_bytes = {
        column.name
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert of_bytes - sealed <= NOT_SEALED


@pytest.fixture
async def turned(settings: Settings, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """The product after a new signing key: the old one still opens."""
    from pydantic import SecretStr

    own = settings.model_copy(
        update={
            "secret_key": SecretStr(NEW),
            "other_secret_keys": [settings.secret_key],
        }
    )
    app = create_app(own, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://quittance.test"
        ) as client:
            yield client


async def test_who_is_logged_in_stays_so_when_the_signing_key_is_replaced(
    database: Database, clock: Clock, client: httpx.AsyncClient, turned: httpx.AsyncClient
) -> None:
    creditor = await a_creditor(database, now=clock.now())
    log_in = {"email": creditor.admin.email, "password": PASSWORD}
    (await client.post("/v1/session", json=log_in)).raise_for_status()

    turned.cookies.update(client.cookies)
    assert (await turned.get("/v1/session")).is_success
    turned.cookies.clear()
    (await turned.post("/v1/session", json=log_in)).raise_for_status()
    assert (await turned.get("/v1/session")).is_success
    assert (await client.get("/v1/session")).is_success
    client.cookies.clear()
    client.cookies.update(turned.cookies)
    assert (await client.get("/v1/session")).status_code == 401, "it does not know the new key"

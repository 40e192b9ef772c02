"""A large file over a real connection: received from somebody we know, and from nobody else."""

from __future__ import annotations

import httpx
import pytest

from quittance.accounts import service as accounts
from quittance.api import MOST_BYTES
from quittance.platform.database import Database
from tests.factories.companies import a_creditor
from tests.plugins.stage import Stage

FILE = {"file": ("grand-livre.csv", b"client;montant\n" + b" " * MOST_BYTES)}
KEY = {"Idempotency-Key": "un-grand-fichier"}


@pytest.fixture
async def bearer(stage: Stage, database: Database) -> str:
    creditor = await a_creditor(database, now=stage.clock.now())
    async with database.transaction(creditor.id) as session:
        _, key = await accounts.create_api_key(
            session, creditor.id, name="ERP", scopes=["load"], now=stage.clock.now()
        )
    return f"Bearer {key}"


async def test_a_large_file_comes_from_somebody_we_know(stage: Stage, bearer: str) -> None:
    async with httpx.AsyncClient(base_url=stage.url, timeout=60) as client:
        unknown = await client.post("/v1/imports", files=FILE, headers=KEY)
        forged = await client.post(
            "/v1/imports", files=FILE, headers=KEY | {"Authorization": bearer + "x"}
        )
        known = await client.post(
            "/v1/imports",
            files=FILE,
            headers=KEY | {"Authorization": bearer},
            data={"prepare": "1"},
        )
    assert (unknown.status_code, unknown.json()["code"]) == (401, "not_logged_in")
    assert unknown.headers["cache-control"] == "no-store"
    assert (forged.status_code, forged.json()["code"]) == (401, "not_logged_in")
    assert known.status_code == 202, known.text


async def test_a_large_body_that_is_no_file_is_refused_to_everybody(
    stage: Stage, bearer: str
) -> None:
    async with httpx.AsyncClient(base_url=stage.url, timeout=60) as client:
        answer = await client.post(
            "/v1/customers/batch",
            content=b" " * (MOST_BYTES + 1),
            headers={"Authorization": bearer, "Content-Type": "application/json"},
        )
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")

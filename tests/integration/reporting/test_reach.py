"""Whom nothing reaches, and what a filter may ask for."""

import httpx
import pytest

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from tests.factories.portal import PASSWORD, Creditor, a_creditor

NOWHERE = {"address_lines": [], "postcode": "", "city": ""}


@pytest.fixture
async def creditor(database: Database, clock: Clock, client: httpx.AsyncClient) -> Creditor:
    creditor = await a_creditor(database, clock)
    body = {"email": creditor.collector.email, "password": PASSWORD}
    assert (await client.post("/v1/session", json=body)).status_code == 200
    client.headers["Company-Id"] = str(creditor.company_id)
    return creditor


async def test_customers_who_owe_and_have_no_address_are_counted(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    by_post = await creditor.customer()
    by_mail = await creditor.customer(**NOWHERE)
    await by_mail.contact()
    lost = await creditor.customer(**NOWHERE)
    for debtor in (by_post, by_mail, lost):
        await debtor.owes()
    await creditor.customer(**NOWHERE)  # owes nothing

    answer = await client.get("/v1/reach")

    assert answer.json() == {"customers": 3, "unreachable": 1}


async def test_a_level_is_offered_if_a_scenario_reaches_it(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await (await creditor.customer()).owes(level=9)

    choices = (await client.get("/v1/aging/choices")).json()

    assert choices["levels"] == [9]
    assert choices["reachable_levels"] == [0]  # no scenario yet

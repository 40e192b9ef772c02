"""A company's settings: what may be said, and what happens when two people say it at once."""

import asyncio
from decimal import Decimal

import httpx
import pytest

from tests.factories.callers import log_in
from tests.factories.companies import Creditor


async def change(client: httpx.AsyncClient, version: int, **changes: object) -> httpx.Response:
    return await client.patch("/v1/company", json=changes, headers={"If-Match": f'"{version}"'})


@pytest.mark.req("SAGE-104")
async def test_whoever_was_slower_is_told_and_overwrites_nothing(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await log_in(client, creditor)
    first = await change(client, 1, city="Rezé", bank_details="FR76…\nBIC…")
    assert (first.status_code, first.json()["version"]) == (200, 2)

    second = await change(client, 1, city="Nantes")

    assert (second.status_code, second.json()["code"]) == (412, "company_stale")
    kept = await client.get("/v1/company")
    assert (kept.json()["city"], kept.headers["ETag"]) == ("Rezé", '"2"')


async def test_of_two_who_change_at_the_same_instant_one_is_told(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await log_in(client, creditor)

    answers = await asyncio.gather(*(change(client, 1, link_days=n) for n in range(10, 16)))

    assert sorted(one.status_code for one in answers) == [200, 412, 412, 412, 412, 412]


@pytest.mark.parametrize(
    "zone",
    ["Factory", "localtime", "posixrules", "UTC", "Etc/GMT+5", "Mars/Base", "", "europe/paris"],
)
async def test_a_zone_is_one_where_our_creditors_live(
    creditor: Creditor, client: httpx.AsyncClient, zone: str
) -> None:
    await log_in(client, creditor)
    assert (await change(client, 1, time_zone=zone)).status_code == 422


@pytest.mark.parametrize("zone", ["Pacific/Marquesas", "America/Miquelon", "Indian/Kerguelen"])
async def test_every_zone_offered_is_known_to_the_database_too(
    creditor: Creditor, client: httpx.AsyncClient, zone: str
) -> None:
    await log_in(client, creditor)
    assert (await change(client, 1, time_zone=zone)).status_code == 200
    assert (await client.get("/v1/companies")).status_code == 200
    assert (await client.get("/v1/aging")).status_code == 200


async def test_a_minimum_may_exceed_what_an_integer_of_32_bits_holds(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await log_in(client, creditor)
    changed = await change(client, 1, minimum_minor=10**15)
    assert (changed.status_code, changed.json()["minimum_minor"]) == (200, 10**15)
    assert (await change(client, 2, minimum_minor=10**15 + 1)).status_code == 422


async def test_a_rate_of_the_contract_comes_with_its_figure(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await log_in(client, creditor)
    refused = await change(client, 1, penalty_regime="contractual_fixed")
    assert (refused.status_code, refused.json()["code"]) == (422, "penalty_figure_required")

    agreed = {"penalty_regime": "contractual_fixed", "penalty_figure": "12.5"}
    changed = await change(client, 1, **agreed)
    assert Decimal(changed.json()["penalty_figure"]) == Decimal("12.5")
    assert (await change(client, 2, penalty_regime="statutory")).status_code == 200

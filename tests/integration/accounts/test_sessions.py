"""People log in, keep two tabs open, log out; thieves, foreign pages and guessers get nowhere."""

import asyncio
from datetime import timedelta

import httpx

from quittance.accounts.access import REFRESH_COOKIE
from quittance.accounts.throttle import TRIES
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from tests.factories.callers import api_key, log_in
from tests.factories.companies import PASSWORD, Creditor, a_creditor


def refresh_key(client: httpx.AsyncClient) -> str:
    return next(one.value or "" for one in client.cookies.jar if one.name == REFRESH_COOKIE)


async def refreshed(client: httpx.AsyncClient, key: str) -> httpx.Response:
    """The browser sends this key, and keeps the cookies of the answer."""
    client.cookies.set(REFRESH_COOKIE, key, domain="quittance.test", path="/v1/session")
    return await client.post("/v1/session/refresh")


async def test_two_tabs_renew_at_once_and_the_browser_keeps_the_newer_key(
    creditor: Creditor, client: httpx.AsyncClient, clock: Clock
) -> None:
    await log_in(client, creditor)
    shared = refresh_key(client)

    await client.post("/v1/session/refresh")
    newer = refresh_key(client)
    clock.move_to(clock.now() + timedelta(seconds=10))
    second_tab = await client.post(
        "/v1/session/refresh", headers={"Cookie": f"{REFRESH_COOKIE}={shared}"}
    )

    assert second_tab.status_code == 204
    assert REFRESH_COOKIE not in second_tab.cookies
    clock.move_to(clock.now() + timedelta(minutes=20))
    assert (await refreshed(client, newer)).status_code == 204
    assert (await client.get("/v1/company")).status_code == 200


async def test_an_old_key_shown_again_ends_the_session_for_whoever_holds_it(
    creditor: Creditor, client: httpx.AsyncClient, clock: Clock
) -> None:
    await log_in(client, creditor)
    stolen = refresh_key(client)
    await client.post("/v1/session/refresh")
    rightful = refresh_key(client)
    clock.move_to(clock.now() + timedelta(minutes=1))

    assert (await refreshed(client, stolen)).json()["code"] == "not_logged_in"

    assert (await refreshed(client, rightful)).status_code == 401
    assert (await client.get("/v1/company")).status_code == 401


async def test_a_session_ends_with_its_log_out_though_its_token_lives_on(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await log_in(client, creditor)
    kept = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)}

    assert (await client.delete("/v1/session")).status_code == 204

    assert (await client.get("/v1/company", headers=kept)).status_code == 401


async def test_a_foreign_page_cannot_use_the_cookie(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await log_in(client, creditor)

    for origin in ("https://evil.example", "null", "http://quittance.test.evil.example"):
        refused = await client.delete("/v1/session", headers={"Origin": origin})
        assert (refused.status_code, refused.json()["code"]) == (403, "foreign_origin")

    own = {"Origin": "http://quittance.test"}
    assert (await client.delete("/v1/session", headers=own)).status_code == 204


async def test_whoever_guesses_is_told_to_wait_and_not_whether_the_address_exists(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    for email in (creditor.admin.email, f"nobody-{creditor.admin.email}"):
        guesses = [
            await client.post("/v1/session", json={"email": email, "password": "deviné"})
            for _ in range(TRIES + 1)
        ]

        assert {one.json()["code"] for one in guesses[:TRIES]} == {"credentials_refused"}
        assert guesses[TRIES].status_code == 429
        assert int(guesses[TRIES].headers["Retry-After"]) > 0
    right = {"email": creditor.admin.email, "password": PASSWORD}
    assert (await client.post("/v1/session", json=right)).status_code == 429


async def test_a_key_goes_as_far_as_its_scopes_in_its_company_until_revoked(
    creditor: Creditor, database: Database, client: httpx.AsyncClient, clock: Clock
) -> None:
    key = await api_key(database, creditor, "read", now=clock.now())
    other = await a_creditor(database, now=clock.now())

    assert (await client.get("/v1/company", headers=key)).json()["id"] == str(creditor.id)
    assert (await client.get("/v1/api-keys", headers=key)).status_code == 403
    elsewhere = {**key, "Company-Id": str(other.id)}
    assert (await client.get("/v1/company", headers=elsewhere)).status_code == 403
    await log_in(client, creditor)
    [listed] = (await client.get("/v1/api-keys")).json()["items"]
    await client.delete(f"/v1/api-keys/{listed['id']}")
    client.cookies.clear()
    assert (await client.get("/v1/company", headers=key)).status_code == 401


async def test_guesses_made_all_at_once_are_counted_one_by_one(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    body = {"email": creditor.admin.email, "password": "deviné"}

    guesses = await asyncio.gather(
        *(client.post("/v1/session", json=body) for _ in range(TRIES + 5))
    )

    assert sorted(one.status_code for one in guesses) == [401] * TRIES + [429] * 5


async def test_keys_are_listed_page_by_page_the_newest_first(
    creditor: Creditor, database: Database, client: httpx.AsyncClient, clock: Clock
) -> None:
    for _ in range(3):
        await api_key(database, creditor, "read", now=clock.now())
    await log_in(client, creditor)

    first = (await client.get("/v1/api-keys", params={"limit": 2})).json()
    after = {"limit": 2, "cursor": first["next_cursor"]}
    second = (await client.get("/v1/api-keys", params=after)).json()

    ids = [one["id"] for one in first["items"] + second["items"]]
    assert ids == sorted(set(ids), reverse=True)
    assert (len(ids), second["next_cursor"]) == (3, None)

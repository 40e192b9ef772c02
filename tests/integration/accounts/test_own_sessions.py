"""A person sees where they are logged in, and leaves: here, there, everywhere."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from quittance.accounts.access import SESSION_COOKIE
from quittance.accounts.ports import Answer, Fate
from quittance.platform.clock import Clock
from tests.factories.callers import log_in
from tests.factories.companies import PASSWORD, Creditor, a_creditor
from tests.factories.postmen import PostOffice

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


async def sessions_of(client: httpx.AsyncClient) -> list[dict]:
    answer = await client.get("/v1/account/sessions")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_the_list_tells_each_device_and_marks_this_one(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient, clock: Clock
) -> None:
    opened_at = clock.now()
    somebody.headers["User-Agent"] = FIREFOX
    await log_in(somebody, creditor)
    clock.move_to(opened_at + timedelta(minutes=5))
    await log_in(client, creditor)

    here, there = await sessions_of(client)

    assert (here["is_current"], there["is_current"]) == (True, False)
    assert (there["user_agent"], there["ip"]) == (FIREFOX, "127.0.0.1")
    assert there["opened_at"] == there["last_used_at"] < here["opened_at"]
    clock.move_to(opened_at + timedelta(minutes=20))
    assert (await somebody.post("/v1/session/refresh")).status_code == 204
    first, _ = await sessions_of(somebody)
    assert (first["is_current"], first["id"]) == (True, there["id"])
    assert first["last_used_at"] > first["opened_at"]


async def test_a_device_left_behind_is_logged_out_from_here(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient
) -> None:
    await log_in(somebody, creditor)
    await log_in(client, creditor)
    [theirs] = [one for one in await sessions_of(client) if not one["is_current"]]

    assert (await client.delete(f"/v1/account/sessions/{theirs['id']}")).status_code == 204

    assert (await somebody.get("/v1/company")).status_code == 401
    assert (await somebody.post("/v1/session/refresh")).status_code == 401
    again = await client.delete(f"/v1/account/sessions/{theirs['id']}")
    assert (again.status_code, again.json()["code"]) == (404, "session_not_found")
    assert [one["is_current"] for one in await sessions_of(client)] == [True]


async def test_logging_out_everywhere_ends_every_family_of_keys(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient
) -> None:
    await log_in(somebody, creditor)
    await log_in(client, creditor)

    left = await client.post("/v1/account/log-out-everywhere")

    assert left.status_code == 204
    assert SESSION_COOKIE not in client.cookies
    for browser in (client, somebody):
        assert (await browser.get("/v1/session")).status_code == 401
        assert (await browser.post("/v1/session/refresh")).status_code == 401


async def test_nobody_ends_another_person_s_session(
    creditor: Creditor,
    client: httpx.AsyncClient,
    somebody: httpx.AsyncClient,
    database,
    clock: Clock,
) -> None:
    other = await a_creditor(database, now=clock.now())
    await log_in(somebody, other)
    [theirs] = await sessions_of(somebody)
    await log_in(client, creditor)

    assert (await client.delete(f"/v1/account/sessions/{theirs['id']}")).status_code == 404

    assert (await somebody.get("/v1/company")).status_code == 200


@pytest.mark.parametrize("hours", [1, 24 * 13])
async def test_whoever_comes_back_late_can_still_log_out(
    creditor: Creditor, client: httpx.AsyncClient, clock: Clock, hours: int
) -> None:
    """The short token is over; the key that renews it is known."""
    await log_in(client, creditor)
    kept = {one.name: one.value for one in client.cookies.jar}
    clock.move_to(clock.now() + timedelta(hours=hours))
    assert (await client.get("/v1/session")).status_code == 401

    left = await client.delete("/v1/session")

    assert left.status_code == 204
    assert not client.cookies
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())}
    assert (await client.post("/v1/session/refresh", headers=header)).status_code == 401
    assert (await client.delete("/v1/session", headers=header)).status_code == 401


async def test_a_person_signs_as_they_say(creditor: Creditor, client: httpx.AsyncClient) -> None:
    await log_in(client, creditor)

    said = {"full_name": "  Claire Vasseur-Prigent ", "phone": "+33 2 40 00 00 01"}
    changed = await client.patch("/v1/account", json=said)

    assert changed.status_code == 200, changed.text
    user = (await client.get("/v1/session")).json()["user"]
    assert user == changed.json()
    assert (user["full_name"], user["phone"], user["job_title"]) == (
        "Claire Vasseur-Prigent",
        "+33 2 40 00 00 01",
        "Chargée de recouvrement",
    )
    assert (await client.patch("/v1/account", json={"full_name": " "})).status_code == 422


async def test_another_password_ends_the_other_sessions(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient
) -> None:
    await log_in(somebody, creditor)
    await log_in(client, creditor)
    newer = "une autre phrase, plus longue"

    for current, new, code in (
        ("deviné", newer, "password_wrong"),
        (PASSWORD, "trop court", "password_weak"),
        (PASSWORD, "aaaaaaaaaaaaaaaaaaaa", "password_weak"),
        (PASSWORD, creditor.admin.email, "password_weak"),
    ):
        body = {"current_password": current, "new_password": new}
        refused = await client.post("/v1/account/password", json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    body = {"current_password": PASSWORD, "new_password": newer}
    assert (await client.post("/v1/account/password", json=body)).status_code == 204

    assert (await client.get("/v1/company")).status_code == 200
    assert (await somebody.get("/v1/company")).status_code == 401
    log_ins = [
        await somebody.post("/v1/session", json={"email": creditor.admin.email, "password": one})
        for one in (PASSWORD, newer)
    ]
    assert [one.status_code for one in log_ins] == [401, 200]


async def test_a_stolen_session_cannot_guess_the_password_for_long(
    creditor: Creditor, client: httpx.AsyncClient, redis_url: str
) -> None:
    await log_in(client, creditor)
    body = {"current_password": "deviné", "new_password": "une autre phrase, plus longue"}
    answers = [await client.post("/v1/account/password", json=body) for _ in range(11)]
    assert [one.status_code for one in answers] == [422] * 10 + [429]


async def test_whoever_changes_a_password_tells_its_owner_by_mail(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, clock: Clock
) -> None:
    """A password may be changed by somebody who found the browser open."""
    clock.move_to(datetime(2026, 11, 23, 23, 12, tzinfo=UTC))
    await log_in(client, creditor)
    body = {"current_password": PASSWORD, "new_password": "une autre phrase, plus longue"}
    assert (await client.post("/v1/account/password", json=body)).status_code == 204
    await office.work(creditor.id)

    [mail] = office.mails
    assert (mail.recipient, mail.subject) == (
        creditor.admin.email,
        "Votre mot de passe a été modifié",
    )
    assert "le 24/11/2026 à 00:12" in mail.text
    assert "http://quittance.test/mot-de-passe-oublie\n" in mail.text
    assert "une autre phrase" not in mail.text + mail.html


async def test_news_that_nobody_could_carry_is_not_told_days_later(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, clock: Clock
) -> None:
    await log_in(client, creditor)
    body = {"current_password": PASSWORD, "new_password": "une autre phrase, plus longue"}
    await client.post("/v1/account/password", json=body)
    office.answers = [Answer(Fate.UNREACHABLE, "connect: refused")]
    await office.work(creditor.id)
    clock.move_to(clock.now() + timedelta(minutes=6))
    assert await office.work(creditor.id) == 1
    assert len(office.mails) == 2

    await client.post(
        "/v1/account/password",
        json={"current_password": body["new_password"], "new_password": PASSWORD},
    )
    clock.move_to(clock.now() + timedelta(days=3))
    await office.work(creditor.id)
    assert len(office.mails) == 2

"""A forgotten password: one link, once, for an hour, and not a word about who has an account."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from quittance.accounts import service as accounts
from quittance.accounts.models import Role
from quittance.accounts.ports import Answer, Fate
from quittance.accounts.throttle import RESETS_PER_ADDRESS
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from tests.factories.callers import join, log_in
from tests.factories.companies import PASSWORD, Creditor, a_creditor
from tests.factories.postmen import PostOffice

NEWER = "une phrase toute neuve, et longue"


@pytest.fixture(autouse=True)
async def forgotten_tries(redis_url: str) -> None:
    """Requests are counted per place, and all tests come from one."""


async def ask(client: httpx.AsyncClient, email: str) -> httpx.Response:
    return await client.post("/v1/password-resets", json={"email": email})


async def finish(client: httpx.AsyncClient, key: str, password: str = NEWER) -> httpx.Response:
    return await client.post("/v1/password-resets/finish", json={"key": key, "password": password})


async def test_a_link_comes_by_mail_and_changes_the_password_once(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient, office: PostOffice
) -> None:
    await log_in(somebody, creditor)
    asked = await ask(client, f" {creditor.admin.email.upper()} ")
    assert asked.status_code == 204
    await office.work(creditor.id)

    [mail] = office.mails
    assert (mail.recipient, mail.subject) == (
        creditor.admin.email,
        "Choisir un nouveau mot de passe",
    )
    assert f"http://quittance.test/nouveau-mot-de-passe#{office.last_key()}" in mail.text
    key = office.last_key()
    seen = await client.post("/v1/password-resets/open", json={"key": key})
    assert seen.json()["email"] == creditor.admin.email
    assert (await finish(client, key, "trop court")).json()["code"] == "password_weak"
    assert (await finish(client, key)).status_code == 204

    await office.work(creditor.id)
    assert office.mails[-1].subject == "Votre mot de passe a été modifié"
    assert (await somebody.get("/v1/company")).status_code == 401
    again = await finish(client, key, "encore une autre phrase")
    assert (again.status_code, again.json()["code"]) == (410, "reset_over")
    bodies = [{"email": creditor.admin.email, "password": one} for one in (PASSWORD, NEWER)]
    answers = [(await client.post("/v1/session", json=body)).status_code for body in bodies]
    assert answers == [401, 200]


async def test_the_answer_is_the_same_for_an_address_nobody_has(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, redis_url: str
) -> None:
    known = await ask(client, creditor.admin.email)
    unknown = await ask(client, f"nobody-{creditor.admin.email}")

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert dict(known.headers) == dict(unknown.headers)
    await office.work(creditor.id)
    assert [mail.recipient for mail in office.mails] == [creditor.admin.email]


async def test_nobody_floods_a_mailbox(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, redis_url: str
) -> None:
    for email in (creditor.admin.email, f"nobody-{creditor.admin.email}"):
        answers = [await ask(client, email) for _ in range(RESETS_PER_ADDRESS + 1)]
        assert [one.status_code for one in answers] == [204] * RESETS_PER_ADDRESS + [429]
        assert int(answers[-1].headers["Retry-After"]) > 0
    await office.work(creditor.id)
    assert len(office.mails) == 1


async def test_a_newer_link_replaces_the_older_and_none_lives_an_hour(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, clock: Clock
) -> None:
    keys = []
    for _ in range(2):
        await ask(client, creditor.admin.email)
        await office.work(creditor.id)
        keys.append(office.last_key())
        clock.move_to(clock.now() + timedelta(minutes=2))
    assert (await finish(client, keys[0])).status_code == 410

    clock.move_to(clock.now() + timedelta(hours=1))
    seen = await client.post("/v1/password-resets/open", json={"key": keys[1]})
    assert (seen.status_code, seen.json()["code"]) == (410, "reset_over")
    assert (await finish(client, keys[1])).status_code == 410


async def test_another_password_ends_a_link_under_way(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice
) -> None:
    await ask(client, creditor.admin.email)
    await office.work(creditor.id)
    await log_in(client, creditor)
    body = {"current_password": PASSWORD, "new_password": NEWER}
    assert (await client.post("/v1/account/password", json=body)).status_code == 204

    assert (await finish(client, office.last_key())).status_code == 410


async def test_a_link_kept_under_a_company_left_meanwhile_opens_nothing(
    creditor: Creditor,
    client: httpx.AsyncClient,
    office: PostOffice,
    database: Database,
    clock: Clock,
) -> None:
    """Used, it would have ended the links of the other companies only, and opened again."""
    other = await a_creditor(database, now=clock.now())
    async with database.transaction(other.id) as session:
        await accounts.join(session, other.id, creditor.admin, Role.AUDITOR, now=clock.now())
    await join(database, creditor, Role.ADMIN, now=clock.now())
    await ask(client, creditor.admin.email)
    await office.work(creditor.id)
    await log_in(client, creditor)
    assert (await client.delete(f"/v1/members/{creditor.admin.id}")).status_code == 204

    assert (await finish(client, office.last_key())).json()["code"] == "reset_over"
    await ask(client, creditor.admin.email)
    await office.work(other.id)
    assert (await finish(client, office.last_key())).status_code == 204


async def test_two_requests_at_the_same_instant_send_one_link(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice
) -> None:
    await asyncio.gather(*(ask(client, creditor.admin.email) for _ in range(4)))
    await office.work(creditor.id)
    assert len(office.mails) == 1


async def test_no_key_is_kept_anywhere_and_none_is_guessed(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, database: Database
) -> None:
    await ask(client, creditor.admin.email)
    await office.work(creditor.id)
    key = office.last_key()
    async with database.transaction(creditor.id) as session:
        for table in ("password_resets", "doors", "due_work", "events"):
            rows = await session.execute(text(f"SELECT t::text FROM {table} t"))  # noqa: S608
            assert key not in " ".join(rows.scalars())
    for forged in (key[::-1], "a" * 43, "é" * 30):
        assert (await finish(client, forged)).status_code == 410
    assert (await finish(client, "court")).status_code == 422


async def test_a_mail_server_that_is_away_is_asked_again(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, clock: Clock
) -> None:
    office.answers = [Answer(Fate.UNREACHABLE, "connect: refused")]
    await ask(client, creditor.admin.email)
    await office.work(creditor.id)
    refused = office.last_key()
    assert await office.work(creditor.id) == 0

    clock.move_to(clock.now() + timedelta(minutes=6))
    assert await office.work(creditor.id) == 1

    assert len(office.mails) == 2
    assert (await finish(client, refused)).status_code == 410
    assert (await finish(client, office.last_key())).status_code == 204

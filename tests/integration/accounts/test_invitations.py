"""Somebody is invited by e-mail, and works in the company from their yes on."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy.exc import IntegrityError

from quittance.accounts.models import Role
from quittance.accounts.ports import Answer, Fate
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from tests.factories.callers import join, log_in
from tests.factories.companies import PASSWORD, Creditor, a_creditor
from tests.factories.postmen import PostOffice

OWN = "une phrase à moi, bien longue"


def an_address() -> str:
    return f"{new_id().hex}@loire-ocean.example"


async def invite(client: httpx.AsyncClient, email: str, role: str = "collector", **more) -> dict:
    answer = await client.post("/v1/invitations", json={"email": email, "role": role} | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def accept(client: httpx.AsyncClient, key: str, **more: str) -> httpx.Response:
    body = {"key": key, "full_name": "Léa Petit", "password": OWN} | more
    return await client.post("/v1/invitations/accept", json=body)


@pytest.mark.req("SAGE-106")
async def test_an_invitation_becomes_a_member_with_their_role(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient, office: PostOffice
) -> None:
    await log_in(client, creditor)
    email = an_address()
    invited = await invite(client, email.upper())
    assert (invited["email"], invited["post_status"]) == (email, "queued")
    await office.work(creditor.id)

    [mail] = office.mails
    assert (mail.recipient, mail.reply_to) == (email, creditor.admin.email)
    assert mail.subject == "Claire Vasseur vous invite à rejoindre Ateliers du Vent"
    assert "en tant que chargé de recouvrement" in mail.text
    key = office.last_key()
    seen = (await somebody.post("/v1/invitations/open", json={"key": key})).json()
    assert (seen["company_name"], seen["email"], seen["has_account"]) == (
        "Ateliers du Vent",
        email,
        False,
    )
    [waiting] = (await client.get("/v1/invitations")).json()["items"]
    assert (waiting["post_status"], waiting["id"]) == ("sent", invited["id"])

    joined = await accept(somebody, key)

    assert joined.status_code == 200, joined.text
    assert joined.json()["companies"][0]["role"] == "collector"
    assert (await somebody.get("/v1/company")).json()["id"] == str(creditor.id)
    assert (await somebody.get("/v1/invitations")).status_code == 403
    assert (await client.get("/v1/invitations")).json()["items"] == []
    people = (await client.get("/v1/members")).json()["items"]
    assert [one["email"] for one in people] == [creditor.admin.email, email]
    assert (await accept(somebody, key)).json()["code"] == "invitation_over"


async def test_who_has_an_account_proves_it_by_its_password(
    creditor: Creditor,
    client: httpx.AsyncClient,
    somebody: httpx.AsyncClient,
    *,
    office: PostOffice,
    database: Database,
    clock: Clock,
) -> None:
    """The link alone must not open somebody's account."""
    other = await a_creditor(database, now=clock.now(), name="Nacre du Lagon")
    await log_in(client, creditor)
    await invite(client, other.admin.email, "auditor")
    await office.work(creditor.id)
    key = office.last_key()
    seen = (await somebody.post("/v1/invitations/open", json={"key": key})).json()
    assert seen["has_account"] is True

    refused = await accept(somebody, key, password="deviné")
    assert (refused.status_code, refused.json()["code"]) == (422, "password_wrong")
    joined = await accept(somebody, key, password=PASSWORD)

    assert joined.json()["user"]["full_name"] == other.admin.full_name
    roles = {one["name"]: one["role"] for one in joined.json()["companies"]}
    assert roles == {"Ateliers du Vent": "auditor", "Nacre du Lagon": "admin"}


async def test_a_link_that_was_withdrawn_sent_again_or_too_old_opens_nothing(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, clock: Clock
) -> None:
    await log_in(client, creditor)
    invited = await invite(client, an_address())
    await office.work(creditor.id)
    first = office.last_key()

    resent = await client.post(f"/v1/invitations/{invited['id']}/resend")
    assert (resent.status_code, resent.json()["post_status"]) == (200, "queued")
    await office.work(creditor.id)
    second = office.last_key()
    assert (await accept(client, first)).status_code == 410

    clock.move_to(clock.now() + timedelta(days=7, minutes=1))
    assert (await accept(client, second)).status_code == 410
    await log_in(client, creditor)
    await client.post(f"/v1/invitations/{invited['id']}/resend")
    await office.work(creditor.id)
    third = office.last_key()
    assert (await client.post("/v1/invitations/open", json={"key": third})).status_code == 200

    assert (await client.delete(f"/v1/invitations/{invited['id']}")).status_code == 204
    assert (await accept(client, third)).json()["code"] == "invitation_over"
    gone = await client.post(f"/v1/invitations/{invited['id']}/resend")
    assert (gone.status_code, gone.json()["code"]) == (404, "invitation_not_found")


async def test_one_address_is_asked_once(
    creditor: Creditor, client: httpx.AsyncClient, clock: Clock
) -> None:
    await log_in(client, creditor)
    email = an_address()
    first = await invite(client, email)
    body = {"email": email, "role": "manager"}

    twice = await asyncio.gather(*(client.post("/v1/invitations", json=body) for _ in range(3)))
    assert {(one.status_code, one.json()["code"]) for one in twice} == {(409, "already_invited")}
    member = {"email": creditor.admin.email, "role": "manager"}
    refused = await client.post("/v1/invitations", json=member)
    assert (refused.status_code, refused.json()["code"]) == (409, "already_member")

    clock.move_to(clock.now() + timedelta(days=8))
    await log_in(client, creditor)
    again = await invite(client, email, "manager")
    [waiting] = (await client.get("/v1/invitations")).json()["items"]
    assert (waiting["id"], waiting["role"]) == (again["id"], "manager")
    assert again["id"] != first["id"]


async def test_a_sales_representative_is_named(
    creditor: Creditor,
    client: httpx.AsyncClient,
    somebody: httpx.AsyncClient,
    *,
    office: PostOffice,
    database: Database,
    clock: Clock,
) -> None:
    """Without a name they would see the customers that have no representative."""
    await log_in(client, creditor)
    for rep in ({}, {"sales_rep": "   "}):
        body = {"email": an_address(), "role": "sales"} | rep
        refused = await client.post("/v1/invitations", json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, "sales_rep_required")
    with pytest.raises(IntegrityError, match="sales_has_rep"):
        await join(database, creditor, Role.SALES, now=clock.now())

    await invite(client, an_address(), "sales", sales_rep=" T. Lacaze ")
    await office.work(creditor.id)
    await accept(somebody, office.last_key())

    people = (await client.get("/v1/members")).json()["items"]
    assert [one["sales_rep"] for one in people] == ["", "T. Lacaze"]


async def test_only_an_admin_invites(
    creditor: Creditor, client: httpx.AsyncClient, database: Database, clock: Clock
) -> None:
    manager = await join(database, creditor, Role.MANAGER, now=clock.now())
    await log_in(client, creditor, manager)
    body = {"email": an_address(), "role": "collector"}

    assert (await client.get("/v1/invitations")).status_code == 200
    assert (await client.post("/v1/invitations", json=body)).status_code == 403


async def test_two_companies_never_see_each_other_s_invitations(
    creditor: Creditor, client: httpx.AsyncClient, database: Database, clock: Clock
) -> None:
    await log_in(client, creditor)
    email = an_address()
    theirs = await invite(client, email)
    other = await a_creditor(database, now=clock.now())
    await log_in(client, other)

    assert (await client.get("/v1/invitations")).json()["items"] == []
    assert (await client.post(f"/v1/invitations/{theirs['id']}/resend")).status_code == 404
    assert (await client.delete(f"/v1/invitations/{theirs['id']}")).status_code == 404
    assert (await invite(client, email))["id"] != theirs["id"]


@pytest.mark.parametrize(
    ("answer", "status", "opens"),
    [
        (Answer(Fate.REFUSED, "550 5.1.1 nobody"), "failed", 410),
        (Answer(Fate.UNCONFIRMED, "text: lost"), "unconfirmed", 200),
        (RuntimeError("broken"), "unconfirmed", 200),
    ],
)
async def test_what_became_of_the_message_is_told(
    creditor: Creditor,
    client: httpx.AsyncClient,
    *,
    office: PostOffice,
    answer: Answer | Exception,
    status: str,
    opens: int,
) -> None:
    await log_in(client, creditor)
    await invite(client, an_address())
    office.answers = [answer]
    await office.work(creditor.id)

    [waiting] = (await client.get("/v1/invitations")).json()["items"]
    assert waiting["post_status"] == status
    seen = await client.post("/v1/invitations/open", json={"key": office.last_key()})
    assert seen.status_code == opens


async def test_a_worker_that_died_while_speaking_sends_no_second_message(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice, clock: Clock
) -> None:
    await log_in(client, creditor)
    await invite(client, an_address())
    office.answers = [asyncio.CancelledError()]
    with pytest.raises(asyncio.CancelledError):
        await office.work(creditor.id)

    clock.move_to(clock.now() + timedelta(minutes=2))
    assert await office.work(creditor.id) == 1

    assert len(office.mails) == 1
    [waiting] = (await client.get("/v1/invitations")).json()["items"]
    assert waiting["post_status"] == "unconfirmed"


async def test_an_invitation_sent_again_while_it_leaves_leaves_again(
    creditor: Creditor, client: httpx.AsyncClient, office: PostOffice
) -> None:
    """What the postman says of the first message must not count for the second."""
    await log_in(client, creditor)
    invited = await invite(client, an_address())

    async def resend() -> None:
        office.while_speaking = None
        assert (await client.post(f"/v1/invitations/{invited['id']}/resend")).status_code == 200

    office.while_speaking = resend
    await office.work(creditor.id)
    assert await office.work(creditor.id) == 1

    assert len(office.mails) == 2
    [waiting] = (await client.get("/v1/invitations")).json()["items"]
    assert waiting["post_status"] == "sent"
    opened = await client.post("/v1/invitations/open", json={"key": office.last_key()})
    assert opened.status_code == 200

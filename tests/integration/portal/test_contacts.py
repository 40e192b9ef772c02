"""A debtor's own details: what counts at once, what waits, and who decides (SID-31…33)."""

import asyncio
from uuid import UUID

import httpx
import pytest

from quittance.platform.jobs import JobContext
from quittance.portal.models import PortalLink
from tests.factories.portal import PUBLIC_URL, Creditor, Debtor, Visitor, a_creditor
from tests.factories.portal_contacts import (
    ANNE,
    DETAILS,
    ELSEWHERE,
    LEA,
    a_week_later,
    changes,
    messages,
    saves,
)


@pytest.mark.req("SID-31", "SID-33")
async def test_after_the_end_a_debtor_updates_their_details_which_count_at_once(
    creditor: Creditor, visitor: Visitor, anne: Debtor
) -> None:
    [invoice] = (await visitor.http.get("/portal/v1/receivables")).json()["items"]
    await visitor.answers("status", UUID(invoice["id"]), text="Bientôt")
    await visitor.finishes()
    assert "/portail/coordonnees" in visitor.text

    page = await saves(
        visitor,
        phone="02 40 00 00 00",
        department="accounting",
        function="chief_accountant",
    )

    assert "Vos coordonnées sont à jour" in page.text
    contact = (await anne.contacts())[ANNE]
    assert (contact.phone, contact.department, contact.function) == (
        "02 40 00 00 00",
        "Comptabilité",
        "Chef comptable",
    )
    assert await messages(creditor) == []
    again = await visitor.opens("/portail/coordonnees")
    assert '<option value="chief_accountant" selected>' in again.text


@pytest.mark.req("SID-40")
async def test_the_contact_form_sends_no_answer_and_the_answers_save_no_contact(
    creditor: Creditor, visitor: Visitor, anne: Debtor
) -> None:
    [invoice] = (await visitor.http.get("/portal/v1/receivables")).json()["items"]
    await visitor.answers("status", UUID(invoice["id"]), text="Bientôt")

    await saves(visitor, phone="02 40 00 00 00")

    assert await creditor.events("answer.") == []
    await visitor.finishes()
    assert len(await creditor.events("contact_change.asked")) == 1


@pytest.mark.req("SID-32")
async def test_functions_follow_the_department_by_a_round_trip_that_saves_nothing(
    creditor: Creditor, visitor: Visitor, anne: Debtor
) -> None:
    page = await visitor.opens("/portail/coordonnees")
    assert '<select id="function" name="function"' in page.text
    assert "disabled>" in page.text
    assert 'value="treasurer"' not in page.text.split("<template")[0]

    page = await visitor.sends(
        "/portail/coordonnees", go="functions", **{**DETAILS, "department": "treasury"}
    )

    assert 'value="treasurer"' in page.text.split("<template")[0]
    assert "3 fonctions proposées" in page.text
    assert await changes(creditor) == []
    wrong = await saves(visitor, department="purchasing", function="treasurer")
    assert wrong.status_code == 422
    assert "Cette fonction est d’un autre service" in wrong.text


async def test_a_new_address_of_the_house_counts_after_a_week_and_the_old_one_hears_at_once(
    creditor: Creditor, visitor: Visitor, anne: Debtor, job: JobContext
) -> None:
    page = await saves(visitor, email="anne.hamon@loire-ocean.example", phone="0240")

    assert "recevra nos messages à partir du 30/11/2026" in page.text
    assert (await anne.contacts())[ANNE].phone == "0240"
    assert await messages(creditor) == [("contact_change_notice", ANNE)]
    await a_week_later(creditor, job)
    assert set(await anne.contacts()) == {"anne.hamon@loire-ocean.example"}
    assert [one.status for one in await changes(creditor)] == ["applied"]


async def test_a_stranger_address_waits_for_the_collector(
    creditor: Creditor, visitor: Visitor, anne: Debtor, job: JobContext, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    page = await saves(visitor, email=ELSEWHERE)
    assert "Claire Vasseur vérifie votre demande" in page.text
    await a_week_later(creditor, job)
    assert set(await anne.contacts()) == {ANNE}

    [waiting] = (await client.get("/v1/contact-changes", params={"to_review": True})).json()[
        "items"
    ]
    assert (waiting["asked_by"], waiting["address"], waiting["contact_name"]) == (
        ANNE,
        ELSEWHERE,
        "Anne Hamon",
    )
    decided = await client.post(
        f"/v1/contact-changes/{waiting['id']}/review", json={"decision": "accept"}
    )

    assert decided.json()["status"] == "waiting"
    assert set(await anne.contacts()) == {ANNE}
    await a_week_later(creditor, job)
    assert set(await anne.contacts()) == {ELSEWHERE}


@pytest.mark.parametrize("shared", ["gmail.com", "orange.fr", "lagoon.nc"])
async def test_a_mailbox_anybody_can_open_is_no_house(
    shared: str, creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    mine = f"anne@{shared}"
    await visitor.opens(await debtor.receives_link(mine, await debtor.contact(mine)))

    await saves(visitor, email=f"quelqu.un@{shared}")

    assert [one.status for one in await changes(creditor)] == ["to_review"]


async def test_a_rejected_address_never_counts(
    creditor: Creditor, visitor: Visitor, anne: Debtor, job: JobContext, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    await saves(visitor, email=ELSEWHERE)
    [asked] = await changes(creditor)

    for expected in ("rejected", "contact_change_settled"):
        answer = await client.post(
            f"/v1/contact-changes/{asked.id}/review", json={"decision": "reject"}
        )
        assert expected in answer.text
    await a_week_later(creditor, job)

    assert set(await anne.contacts()) == {ANNE}


# ── Endpoints and links ──────────────────────────────────────────────────────


async def test_endpoints_change_contacts_as_the_pages_do(
    creditor: Creditor, visitor: Visitor, anne: Debtor
) -> None:
    api, origin = visitor.http, {"Origin": PUBLIC_URL}
    known = (await api.get("/portal/v1/contact")).json()
    assert (known["email"], known["last_name"]) == (ANNE, "Hamon")
    assert known["departments"][0]["code"] == "accounting"
    person = {key: known[key] for key in DETAILS}

    same = await api.put("/portal/v1/contact", json=person, headers=origin)
    assert same.json() == {"id": None, "status": "unchanged", "counts_on": None}
    moved = await api.put("/portal/v1/contact", json=person | {"email": LEA}, headers=origin)
    assert (moved.json()["status"], moved.json()["counts_on"]) == ("waiting", "2026-11-30")
    wrong = await api.put(
        "/portal/v1/contact", json=person | {"function": "treasurer"}, headers=origin
    )
    assert wrong.json()["errors"][0]["code"] == "not_of_department"
    named = await api.post(
        "/portal/v1/forwardings",
        json={"last_name": "Bris", "email": "bris@loire-ocean.example"},
        headers=origin,
    )
    assert (named.status_code, named.json()["status"]) == (201, "waiting")


async def test_staff_see_the_links_of_a_customer_and_end_one(
    creditor: Creditor, visitor: Visitor, anne: Debtor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    listed = (await client.get(f"/v1/customers/{anne.id}/portal-links")).json()["items"]
    [link] = listed
    assert (link["sent_to"], link["state"], link["scope"]) == (ANNE, "open", "full")
    assert link["first_opened_at"] is not None

    path = f"/v1/portal-links/{link['id']}"
    ended = await asyncio.gather(*[client.delete(path) for _ in range(4)])
    assert {answer.status_code for answer in ended} == {204}

    assert (await visitor.opens("/portail")).status_code == 401
    [shown] = (await client.get(f"/v1/customers/{anne.id}/portal-links")).json()["items"]
    assert shown["state"] == "revoked"
    assert len(await creditor.events("portal.link_revoked")) == 1
    unknown = await client.delete(f"/v1/portal-links/{anne.id}")
    assert unknown.json()["code"] == "portal_link_not_found"
    assert await creditor.count(PortalLink) == 1


async def test_another_companys_changes_and_links_do_not_exist(
    creditor: Creditor, visitor: Visitor, anne: Debtor, client: httpx.AsyncClient
) -> None:
    await saves(visitor, email=ELSEWHERE)
    [change] = await changes(creditor)
    stranger = await a_creditor(creditor.database, creditor.clock, name="Un autre")
    client.headers.update(await stranger.api_key("read", "act"))

    assert (await client.get("/v1/contact-changes")).json()["items"] == []
    for answer in (
        await client.post(f"/v1/contact-changes/{change.id}/review", json={"decision": "accept"}),
        await client.get(f"/v1/customers/{anne.id}/portal-links"),
        await client.delete(f"/v1/portal-links/{change.link_id}"),
    ):
        assert answer.status_code == 404
    assert [one.status for one in await changes(creditor)] == ["to_review"]

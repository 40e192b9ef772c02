"""Whom to write to: a debtor's own details, the right person, and what protects both."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from quittance.deliveries.models import Delivery
from quittance.platform.jobs import JobContext
from quittance.portal.jobs import take_over_contact
from quittance.portal.models import ContactChange, PortalLink
from tests.factories.portal import PUBLIC_URL, Creditor, Debtor, Visitor

ANNE = "compta@loire-ocean.example"
LEA = "l.petit@loire-ocean.example"
ELSEWHERE = "lea.petit@cabinet-ailleurs.example"
DETAILS: dict[str, Any] = {
    "civility": "Mme",
    "first_name": "Anne",
    "last_name": "Hamon",
    "email": ANNE,
    "phone": "",
    "department": "",
}
HEIR: dict[str, Any] = {"last_name": "Petit", "first_name": "Léa", "email": LEA}


@pytest.fixture
async def anne(creditor: Creditor, visitor: Visitor) -> Debtor:
    """A customer with one contact, who is behind their link."""
    debtor = await creditor.customer()
    await debtor.owes()
    await visitor.opens(await debtor.receives_link(ANNE, await debtor.contact(ANNE)))
    return debtor


async def messages(creditor: Creditor) -> list[tuple[str, str]]:
    """The kind and the reader of each message that is to leave."""
    async with creditor.database.transaction(creditor.company_id) as session:
        rows = await session.scalars(
            select(Delivery)
            .where(Delivery.company_id == creditor.company_id, Delivery.status == "queued")
            .order_by(Delivery.id)
        )
        return [(row.kind, row.recipient_address) for row in rows]


async def changes(creditor: Creditor) -> list[ContactChange]:
    async with creditor.database.transaction(creditor.company_id) as session:
        rows = await session.scalars(
            select(ContactChange)
            .where(ContactChange.company_id == creditor.company_id)
            .order_by(ContactChange.id)
        )
        return list(rows)


async def a_week_later(creditor: Creditor, job: JobContext) -> None:
    """Seven days, and the work they made due."""
    creditor.days_later(7.01)
    for one in await changes(creditor):
        await take_over_contact(job, creditor.company_id, one.id)


async def saves(visitor: Visitor, **fields: Any) -> httpx.Response:
    """Fill in the details and press "Confirmer"."""
    await visitor.opens("/portail/coordonnees")
    return await visitor.sends("/portail/coordonnees", go="save", **{**DETAILS, **fields})


async def names(visitor: Visitor, **fields: Any) -> httpx.Response:
    """Name the right person, look at what will be sent, confirm."""
    await visitor.opens("/portail/transmettre")
    await visitor.sends("/portail/transmettre", go="check", **{**HEIR, **fields})
    return await visitor.sends("/portail/transmettre", go="send", **{**HEIR, **fields})


# ── One's own details ────────────────────────────────────────────────────────


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


# ── The right person ─────────────────────────────────────────────────────────


@pytest.mark.req("SID-10", "SID-11")
async def test_the_right_person_gets_a_link_of_their_own_and_in_a_week_the_place(
    creditor: Creditor, visitor: Visitor, anne: Debtor, job: JobContext
) -> None:
    await visitor.opens("/portail/transmettre")
    check = await visitor.sends("/portail/transmettre", go="check", **HEIR)
    for told in ("Léa Petit", LEA, "lien personnel", "BTP Loire-Océan", "30/11/2026", ANNE):
        assert told in check.text
    assert await changes(creditor) == []

    page = await visitor.sends("/portail/transmettre", go="send", **HEIR)

    assert "C’est transmis" in page.text
    assert sorted(await messages(creditor)) == [
        ("contact_change_notice", ANNE),
        ("portal_link_forwarded", LEA),
    ]
    people = await anne.contacts()
    assert people[ANNE].receives_reminders
    assert not people[LEA].receives_reminders
    await a_week_later(creditor, job)
    people = await anne.contacts()
    assert (people[ANNE].email_status, people[ANNE].receives_reminders) == ("wrong_person", False)
    assert (people[LEA].receives_reminders, people[LEA].is_main) == (True, True)


@pytest.mark.req("SID-10")
async def test_looking_forwards_nothing_as_mail_scanners_do(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    path = await debtor.receives_link(ANNE, await debtor.contact(ANNE))

    page = await visitor.opens(f"{path}/transmettre?email={LEA}&last_name=Petit&go=send")
    await visitor.opens(f"/portail/transmettre?email={LEA}&last_name=Petit&go=send")

    assert "Qui est la bonne personne" in page.text
    assert await changes(creditor) == []
    assert await messages(creditor) == []


async def test_a_forwarded_link_reads_and_answers_and_passes_on_no_further(
    creditor: Creditor, visitor: Visitor, anne: Debtor
) -> None:
    await names(visitor)

    await visitor.opens(await anne.receives_link(LEA))

    assert "Je ne suis pas la bonne personne" not in visitor.text
    for path in ("/portail/transmettre", "/portail/coordonnees"):
        refused = await visitor.opens(path)
        assert refused.status_code == 403
        assert "Ce lien vous a été transmis" in refused.text
    asked = await visitor.http.post(
        "/portal/v1/forwardings",
        json={"last_name": "X", "email": "x@loire-ocean.example"},
        headers={"Origin": PUBLIC_URL},
    )
    assert asked.json()["code"] == "contacts_closed"


async def test_a_stranger_is_written_to_only_once_the_collector_agrees(
    creditor: Creditor, visitor: Visitor, anne: Debtor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    page = await names(visitor, email=ELSEWHERE)
    assert "vérifie l’adresse" in page.text
    assert await messages(creditor) == [("contact_change_notice", ANNE)]
    [asked] = await changes(creditor)

    await client.post(f"/v1/contact-changes/{asked.id}/review", json={"decision": "accept"})

    assert ("portal_link_forwarded", ELSEWHERE) in await messages(creditor)
    assert not (await anne.contacts())[ELSEWHERE].receives_reminders


async def test_naming_people_has_limits(creditor: Creditor, visitor: Visitor, anne: Debtor) -> None:
    for number in range(3):
        await names(visitor, email=f"p{number}@loire-ocean.example")

    await visitor.opens("/portail/transmettre")
    refused = await visitor.sends("/portail/transmettre", go="send", **HEIR)

    assert refused.status_code == 429
    assert "plusieurs fois" in refused.text
    assert [one.status for one in await changes(creditor)] == ["replaced", "replaced", "waiting"]
    statuses = {one.email: one.email_status for one in (await anne.contacts()).values()}
    assert statuses["p0@loire-ocean.example"] == "wrong_person"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (ANNE, "l’adresse de ce lien"),
        ("pas une adresse", "Donnez une adresse e-mail"),
        ("", "À remplir"),
    ],
)
async def test_a_wrong_address_is_told_beside_its_field(
    address: str, told: str, creditor: Creditor, visitor: Visitor, anne: Debtor
) -> None:
    await visitor.opens("/portail/transmettre")

    page = await visitor.sends("/portail/transmettre", go="check", **{**HEIR, "email": address})

    assert page.status_code == 422
    assert told in page.text
    assert 'value="Petit"' in page.text
    assert await changes(creditor) == []


# ── Undo ─────────────────────────────────────────────────────────────────────


async def told_with(creditor: Creditor, debtor: Debtor, address: str) -> str:
    """The link that came with the news of the change, as its message would carry it."""
    from quittance.portal import links

    async with creditor.database.transaction(creditor.company_id) as session:
        notice = (
            await session.scalars(
                select(Delivery).where(
                    Delivery.company_id == creditor.company_id,
                    Delivery.recipient_address == address,
                )
            )
        ).one()
        made = await links.create_link(
            session,
            creditor.company_id,
            public_url=PUBLIC_URL,
            customer_id=debtor.id,
            delivery_id=notice.id,
            sent_to=address,
            now=creditor.now(),
        )
    return made.url.removeprefix(PUBLIC_URL)


async def test_the_old_address_undoes_and_the_new_link_opens_nothing_any_more(
    creditor: Creditor, visitor: Visitor, anne: Debtor, job: JobContext
) -> None:
    await names(visitor)
    new_link = await anne.receives_link(LEA)
    path = await told_with(creditor, anne, ANNE)

    offered = await visitor.opens(f"{path}/annuler")
    assert LEA in offered.text
    assert [one.status for one in await changes(creditor)] == ["waiting"]
    undone = await visitor.http.post(f"{path}/annuler", headers={"Origin": PUBLIC_URL})
    again = await visitor.http.post(f"{path}/annuler", headers={"Origin": PUBLIC_URL})

    assert "Changement annulé" in undone.text
    assert undone.text == again.text
    assert (await visitor.opens(new_link)).status_code == 410
    await a_week_later(creditor, job)
    people = await anne.contacts()
    assert (people[ANNE].receives_reminders, people[ANNE].email_status) == (True, "ok")
    assert (people[LEA].receives_reminders, people[LEA].email_status) == (False, "wrong_person")
    assert await messages(creditor) == []


async def test_nobody_else_can_undo(creditor: Creditor, visitor: Visitor, anne: Debtor) -> None:
    await names(visitor)
    ordinary = await anne.receives_link(ANNE)
    heirs = await told_with(creditor, anne, LEA)

    for path in (ordinary, heirs, "/p/" + "A" * 22):
        assert (await visitor.opens(f"{path}/annuler")).status_code == 410
        posted = await visitor.http.post(f"{path}/annuler", headers={"Origin": PUBLIC_URL})
        assert posted.status_code == 410
    foreign = await visitor.http.post(
        f"{await told_with(creditor, anne, ANNE)}/annuler",
        headers={"Origin": "https://ailleurs.example"},
    )
    assert foreign.status_code == 403
    assert [one.status for one in await changes(creditor)] == ["waiting"]


async def test_a_collector_undoes_even_after_the_week(
    creditor: Creditor, visitor: Visitor, anne: Debtor, job: JobContext, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    await names(visitor)
    await a_week_later(creditor, job)
    [change] = await changes(creditor)

    undone = await client.post(f"/v1/contact-changes/{change.id}/review", json={"decision": "undo"})

    assert undone.json()["status"] == "undone"
    people = await anne.contacts()
    assert (people[ANNE].receives_reminders, people[ANNE].is_main) == (True, True)
    assert people[LEA].email_status == "wrong_person"


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

    for _ in range(2):
        assert (await client.delete(f"/v1/portal-links/{link['id']}")).status_code == 204

    assert (await visitor.opens("/portail")).status_code == 401
    [ended] = (await client.get(f"/v1/customers/{anne.id}/portal-links")).json()["items"]
    assert ended["state"] == "revoked"
    assert len(await creditor.events("portal.link_revoked")) == 1
    unknown = await client.delete(f"/v1/portal-links/{anne.id}")
    assert unknown.json()["code"] == "portal_link_not_found"
    assert await creditor.count(PortalLink) == 1


async def test_another_companys_changes_and_links_do_not_exist(
    creditor: Creditor, visitor: Visitor, anne: Debtor, client: httpx.AsyncClient
) -> None:
    from tests.factories.portal import a_creditor

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
    assert timedelta(0) < creditor.now() - change.asked_at

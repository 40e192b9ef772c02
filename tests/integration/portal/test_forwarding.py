"""The right person: what leaves, to whom, and how it is undone (SID-10, SID-11)."""

import httpx
import pytest

from quittance.platform.jobs import JobContext
from tests.factories.portal import PUBLIC_URL, Creditor, Debtor, Visitor
from tests.factories.portal_contacts import (
    ANNE,
    ELSEWHERE,
    HEIR,
    LEA,
    a_week_later,
    changes,
    messages,
    names,
    told_with,
)

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

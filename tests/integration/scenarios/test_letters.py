"""Letters: read, printed together, posted; paid in between, they are not."""

from io import BytesIO
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from quittance.platform.ids import new_id
from quittance.scenarios.jobs import post_letters
from quittance.scenarios.models import ActionStatus
from tests.factories.acting import actions, key
from tests.factories.scenarios import Story

ADDRESS = {"address_lines": ["27 rue des Fondeurs"], "postcode": "44800", "city": "Saint-Herblain"}


def words(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


async def a_letter(story: Story, name: str = "Nordis <SARL>", **owed: Any) -> Any:
    debtor = await story.customer(email=None, name=name, **ADDRESS)
    await debtor.owes(owed.pop("minor", 1_234_56), **owed)
    return debtor


async def planned(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    return await actions(client, channel="letter")


async def prints(client: httpx.AsyncClient, *ids: str, **more: Any) -> dict[str, Any]:
    body = {"actions": [{"id": one} for one in ids], **more}
    answer = await client.post("/v1/actions/print", json=body, headers=key())
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def finishes(client: httpx.AsyncClient, *ids: str) -> dict[str, Any]:
    answer = await client.post("/v1/actions/finish", json={"actions": ids}, headers=key())
    assert answer.status_code == 202, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def time_to_undo_is_over(story: Story) -> None:
    story.pass_time(minutes=1)
    for confirmation_id in await story.due(post_letters.__name__):
        await post_letters(story.job, story.id, confirmation_id)


@pytest.mark.req("MDM-8", "SAGE-68")
async def test_a_letter_is_read_before_it_is_printed_and_nothing_is_kept(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_letter(story)
    await story.plan()
    await story.log_in(client)
    [action] = await planned(client)

    envelope = (await client.get(f"/v1/actions/{action['id']}/preview")).json()
    answer = await client.get(f"/v1/actions/{action['id']}/letter")

    assert envelope["to"] == ["Nordis <SARL>, 27 rue des Fondeurs, 44800 Saint-Herblain"]
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    text = words(answer.content)
    assert "NORDIS SARL" in text
    assert "1 234,56 €" in text
    assert action["letter"] is None
    assert await story.deliveries() == []


@pytest.mark.req("MDM-19", "SAGE-84", "SAGE-81")
async def test_printing_marks_nothing_and_posting_reaches_the_step(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_letter(story)
    await a_letter(story, "Hôtel du Parc", minor=99_00)
    await story.plan()
    await story.log_in(client)
    ids = [one["id"] for one in await planned(client)]

    printed = await prints(client, *ids)

    assert (printed["letters"], printed["pages"], printed["skipped"]) == (2, 2, [])
    file = await client.get(f"/v1/letter-prints/{printed['id']}/file")
    assert "attachment" in file.headers["content-disposition"]
    assert {one["letter"]["print_id"] for one in await planned(client)} == {printed["id"]}
    assert await story.facts("reminder.done") == []

    finished = await finishes(client, *ids)
    assert (finished["confirmed"], finished["skipped"]) == (2, [])
    assert await story.facts("reminder.done") == []  # it can still be undone
    await time_to_undo_is_over(story)

    assert len(await story.facts("reminder.done")) == 2
    assert [one.status.value for one in await story.deliveries()] == ["sent", "sent"]
    assert await planned(client) == []


@pytest.mark.req("SAGE-74")
async def test_history_gives_back_the_pages_that_were_printed(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_letter(story)
    await a_letter(story, "Hôtel du Parc", minor=99_00)
    await story.plan()
    await story.log_in(client)
    await prints(client, *[one["id"] for one in await planned(client)])
    listed = (await client.get("/v1/deliveries")).json()["items"]
    [hotel] = [one for one in listed if one["customer"]["name"] == "Hôtel du Parc"]
    await story.settle_company(name="Un autre nom")

    pages = await client.get(f"/v1/deliveries/{hotel['id']}/letter")
    message = await client.get(f"/v1/deliveries/{hotel['id']}/message")

    text = words(pages.content)
    assert "HOTEL DU PARC" in text
    assert "NORDIS" not in text
    assert "Un autre nom" not in text
    assert hotel["status"] == "printed"
    assert message.json()["code"] == "message_on_paper"


async def test_what_is_paid_after_printing_is_not_posted(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer(email=None, **ADDRESS)
    first, _ = await debtor.owes(80_00), await debtor.owes(50_00)
    await story.plan()
    await story.log_in(client)
    [action] = await planned(client)
    await prints(client, action["id"])

    await debtor.pays(first)
    refused = await finishes(client, action["id"])
    alone = await client.post(f"/v1/actions/{action['id']}/finish", json={})
    assert refused["confirmed"] == 0
    assert refused["skipped"][0]["code"] == "letter_changed"
    assert alone.json()["code"] == "letter_changed"

    again = await prints(client, action["id"])
    assert again["letters"] == 1
    accepted = await finishes(client, action["id"])
    assert accepted["confirmed"] == 1
    await time_to_undo_is_over(story)
    done = await story.the_action(status=ActionStatus.DONE)
    assert done.id == action["id"] or str(done.id) == action["id"]
    assert (await debtor.receivable(first)).level == 0
    assert sorted(one.status.value for one in await story.deliveries()) == ["cancelled", "sent"]


async def test_paid_while_it_could_be_undone_it_goes_back_to_a_person(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer(email=None, **ADDRESS)
    invoice = await debtor.owes(80_00)
    await story.plan()
    await story.log_in(client)
    [action] = await planned(client)
    await prints(client, action["id"])
    await finishes(client, action["id"])

    await debtor.pays(invoice)
    await time_to_undo_is_over(story)

    [letter] = await story.deliveries()
    assert (letter.status.value, letter.reason) == ("cancelled", "letter_changed")
    assert (await debtor.receivable(invoice)).level == 0


async def test_undone_the_letter_lies_printed_again(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_letter(story)
    await story.plan()
    await story.log_in(client)
    [action] = await planned(client)
    await prints(client, action["id"])
    finished = await finishes(client, action["id"])

    undone = await client.post(f"/v1/confirmations/{finished['confirmation_id']}/undo")
    await time_to_undo_is_over(story)

    assert undone.status_code == 200, undone.text
    [there] = await planned(client)
    assert there["letter"] is not None
    assert [one.status.value for one in await story.deliveries()] == ["printed"]


async def test_who_cannot_be_printed_is_told_why_and_the_others_are(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_letter(story)
    lost = await story.customer(email=None, name="Sans adresse", address_lines=[])
    await lost.owes(10_00)
    await story.plan()
    await story.log_in(client)
    actions = await planned(client)

    printed = await prints(client, *[one["id"] for one in actions], str(new_id()), duplex=True)

    assert printed["letters"] == 1
    assert sorted(one["code"] for one in printed["skipped"]) == [
        "action_not_planned",
        "no_address",
    ]
    not_printed = [one["id"] for one in actions if one["customer"]["name"] == "Sans adresse"]
    assert (await finishes(client, *not_printed))["skipped"][0]["code"] == "letter_not_printed"


async def test_a_letter_printed_twice_under_one_key_is_printed_once(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_letter(story)
    await story.plan()
    await story.log_in(client)
    [action] = await planned(client)
    headers, body = key(), {"actions": [{"id": action["id"]}]}

    first = await client.post("/v1/actions/print", json=body, headers=headers)
    second = await client.post("/v1/actions/print", json=body, headers=headers)

    assert first.json() == second.json()
    assert len(await story.deliveries()) == 1


async def test_another_company_s_pages_do_not_exist(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)

    answer = await client.get(f"/v1/letter-prints/{new_id()}/file")

    assert (answer.status_code, answer.json()["code"]) == (404, "letter_not_printed")

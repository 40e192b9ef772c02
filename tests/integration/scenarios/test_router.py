"""Acting by scenario over HTTP: what the console sees, presses, and is refused."""

from uuid import UUID

import httpx
import pytest

from quittance.accounts.models import Role
from quittance.domain.holds import HoldKind
from quittance.platform.ids import new_id
from tests.factories.acting import actions, confirm, key
from tests.factories.scenarios import HOSTILE_NAME, Story


@pytest.mark.req("SAGE-77", "SAGE-78")
async def test_the_day_is_shown_by_channel_and_by_step(
    story: Story, client: httpx.AsyncClient
) -> None:
    await (await story.customer()).owes(120_00)
    await (await story.customer()).owes(80_00)
    held = await story.customer()
    await held.owes()
    await held.is_held(HoldKind.STOP)
    await (await story.customer(email=None)).owes()
    await story.plan()
    await story.log_in(client)

    day = (await client.get("/v1/actions/groups")).json()

    assert day["tiles"] == [
        {"channel": "email", "actions": 2},
        {"channel": "letter", "actions": 1},
    ]
    by_mail = next(one for one in day["groups"] if one["channel"] == "email")
    assert (by_mail["label"], by_mail["trigger"]) == ("Relance 1", "échéance +\u00a08\u00a0jours")
    assert (by_mail["ready"], by_mail["excluded"], by_mail["amount_minor"]) == (2, 1, 200_00)
    assert (day["as_of"], day["fresh"]["ok"]) == ("2026-11-23", False)


@pytest.mark.req("SAGE-80", "SAGE-83")
async def test_the_list_turns_its_pages_the_ready_and_the_large_first(
    story: Story, client: httpx.AsyncClient
) -> None:
    for minor in (10_00, 30_00, 20_00):
        await (await story.customer()).owes(minor)
    held = await story.customer()
    await held.owes(99_00)
    await held.is_held(HoldKind.STOP)
    await story.plan()
    await story.log_in(client)

    seen: list[dict] = []
    cursor: str | None = None
    while True:
        params: dict[str, str | int] = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = (await client.get("/v1/actions", params=params)).json()
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert [one["amount_minor"] for one in seen] == [30_00, 20_00, 10_00, 99_00]
    last = seen[-1]
    assert (last["ready"], last["excluded_detail"]) == (False, "Relances arrêtées (STOP).")
    assert last["lines"][0]["days_late"] == 8
    assert seen[0]["recipient"] == {"name": "Léa Martin", "email": "lea@loire-ocean.example"}
    assert seen[0]["customer"]["name"] == HOSTILE_NAME


@pytest.mark.parametrize("cursor", ["bm8", "W251bGwsIngiLDFd", "WzEsMSwieCJd", "W3RydWUsMSwxXQ"])
async def test_a_forged_cursor_is_refused(
    story: Story, client: httpx.AsyncClient, cursor: str
) -> None:
    await story.log_in(client)

    answer = await client.get("/v1/actions", params={"cursor": cursor})

    assert answer.status_code == 422
    assert answer.json()["code"] == "cursor_invalid"


@pytest.mark.req("SAGE-86", "SAGE-87")
async def test_the_same_key_never_confirms_twice(story: Story, client: httpx.AsyncClient) -> None:
    await (await story.customer()).owes(120_00)
    await story.plan()
    await story.log_in(client)
    [action] = await actions(client)
    headers = key()

    first = await confirm(client, action["id"], headers=headers)
    again = await confirm(client, action["id"], headers=headers)

    assert first.status_code == 202
    assert first.json() == again.json()
    assert first.json()["amounts"] == [{"currency": "EUR", "amount_minor": 120_00}]
    assert len(await story.deliveries()) == 1
    other = await confirm(client, str(new_id()), headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_mismatch")


async def test_what_was_taken_back_is_still_told_recipient_by_recipient(
    story: Story, client: httpx.AsyncClient
) -> None:
    await (await story.customer()).owes()
    await story.plan()
    await story.log_in(client)
    answer = await confirm(client, *[one["id"] for one in await actions(client)])
    address = f"/v1/confirmations/{answer.json()['confirmation_id']}"

    undone = (await client.post(f"{address}/undo")).json()
    await confirm(client, *[one["id"] for one in await actions(client)])  # anew, as another one

    state = (await client.get(address)).json()
    assert undone["recipients"] == state["recipients"]
    assert (state["total"], state["left_out"], state["failed"], state["pending"]) == (1, 1, 0, 0)
    assert state["recipients"][0]["address"] == "lea@loire-ocean.example"
    assert state["undone_at"] is not None


@pytest.mark.req("SAGE-87")
async def test_results_are_told_recipient_by_recipient(
    story: Story, client: httpx.AsyncClient
) -> None:
    await (await story.customer()).owes()
    paid = await story.customer(email="luc@morvan.example")
    invoice = await paid.owes()
    await story.plan()
    await story.log_in(client)
    answer = await confirm(client, *[one["id"] for one in await actions(client)])
    address = f"/v1/confirmations/{answer.json()['confirmation_id']}"
    assert (await client.get(address)).json()["pending"] == 2

    await paid.pays(invoice)
    story.pass_time(hours=1)
    await story.work()
    await story.log_in(client)

    state = (await client.get(address)).json()
    assert (state["total"], state["done"], state["pending"]) == (2, 1, 0)
    assert (state["left_out"], state["failed"]) == (1, 0)  # what was paid failed nobody
    assert {(one["address"], one["status"], one["reason"]) for one in state["recipients"]} == {
        ("lea@loire-ocean.example", "sent", ""),
        ("luc@morvan.example", "dropped", "paid"),
    }


async def test_undo_over_http_is_in_time_or_a_conflict(
    story: Story, client: httpx.AsyncClient
) -> None:
    await (await story.customer()).owes()
    await story.plan()
    await story.log_in(client)
    [action] = await actions(client)
    answer = await confirm(client, action["id"])
    undo = f"/v1/confirmations/{answer.json()['confirmation_id']}/undo"

    assert (await client.post(undo)).status_code == 200
    assert (await client.post(undo)).status_code == 200  # asked twice, done once
    answer = await confirm(client, action["id"])
    story.pass_time(seconds=31)
    late = await client.post(f"/v1/confirmations/{answer.json()['confirmation_id']}/undo")

    assert (late.status_code, late.json()["code"]) == (409, "too_late_to_undo")
    unknown = await client.post(f"/v1/confirmations/{new_id()}/undo")
    assert unknown.status_code == 404


async def test_a_collector_may_not_pass_over_a_stop(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer(email=None)
    invoice = await debtor.owes()
    await debtor.is_held(HoldKind.STOP)
    await story.plan()
    await story.log_in(client, Role.COLLECTOR)
    [action] = await actions(client)
    assert action["lines"][0]["overridable"] is False

    answer = await client.post(
        f"/v1/actions/{action['id']}/finish", json={"receivable_ids": [str(invoice)]}
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "override_not_allowed")


async def test_a_sales_representative_sees_their_own_and_sends_nothing(
    story: Story, client: httpx.AsyncClient
) -> None:
    await (await story.customer(sales_rep="DURAND")).owes()
    await story.plan()
    [mine] = await story.actions()
    await story.log_in(client, Role.SALES)

    assert await actions(client) == []
    assert (await client.get("/v1/actions/groups")).json()["groups"] == []
    assert (await client.get(f"/v1/actions/{mine.id}/preview")).status_code == 404
    assert (await confirm(client, str(mine.id))).status_code == 403


async def test_skip_finish_and_explain_over_http(story: Story, client: httpx.AsyncClient) -> None:
    by_letter = await story.customer(email=None)
    invoice = await by_letter.owes()
    other = await story.customer()
    await other.owes(number="FA-1")
    await story.plan()
    await story.log_in(client)
    [letter] = await actions(client, channel="letter")
    [mail] = await actions(client, channel="email")

    done = await client.post(f"/v1/actions/{letter['id']}/finish", json={"comment": "Postée"})
    passed = await client.post(f"/v1/actions/{mail['id']}/skip", json={})
    told = await client.get(f"/v1/customers/{other.id}/explain")

    assert (done.status_code, passed.status_code) == (204, 204)
    assert (await by_letter.receivable(invoice)).level == 1
    assert told.json()["receivables"][0]["code"] == "passed_over"
    unreal = await client.get(f"/v1/customers/{other.id}/explain", params={"as_of": "0001-01-01"})
    assert unreal.status_code == 422
    missing = await client.get(f"/v1/customers/{UUID(int=1)}/explain")
    assert missing.status_code == 404


@pytest.mark.req("SAGE-96", "SAGE-97")
async def test_the_stock_scenarios_are_there(story: Story, client: httpx.AsyncClient) -> None:
    await story.log_in(client)

    found = (await client.get("/v1/scenarios")).json()["items"]

    assert [one["audience"] for one in found] == ["with_email", "without_email"]
    assert [step["label"] for step in found[0]["steps"]] == [
        "Prévenance",
        "Relance 1",
        "Relance 2",
        "Relance 3",
        "Mise en demeure",
        "Remerciement",
    ]

"""A collector reads the very message before it leaves."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select

from quittance.platform.ids import new_id
from quittance.portal.models import PortalLink
from tests.factories.acting import actions, confirm
from tests.factories.scenarios import Story


@pytest.mark.req("SAGE-86", "SAGE-119")
async def test_the_preview_is_the_message_that_leaves(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer()
    await debtor.owes(1_234_56, number="FA-<1>")
    await debtor.owes(100_00, number="FA-2")
    await story.plan()
    await story.log_in(client)
    [action] = await actions(client)

    shown = (await client.get(f"/v1/actions/{action['id']}/preview")).json()

    assert shown["sender"].startswith("Claire Vasseur (Ateliers du Vent) <no-reply@")
    assert shown["to"] == ["lea@loire-ocean.example"]
    assert story.creditor.admin.email in shown["reply_to"]
    assert "FA-<1>" in shown["text"]
    assert "FA-&lt;1&gt;" in shown["html"]
    assert "/p/apercu" in shown["text"]
    assert shown["release_at"] == "2026-11-23T08:30:00Z"
    assert await story.deliveries() == []
    async with story.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(PortalLink)) == 0

    await confirm(client, action["id"])
    story.pass_time(hours=1)
    await story.work()
    [delivery] = await story.deliveries()
    assert delivery.subject == shown["subject"]


async def test_the_preview_speaks_of_other_lines_when_asked(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer()
    first = await debtor.owes(number="FA-PREMIERE")
    await debtor.owes(number="FA-SECONDE")
    await story.plan()
    await story.log_in(client)
    [action] = await actions(client)
    address = f"/v1/actions/{action['id']}/preview"

    shown = await client.get(address, params={"receivable_ids": [str(first)]})
    nothing = await client.get(address, params={"receivable_ids": [str(new_id())]})

    assert "FA-PREMIERE" in shown.json()["text"]
    assert "FA-SECONDE" not in shown.json()["text"]
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_send")


async def test_every_step_of_the_stock_can_be_seen_before_it_leaves(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.set_steps(is_active=True)
    debtor = await story.customer()
    ago = story.today - timedelta(days=30)
    await debtor.owes(days_late=-8, number="COMING")
    for level in range(3):
        await debtor.owes(level=level, level_reached_on=ago if level else None, days_late=60)
    paid = await debtor.owes(days_late=3)
    await debtor.changes(
        paid, balance_minor=0, status="closed", reconciled_on=story.today - timedelta(days=2)
    )
    await story.settle_company(contacts_per_period=9)
    await story.plan()
    await story.log_in(client)

    planned = await actions(client)
    shown = {one["rank"]: await client.get(f"/v1/actions/{one['id']}/preview") for one in planned}

    assert sorted(shown) == [0, 1, 2, 3, 8]
    assert {answer.status_code for answer in shown.values()} == {200}


async def test_a_call_has_no_message_to_preview(story: Story, client: httpx.AsyncClient) -> None:
    await story.set_steps(channel="phone", mode="manual")
    await (await story.customer()).owes()
    await story.plan()
    await story.log_in(client)
    [action] = await actions(client)

    answer = await client.get(f"/v1/actions/{action['id']}/preview")

    assert (answer.status_code, answer.json()["code"]) == (409, "no_message")

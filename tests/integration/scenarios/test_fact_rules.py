"""A fact sets off its message, once, by the path every message takes (QUA-20)."""

from datetime import date, timedelta

import httpx
import pytest

from quittance.domain.fact_rules import STOCK_RULES, Fact
from quittance.domain.holds import HoldKind
from quittance.scenarios import fact_answers
from quittance.scenarios.approving import Choice
from quittance.scenarios.jobs import answer_facts
from quittance.scenarios.models import ActionStatus
from tests.factories.facts import paid, seal, told, wake
from tests.factories.scenarios import Story


@pytest.mark.req("QUA-20", "SAGE-101")
async def test_who_pays_is_thanked_once_for_all_that_was_paid(story: Story) -> None:
    await story.is_trusted()
    await wake(story, Fact.PAYMENT_RECEIVED)
    debtor = await story.customer()
    first, second = await debtor.owes(), await debtor.owes()

    await paid(debtor, first, second)
    await told(story)
    await told(story)

    thanks = await story.the_action(status=ActionStatus.CONFIRMED)
    assert (thanks.row.template_kind, thanks.row.due_on) == ("payment_received", date(2026, 11, 24))
    assert thanks.ticked == {first, second}
    await story.work()
    assert story.sent == []  # a day after the payment, not before

    story.be_at("2026-11-24")
    story.pass_time(hours=1)
    await story.work()
    [mail] = story.sent
    assert mail.rcpt_to == "lea@loire-ocean.example"
    assert (await debtor.receivable(first)).thanked_on == date(2026, 11, 24)
    assert (await story.the_action(status=ActionStatus.DONE)).id == thanks.id

    await paid(debtor, first)  # lettered a second time: it was thanked for
    await told(story)
    assert await story.actions() == []
    assert len(story.sent) == 1


@pytest.mark.req("QUA-20")
async def test_nobody_is_thanked_for_what_is_long_past_or_came_with_the_first_load(
    story: Story,
) -> None:
    await story.is_trusted()
    await wake(story, Fact.PAYMENT_RECEIVED)
    debtor = await story.customer()
    old, first_load = (
        await debtor.owes(),
        await debtor.owes(first_load=True),
    )

    await paid(debtor, old, paid_on=story.today - timedelta(days=16))
    await paid(debtor, first_load)
    await told(story)

    assert await story.actions() == []
    assert await story.actions(status=ActionStatus.CONFIRMED) == []


async def test_a_rule_says_nothing_of_what_happened_while_it_slept(story: Story) -> None:
    await story.is_trusted()
    debtor = await story.customer()
    before, after = await debtor.owes(), await debtor.owes()
    await paid(debtor, before)
    story.pass_time(minutes=5)
    await wake(story, Fact.PAYMENT_RECEIVED)
    await paid(debtor, after)

    await told(story)

    assert (await story.the_action(status=ActionStatus.CONFIRMED)).ticked == {after}


async def test_the_scenario_that_thanks_leaves_nothing_to_the_rule(story: Story) -> None:
    await story.is_trusted()
    await story.set_steps(is_active=True)
    await wake(story, Fact.PAYMENT_RECEIVED)
    debtor = await story.customer()

    await paid(debtor, await debtor.owes())
    await told(story)

    assert await story.actions(status=ActionStatus.CONFIRMED) == []


@pytest.mark.req("QUA-20")
async def test_a_worker_that_dies_on_a_fact_answers_it_once_when_it_is_back(
    story: Story,
) -> None:
    await story.is_trusted()
    await wake(story, Fact.PAYMENT_RECEIVED)
    debtor = await story.customer()
    await paid(debtor, await debtor.owes())
    await seal(story)

    async with story.transaction() as session:  # its transaction dies with it
        made = await fact_answers.answer_customer(
            session, story.id, debtor.id, now=story.clock.now()
        )
        assert len(made) == 1
        await session.rollback()
    await told(story)
    await answer_facts(story.job, story.id, debtor.id)
    await seal(story)  # the reaction may run again for the same facts

    assert len(await story.actions(status=ActionStatus.CONFIRMED)) == 1


async def test_before_a_plan_was_confirmed_thanks_wait_for_a_person(story: Story) -> None:
    await wake(story, Fact.PAYMENT_RECEIVED)
    debtor = await story.customer()
    await paid(debtor, await debtor.owes())
    await told(story)

    waiting = await story.the_action()
    assert (waiting.row.mode, waiting.row.excluded_reason) == ("to_confirm", "")
    await story.plan(debtor.id)  # the night does not take it away
    confirmed = await story.confirm(Choice(waiting.id))
    await story.undo(confirmed.confirmation.id)
    await story.confirm(Choice(waiting.id))
    story.be_at("2026-11-24")
    story.pass_time(hours=1)
    await story.work()

    assert len(story.sent) == 1


async def test_who_is_stopped_or_cannot_be_written_to_is_told_nothing(story: Story) -> None:
    await story.is_trusted()
    await wake(story, Fact.PAYMENT_RECEIVED)
    stopped, mute = await story.customer(), await story.customer(email=None)
    await stopped.is_held(HoldKind.STOP)
    await paid(stopped, await stopped.owes())
    await paid(mute, await mute.owes())

    await told(story)

    dropped = {one.row.customer_id: one for one in await story.actions(status=ActionStatus.DROPPED)}
    assert dropped[stopped.id].row.excluded_reason == "stop"
    assert dropped[mute.id].row.excluded_reason == "no_address"


@pytest.mark.req("QUA-20")
async def test_each_of_the_seven_kinds_has_its_rule_asleep_until_it_can_be_woken(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)
    headers = {"Company-Id": str(story.id)}
    rules = {
        rule["fact"]: rule
        for rule in (await client.get("/v1/fact-rules", headers=headers)).json()["items"]
    }

    assert [rule["template_kind"] for rule in rules.values()][:7] == [
        "welcome",
        "invoice_sending",
        "payment_received",
        "partial_payment",
        "payment_failed",
        "credit_limit_reached",
        "large_balance",
    ]
    assert not any(rule["is_active"] for rule in rules.values())
    assert rules["payment_failed"]["missing"] == "source"

    path = "/v1/fact-rules/payment_received"
    refused = await client.patch(
        path, json={"mode": "automatic", "channel": "letter"}, headers=headers | {"If-Match": "1"}
    )
    assert refused.json()["code"] == "fact_rule_not_automatic"
    woken = await client.patch(
        path,
        json={"is_active": True, "delay_days": 3},
        headers=headers | {"If-Match": '"1"'},
    )
    assert woken.status_code == 200, woken.text
    assert woken.json()["trigger"] == "paiement rapproché +\xa03\xa0jours"
    stale = await client.patch(path, json={"delay_days": 4}, headers=headers | {"If-Match": "1"})
    assert stale.json()["code"] == "fact_rule_stale"
    failed = await client.patch(
        "/v1/fact-rules/payment_failed",
        json={"is_active": True},
        headers=headers | {"If-Match": "1"},
    )
    assert failed.json()["code"] == "fact_rule_without_source"
    assert [fact.payload["fact"] for fact in await story.facts("fact_rule.changed")] == [
        "payment_received"
    ]


async def test_what_a_rule_sets_off_is_listed_by_rule(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)
    await wake(story, Fact.PAYMENT_RECEIVED, mode="to_confirm")
    debtor = await story.customer()
    await paid(debtor, await debtor.owes())
    await told(story)
    headers = {"Company-Id": str(story.id)}

    [group] = (await client.get("/v1/actions/groups", headers=headers)).json()["groups"]
    assert (group["fact"], group["scenario_id"]) == ("payment_received", None)
    assert (group["label"], group["ready"]) == ("Remerciement", 1)
    listed = await client.get("/v1/actions?fact=payment_received", headers=headers)
    [action] = listed.json()["items"]
    assert action["customer"]["id"] == str(debtor.id)
    none = await client.get("/v1/actions?fact=promise_made", headers=headers)
    assert none.json()["items"] == []
    shown = await client.get(f"/v1/actions/{action['id']}/preview", headers=headers)
    assert shown.status_code == 200, shown.text


def test_every_fact_has_a_stock_rule() -> None:
    assert set(STOCK_RULES) == set(Fact)

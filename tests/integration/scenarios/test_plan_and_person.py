"""What the plan leaves to a person: choices kept, steps passed over, sendings in doubt."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from quittance.domain.holds import HoldKind
from quittance.receivables.models import Hold
from quittance.scenarios.approving import Choice
from quittance.scenarios.models import Action, ActionStatus
from quittance.scenarios.plan_rows import Tally
from tests.factories.scenarios import Story


async def test_what_a_person_chose_loses_lines_and_gains_none(story: Story) -> None:
    debtor = await story.customer()
    paid, kept, passed_over = [await debtor.owes() for _ in range(3)]
    await story.plan()
    action = await story.the_action()
    confirmed = await story.confirm(Choice(action.id, [paid, kept]))
    await story.undo(confirmed.confirmation.id)

    await debtor.pays(paid)
    new = await debtor.owes()
    await story.plan()

    again = await story.the_action()
    assert again.id == action.id
    assert again.ticked == {kept}
    assert set(again.lines) == {kept, passed_over}
    assert again.row.amount_minor == 100_00
    assert new not in again.lines
    assert await story.plan() == Tally()

    await debtor.is_held(HoldKind.PROMISE, kept)
    await story.plan()

    waiting = await story.the_action()
    assert (waiting.ticked, waiting.row.excluded_reason) == (set(), "promise")

    await debtor.pays(kept)
    await story.plan()

    assert (await story.the_action()).ticked == {passed_over, new}


async def test_what_is_passed_over_today_comes_back_tomorrow(story: Story) -> None:
    await (await story.customer()).owes()
    await story.plan()

    await story.skip((await story.the_action()).id)
    await story.plan()
    assert await story.actions() == []
    [fact] = await story.facts("action.skipped")
    assert fact.payload["reason"] == "En vacances <b>"

    story.pass_time(days=1)
    await story.plan()
    assert (await story.the_action()).row.rank == 1


async def test_passing_over_the_highest_makes_room_below_the_cap(story: Story) -> None:
    await story.settle_company(contacts_per_period=1)
    debtor = await story.customer()
    await debtor.owes()
    await debtor.owes(level=1, level_reached_on=story.today - timedelta(days=20))
    await story.plan()
    _, high = await story.actions()

    await story.skip(high.id)
    await story.work()

    low = await story.the_action()
    assert (low.row.rank, low.row.excluded_reason) == (1, "")


@pytest.mark.req("SAGE-102")
@pytest.mark.parametrize(
    ("facts", "invoice", "mode"),
    [
        ({}, {}, "automatic"),
        ({}, {"derived": True}, "to_confirm"),
        ({"plan_confirmed_at": None}, {}, "to_confirm"),
        ({"ledger_fresh_at": None}, {}, "to_confirm"),
    ],
)
async def test_what_leaves_by_itself_waits_for_a_person_when_in_doubt(
    story: Story, facts: dict, invoice: dict, mode: str
) -> None:
    await story.set_steps(mode="automatic")
    await story.is_trusted()
    await story.settle_company(id=story.id, **facts)
    await (await story.customer()).owes(**invoice)

    await story.plan()

    assert (await story.the_action()).row.mode == mode


@pytest.mark.req("SAGE-85", "SAGE-102")
async def test_at_night_what_leaves_by_itself_is_confirmed_and_tomorrow_is_booked(
    story: Story,
) -> None:
    await story.set_steps(mode="automatic")
    await story.is_trusted()
    debtor = await story.customer()
    await debtor.owes()
    crumbs = await story.customer()
    await crumbs.is_held(HoldKind.STOP)
    await crumbs.owes()

    await story.night()

    [delivery] = await story.deliveries()
    assert delivery.customer_id == debtor.id
    assert delivery.sender_name == "Ateliers du Vent"
    assert delivery.release_at.isoformat() == "2026-11-23T08:30:00+00:00"
    [fact] = await story.facts("actions.confirmed")
    assert fact.actor_name == "Envoi automatique"
    assert await story.due("plan_company") == []
    story.be_at("2026-11-24")
    assert await story.due("plan_company") == [story.id]


async def test_one_customer_that_cannot_be_planned_holds_up_nobody_at_night(story: Story) -> None:
    await story.set_steps(mode="automatic")
    await story.is_trusted()
    broken, debtor = await story.customer(), await story.customer()
    await broken.owes()
    await debtor.owes()
    await broken.is_held(HoldKind.STOP)
    async with story.transaction() as session:  # what no release of ours would write
        await session.execute(
            update(Hold).where(Hold.customer_id == broken.id).values(kind="of_another_release")
        )

    await story.night()

    [delivery] = await story.deliveries()
    assert delivery.customer_id == debtor.id
    assert await story.due("plan_company") == []


async def test_a_stale_ledger_is_told_by_yesterday(story: Story) -> None:
    await story.set_steps(mode="automatic")
    await story.is_trusted()
    await (await story.customer()).owes()

    story.pass_time(days=1)
    await story.plan()
    assert (await story.the_action()).row.mode == "automatic"

    story.pass_time(days=1)
    assert await story.plan() == Tally(changed=1)
    assert (await story.the_action()).row.mode == "to_confirm"


async def test_what_failed_waits_for_a_person(story: Story) -> None:
    await story.set_steps(mode="automatic")
    await story.is_trusted()
    await (await story.customer()).owes()
    await story.plan()
    async with story.transaction() as session:
        await session.execute(
            update(Action)
            .where(Action.company_id == story.id)
            .values(
                status=ActionStatus.FAILED,
                planned_for=story.today,
                finished_at=story.clock.now(),
            )
        )

    await story.plan()

    assert (await story.the_action()).row.mode == "to_confirm"

"""Confirm, take back, and send: what a person approves and what it does to levels."""

from datetime import date, time

import pytest
from sqlalchemy import update

from quittance.customers.models import Contact
from quittance.deliveries.models import DeliveryStatus, RecipientRole
from quittance.domain.holds import HoldKind
from quittance.scenarios.approving import Choice
from quittance.scenarios.errors import (
    ActionNotFound,
)
from quittance.scenarios.models import ActionStatus, ScenarioStep
from quittance.scenarios.plan_rows import Tally
from tests.factories.companies import a_creditor
from tests.factories.scenarios import Story


async def planned(story: Story, **owed: object) -> None:
    debtor = await story.customer()
    await debtor.owes(**owed)  # type: ignore[arg-type]  # columns
    await story.plan()


@pytest.mark.req("SAGE-81", "SAGE-87")
async def test_any_number_of_actions_is_confirmed_at_once(story: Story) -> None:
    debtors = [await story.customer() for _ in range(120)]
    for debtor in debtors:
        await debtor.owes()
    await story.plan()

    confirmed = await story.confirm()

    assert (len(confirmed.actions), confirmed.messages, confirmed.skipped) == (120, 120, ())
    deliveries = await story.deliveries()
    assert {one.customer_id for one in deliveries} == {one.id for one in debtors}
    assert {one.status for one in deliveries} == {DeliveryStatus.QUEUED}
    assert await story.plan() == Tally()
    assert await story.actions() == []


@pytest.mark.req("SAGE-83")
async def test_a_stop_is_passed_over_by_a_manager_only(story: Story) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    await debtor.is_held(HoldKind.STOP)
    await story.plan()
    action = await story.the_action()
    choice = Choice(action.id, [invoice])

    [skipped] = (await story.confirm(choice)).skipped
    assert (skipped.code, skipped.detail) == (
        "override_not_allowed",
        "Relances arrêtées (STOP).",
    )

    confirmed = await story.confirm(choice, may_override_stops=True)
    assert len(confirmed.actions) == 1
    story.pass_time(hours=1)
    await story.work()
    assert len(story.sent) == 1


async def test_nobody_passes_over_an_insolvency(story: Story) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    await debtor.is_held(HoldKind.INSOLVENCY)
    await story.plan()
    action = await story.the_action()

    [skipped] = (await story.confirm(Choice(action.id, [invoice]), may_override_stops=True)).skipped

    assert skipped.code == "override_not_allowed"
    assert await story.deliveries() == []


@pytest.mark.req("SAGE-82", "SAGE-83")
async def test_a_promise_is_passed_over_by_whoever_ticks_it(story: Story) -> None:
    debtor = await story.customer()
    held, free = await debtor.owes(30_00), await debtor.owes(50_00)
    await debtor.is_held(HoldKind.PROMISE, held, last_on=date(2026, 12, 31))
    await story.plan()
    action = await story.the_action()

    confirmed = await story.confirm(Choice(action.id, [held]))

    assert confirmed.actions[0].amount_minor == 30_00
    story.pass_time(hours=1)
    await story.work()
    assert (await debtor.receivable(held)).level == 1
    assert (await debtor.receivable(free)).level == 0


async def test_what_credits_cover_cannot_be_asked_for(story: Story) -> None:
    debtor = await story.customer()
    covered = await debtor.owes(100_00)
    await debtor.owes(-100_00)
    await story.plan()

    [skipped] = (await story.confirm(Choice((await story.the_action()).id, [covered]))).skipped

    assert skipped.code == "nothing_to_send"


async def test_the_actions_of_another_company_are_unknown_and_untouched(story: Story) -> None:
    other = Story(
        story.database,
        story.clock,
        story.job,
        await a_creditor(story.database, now=story.clock.now(), name="Voisins"),
    )
    await planned(other)
    theirs = await other.the_action()

    [skipped] = (await story.confirm(Choice(theirs.id))).skipped

    assert (skipped.action_id, skipped.code) == (theirs.id, "action_not_planned")
    assert (await other.the_action()).row.status is ActionStatus.PLANNED
    assert await other.deliveries() == []
    with pytest.raises(ActionNotFound):
        await story.skip(theirs.id)


async def test_who_lost_their_address_is_skipped_and_the_others_go(story: Story) -> None:
    await planned(story)
    lost = await story.customer()
    await lost.owes()
    await story.plan()
    async with story.transaction() as session:
        await session.execute(
            update(Contact).where(Contact.customer_id == lost.id).values(receives_reminders=False)
        )

    confirmed = await story.confirm()

    assert len(confirmed.actions) == 1
    assert [one.code for one in confirmed.skipped] == ["no_address"]


@pytest.mark.parametrize(
    ("confirmed_on", "hour", "leaves_at"),
    [
        ("2026-11-24", "07:00", "2026-11-24T08:30"),  # the company's hour
        ("2026-11-24", "11:00", "2026-11-24T10:00:30"),  # now, less the time to undo
        ("2026-11-27", "19:00", "2026-11-30T07:30"),  # closed till Monday, the debtor's hour
        ("2026-11-28", "11:00", "2026-11-30T08:30"),  # on Saturday, for Monday's hour
    ],
)
async def test_a_message_leaves_in_the_hours_of_both(
    story: Story, confirmed_on: str, hour: str, leaves_at: str
) -> None:
    story.be_at(confirmed_on, time.fromisoformat(hour))
    await planned(story, days_late=12)

    await story.confirm()

    [delivery] = await story.deliveries()
    assert delivery.release_at.isoformat()[: len(leaves_at)] == leaves_at


async def test_a_debtor_of_noumea_is_reached_in_its_own_hours(story: Story) -> None:
    debtor = await story.customer(country="FR", postcode="98800")
    await debtor.owes()
    await story.plan()

    await story.confirm()

    [delivery] = await story.deliveries()
    # 09:30 on Monday in Paris is 19:30 in Nouméa: tomorrow at 08:30 there.
    assert delivery.release_at.isoformat() == "2026-11-23T21:30:00+00:00"


@pytest.mark.req("SAGE-99")
async def test_a_colleague_of_the_step_reads_along(story: Story) -> None:
    async with story.transaction() as session:
        await session.execute(
            update(ScenarioStep)
            .where(ScenarioStep.company_id == story.id, ScenarioStep.rank == 1)
            .values(copies=["direction@ateliers-du-vent.example"])
        )
    await planned(story)

    await story.confirm()

    roles = {one.recipient_address: one.role for one in await story.deliveries()}
    assert roles == {
        "lea@loire-ocean.example": RecipientRole.PRIMARY,
        "direction@ateliers-du-vent.example": RecipientRole.COPY,
    }

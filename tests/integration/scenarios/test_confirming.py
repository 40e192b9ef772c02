"""Confirm, take back, and send: what a person approves and what it does to levels."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import update

from quittance.customers.models import Contact
from quittance.deliveries.models import DeliveryStatus, RecipientRole
from quittance.deliveries.ports import Refused
from quittance.domain.holds import HoldKind
from quittance.platform.events import Actor, ActorKind
from quittance.receivables.models import LevelReason
from quittance.scenarios.approving import Choice
from quittance.scenarios.errors import (
    ActionNotFound,
    ActionNotManual,
    ActionNotPlanned,
    NothingToSend,
    OverrideNotAllowed,
    TooLateToUndo,
)
from quittance.scenarios.models import ActionStatus, ScenarioStep
from quittance.scenarios.plan_rows import Tally
from tests.factories.companies import a_creditor
from tests.factories.scenarios import Story, worker_providers


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


async def test_nothing_is_said_before_the_time_to_undo_is_over(story: Story) -> None:
    story.be_at("2026-11-23")
    await planned(story)
    story.pass_time(hours=2)

    await story.confirm()

    await story.work()
    assert story.sent == []
    story.pass_time(seconds=31)
    await story.work()
    assert len(story.sent) == 1


async def test_undone_within_thirty_seconds_nothing_leaves(story: Story) -> None:
    story.be_at("2026-11-23")
    await planned(story)
    action = await story.the_action()
    story.pass_time(hours=2)
    confirmed = await story.confirm()

    story.pass_time(seconds=29)
    await story.undo(confirmed.confirmation.id)

    again = await story.the_action()
    assert (again.id, again.ticked, again.row.pinned) == (action.id, action.ticked, False)
    assert again.row.confirmation_id is None
    story.pass_time(hours=2)
    await story.work()
    assert story.sent == []

    await story.confirm()  # and it may be confirmed again
    story.pass_time(hours=2)
    await story.work()
    assert len(story.sent) == 1


async def test_undone_it_is_compared_with_what_came_meanwhile(story: Story) -> None:
    debtor = await story.customer()
    paid = await debtor.owes()
    await story.plan()
    confirmed = await story.confirm()
    new = await debtor.owes()
    await story.plan()
    await debtor.pays(paid)

    await story.undo(confirmed.confirmation.id)

    assert (await story.the_action()).ticked == {new}


async def test_undone_too_late_it_stands(story: Story) -> None:
    await planned(story)
    confirmed = await story.confirm()

    story.pass_time(seconds=31)
    with pytest.raises(TooLateToUndo):
        await story.undo(confirmed.confirmation.id)

    assert await story.actions() == []


async def test_the_first_confirmation_by_a_person_lets_the_night_send(story: Story) -> None:
    await planned(story)
    program = Actor(ActorKind.API_KEY, story.id, "ERP")
    undone = await story.confirm(actor=program)
    async with story.transaction() as session:
        company = await session.get_one(type(story.creditor.company), story.id)
        assert company.plan_confirmed_at is None
    await story.undo(undone.confirmation.id)

    confirmed = await story.confirm()
    async with story.transaction() as session:
        company = await session.get_one(type(story.creditor.company), story.id)
        assert company.plan_confirmed_at is not None
    await story.undo(confirmed.confirmation.id)

    async with story.transaction() as session:
        company = await session.get_one(type(story.creditor.company), story.id)
        assert company.plan_confirmed_at is None


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


async def test_sent_the_level_rises_and_the_next_reminder_waits_its_turn(story: Story) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    await story.plan()
    action = await story.the_action()
    await story.confirm()
    story.pass_time(hours=1)

    await story.work()

    row = await debtor.receivable(invoice)
    assert (row.level, row.level_reached_on) == (1, date(2026, 11, 23))
    [change] = await story.levels(invoice)
    assert (change.from_level, change.to_level, change.reason) == (0, 1, LevelReason.SENT)
    assert change.action_id == action.id
    done = await story.the_action(status=ActionStatus.DONE)
    assert done.row.done_on == date(2026, 11, 23)
    [fact] = await story.facts("reminder.done")
    assert fact.payload["receivables"] == [str(invoice)]

    for days in range(1, 8):
        story.be_at(str(date(2026, 11, 23) + timedelta(days=days)))
        await story.plan()
        assert await story.actions() == []
    story.be_at("2026-12-01")
    await story.plan()
    assert (await story.the_action()).row.rank == 2


async def test_approved_is_not_sent(story: Story) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    await story.plan()

    await story.confirm()

    assert (await debtor.receivable(invoice)).level == 0
    [line] = (await debtor.explained()).receivables
    assert (line.verdict, line.reason) == (
        "in_flight",
        "Une relance est déjà en cours d’envoi.",
    )


async def test_refused_by_all_the_action_failed_and_waits_for_a_person(story: Story) -> None:
    story.job.providers.update(worker_providers(Refused("550 policy"), Refused("550 policy")))
    await story.set_steps(mode="automatic")
    await story.is_trusted()
    debtor = await story.customer()
    await debtor.gets_contact("luc@loire-ocean.example")
    invoice = await debtor.owes()
    await story.plan()
    await story.confirm()
    story.pass_time(hours=1)

    await story.work()

    failed = await story.the_action(status=ActionStatus.FAILED)
    assert failed.row.excluded_reason == "refused"
    assert (await debtor.receivable(invoice)).level == 0
    again = await story.the_action()
    assert (again.row.rank, again.row.mode) == (1, "to_confirm")


async def test_one_recipient_reached_is_enough(story: Story) -> None:
    story.job.providers.update(worker_providers(Refused("550 policy")))
    debtor = await story.customer()
    await debtor.gets_contact("luc@loire-ocean.example")
    invoice = await debtor.owes()
    await story.plan()
    await story.confirm()
    story.pass_time(hours=1)

    await story.work()

    assert (await debtor.receivable(invoice)).level == 1
    assert len(await story.levels(invoice)) == 1


async def test_nobody_at_that_address_any_more_goes_on_by_letter(story: Story) -> None:
    story.job.providers.update(worker_providers(Refused("550 no such user", is_address_dead=True)))
    await planned(story)
    await story.confirm()
    story.pass_time(hours=1)

    await story.work()

    assert (await story.the_action()).row.channel == "letter"


async def test_paid_before_it_left_nothing_is_said_and_nothing_reached(story: Story) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    await story.plan()
    await story.confirm()
    await debtor.pays(invoice)
    story.pass_time(hours=1)

    await story.work()

    assert story.sent == []
    dropped = await story.the_action(status=ActionStatus.DROPPED)
    assert dropped.row.excluded_reason == "paid"
    assert await story.levels(invoice) == []
    assert await story.facts("reminder.done") == []


async def test_partly_paid_only_what_is_left_is_said_and_reached(story: Story) -> None:
    debtor = await story.customer()
    paid, left = await debtor.owes(), await debtor.owes()
    await story.plan()
    await story.confirm()
    await debtor.pays(paid)
    story.pass_time(hours=1)

    await story.work()

    assert (await debtor.receivable(left)).level == 1
    assert (await debtor.receivable(paid)).level == 0


@pytest.mark.req("MDM-20")
async def test_a_letter_posted_by_hand_raises_the_level_with_its_comment(story: Story) -> None:
    debtor = await story.customer(email=None)
    invoice, held = await debtor.owes(80_00), await debtor.owes()
    await debtor.is_held(HoldKind.STOP, held)
    await story.plan()
    action = await story.the_action()

    [skipped] = (await story.confirm()).skipped
    assert skipped.code == "manual_channel"
    await story.finish(action.id, comment="Postée <lundi>, 2 feuillets")

    assert (await debtor.receivable(invoice)).level == 1
    assert (await debtor.receivable(held)).level == 0
    [change] = await story.levels(invoice)
    assert change.changed_by == story.claire.id
    [fact] = await story.facts("reminder.done")
    assert fact.payload["comment"] == "Postée <lundi>, 2 feuillets"
    assert fact.payload["amount_minor"] == 80_00
    with pytest.raises(ActionNotPlanned):
        await story.finish(action.id)


async def test_by_hand_too_a_stop_is_a_managers(story: Story) -> None:
    debtor = await story.customer(email=None)
    held = await debtor.owes()
    await debtor.is_held(HoldKind.STOP)
    await story.plan()
    action = await story.the_action()

    with pytest.raises(NothingToSend):
        await story.finish(action.id)
    with pytest.raises(OverrideNotAllowed):
        await story.finish(action.id, held)
    await story.finish(action.id, held, manager=True)

    assert (await debtor.receivable(held)).level == 1


async def test_an_e_mail_is_not_finished_by_hand(story: Story) -> None:
    await planned(story)

    with pytest.raises(ActionNotManual):
        await story.finish((await story.the_action()).id)


async def test_announced_and_thanked_are_not_levels(story: Story) -> None:
    await story.set_steps(is_active=True)
    debtor = await story.customer()
    coming = await debtor.owes(days_late=-8)
    paid = await debtor.owes(days_late=1)
    await debtor.pays(paid)
    story.pass_time(days=1)
    await story.is_trusted()
    await story.plan()
    await story.confirm()
    story.pass_time(hours=1)

    await story.work()

    announced, thanked = await debtor.receivable(coming), await debtor.receivable(paid)
    assert (announced.pre_notified_on, announced.level) == (story.today, 0)
    assert (thanked.thanked_on, thanked.level) == (story.today, 0)
    await story.plan()
    assert await story.actions() == []

"""What became of messages raises levels, or does not; so does a hand."""

from datetime import date, timedelta

import pytest

from quittance.deliveries.ports import Refused
from quittance.domain.holds import HoldKind
from quittance.receivables.models import LevelReason
from quittance.scenarios.errors import (
    ActionNotManual,
    ActionNotPlanned,
    NothingToSend,
    OverrideNotAllowed,
)
from quittance.scenarios.models import ActionStatus
from tests.factories.scenarios import Story, worker_providers


async def planned(story: Story, **owed: object) -> None:
    debtor = await story.customer()
    await debtor.owes(**owed)  # type: ignore[arg-type]  # columns
    await story.plan()


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

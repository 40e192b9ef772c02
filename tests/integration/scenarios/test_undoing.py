"""Taken back in time, nothing was ever said; too late, it stands."""

import pytest

from quittance.platform.events import Actor, ActorKind
from quittance.scenarios.errors import (
    TooLateToUndo,
)
from tests.factories.scenarios import Story


async def planned(story: Story, **owed: object) -> None:
    debtor = await story.customer()
    await debtor.owes(**owed)  # type: ignore[arg-type]  # columns
    await story.plan()


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

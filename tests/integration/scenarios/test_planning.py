"""What is planned for whom, on which day, and why the rest stays."""

import asyncio
from datetime import date, timedelta

import pytest

from quittance.domain.holds import HoldKind
from quittance.scenarios.approving import Choice
from quittance.scenarios.plan_rows import Tally
from tests.factories.scenarios import Story


@pytest.mark.req("SAGE-76", "SAGE-78")
async def test_an_invoice_eight_days_late_is_planned_for_its_first_reminder(story: Story) -> None:
    debtor = await story.customer()
    late = await debtor.owes(days_late=8)
    await debtor.owes(days_late=7)

    await story.plan()

    action = await story.the_action()
    assert (action.row.rank, action.row.channel, action.row.due_on) == (1, "email", story.today)
    assert (action.ticked, action.row.amount_minor) == ({late}, 100_00)


async def test_a_day_that_is_not_worked_plans_for_the_next_one(story: Story) -> None:
    debtor = await story.customer()
    await debtor.owes(days_late=8)  # planned for Monday
    on_saturday = await debtor.owes(days_late=3)
    story.be_at("2026-11-28")

    await story.plan()

    action = await story.the_action()
    assert on_saturday in action.ticked
    assert action.row.due_on == date(2026, 11, 23)
    story.be_at("2026-11-30")
    assert await story.plan() == Tally()


async def test_planning_twice_writes_nothing(story: Story) -> None:
    for _ in range(3):
        debtor = await story.customer()
        held = await debtor.owes()
        await debtor.owes(-30_00)
        await debtor.owes(level=1, level_reached_on=story.today - timedelta(days=9), days_late=40)
        await debtor.is_held(HoldKind.PROMISE, held, last_on=story.today + timedelta(days=3))

    assert (await story.plan()).created == 6
    assert await story.plan() == Tally()
    story.pass_time(days=1)
    assert await story.plan() == Tally()


@pytest.mark.req("SAGE-83")
async def test_a_held_invoice_is_listed_unticked_with_its_reason_and_its_end(story: Story) -> None:
    debtor = await story.customer()
    held, free = await debtor.owes(300_00), await debtor.owes(200_00)
    await debtor.is_held(HoldKind.PROMISE, held, last_on=date(2026, 11, 27))

    await story.plan()

    action = await story.the_action()
    assert (action.ticked, action.row.amount_minor) == ({free}, 200_00)
    line = action.lines[held]
    assert (line.excluded_reason, line.excluded_until) == ("promise", date(2026, 11, 30))
    assert line.amount_minor == 300_00


async def test_an_action_whose_lines_are_all_held_says_why(story: Story) -> None:
    debtor = await story.customer()
    await debtor.owes(300_00)
    await debtor.is_held(HoldKind.STOP)

    await story.plan()

    action = await story.the_action()
    assert action.row.excluded_reason == "stop"
    assert action.row.amount_minor == 300_00


@pytest.mark.req("SAGE-96")
async def test_who_has_no_address_follows_the_letters(story: Story) -> None:
    await (await story.customer(email=None)).owes()
    unwritable = await story.customer(email=None)
    await unwritable.gets_contact("bounced@loire.example", email_status="bounced")
    await unwritable.owes()

    await story.plan()

    assert {one.row.channel for one in await story.actions()} == {"letter"}


@pytest.mark.req("SAGE-83")
async def test_who_can_be_written_to_nowhere_is_listed_with_the_reason(story: Story) -> None:
    debtor = await story.customer(email=None, address_lines=[])
    invoice = await debtor.owes(100_00)

    await story.plan()

    action = await story.the_action()
    assert (action.row.channel, action.row.excluded_reason) == ("letter", "no_address")
    assert [line.included for line in action.lines.values()] == [False]
    [line] = (await debtor.explained()).receivables
    assert (line.receivable_id, line.verdict, line.code) == (invoice, "excluded", "no_address")

    await debtor.gets_contact("lea@loire.example")
    await story.plan()

    action = await story.the_action()
    assert (action.row.channel, action.row.excluded_reason) == ("email", "")


@pytest.mark.req("SAGE-109", "SAGE-110")
async def test_less_than_the_minimum_of_the_company_is_listed_unticked(story: Story) -> None:
    await story.settle_company(minimum_minor=20_00)
    debtor = await story.customer()
    crumbs = await debtor.owes(19_99)

    await story.plan()

    action = await story.the_action()
    assert action.lines[crumbs].excluded_reason == "below_minimum"
    assert action.row.excluded_reason == "below_minimum"


@pytest.mark.req("SAGE-100", "SAGE-110")
async def test_credits_cover_the_oldest_invoice_first(story: Story) -> None:
    debtor = await story.customer()
    oldest = await debtor.owes(100_00, days_late=20)
    newer = await debtor.owes(100_00, days_late=10)
    await debtor.owes(-130_00, days_late=2)

    await story.plan()

    action = await story.the_action()
    assert action.lines[oldest].excluded_reason == "covered_by_credit"
    assert action.lines[oldest].amount_minor == 0
    assert (action.ticked, action.row.amount_minor) == ({newer}, 70_00)


async def test_a_contested_part_is_never_asked_for(story: Story) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes(100_00)
    await debtor.is_held(HoldKind.DISPUTE, invoice, amount_minor=40_00)

    await story.plan()

    assert (await story.the_action()).row.amount_minor == 60_00


async def test_beyond_the_cap_the_highest_level_goes_first(story: Story) -> None:
    await story.settle_company(contacts_per_period=1)
    debtor = await story.customer()
    first = await debtor.owes()
    second = await debtor.owes(level=1, level_reached_on=story.today - timedelta(days=20))

    await story.plan()

    low, high = await story.actions()
    assert (high.row.rank, high.ticked) == (2, {second})
    assert (low.row.rank, low.row.excluded_reason) == (1, "contact_cap")
    assert low.lines[first].excluded_until is None

    await story.confirm(Choice(high.id))
    await story.plan()

    low = await story.the_action()
    assert low.row.excluded_until == story.today + timedelta(days=7)


async def test_two_currencies_are_two_actions(story: Story) -> None:
    await story.set_scenarios(grouping="account")
    debtor = await story.customer()
    euros = await debtor.owes(100_00)
    francs = await debtor.owes(
        50_000, currency="XPF", level=1, level_reached_on=story.today - timedelta(days=20)
    )

    await story.plan()

    in_euros, in_francs = await story.actions()
    assert (in_euros.row.currency, in_euros.row.rank, in_euros.ticked) == ("EUR", 1, {euros})
    assert (in_francs.row.currency, in_francs.row.rank, in_francs.ticked) == ("XPF", 2, {francs})


@pytest.mark.req("SAGE-109")
async def test_by_account_one_message_at_the_highest_level_lists_them_all(story: Story) -> None:
    await story.set_scenarios(grouping="account")
    debtor = await story.customer()
    first = await debtor.owes(100_00)
    second = await debtor.owes(level=1, level_reached_on=story.today - timedelta(days=20))
    waiting = await debtor.owes(level=2, level_reached_on=story.today - timedelta(days=2))
    held = await debtor.owes()
    await debtor.is_held(HoldKind.PROMISE, held, last_on=date(2026, 12, 31))

    await story.plan()

    action = await story.the_action()
    assert (action.row.rank, action.ticked) == (2, {first, second, waiting})
    reached = {id: line.reaches for id, line in action.lines.items()}
    assert reached == {first: 1, second: 2, waiting: None, held: 1}
    assert action.lines[held].excluded_reason == "promise"


@pytest.mark.req("SAGE-97", "SAGE-98")
async def test_a_pre_notice_is_planned_before_the_due_day(story: Story) -> None:
    debtor = await story.customer()
    coming = await debtor.owes(days_late=-8)
    await debtor.owes(-500_00)

    await story.plan()

    action = await story.the_action()
    assert (action.row.step_kind, action.ticked) == ("pre_notice", {coming})
    assert action.row.amount_minor == 100_00  # credits are never used in it


@pytest.mark.req("SAGE-101")
async def test_who_paid_is_thanked_once_the_payment_is_reconciled(story: Story) -> None:
    await story.set_steps(is_active=True)
    debtor = await story.customer()
    invoice = await debtor.owes(80_00, days_late=2)
    await debtor.pays(invoice)
    story.pass_time(days=1)

    await story.plan()

    action = await story.the_action()
    assert (action.row.step_kind, action.row.amount_minor) == ("thank_you", 80_00)
    assert action.ticked == {invoice}


async def test_a_customer_who_owes_nothing_any_more_has_nothing_planned(story: Story) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    await story.plan()

    await debtor.pays(invoice)

    assert await story.plan() == Tally(removed=1)
    assert await story.actions() == []


async def test_two_runs_at_once_plan_once(story: Story) -> None:
    await (await story.customer()).owes()

    tallies = await asyncio.gather(story.plan(), story.plan())

    assert sum(tally.writes for tally in tallies) == 1

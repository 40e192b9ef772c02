"""A word given, broken or contested is answered by a message that claims nothing (QUA-20)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from quittance.disputes import service as disputes
from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.fact_rules import Fact
from quittance.domain.holds import HoldKind
from quittance.domain.lifecycle import DisputeStatus
from quittance.promises import service as promises
from quittance.scenarios.approving import Choice
from tests.factories.facts import told, wake
from tests.factories.scenario_debtors import Debtor
from tests.factories.scenarios import Story


async def promises_to_pay(debtor: Debtor, invoice: UUID, due_on: date) -> None:
    story = debtor.story
    async with story.transaction() as session:
        await promises.make_promise(
            session,
            story.id,
            customer_id=debtor.id,
            receivables={invoice: None},
            currency="EUR",
            due_on=due_on,
            source="collector",
            actor=story.claire,
            now=story.clock.now(),
        )


@pytest.mark.req("QUA-20")
async def test_a_promise_and_a_dispute_are_acknowledged_at_once(story: Story) -> None:
    await story.is_trusted()
    for fact in (Fact.PROMISE_MADE, Fact.DISPUTE_OPENED, Fact.DISPUTE_CLOSED):
        await wake(story, fact, mode="automatic")
    debtor = await story.customer()
    promised, contested = await debtor.owes(), await debtor.owes()
    await promises_to_pay(debtor, promised, story.today + timedelta(days=8))
    async with story.transaction() as session:
        dispute = await disputes.open_dispute(
            session,
            story.id,
            customer_id=debtor.id,
            receivables=[contested],
            reason=DisputeReason.PRICE,
            source="collector",
            actor=story.claire,
            now=story.clock.now(),
        )
    await told(story)
    story.pass_time(hours=1)
    await story.work()
    async with story.transaction() as session:
        await disputes.close_dispute(
            session,
            story.id,
            dispute.id,
            outcome=DisputeStatus.UPHELD,
            actor=story.claire,
            now=story.clock.now(),
        )
    await told(story)
    story.pass_time(hours=1)
    await story.work()

    said = {one.kind: one for one in await story.deliveries()}
    assert set(said) == {"promise_confirmation", "dispute_acknowledgement", "dispute_resolved"}
    assert {one.status.value for one in said.values()} == {"sent"}
    assert said["promise_confirmation"].fact == {"amount_minor": 100_00, "on": "2026-12-01"}
    assert (await debtor.receivable(promised)).level == 0  # no level is climbed by a receipt
    assert await story.facts("reminder.done") == []


async def test_a_broken_promise_is_recalled_when_a_person_says_so(story: Story) -> None:
    await story.is_trusted()
    await wake(story, Fact.PROMISE_BROKEN)
    debtor = await story.customer()
    invoice = await debtor.owes()
    await promises_to_pay(debtor, invoice, story.today)
    story.be_at("2026-12-01")
    async with story.transaction() as session:
        await promises.settle_on_payment(session, story.id, [debtor.id], now=story.clock.now())
    await told(story)

    waiting = await story.the_action()
    assert (waiting.row.template_kind, waiting.row.mode) == ("promise_broken", "to_confirm")
    await story.confirm(Choice(waiting.id))
    story.pass_time(hours=1)
    await story.work()
    [sent] = await story.deliveries()
    assert (sent.status.value, sent.kind) == ("sent", "promise_broken")


async def test_a_stop_placed_meanwhile_silences_what_was_about_to_leave(story: Story) -> None:
    await story.is_trusted()
    await wake(story, Fact.PROMISE_MADE)
    debtor = await story.customer()
    invoice = await debtor.owes()
    await promises_to_pay(debtor, invoice, story.today)
    await told(story)
    await debtor.is_held(HoldKind.STOP)
    story.pass_time(hours=1)
    await story.work()

    [delivery] = await story.deliveries()
    assert (delivery.status.value, delivery.reason) == ("dropped", "stop")
    assert story.sent == []

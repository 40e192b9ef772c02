"""Claim, speak, settle: a message leaves once, and whatever happens is written down."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from quittance.customers.models import EmailStatus
from quittance.deliveries import service
from quittance.deliveries.errors import DeliveryNotUnconfirmed
from quittance.deliveries.jobs import send_deliveries
from quittance.deliveries.models import DeliveryStatus
from quittance.deliveries.ports import (
    Accepted,
    Email,
    EmailSender,
    Outcome,
    Outcomes,
    PortalLinks,
    Refused,
    Unconfirmed,
    Unreachable,
)
from quittance.platform.events import SYSTEM
from tests.factories.deliveries import HOSTILE_NAME, URLS, Story, answering, part
from tests.factories.senders import RecordedSender
from tests.integration.deliveries.conftest import Sink


@pytest.mark.req("SID-5", "SID-6", "SID-7")
async def test_a_reminder_comes_from_the_collector_and_the_creditor(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes("FA-26-0588", 2_026_81)
    await debtor.owes("FA-26-0600", 500_00, days_late=-20)
    [delivery_id] = await story.queue(debtor.order((invoice, 2_026_81)))

    await story.work()

    [message] = sink.messages()
    domain = story.job.settings.mail_domain
    assert message["From"] == f'"Claire Vasseur (Ateliers Morvan)" <no-reply@{domain}>'
    assert "c.vasseur@ateliers-morvan.example" in message["Reply-To"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == [debtor.email]
    assert sink.got[0].rcpt_tos == [debtor.email]
    assert sink.got[0].mail_from == f"bounce+{delivery_id.hex}@{domain}"
    words = part(message, "plain").replace("\u00a0", " ").replace("\u202f", " ")
    assert "2 026,81 €" in words
    assert URLS.url in words
    assert URLS.url in part(message, "html")
    assert "<SARL>" not in part(message, "html")


@pytest.mark.req("SAGE-119")
async def test_history_keeps_the_very_bytes_that_left(story: Story, sink: Sink) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    [delivery_id] = await story.queue(debtor.order((invoice, 100_00)))
    await story.work()

    await debtor.pays(invoice)
    delivery = await story.delivery(delivery_id)

    assert await story.job.storage.get(delivery.message_key) == sink.got[0].original_content
    assert delivery.status is DeliveryStatus.SENT
    assert delivery.message_id == sink.messages()[0]["Message-ID"]
    [attempt] = await story.attempts(delivery_id)
    assert (attempt.number, attempt.provider, attempt.outcome) == (1, "smtp", "accepted")
    assert await story.due() == []


async def test_the_next_reminder_answers_the_one_before(story: Story, sink: Sink) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    await story.queue(debtor.order((invoice, 100_00)))
    await story.work()
    story.pass_time(days=8)

    again = service.ApprovedLine(receivable_id=invoice, amount_minor=100_00, reaches=2)
    await story.queue(debtor.order(kind="reminder_1", level=2, lines=(again,)))
    await story.work()

    first, second = sink.messages()
    assert second["In-Reply-To"] == first["Message-ID"]
    assert "Nous vous avons écrit le 23/11/2026" in part(second, "plain")


async def test_the_same_order_twice_is_one_message_and_what_was_undone_may_be_asked_again(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    order = debtor.order((await debtor.owes(), 100_00))
    assert len(await story.queue(order, order)) == 1
    assert await story.queue(order) == []

    async with story.job.transaction(story.company_id) as session:
        begun = await service.cancel_source(
            session, story.company_id, order.source_id, now=story.clock.now()
        )
    assert begun == frozenset()
    await story.work()
    assert sink.got == []

    assert len(await story.queue(order)) == 1
    await story.work()
    async with story.job.transaction(story.company_id) as session:
        begun = await service.cancel_source(
            session, story.company_id, order.source_id, now=story.clock.now()
        )
    assert begun == {order.source_id}
    assert len(sink.got) == 1


async def test_nothing_leaves_before_its_hour(story: Story, sink: Sink) -> None:
    debtor = await story.customer()
    later = story.clock.now() + timedelta(hours=1)
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00), release_at=later))

    batch_id = (await story.delivery(delivery_id)).batch_id
    await send_deliveries(story.job, story.company_id, batch_id)
    assert sink.got == []

    story.pass_time(hours=1, seconds=1)
    await story.work()
    assert len(sink.got) == 1


async def test_after_an_outage_a_reminder_waits_for_the_debtors_hours(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    story.pass_time(days=4, hours=13)  # the worker comes back on a Friday, at 22:00 in Paris

    await story.work()
    delivery = await story.delivery(delivery_id)
    assert (sink.got, delivery.status) == ([], DeliveryStatus.QUEUED)
    assert delivery.due_at == datetime(2026, 11, 30, 7, 30, tzinfo=UTC)  # Monday, 8:30 there

    story.clock.move_to(delivery.due_at)
    await story.work()
    assert len(sink.got) == 1


async def test_ten_rings_at_once_make_one_message(story: Story, sink: Sink) -> None:
    debtor = await story.customer()
    await story.queue(debtor.order((await debtor.owes(), 100_00)))

    [batch_id] = await story.due()
    rings = (send_deliveries(story.job, story.company_id, batch_id) for _ in range(10))
    await asyncio.gather(*rings)

    assert len(sink.got) == 1


async def test_what_was_surely_not_sent_is_tried_again_later_with_the_facts_of_then(
    story: Story,
) -> None:
    sender = answering(story, Unreachable("421 busy"), Accepted("ok"))
    debtor = await story.customer()
    invoice, other = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    [delivery_id] = await story.queue(debtor.order((invoice, 100_00), (other, 100_00)))
    await story.work()
    delivery = await story.delivery(delivery_id)
    assert (delivery.status, delivery.detail) == (DeliveryStatus.QUEUED, "421 busy")
    assert await story.due() == []

    await debtor.pays(invoice)
    story.pass_time(minutes=7)
    await story.work()

    assert len(sender.sent) == 2
    delivery = await story.delivery(delivery_id)
    assert (delivery.status, delivery.amount_minor) == (DeliveryStatus.SENT, 100_00)
    assert [one.outcome for one in await story.attempts(delivery_id)] == [
        "unreachable",
        "accepted",
    ]


async def test_a_server_away_for_days_is_given_up(story: Story) -> None:
    sender = answering(story, *[Unreachable("connect: refused")] * 20)
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))

    for _ in range(10):
        await story.work()
        story.pass_time(days=2)

    delivery = await story.delivery(delivery_id)
    assert len(sender.sent) == 7
    assert (delivery.status, delivery.reason) == (DeliveryStatus.REFUSED, "gave_up")


@pytest.mark.parametrize(("is_dead", "left"), [(True, "bounced"), (False, "ok")])
async def test_a_refusal_is_final_and_a_dead_address_is_remembered(
    story: Story, *, is_dead: bool, left: str
) -> None:
    answering(story, Refused("550 5.1.1 nobody", "5.1.1", is_address_dead=is_dead))
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))

    await story.work()

    delivery = await story.delivery(delivery_id)
    assert (delivery.status, delivery.detail) == (DeliveryStatus.REFUSED, "550 5.1.1 nobody")
    assert await debtor.email_status() == EmailStatus(left)
    assert await story.due() == []


@pytest.mark.parametrize(
    ("was_sent", "status"), [(True, DeliveryStatus.SENT), (False, DeliveryStatus.REFUSED)]
)
async def test_a_person_settles_what_nobody_could_confirm(
    story: Story, *, was_sent: bool, status: DeliveryStatus
) -> None:
    answering(story, Unconfirmed("connection lost"))
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    await story.work()

    async def resolve() -> None:
        async with story.job.transaction(story.company_id) as session:
            await service.resolve(
                session,
                story.company_id,
                delivery_id,
                was_sent=was_sent,
                outcomes=story.job.provider(Outcomes),
                actor=SYSTEM,
                now=story.clock.now(),
            )

    await resolve()
    assert (await story.delivery(delivery_id)).status is status
    assert [told.status for told in story.outcomes.told] == ["unconfirmed", status.value]
    with pytest.raises(DeliveryNotUnconfirmed):
        await resolve()


async def test_a_text_that_cannot_be_written_goes_back_with_its_reason(story: Story) -> None:
    sender = answering(story)
    debtor = await story.customer()
    order = debtor.order((await debtor.owes(), 100_00), kind="credit_limit_reached")
    [delivery_id] = await story.queue(order)

    await story.work()

    delivery = await story.delivery(delivery_id)
    assert list(sender.sent) == []
    assert delivery.status is DeliveryStatus.CANCELLED
    assert delivery.reason in {"template_value_missing", "template_not_found"}
    assert await story.due() == []


async def test_an_accident_while_claiming_waits_instead_of_ringing_for_ever(story: Story) -> None:
    class BrokenLinks:
        async def links(self, *args: object, **kwargs: object) -> None:
            raise RuntimeError("broken")

    story.job.providers[PortalLinks] = BrokenLinks()
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))

    with pytest.raises(RuntimeError):
        await story.work()

    assert (await story.delivery(delivery_id)).status is DeliveryStatus.QUEUED
    assert await story.due() == []
    story.pass_time(minutes=16)
    assert len(await story.due()) == 1


@pytest.mark.req("SAGE-56")
async def test_a_message_is_opened_once_the_debtor_follows_its_link(story: Story) -> None:
    answering(story)
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    await story.work()

    for _ in range(2):
        async with story.job.transaction(story.company_id) as session:
            await service.mark_opened(
                session, story.company_id, delivery_id, actor=SYSTEM, now=story.clock.now()
            )

    assert (await story.delivery(delivery_id)).status is DeliveryStatus.OPENED
    assert [fact.type for fact in await story.facts()] == ["delivery.sent", "delivery.opened"]


async def test_the_preview_is_the_message_as_it_would_leave_now(story: Story) -> None:
    debtor = await story.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    await debtor.pays(first)

    async with story.job.transaction(story.company_id) as session:
        seen = await service.preview(
            session,
            story.company_id,
            debtor.order((first, 100_00), (second, 100_00)),
            public_url="https://payer.example",
            mail_domain="courrier.example",
            now=story.clock.now(),
        )

    assert seen.sender == "Claire Vasseur (Ateliers Morvan) <no-reply@courrier.example>"
    assert seen.removed == {first: "paid"}
    assert seen.asked == {second: 100_00}
    assert "FA-2" in seen.text
    assert HOSTILE_NAME not in seen.html
    assert await story.due() == []


async def test_many_leave_in_batches_and_one_that_cannot_be_written_holds_up_none(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    good = [
        debtor.order((invoice, 100_00), contact_id=None, recipient_address=f"c{n}@a.example")
        for n in range(45)
    ]
    bad = debtor.order((invoice, 100_00), kind="credit_limit_reached")
    queued = await story.queue(*good[:10], bad, *good[10:])

    assert len(await story.due()) == 2
    await story.work()

    assert len(sink.got) == 45
    statuses = [(await story.delivery(id)).status for id in queued]
    assert statuses.count(DeliveryStatus.SENT) == 45
    assert statuses.count(DeliveryStatus.CANCELLED) == 1
    assert await story.due() == []


async def test_one_that_could_not_be_handed_over_is_tried_again_without_its_mates(
    story: Story,
) -> None:
    sender = answering(story, Accepted(), Unreachable("busy"), Accepted())
    debtor = await story.customer()
    invoice = await debtor.owes()
    orders = [
        debtor.order((invoice, 100_00), contact_id=None, recipient_address=f"c{n}@a.example")
        for n in range(3)
    ]
    queued = await story.queue(*orders)
    await story.work()
    statuses = {(await story.delivery(id)).status for id in queued}
    assert statuses == {DeliveryStatus.SENT, DeliveryStatus.QUEUED}

    story.pass_time(minutes=7)
    await story.work()

    assert len(sender.sent) == 4
    assert {(await story.delivery(id)).status for id in queued} == {DeliveryStatus.SENT}


async def test_a_sender_that_breaks_leaves_its_message_unconfirmed(story: Story) -> None:
    class Broken(RecordedSender):
        async def send(self, email: Email) -> Outcome:
            raise KeyError(email.key)

    story.job.providers[EmailSender] = Broken()
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    await story.work()
    assert (await story.delivery(delivery_id)).status is DeliveryStatus.UNCONFIRMED

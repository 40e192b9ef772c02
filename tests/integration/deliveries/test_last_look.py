"""Between the approval and the release the world goes on: nothing false is ever said."""

from datetime import timedelta

import pytest

from quittance.accounts.models import Company
from quittance.customers.models import EmailStatus
from quittance.deliveries.models import DeliveryStatus
from quittance.deliveries.service import ApprovedLine, ApprovedText
from quittance.domain.holds import HoldKind
from tests.factories.deliveries import Story, part
from tests.integration.deliveries.conftest import Sink


@pytest.mark.req("REL-37")
async def test_an_invoice_paid_between_approval_and_release_is_never_chased(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    [delivery_id] = await story.queue(debtor.order((invoice, 100_00)))

    await debtor.pays(invoice)
    await story.work()

    delivery = await story.delivery(delivery_id)
    assert sink.got == []
    assert (delivery.status, delivery.reason) == (DeliveryStatus.DROPPED, "paid")
    assert [fact.type for fact in await story.facts()] == ["delivery.dropped"]
    assert [told.status for told in story.outcomes.told] == ["dropped"]
    assert await story.due() == []


async def test_two_receivables_one_paid_the_message_shrinks_and_says_so(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    first = await debtor.owes("FA-1", 100_00)
    second = await debtor.owes("FA-2", 250_00)
    [delivery_id] = await story.queue(debtor.order((first, 100_00), (second, 250_00)))

    await debtor.pays(first)
    await story.work()

    [message] = sink.messages()
    words = part(message, "plain")
    assert "FA-2" in words
    assert "FA-1" not in words
    delivery = await story.delivery(delivery_id)
    assert (delivery.status, delivery.reason) == (DeliveryStatus.SENT, "shrunk")
    assert delivery.amount_minor == 250_00
    assert {line["number"]: line["removed"] for line in delivery.lines} == {
        "FA-1": "paid",
        "FA-2": None,
    }
    [fact] = await story.facts()
    assert (fact.payload["approved_minor"], fact.payload["amount_minor"]) == (350_00, 250_00)
    assert story.outcomes.told[0].spoken == (second,)


async def test_a_part_payment_lowers_what_is_asked_and_a_growth_never_raises_it(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    paid_in_part = await debtor.owes("FA-1", 100_00)
    grown = await debtor.owes("FA-2", 80_00)
    order = debtor.order((paid_in_part, 100_00), (grown, 50_00))
    [delivery_id] = await story.queue(order)

    await debtor.pays(paid_in_part, left_minor=30_00)
    await story.work()

    words = part(sink.messages()[0], "plain").replace("\u00a0", " ").replace("\u202f", " ")
    assert "30,00 € sur 100,00 €" in words
    assert "50,00" in words
    assert (await story.delivery(delivery_id)).amount_minor == 80_00


@pytest.mark.req("SAGE-109")
async def test_a_part_payment_that_leaves_less_than_the_company_asks_for_ends_the_message(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes("FA-1", 100_00)
    [delivery_id] = await story.queue(debtor.order((invoice, 100_00)))
    async with story.job.transaction(story.company_id) as session:
        (await session.get_one(Company, story.company_id)).minimum_minor = 15_00

    await debtor.pays(invoice, left_minor=14_99)
    await story.work()

    delivery = await story.delivery(delivery_id)
    assert sink.got == []
    assert (delivery.status, delivery.reason) == (DeliveryStatus.DROPPED, "below_minimum")


async def test_a_promise_made_a_second_before_drops_the_message(story: Story, sink: Sink) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    [delivery_id] = await story.queue(debtor.order((invoice, 100_00)))

    await debtor.holds(HoldKind.PROMISE, invoice)
    await story.work()

    assert sink.got == []
    assert (await story.delivery(delivery_id)).reason == "promise"


async def test_a_stop_on_the_customer_silences_all_of_it(story: Story, sink: Sink) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    [delivery_id] = await story.queue(debtor.order((invoice, 100_00)))

    await debtor.holds(HoldKind.STOP)
    await story.work()

    assert sink.got == []
    assert (await story.delivery(delivery_id)).reason == "stop"


@pytest.mark.req("SAGE-83")
async def test_a_hold_a_person_chose_to_ignore_does_not_silence_but_an_insolvency_does(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    disputed = await debtor.owes("FA-1")
    await debtor.holds(HoldKind.DISPUTE, disputed)
    ignoring = ApprovedLine(
        receivable_id=disputed,
        amount_minor=100_00,
        reaches=1,
        overrides=frozenset({"dispute", "insolvency"}),
    )
    await story.queue(debtor.order(lines=(ignoring,)))
    await story.work()
    assert len(sink.got) == 1

    [second] = await story.queue(debtor.order(lines=(ignoring,)))
    await debtor.holds(HoldKind.INSOLVENCY)
    await story.work()
    assert len(sink.got) == 1
    assert (await story.delivery(second)).reason == "insolvency"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "formal_notice", "step_kind": "formal_notice"},
        {"approved_text": ApprovedText(subject="Votre compte", source="Réglez FA-1 et FA-2.")},
    ],
    ids=["a formal notice", "an edited text"],
)
async def test_what_a_person_approved_word_for_word_goes_back_rather_than_shrink(
    story: Story, sink: Sink, changes: dict[str, object]
) -> None:
    debtor = await story.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    order = debtor.order((first, 100_00), (second, 100_00), **changes)
    [delivery_id] = await story.queue(order)

    await debtor.pays(first)
    await story.work()

    delivery = await story.delivery(delivery_id)
    assert sink.got == []
    assert (delivery.status, delivery.reason) == (DeliveryStatus.CANCELLED, "to_confirm_again")
    assert [fact.type for fact in await story.facts()] == ["delivery.returned"]


async def test_an_edited_text_leaves_as_it_was_written_while_the_facts_stand(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    text = ApprovedText(subject="Un mot de Claire", source="Bonjour {{ rien }},\n\nMerci <b>.")
    await story.queue(debtor.order((invoice, 100_00), approved_text=text))

    await story.work()

    [message] = sink.messages()
    assert message["Subject"] == "Un mot de Claire"
    assert "{{ rien }}" in part(message, "plain")
    assert "<b>" not in part(message, "html").split("Merci")[1][:20]


@pytest.mark.parametrize(
    "status", [EmailStatus.BOUNCED, EmailStatus.OPPOSED, EmailStatus.WRONG_PERSON]
)
async def test_an_address_that_takes_no_mail_of_ours_gets_none(
    story: Story, sink: Sink, status: EmailStatus
) -> None:
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))

    await debtor.has_status(status)
    await story.work()

    delivery = await story.delivery(delivery_id)
    assert sink.got == []
    assert (delivery.reason, delivery.detail) == ("no_address", status.value)


async def test_a_contact_whose_address_changed_since_is_confirmed_again(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    order = debtor.order((await debtor.owes(), 100_00), recipient_address="ancien@exemple.example")
    [delivery_id] = await story.queue(order)

    await story.work()

    assert sink.got == []
    assert (await story.delivery(delivery_id)).reason == "address_changed"


async def test_the_second_recipient_of_a_step_hears_of_it_though_the_first_just_reached_it(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    order = debtor.order((invoice, 100_00))
    copy = debtor.order(
        (invoice, 100_00),
        source_id=order.source_id,
        contact_id=None,
        recipient_address="compta@ateliers-morvan.example",
        release_at=story.clock.now() + timedelta(minutes=1),
    )
    await story.queue(order, copy)
    await story.work()
    await debtor.reaches(invoice, 1)

    story.pass_time(minutes=2)
    await story.work()

    assert len(sink.got) == 2


async def test_a_step_reached_by_somebody_else_is_not_said_twice(story: Story, sink: Sink) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes()
    [delivery_id] = await story.queue(debtor.order((invoice, 100_00)))

    await debtor.reaches(invoice, 1)
    await story.work()

    assert sink.got == []
    assert (await story.delivery(delivery_id)).reason == "already_reached"


async def test_a_thank_you_for_a_payment_that_was_reversed_is_not_said(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    kept, reversed_ = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    await debtor.pays(kept)
    await debtor.pays(reversed_)
    thanks = {"kind": "payment_received", "step_kind": "thank_you", "level": 8}
    [thanked] = await story.queue(debtor.order((kept, 100_00), **thanks))
    [false] = await story.queue(debtor.order((reversed_, 100_00), **thanks))

    await debtor.pays(reversed_, left_minor=100_00)
    await story.work()

    assert (await story.delivery(thanked)).status is DeliveryStatus.SENT
    assert (await story.delivery(false)).reason == "reopened"
    assert "100,00" in part(sink.messages()[0], "plain")

"""A worker dies: what it had not begun the next one says, what it had is never said twice."""

from quittance.deliveries import attempts, claims, settlement
from quittance.deliveries.attempts import Answered, Claim
from quittance.deliveries.claims import Desk
from quittance.deliveries.jobs import send_deliveries
from quittance.deliveries.models import DeliveryStatus
from quittance.deliveries.ports import (
    AT_ONCE,
    Accepted,
    Email,
    EmailSender,
    Idempotency,
    Outcome,
    PortalLinks,
)
from tests.factories.deliveries import Story, answering
from tests.factories.senders import RecordedSender
from tests.integration.deliveries.conftest import Sink


async def claim(story: Story) -> Claim:
    """A worker takes the only message there is."""
    sender = story.job.provider(EmailSender)
    desk = Desk(
        storage=story.job.storage,
        links=story.job.provider(PortalLinks),
        outcomes=story.outcomes,
        mail_domain="courrier.example",
        provider=sender.name,
        idempotency=sender.idempotency,
    )
    [batch_id] = await story.due()
    async with story.job.transaction(story.company_id) as session:
        taken = await claims.claim(session, story.company_id, batch_id, desk, now=story.clock.now())
    assert taken is not None
    return taken[0]


async def begin(story: Story, claim: Claim) -> None:
    """The worker is about to speak: from here on nobody can be sure that it has not."""
    async with story.job.transaction(story.company_id) as session:
        [begun] = await attempts.begin(
            session, story.company_id, [claim], [], provider="smtp", now=story.clock.now()
        )
    assert begun == claim


async def test_a_worker_that_died_after_the_dot_leaves_an_unconfirmed_delivery_not_a_second_mail(
    story: Story,
) -> None:
    sender = answering(story)
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    dead = await claim(story)
    await begin(story, dead)
    batch_id = (await story.delivery(delivery_id)).batch_id  # it spoke, then the machine stopped

    await story.work()
    assert (await story.delivery(delivery_id)).status is DeliveryStatus.CLAIMED

    story.pass_time(minutes=4)
    await story.work()
    delivery = await story.delivery(delivery_id)
    assert list(sender.sent) == []
    assert delivery.status is DeliveryStatus.UNCONFIRMED
    assert [told.status for told in story.outcomes.told] == ["unconfirmed"]
    [attempt] = await story.attempts(delivery_id)
    assert attempt.outcome == "unconfirmed"

    async with story.job.transaction(story.company_id) as session:  # it was alive after all
        settled = await settlement.settle(
            session,
            story.company_id,
            batch_id,
            [Answered(dead, Accepted())],
            story.outcomes,
            now=story.clock.now(),
        )
    assert settled == 0


async def test_a_worker_that_died_before_its_first_word_leaves_the_message_to_the_next(
    story: Story, sink: Sink
) -> None:
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    dead = await claim(story)

    story.pass_time(minutes=4)
    await story.work()

    delivery = await story.delivery(delivery_id)
    assert delivery.status is DeliveryStatus.SENT
    assert [one.rcpt_tos for one in sink.got] == [[dead.email.rcpt_to]]
    async with story.job.transaction(story.company_id) as session:  # it was alive after all
        late = await attempts.begin(
            session, story.company_id, [dead], [], provider="smtp", now=story.clock.now()
        )
    assert late == []


async def test_an_answer_that_was_noted_outlives_the_worker_that_heard_it(story: Story) -> None:
    sender = answering(story)
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    dead = await claim(story)
    await begin(story, dead)
    async with story.job.transaction(story.company_id) as session:
        heard = [Answered(dead, Accepted("250 kept"))]
        await attempts.note(session, story.company_id, heard, now=story.clock.now())

    story.pass_time(minutes=4)
    await story.work()

    assert list(sender.sent) == []
    assert (await story.delivery(delivery_id)).status is DeliveryStatus.SENT
    assert [told.status for told in story.outcomes.told] == ["sent"]
    [attempt] = await story.attempts(delivery_id)
    assert (attempt.outcome, attempt.provider_ref) == ("accepted", "250 kept")


async def test_what_there_was_no_time_to_say_is_looked_at_again(story: Story) -> None:
    debtors = [await story.customer() for _ in range(AT_ONCE + 1)]
    invoices = [await debtor.owes() for debtor in debtors]
    orders = [
        debtor.order((invoice, 100_00)) for debtor, invoice in zip(debtors, invoices, strict=True)
    ]
    *_, last = await story.queue(*orders)

    class Slow(RecordedSender):
        """A provider that takes so long that the last debtor pays meanwhile."""

        async def send(self, email: Email) -> Outcome:
            outcome = await super().send(email)
            if len(self.sent) == AT_ONCE:
                story.pass_time(seconds=30)
                await debtors[-1].pays(invoices[-1])
            return outcome

    sender = Slow()
    story.job.providers[EmailSender] = sender

    await send_deliveries(story.job, story.company_id, (await story.delivery(last)).batch_id)

    assert len(list(sender.sent)) == AT_ONCE
    assert (await story.delivery(last)).status is DeliveryStatus.DROPPED


async def test_a_provider_that_knows_a_message_again_is_given_the_same_bytes(story: Story) -> None:
    sender = answering(story)
    sender.idempotency = Idempotency.KEY
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    dead = await claim(story)
    await begin(story, dead)

    story.pass_time(minutes=4)
    await story.work()

    assert [email.message for email in sender.sent] == [dead.email.message]
    assert [one.outcome for one in await story.attempts(delivery_id)] == [
        "unconfirmed",
        "accepted",
    ]

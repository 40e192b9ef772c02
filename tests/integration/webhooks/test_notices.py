"""A partner that stops answering: its endpoint rests, is warned about, stops, and catches up."""

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from quittance.accounts import queries as account_queries
from quittance.accounts import service as accounts
from quittance.accounts.models import Role, User
from quittance.deliveries.ports import Accepted, Email, EmailSender, Outcome, Unreachable
from quittance.platform.events import SYSTEM
from quittance.platform.ids import new_id
from quittance.webhooks import endpoints, jobs, queries, service
from quittance.webhooks.endpoints import NOTICE
from quittance.webhooks.models import EndpointStatus, MessageStatus
from tests.factories.receivers import Receiver, a_receiver
from tests.integration.webhooks.conftest import HOSTILE, Story
from tests.integration.webhooks.test_patience import switch


class Postman:
    """Keeps what it is handed; out of reach as long as `is_out`."""

    def __init__(self) -> None:
        self.taken: list[Email] = []
        self.is_out = False

    async def send(self, email: Email) -> Outcome:
        if self.is_out:
            return Unreachable("closed")
        self.taken.append(email)
        return Accepted()

    def read(self) -> list[EmailMessage]:
        return [message_from_bytes(one.message, policy=default) for one in self.taken]


@pytest.fixture
def postman(story: Story) -> Postman:
    postman = Postman()
    story.job.providers[EmailSender] = postman
    return postman


async def hire(story: Story, role: Role) -> str:
    """Somebody of the company; their address."""
    address = f"{new_id()}@morvan.example"
    async with story.job.transaction(story.company_id) as session:
        organisation = (await account_queries.company(session, story.company_id)).organisation_id
        user = User(
            id=new_id(),
            organisation_id=organisation,
            email=address,
            password_hash="",
            full_name=HOSTILE,
        )
        session.add(user)
        await session.flush()
        await accounts.join(session, story.company_id, user, role, now=story.clock.now())
    return address


async def write_notice(story: Story, endpoint_id) -> None:
    await jobs.write_webhook_notice(story.job, story.company_id, endpoint_id)


async def fail_for_days(story: Story, receiver: Receiver, days: float) -> None:
    """Facts come and are refused, twice a day."""
    for _ in range(int(days * 2)):
        receiver.answers[:] = []
        for _ in range(60):
            receiver.will_answer(500)
        await story.happen()
        await story.work()
        story.pass_time(hours=12)
    receiver.answers[:] = []


async def test_administrators_read_that_a_partner_fails_then_that_it_was_stopped(
    story: Story, receiver: Receiver, postman: Postman
) -> None:
    admin = await hire(story, Role.ADMIN)
    await hire(story, Role.COLLECTOR)
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    await fail_for_days(story, receiver, 1.5)
    await write_notice(story, endpoint.id)
    (warned,) = postman.read()
    assert warned["To"] == admin
    assert warned["Subject"] == "127.0.0.1 ne reçoit plus nos messages"
    assert "/reglages/developpeurs" in warned.get_content()
    await story.seal()
    assert (await story.feed()).count("webhook.endpoint_failing") == 1

    await fail_for_days(story, receiver, 6)
    assert (await story.endpoint(endpoint.id)).disabled_reason == "failing"
    await write_notice(story, endpoint.id)
    assert [one["Subject"] for one in postman.read()][1:] == [
        "Nous n’envoyons plus rien à 127.0.0.1"
    ]


async def test_a_notice_waits_for_the_mail_server(
    story: Story, receiver: Receiver, postman: Postman
) -> None:
    await hire(story, Role.ADMIN)
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(410)
    await story.happen()
    await story.work()

    postman.is_out = True
    await write_notice(story, endpoint.id)
    postman.is_out = False
    await write_notice(story, endpoint.id)
    assert postman.taken == []  # not before half an hour
    story.pass_time(minutes=31)
    await write_notice(story, endpoint.id)
    await write_notice(story, endpoint.id)
    (told,) = postman.read()
    assert "410" in told.get_content()


async def test_nobody_is_told_of_what_a_person_did_or_what_is_well_again(
    story: Story, receiver: Receiver, postman: Postman
) -> None:
    await hire(story, Role.ADMIN)
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(410)
    await story.happen()
    await story.work()
    await switch(story, endpoint.id, version=2, on=True)
    await write_notice(story, endpoint.id)
    await switch(story, endpoint.id, version=3, on=False)
    await write_notice(story, endpoint.id)
    async with story.job.transaction(story.company_id) as session:
        await endpoints.remove_endpoint(
            session, story.company_id, endpoint.id, actor=SYSTEM, now=story.clock.now()
        )
    await write_notice(story, endpoint.id)
    assert postman.taken == []
    assert NOTICE  # the job's name is the one the worker knows
    assert jobs.write_webhook_notice.__name__ == NOTICE


async def test_a_receiver_that_is_down_is_left_alone_two_minutes_at_a_time(story: Story) -> None:
    async with a_receiver() as gone:
        url = gone.url
    endpoint, _ = await story.add_endpoint(url, "company.changed")
    await story.happen()
    await story.work()
    story.pass_time(seconds=40)
    await story.work()  # it has been down for more than half a minute
    paused = (await story.endpoint(endpoint.id)).paused_until
    assert paused is not None
    assert paused - story.clock.now() <= timedelta(minutes=2)

    for _ in range(5):
        await story.happen()
    await story.work()
    assert sum(len(line.attempts) for line in await story.log()) == 2
    story.pass_time(minutes=2, seconds=1)
    await story.work()
    assert sum(len(line.attempts) for line in await story.log()) >= 3


async def test_a_person_who_asks_does_not_wait_for_the_pause(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(503, Retry_After="7200")
    await story.happen()
    await story.work()
    async with story.job.transaction(story.company_id) as session:
        await service.send_test(session, story.company_id, endpoint.id, now=story.clock.now())
    await story.work()
    assert len(receiver.received) == 2


async def test_what_waits_for_a_try_is_sent_at_once_when_asked(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(503, Retry_After="7200")
    await story.happen()
    await story.work()
    assert await story.work() == 0
    async with story.job.transaction(story.company_id) as session:
        now = story.clock.now()
        since = now - timedelta(hours=1)
        assert (
            await service.recover(session, story.company_id, endpoint.id, since=since, now=now) == 1
        )
    await story.work()
    assert [line.delivery.status for line in await story.log()] == [MessageStatus.DELIVERED]
    assert len(receiver.received) == 2


async def test_what_happened_while_it_was_off_is_told_when_asked(
    story: Story, receiver: Receiver
) -> None:
    async with a_receiver() as other:
        endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
        await story.add_endpoint(other.url, "company.changed")
        began = story.clock.now()
        await switch(story, endpoint.id, version=1, on=False)
        for _ in range(3):
            await story.happen()
        await story.work()
        assert receiver.received == []

        await switch(story, endpoint.id, version=2, on=True)
        await story.happen()
        for expected in (3, 0):
            async with story.job.transaction(story.company_id) as session:
                now = story.clock.now()
                missed = await service.tell_missed(
                    session, story.company_id, endpoint.id, since=began, now=now
                )
            assert missed == expected
        await story.work()
        assert len(receiver.received) == 4
        told = {one.headers["webhook-id"]: one.body for one in other.received}
        assert all(told[one.headers["webhook-id"]] == one.body for one in receiver.received)


async def test_each_try_keeps_the_signature_it_bore(story: Story, receiver: Receiver) -> None:
    await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(500)
    await story.happen()
    await story.work()
    story.pass_time(seconds=10)
    await story.work()
    (line,) = await story.log()
    sent = [one.headers["webhook-signature"] for one in receiver.received]
    assert [one.signature for one in line.attempts] == sent
    assert len(set(sent)) == 2


async def test_the_sums_count_what_became_of_a_week(story: Story, receiver: Receiver) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    story.pass_time(days=8)
    receiver.will_answer(400, webhook_delivery="abort-message")
    await story.work()  # the old one: refused, and too old to count
    await story.happen()
    await story.work()
    await story.happen()
    async with story.job.transaction(story.company_id) as session:
        since = story.clock.now() - timedelta(days=7)
        sums = await queries.tallies(session, story.company_id, since=since)
    assert sums == {endpoint.id: {MessageStatus.DELIVERED: 1, MessageStatus.PENDING: 1}}
    assert (await story.endpoint(endpoint.id)).status is EndpointStatus.ENABLED

"""A fact is told once to everyone who listens, signed, and patiently."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from standardwebhooks import Webhook

from quittance.accounts.events import ApiKeyRevoked, CompanyChanged
from quittance.platform import resealing
from quittance.platform.events import SYSTEM
from quittance.platform.ids import new_id
from quittance.platform.secrets import Sealer
from quittance.webhooks import attempts, endpoints, jobs, queries, service
from quittance.webhooks.models import MessageStatus
from quittance.webhooks.ports import Answered, Unreached
from tests.factories.receivers import Received, Receiver, a_receiver
from tests.integration.webhooks.conftest import HOSTILE, Story, open_company

SCHEDULE_S = [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def is_signed(received: Received, secret: str) -> bool:
    """Whether one of the signatures is the one an independent library makes with this secret."""
    at = datetime.fromtimestamp(int(received.headers["webhook-timestamp"]), UTC)
    expected = Webhook(secret).sign(received.headers["webhook-id"], at, received.body.decode())
    return expected in received.headers["webhook-signature"].split(" ")


async def test_a_fact_is_told_to_the_partner_once_and_signed(
    story: Story, receiver: Receiver
) -> None:
    _, secret = await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    assert await story.work() == 1
    assert await story.work() == 0

    (told,) = receiver.received
    body = json.loads(told.body)
    assert body["type"] == "company.changed"
    assert body["timestamp"].startswith("2026-11-23T08:00:")
    assert body["timestamp"].endswith("Z")
    assert body["data"]["fields"] == [HOSTILE]
    assert body["data"]["id"] == told.headers["webhook-id"]
    assert body["data"]["seq"] == 3  # after the opening of the company and the endpoint
    assert told.headers["content-type"] == "application/json; charset=utf-8"
    assert is_signed(told, secret)

    (line,) = await story.log()
    assert line.delivery.status is MessageStatus.DELIVERED
    assert [one.status_code for one in line.attempts] == [204]


async def test_without_an_endpoint_nothing_is_kept(story: Story) -> None:
    await story.happen()
    assert await story.log() == []
    assert await story.due() == []


async def test_an_endpoint_hears_only_what_it_chose(story: Story) -> None:
    async with a_receiver() as all_of_it, a_receiver() as keys_only:
        await story.add_endpoint(all_of_it.url)
        await story.add_endpoint(keys_only.url, "api_key.revoked")
        await story.seal()
        await story.work()
        heard_before = len(all_of_it.received)

        revoked = ApiKeyRevoked(key_id=new_id(), name=HOSTILE)
        await story.happen(CompanyChanged(fields=()), revoked)
        await story.work()

        heard = [json.loads(one.body)["type"] for one in all_of_it.received[heard_before:]]
        assert sorted(heard) == ["api_key.revoked", "company.changed"]
        (only,) = keys_only.received
        twin = next(
            one for one in all_of_it.received if one.body.startswith(b'{"type":"api_key.revoked"')
        )
        assert only.body == twin.body
        assert only.headers["webhook-id"] == twin.headers["webhook-id"]


async def test_a_company_is_never_told_another_s_facts(story: Story, receiver: Receiver) -> None:
    stranger = await open_company(story.database, story.clock)
    await story.add_endpoint(receiver.url, "company.changed")
    other = Story(story.database, story.clock, story.job, stranger)
    await other.happen()
    await other.work()
    await story.work()
    assert receiver.received == []


async def test_three_hundred_facts_cost_as_many_statements_as_ten(story: Story) -> None:
    await story.add_endpoint("http://127.0.0.1:9/", "company.changed")
    await story.seal()
    executed: list[str] = []

    def count(connection, cursor, statement, *rest) -> None:
        if "webhook_" in statement or "due_work" in statement:
            executed.append(statement)

    engine = story.database.engine.sync_engine
    counts = []
    for facts in (10, 300):
        executed.clear()
        event.listen(engine, "before_cursor_execute", count)
        await story.happen(*(CompanyChanged(fields=()) for _ in range(facts)))
        event.remove(engine, "before_cursor_execute", count)
        counts.append(len(executed))
    assert counts[1] <= counts[0] + 2


async def test_a_failing_partner_is_tried_ten_times_over_three_days(
    story: Story, receiver: Receiver
) -> None:
    await story.add_endpoint(receiver.url, "company.changed")
    for _ in SCHEDULE_S:
        receiver.will_answer(500, b"busy \x00 \xff")
    await story.happen()

    waits = []
    while await story.work():
        (line,) = await story.log()
        if line.delivery.next_attempt_at is not None:
            waits.append((line.delivery.next_attempt_at - story.clock.now()).total_seconds())
            story.clock.move_to(line.delivery.next_attempt_at)

    for wait, planned in zip(waits, SCHEDULE_S[1:], strict=True):
        assert planned * 0.8 - 1 <= wait <= planned * 1.2 + 1

    (line,) = await story.log()
    assert line.delivery.status is MessageStatus.FAILED
    assert [one.status_code for one in line.attempts] == [500] * 10
    assert line.attempts[0].response == "busy \ufffd \ufffd"
    assert len({one.headers["webhook-id"] for one in receiver.received}) == 1
    assert len({one.body for one in receiver.received}) == 1
    assert len({one.headers["webhook-timestamp"] for one in receiver.received}) == 10


async def test_what_failed_is_recovered_when_the_partner_is_back(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(500, webhook_delivery="abort-message")
    await story.happen()
    await story.work()
    assert [one.delivery.status for one in await story.log()] == [MessageStatus.ABORTED]

    now = story.clock.now()
    async with story.job.transaction(story.company_id) as session:
        for since, expected in ((now + timedelta(hours=1), 0), (now - timedelta(hours=1), 1)):
            recovered = await service.recover(
                session, story.company_id, endpoint.id, since=since, now=now
            )
            assert recovered == expected
    await story.work()
    assert [one.delivery.status for one in await story.log()] == [MessageStatus.DELIVERED]
    assert len({one.headers["webhook-id"] for one in receiver.received}) == 1


async def test_two_rings_for_one_message_make_one_call(story: Story, receiver: Receiver) -> None:
    await story.add_endpoint(receiver.url, "company.changed")
    receiver.latency_s = 0.05
    await story.happen()
    (endpoint_id,) = await story.due()
    await asyncio.gather(
        *(jobs.call_endpoint(story.job, story.company_id, endpoint_id) for _ in range(4))
    )
    assert len(receiver.received) == 1


async def test_when_a_worker_dies_the_attempt_is_made_again_under_the_same_name(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    sealer = story.job.provider(Sealer)
    async with story.job.transaction(story.company_id) as session:
        (lost,) = await attempts.claim(
            session, story.company_id, endpoint.id, sealer=sealer, now=story.clock.now()
        )
    assert await story.work() == 0

    story.pass_time(seconds=61)
    assert await story.work() == 1
    assert receiver.received[0].headers["webhook-id"] == lost.headers["webhook-id"]

    # The dead worker was only slow: its outcome is in the log, and comes too late to count.
    async with story.job.transaction(story.company_id) as session:
        late = attempts.Spoken(lost, Unreached("too late"), 1)
        assert not await attempts.settle(
            session, [late], sealer=sealer, jitter=0, goes_on=True, now=story.clock.now()
        )
    (line,) = await story.log()
    assert line.delivery.status is MessageStatus.DELIVERED
    assert [one.error for one in line.attempts] == ["", "too late"]
    assert (await story.endpoint(endpoint.id)).first_failure_at is None


async def test_a_rotated_secret_signs_beside_the_old_one_for_a_day(
    story: Story, receiver: Receiver
) -> None:
    endpoint, old = await story.add_endpoint(receiver.url, "company.changed")
    async with story.job.transaction(story.company_id) as session:
        _, new = await endpoints.rotate_secret(
            session,
            story.company_id,
            endpoint.id,
            sealer=story.job.provider(Sealer),
            actor=SYSTEM,
            now=story.clock.now(),
        )
    await story.happen()
    await story.work()
    assert is_signed(receiver.received[0], old)
    assert is_signed(receiver.received[0], new)

    story.pass_time(hours=24)
    await story.happen()
    await story.work()
    assert not is_signed(receiver.received[1], old)
    assert is_signed(receiver.received[1], new)


async def test_secrets_survive_a_change_of_the_operator_s_key(
    story: Story, receiver: Receiver
) -> None:
    endpoint, secret = await story.add_endpoint(receiver.url)
    newest = "the newest key of the operator, long"
    both = Sealer(newest, "a key of the tests, which is long enough")
    async with story.job.transaction(story.company_id) as session:
        done = await resealing.reseal(session, story.company_id, both)
        assert (done.secrets, done.lost) == (1, ())
    kept = await story.endpoint(endpoint.id)
    assert endpoints.active_secrets(kept, Sealer(newest), story.clock.now()) == [secret]


async def test_a_delivered_message_can_be_told_again(story: Story, receiver: Receiver) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    await story.work()
    (line,) = await story.log()
    async with story.job.transaction(story.company_id) as session:
        await service.replay(
            session,
            story.company_id,
            line.delivery.message_id,
            endpoint_id=endpoint.id,
            now=story.clock.now(),
        )
    await story.work()
    first, second = receiver.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert len((await story.log())[0].attempts) == 2


async def test_a_message_can_be_told_to_an_endpoint_added_later(story: Story) -> None:
    async with a_receiver() as early, a_receiver() as late:
        await story.add_endpoint(early.url, "company.changed")
        await story.happen()
        await story.work()
        (line,) = await story.log()
        endpoint, _ = await story.add_endpoint(late.url, "company.changed")
        async with story.job.transaction(story.company_id) as session:
            await service.replay(
                session,
                story.company_id,
                line.delivery.message_id,
                endpoint_id=endpoint.id,
                now=story.clock.now(),
            )
        await story.work()
        assert [one.body for one in late.received] == [early.received[0].body]


async def test_a_removed_endpoint_leaves_no_work_behind(story: Story, receiver: Receiver) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    async with story.job.transaction(story.company_id) as session:
        await endpoints.remove_endpoint(
            session,
            story.company_id,
            endpoint.id,
            actor=SYSTEM,
            now=story.clock.now(),
        )
    assert await story.work() == 1
    assert await story.due() == []
    assert receiver.received == []
    assert await story.log() == []


async def test_messages_are_forgotten_after_thirty_days(story: Story, receiver: Receiver) -> None:
    await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    await story.work()
    for days, kept in ((29, 1), (2, 0)):
        story.pass_time(days=days)
        await jobs.forget_webhook_messages(story.job, story.company_id, story.company_id)
        assert len(await story.log()) == kept
    assert "company.changed" in await story.feed()


async def test_the_log_comes_in_pages_from_the_newest(story: Story) -> None:
    await story.add_endpoint("http://127.0.0.1:9/", "company.changed")
    for _ in range(5):
        await story.happen()
    seen, cursor = [], None
    async with story.job.transaction(story.company_id) as session:
        while True:
            lines, cursor = await queries.logged(session, story.company_id, cursor=cursor, limit=2)
            seen += [line.delivery.id for line in lines]
            if cursor is None:
                break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 5


@pytest.mark.parametrize("outcome", [Answered(200), Unreached("x" * 900)])
def test_an_outcome_fits_the_log(outcome) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    call = attempts.Call(new_id(), new_id(), new_id(), at, "", {}, b"")
    row = attempts._attempt(attempts.Spoken(call, outcome, 1))
    assert len(row.error or "") <= 200

"""A slow partner holds one pair of hands, and never those of the others."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

from quittance.accounts.events import CompanyChanged
from quittance.platform.secrets import Sealer
from quittance.webhooks import attempts, jobs, service
from quittance.webhooks.attempts import HANDFUL, Spoken
from quittance.webhooks.jobs import MOST_AT_ONCE
from quittance.webhooks.models import MessageStatus
from quittance.webhooks.ports import Answered
from tests.factories.receivers import Receiver, a_receiver
from tests.integration.webhooks.conftest import Story


async def ring(story: Story, times: int) -> None:
    """As many workers are rung for each endpoint that is due."""
    due = await story.due()
    await asyncio.gather(
        *(
            jobs.call_endpoint(story.job, story.company_id, endpoint_id)
            for endpoint_id in due
            for _ in range(times)
        )
    )


async def test_a_slow_receiver_is_spoken_to_by_one_worker_a_handful_at_a_time(
    story: Story, receiver: Receiver
) -> None:
    await story.add_endpoint(receiver.url, "company.changed")
    receiver.latency_s = 0.2
    await story.happen(*(CompanyChanged(fields=()) for _ in range(10)))
    await ring(story, 20)
    assert len(receiver.received) == 10
    assert receiver.most_at_once == HANDFUL
    statuses = {line.delivery.status for line in await story.log()}
    assert statuses == {MessageStatus.DELIVERED}
    assert await story.due() == []


async def test_slow_receivers_together_leave_hands_free(story: Story) -> None:
    async with AsyncExitStack() as stack:
        slow = [await stack.enter_async_context(a_receiver()) for _ in range(MOST_AT_ONCE + 2)]
        for one in slow:
            one.latency_s = 0.5
            await story.add_endpoint(one.url, "company.changed")
        await story.happen()
        await ring(story, 1)
        assert sum(len(one.received) for one in slow) == MOST_AT_ONCE
        assert await story.due() == []  # the two others do not ring again at once

        story.pass_time(seconds=5)
        await ring(story, 1)
        assert [len(one.received) for one in slow] == [1] * len(slow)


async def test_a_turn_ends_though_there_is_more_to_hear(story: Story) -> None:
    endpoint, _ = await story.add_endpoint("http://127.0.0.1:9/", "company.changed")
    await story.happen(*(CompanyChanged(fields=()) for _ in range(HANDFUL + 1)))
    sealer = story.job.provider(Sealer)
    now = story.clock.now()
    async with story.job.transaction(story.company_id) as session:
        calls = await attempts.claim(session, story.company_id, endpoint.id, sealer=sealer, now=now)
    spoken = [Spoken(call, Answered(204), 1) for call in calls]
    async with story.job.transaction(story.company_id) as session:
        assert not await attempts.settle(
            session, spoken, sealer=sealer, jitter=0, goes_on=False, now=now
        )
    assert len(calls) == HANDFUL
    assert await story.due() == [endpoint.id]  # rings again, behind the others
    assert (await story.endpoint(endpoint.id)).called_until is None


async def test_a_receiver_that_fails_is_tried_by_one_message_only(
    story: Story, receiver: Receiver
) -> None:
    await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(503, Retry_After="60")
    await story.happen()
    await story.work()
    await story.happen(*(CompanyChanged(fields=()) for _ in range(HANDFUL)))
    story.pass_time(seconds=61)
    receiver.will_answer(503, Retry_After="60")
    await story.work()
    assert len(receiver.received) == 2


async def test_what_is_asked_for_while_it_is_being_told_is_told_again(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    receiver.latency_s = 0.3
    telling = asyncio.create_task(story.work())
    while not receiver.received:
        await asyncio.sleep(0)
    async with story.job.transaction(story.company_id) as session:
        now = story.clock.now()
        since = now - timedelta(hours=1)
        await service.recover(session, story.company_id, endpoint.id, since=since, now=now)
    await telling
    while await story.work():
        pass
    assert len(receiver.received) == 2
    (line,) = await story.log()
    assert line.delivery.status is MessageStatus.DELIVERED
    assert [one.status_code for one in line.attempts] == [204, 204]

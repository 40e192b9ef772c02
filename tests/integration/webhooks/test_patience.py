"""Endpoints that ask for patience, say goodbye, or stay silent for days."""

from datetime import timedelta

import pytest

from quittance.platform.events import SYSTEM
from quittance.platform.http_client import guarded_client
from quittance.webhooks import endpoints, service
from quittance.webhooks.adapters.http import HttpWebhookCaller
from quittance.webhooks.errors import WebhookEndpointOff
from quittance.webhooks.models import EndpointStatus, MessageStatus
from quittance.webhooks.ports import WebhookCaller
from tests.factories.receivers import Receiver, a_receiver
from tests.integration.webhooks.conftest import Story


async def test_410_disables_the_endpoint_at_once_and_the_feed_says_so(story: Story) -> None:
    async with a_receiver() as leaving, a_receiver() as staying:
        gone, _ = await story.add_endpoint(leaving.url, "company.changed")
        await story.add_endpoint(staying.url, "webhook.endpoint_disabled")
        leaving.will_answer(410)
        await story.happen()
        await story.work()
        assert (await story.endpoint(gone.id)).status is EndpointStatus.GONE

        await story.happen()
        await story.work()
        assert len(leaving.received) == 1
        (told,) = staying.received  # the other partner hears of it
        assert b'"reason":"gone"' in told.body
        assert b'"host":"127.0.0.1"' in told.body


async def test_a_busy_receiver_is_left_alone_as_long_as_it_asked(
    story: Story, receiver: Receiver
) -> None:
    await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(429, Retry_After="3600")
    await story.happen()
    await story.work()
    await story.happen()  # another message, for the same tired receiver
    await story.work()
    assert len(receiver.received) == 1

    story.pass_time(minutes=59)
    assert await story.work() == 0
    story.pass_time(minutes=2)
    await story.work()
    assert len(receiver.received) == 3
    statuses = [line.delivery.status for line in await story.log()]
    assert statuses == [MessageStatus.DELIVERED] * 2


async def test_a_receiver_can_stop_one_message(story: Story, receiver: Receiver) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(400, webhook_delivery="abort-message")
    await story.happen()
    await story.work()
    assert [line.delivery.status for line in await story.log()] == [MessageStatus.ABORTED]
    assert await story.due() == []
    assert (await story.endpoint(endpoint.id)).status is EndpointStatus.ENABLED


async def test_a_receiver_can_stop_everything_even_while_it_accepts(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(200, webhook_delivery="disable")
    await story.happen()
    await story.work()
    assert [line.delivery.status for line in await story.log()] == [MessageStatus.DELIVERED]
    assert (await story.endpoint(endpoint.id)).status is EndpointStatus.DISABLED_AUTO


async def test_five_days_without_one_success_disable_the_endpoint(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    for day in range(14):
        receiver.answers[:] = []
        for _ in range(50):
            receiver.will_answer(500)
        await story.happen()
        await story.work()
        story.pass_time(hours=12)
        await story.work()
        if (await story.endpoint(endpoint.id)).status is not EndpointStatus.ENABLED:
            break
        assert day < 12, "It should have been given up."
    kept = await story.endpoint(endpoint.id)
    assert kept.status is EndpointStatus.DISABLED_AUTO
    assert kept.failing_since is not None
    assert story.clock.now() - kept.failing_since >= timedelta(days=5)
    await story.seal()
    assert (await story.feed())[-1] == "webhook.endpoint_disabled"


async def test_one_success_wipes_the_slate(story: Story, receiver: Receiver) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    receiver.will_answer(500)
    await story.happen()
    await story.work()
    assert (await story.endpoint(endpoint.id)).first_failure_at is not None
    story.pass_time(seconds=10)
    await story.work()
    kept = await story.endpoint(endpoint.id)
    assert (kept.first_failure_at, kept.failing_since) == (None, None)


async def test_a_switched_off_endpoint_hears_nothing_until_asked_again(
    story: Story, receiver: Receiver
) -> None:
    endpoint, _ = await story.add_endpoint(receiver.url, "company.changed")
    await story.happen()
    await switch(story, endpoint.id, version=1, on=False)
    await story.work()
    await story.happen()
    assert receiver.received == []
    assert [line.delivery.status for line in await story.log()] == [MessageStatus.FAILED]

    async with story.job.transaction(story.company_id) as session:
        with pytest.raises(WebhookEndpointOff):
            await service.send_test(session, story.company_id, endpoint.id, now=story.clock.now())
    await switch(story, endpoint.id, version=2, on=True)
    async with story.job.transaction(story.company_id) as session:
        now = story.clock.now()
        assert (
            await service.recover(
                session, story.company_id, endpoint.id, since=now - timedelta(days=1), now=now
            )
            == 1
        )
    await story.work()
    assert len(receiver.received) == 1


async def switch(story: Story, endpoint_id, *, version: int, on: bool) -> None:
    async with story.job.transaction(story.company_id) as session:
        await endpoints.change_endpoint(
            session,
            story.company_id,
            endpoint_id,
            {"enabled": on},
            version=version,
            known_types=(),
            lan_hosts=(),
            actor=SYSTEM,
            now=story.clock.now(),
        )


async def test_a_name_that_leads_inside_is_never_called(story: Story, receiver: Receiver) -> None:
    async def inside(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    await story.add_endpoint("https://partner.example/hook", "company.changed")
    async with guarded_client((), resolve=inside) as client:
        story.job.providers[WebhookCaller] = HttpWebhookCaller(client)
        await story.happen()
        await story.work()

    assert receiver.received == []
    (line,) = await story.log()
    (attempt,) = line.attempts
    assert attempt.status_code is None
    assert attempt.error == "The host leads to an address that is not public."
    assert line.delivery.status is MessageStatus.PENDING


async def test_a_redirect_counts_as_a_failure_and_is_not_followed(story: Story) -> None:
    async with a_receiver() as asked, a_receiver() as elsewhere:
        await story.add_endpoint(asked.url, "company.changed")
        asked.will_answer(307, Location=elsewhere.url)
        await story.happen()
        await story.work()
        assert elsewhere.received == []
        (line,) = await story.log()
        assert [one.status_code for one in line.attempts] == [307]
        assert line.delivery.status is MessageStatus.PENDING

"""The activities as the console reads them: lists, counts, one message, a person's word."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from quittance.accounts import service as accounts
from quittance.accounts.access import Permission
from quittance.customers import queries as customers
from quittance.deliveries import service
from quittance.deliveries.ports import EmailSender, Unconfirmed
from quittance.deliveries.service import Past
from quittance.platform.events import SYSTEM
from tests.factories.deliveries import HOSTILE_NAME, HeardOutcomes, Story, a_company
from tests.factories.senders import RecordedSender


@dataclass
class Console:
    """A program that may read and act, in one company."""

    client: httpx.AsyncClient
    headers: dict[str, str]

    async def get(self, path: str, **asked: object) -> httpx.Response:
        return await self.client.get(path, headers=self.headers, params=asked)  # type: ignore[arg-type]

    async def post(self, path: str, body: dict[str, object]) -> httpx.Response:
        return await self.client.post(path, headers=self.headers, json=body)


async def a_console(story: Story, client: httpx.AsyncClient, *may: Permission) -> Console:
    async with story.job.transaction(story.company_id) as session:
        _, key = await accounts.create_api_key(
            session,
            story.company_id,
            name="console",
            scopes=may,
            actor=SYSTEM,
            now=story.clock.now(),
        )
    return Console(client, {"Authorization": f"Bearer {key}"})


@pytest.fixture
async def console(story: Story, app: FastAPI, client: httpx.AsyncClient) -> AsyncIterator[Console]:
    """The application reads the files of the story's worker, and tells nobody what becomes."""
    before = app.state.storage, app.state.outcomes
    app.state.storage, app.state.outcomes = story.job.storage, HeardOutcomes()
    yield await a_console(story, client, Permission.READ, Permission.ACT)
    app.state.storage, app.state.outcomes = before


async def sent(story: Story, **changes: object) -> UUID:
    debtor = await story.customer()
    order = debtor.order((await debtor.owes(), 100_00), **changes)
    [delivery_id] = await story.queue(order)
    await story.work()
    return delivery_id


@pytest.mark.req("SAGE-55")
async def test_every_message_is_listed_the_newest_first(story: Story, console: Console) -> None:
    first = await sent(story)
    story.pass_time(seconds=5)
    second = await sent(story)

    page = (await console.get("/v1/deliveries", limit=1)).json()
    assert [one["id"] for one in page["items"]] == [str(second)]
    rest = (await console.get("/v1/deliveries", cursor=page["next_cursor"])).json()
    assert [one["id"] for one in rest["items"]] == [str(first)]
    assert rest["next_cursor"] is None
    [shown] = page["items"]
    assert shown["status"] == "sent"
    assert shown["customer"]["name"] == HOSTILE_NAME
    assert (shown["channel"], shown["kind"], shown["amount_minor"]) == (
        "email",
        "first_reminder",
        100_00,
    )
    assert shown["created_at"]
    assert shown["sent_at"]


@pytest.mark.req("SAGE-57")
async def test_the_list_and_its_count_take_the_same_filters(story: Story, console: Console) -> None:
    delivery_id = await sent(story)
    await sent(story, kind="reminder_1")
    today = story.today().isoformat()
    delivery = await story.delivery(delivery_id)

    async def found(**asked: object) -> int:
        listed = (await console.get("/v1/deliveries", **asked)).json()["items"]
        summary = (await console.get("/v1/deliveries/summary", **asked)).json()
        assert summary["deliveries"] == len(listed)
        return len(listed)

    assert await found() == 2
    assert await found(kind="reminder_1") == 1
    assert await found(channel="letter") == 0
    assert await found(status="sent") == 2
    assert await found(status=["sent", "refused"]) == 2
    assert await found(status=["bounced", "refused"]) == 0
    assert await found(step_kind="reminder") == 2
    assert await found(step_kind="thank_you") == 0
    assert await found(customer_id=str(delivery.customer_id)) == 1
    assert await found(**{"from": today, "to": today}) == 2
    assert await found(to="2026-11-22") == 0


@pytest.mark.req("SAGE-49")
async def test_the_filter_is_exported_whole_for_a_french_spreadsheet(
    story: Story, console: Console
) -> None:
    await sent(story)
    await sent(story, kind="reminder_1", channel="email")
    answer = await console.get("/v1/deliveries/export", kind="first_reminder")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    day = story.today().isoformat()
    assert f'filename="activites-{day}.csv"' in answer.headers["content-disposition"]
    text = answer.text.removeprefix("\ufeff")
    [row] = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert (row["État"], row["Client"], row["Montant"], row["Devise"]) == (
        "Envoyé",
        HOSTILE_NAME,
        "100,00",
        "EUR",
    )
    assert row["Créé le"].startswith(story.today().strftime("%d/%m/%Y"))


async def test_a_name_that_is_a_formula_is_exported_as_text(story: Story, console: Console) -> None:
    debtor = await story.customer()
    async with story.job.transaction(story.company_id) as session:
        row = await customers.find(session, story.company_id, debtor.customer_id)
        row.name = "=HYPERLINK(1)"
    await story.queue(debtor.order((await debtor.owes(), 100_00)))
    answer = await console.get("/v1/deliveries/export")
    assert ";'=HYPERLINK(1);" in answer.text


@pytest.mark.req("SAGE-119")
async def test_the_message_is_shown_as_it_was_sent(story: Story, console: Console) -> None:
    delivery_id = await sent(story)

    message = (await console.get(f"/v1/deliveries/{delivery_id}/message")).json()
    detail = (await console.get(f"/v1/deliveries/{delivery_id}")).json()

    assert "Claire Vasseur (Ateliers Morvan)" in message["from"]
    assert message["subject"] == detail["subject"] == (await story.delivery(delivery_id)).subject
    assert "FA-26-0588" in message["text"]
    assert "FA-26-0588" in message["html"]
    assert message["attachments"] == []
    assert [one["outcome"] for one in detail["attempts"]] == ["accepted"]
    assert [line["sent_minor"] for line in detail["lines"]] == [100_00]


async def test_what_has_not_left_has_no_message_yet(story: Story, console: Console) -> None:
    debtor = await story.customer()
    [delivery_id] = await story.queue(debtor.order((await debtor.owes(), 100_00)))
    answer = await console.get(f"/v1/deliveries/{delivery_id}/message")
    assert (answer.status_code, answer.json()["code"]) == (409, "message_not_written")


async def test_a_person_settles_an_unconfirmed_one_once(story: Story, console: Console) -> None:
    story.job.providers[EmailSender] = RecordedSender([Unconfirmed("line lost")])
    delivery_id = await sent(story)
    path = f"/v1/deliveries/{delivery_id}/settle"

    settled = await console.post(path, {"outcome": "sent"})
    again = await console.post(path, {"outcome": "not_sent"})

    assert settled.json()["status"] == "sent"
    assert (again.status_code, again.json()["code"]) == (409, "delivery_not_unconfirmed")


async def test_who_may_only_read_settles_nothing(
    story: Story, console: Console, client: httpx.AsyncClient
) -> None:
    reader = await a_console(story, client, Permission.READ)
    delivery_id = await sent(story)
    answer = await reader.post(f"/v1/deliveries/{delivery_id}/settle", {"outcome": "sent"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "asked",
    [{"cursor": "x"}, {"status": "lost"}, {"from": "hier"}, {"kind": "'; DROP"}, {"limit": 0}],
    ids=str,
)
async def test_nonsense_is_refused(console: Console, asked: dict[str, object]) -> None:
    assert (await console.get("/v1/deliveries", **asked)).status_code == 422


async def test_a_delivery_of_another_company_does_not_exist(story: Story, console: Console) -> None:
    neighbours = await a_company(story.database, story.clock)
    theirs = await sent(replace(story, company_id=neighbours))
    for path in (f"/v1/deliveries/{theirs}", f"/v1/deliveries/{theirs}/message"):
        answer = await console.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "delivery_not_found")
    assert (await console.get("/v1/deliveries")).json()["items"] == []


async def test_history_from_before_is_listed_and_never_sent(story: Story, console: Console) -> None:
    debtor = await story.customer()
    order = debtor.order((await debtor.owes(), 100_00))
    past = Past(order=order, sent_at=order.release_at, subject="Avant", opened_at=story.clock.now())
    async with story.job.transaction(story.company_id) as session:
        await service.record_past(session, story.company_id, [past])

    [shown] = (await console.get("/v1/deliveries")).json()["items"]
    assert (shown["status"], shown["subject"]) == ("opened", "Avant")
    assert await story.due() == []
    assert await story.facts() == []

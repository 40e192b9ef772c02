"""A creditor in Nouméa and one in Papeete: their own day, hours, holidays and francs (REL-45)."""

import re
from datetime import UTC, date, datetime, time
from email import message_from_bytes
from email.policy import default

import pytest

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.jobs import JobContext
from tests.factories.companies import a_creditor
from tests.factories.scenarios import Story


async def a_story(database: Database, clock: Clock, job: JobContext, place: str) -> Story:
    return Story(database, clock, job, await a_creditor(database, now=clock.now(), place=place))


def text_of(message: bytes) -> str:
    part = message_from_bytes(message, policy=default).get_body(("plain",))
    assert part is not None
    return re.sub(r"[\u00a0\u202f]", " ", str(part.get_content()))


@pytest.mark.req("REL-45")
async def test_in_noumea_monday_has_come_while_paris_sleeps(
    database: Database, clock: Clock, job: JobContext
) -> None:
    story = await a_story(database, clock, job, "NC")
    story.be_at("2026-11-23", time(8))  # 22:00 on Sunday in Paris
    debtor = await story.customer(country="NC", postcode="98800")
    await debtor.owes(1_234_567_890_123)
    await story.plan()
    planned = await story.the_action()
    assert (planned.row.due_on.isoformat(), planned.row.currency) == ("2026-11-23", "XPF")

    await story.confirm()
    [queued] = await story.deliveries()
    assert queued.release_at == datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # 9:30 in Nouméa
    story.be_at("2026-11-23", time(9, 31))
    await story.work()

    [sent] = story.sent
    assert "1 234 567 890 123 F CFP" in text_of(sent.message)
    assert "15/11/2026" in text_of(sent.message)
    assert (await story.the_action(status="done")).row.done_on == date(2026, 11, 23)


@pytest.mark.req("REL-45")
async def test_papeete_rests_on_its_own_holidays(
    database: Database, clock: Clock, job: JobContext
) -> None:
    story = await a_story(database, clock, job, "PF")
    story.be_at("2026-11-20")  # Matari'i i ni'a, a Friday
    debtor = await story.customer(country="PF", postcode="98713")
    await debtor.owes(45_000)
    await story.plan()
    await story.confirm()

    [queued] = await story.deliveries()

    assert queued.release_at == datetime(2026, 11, 23, 19, 30, tzinfo=UTC)  # Monday, 9:30 there
    story.be_at("2026-11-23", time(9, 31))
    await story.work()
    [sent] = story.sent
    assert "45 000 F CFP" in text_of(sent.message)
    assert "45 000,00" not in text_of(sent.message)


@pytest.mark.req("REL-45")
async def test_a_customer_across_the_line_is_reached_on_its_own_day(
    database: Database, clock: Clock, job: JobContext
) -> None:
    story = await a_story(database, clock, job, "NC")
    story.be_at("2026-11-30", time(8))  # Monday in Nouméa, Sunday in Tahiti
    debtor = await story.customer(country="FR", postcode="98713")
    await debtor.owes(45_000)
    await story.plan()
    await story.confirm()

    [queued] = await story.deliveries()

    assert queued.release_at == datetime(2026, 11, 30, 18, 30, tzinfo=UTC)  # Monday, 8:30 there

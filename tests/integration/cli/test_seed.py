"""The demonstration's story: the same every time, alive on any day, and kept to the rules."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from random import Random

import asyncpg
import pytest
from sqlalchemy import func, select

from quittance.accounts.models import Company
from quittance.cli import seed
from quittance.cli.seed_story import Past, factory, invent, pacific
from quittance.cli.seed_summary import Summary
from quittance.customers.models import Customer
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.disputes.models import Dispute
from quittance.domain.aging import days_late
from quittance.domain.fact_rules import Fact
from quittance.domain.lifecycle import DisputeStatus, PromiseStatus
from quittance.payments.models import NoticeStatus, PaymentNotice
from quittance.platform import doors, sealer
from quittance.platform.database import Database
from quittance.platform.doors import DoorKind
from quittance.platform.due_work import DueWork
from quittance.platform.embedded import Running
from quittance.platform.settings import Settings
from quittance.portal.models import Answer
from quittance.promises.models import Promise
from quittance.receivables.models import Hold, Receivable
from quittance.scenarios.models import Action, ActionStatus, FactRule
from tests.plugins.services import for_asyncpg, named

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture(scope="module")
async def seeded(servers: Running, settings: Settings, worker_id: str) -> Settings:
    """An empty database of our own, filled as of TODAY."""
    name = f"seeded_{worker_id}"
    admin = await asyncpg.connect(for_asyncpg(named(servers.owner_url, "postgres")))
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE quittance")
    await admin.close()
    return settings.model_copy(
        update={
            "database_url": named(servers.app_url, name),
            "owner_database_url": named(servers.owner_url, name),
        }
    )


@pytest.fixture(scope="module")
async def summary(seeded: Settings) -> Summary:
    return await seed.fill(seeded, TODAY)


@pytest.fixture(scope="module")
async def told(seeded: Settings, summary: Summary) -> AsyncIterator[Database]:
    database = Database(seeded.database_url)
    yield database
    await database.close()


def invented(today: date = TODAY) -> Past:
    story = factory(today)
    return invent(story, Random(story.seed))


def facts(past: Past) -> list[tuple[object, ...]]:
    """All but the ids."""
    return [
        (
            line.debtor.code,
            line.debtor.name,
            line.external_id,
            line.document,
            line.kind.value,
            line.due_on,
            line.amount_minor,
            line.balance_minor,
            line.paid_on,
            line.lettering,
            line.level,
            line.reached_on,
            line.pre_notified_on,
        )
        for line in past.lines
    ]


def test_the_same_story_is_told_twice() -> None:
    once, again = invented(), invented()

    assert facts(once) == facts(again)
    assert [(one.on, one.debtor.code, one.step.rank) for one in once.reminders] == [
        (one.on, one.debtor.code, one.step.rank) for one in again.reminders
    ]


def test_what_is_lettered_together_makes_zero() -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for line in invented().lines:
        if line.lettering.isupper():  # small letters are a part payment's
            sums[line.debtor.code, line.lettering] += line.amount_minor
    assert len(sums) > 2_000
    assert set(sums.values()) == {0}


def test_francs_of_the_pacific_are_round() -> None:
    story = pacific(TODAY)
    lines = invent(story, Random(story.seed)).lines

    assert len(lines) > 500
    assert all(line.amount_minor % 5 == line.balance_minor % 5 == 0 for line in lines)


async def test_the_ledger_kept_is_the_ledger_invented(told: Database, summary: Summary) -> None:
    past = invented()
    async with told.transaction(summary.company_id) as session:
        rows = (
            await session.execute(
                select(
                    func.count(),
                    func.sum(Receivable.amount_minor),
                    func.sum(Receivable.balance_minor),
                )
            )
        ).one()
    assert tuple(map(int, rows)) == (
        len(past.lines),
        sum(line.amount_minor for line in past.lines),
        sum(line.balance_minor for line in past.lines),
    )


@pytest.mark.parametrize("today", [TODAY, date(2027, 2, 28), date(2028, 7, 14)])
def test_on_any_day_there_are_debts_of_every_age(today: date) -> None:
    lines = invented(today).lines
    ages = Counter(
        min(-(-days_late(line.due_on, today) // 30), 4) for line in lines if line.balance_minor > 0
    )

    assert 5_500 < len(lines) < 7_500
    assert 300 < ages.total() < 500
    assert len(ages) == 5
    assert min(ages.values()) > 8


async def test_today_somebody_waits_for_every_step(told: Database, summary: Summary) -> None:
    async with told.transaction(summary.company_id) as session:
        rows = await session.execute(
            select(Action.rank, func.count(Action.customer_id.distinct()))
            .where(Action.status == ActionStatus.PLANNED, Action.excluded_reason == "")
            .group_by(Action.rank)
        )
        waiting = {row[0]: row[1] for row in rows}
    assert {0, 1, 2, 3, 4} <= waiting.keys()
    assert sum(waiting.values()) > 40


async def test_some_accounts_are_special(told: Database, summary: Summary) -> None:
    async with told.transaction(summary.company_id) as session:
        holds = Counter(await session.scalars(select(Hold.kind).where(Hold.released_at.is_(None))))
        promises = Counter(await session.scalars(select(Promise.status)))
        disputes = Counter(await session.scalars(select(Dispute.status)))
        names = set(await session.scalars(select(Customer.name)))

    assert (holds["stop"], holds["insolvency"], holds["dispute"]) == (2, 1, 2)
    assert promises == {
        PromiseStatus.PENDING: 3,
        PromiseStatus.BROKEN: 1,
        PromiseStatus.KEPT: 3,
        PromiseStatus.PARTIALLY_KEPT: 1,
    }
    assert disputes == {
        DisputeStatus.OPEN: 2,
        DisputeStatus.UPHELD: 1,
        DisputeStatus.REJECTED: 1,
    }
    assert {"A<b & Fils", "« L’Étoile » SARL", "=Somme+Totale EURL"} <= names


async def test_every_screen_has_something_true_to_show(told: Database, summary: Summary) -> None:
    async with told.transaction(summary.company_id) as session:
        planned = Counter(
            await session.scalars(
                select(Action.channel).where(
                    Action.status == ActionStatus.PLANNED, Action.excluded_reason == ""
                )
            )
        )
        notices = Counter(await session.scalars(select(PaymentNotice.status)))
        to_read = await session.scalar(
            select(func.count()).where(Answer.sent_at.is_not(None), Answer.reviewed_at.is_(None))
        )
        messages = Counter(await session.scalars(select(Delivery.status)))
        watched = await session.scalar(select(func.count()).where(Customer.watched))
        owners = Counter(await session.scalars(select(Customer.collector_id)))
        rules = await session.scalar(select(func.count(FactRule.id)))

    assert planned["letter"] > 3  # a group to print
    assert planned["registered_letter"] >= 1  # a formal notice is due
    assert notices == {NoticeStatus.TO_REVIEW: 2, NoticeStatus.ACCEPTED: 1}
    assert to_read is not None
    assert to_read >= 2
    assert (messages[DeliveryStatus.BOUNCED], messages[DeliveryStatus.UNCONFIRMED]) == (5, 1)
    assert messages[DeliveryStatus.OPENED] > 100
    assert watched == 7
    assert None not in owners
    assert len(owners) == 2
    assert rules == len(Fact)


def test_nothing_is_asked_for_what_is_in_doubt() -> None:
    [doubt] = [one for one in invented().reminders if one.is_in_doubt]

    assert {(spoken.line.level, spoken.line.reached_on) for spoken in doubt.spoken} == {(0, None)}


def test_the_largest_sum_of_the_pacific_is_one_a_small_house_may_have() -> None:
    story = pacific(TODAY)
    lines = [line for line in invent(story, Random(story.seed)).lines if line.is_open]
    largest = max(lines, key=lambda line: line.balance_minor)

    assert largest.number == "AT-26-00001"
    assert largest.balance_minor < 20_000_000
    assert largest.debtor.profile == "Interne"  # nobody is reminded of it


async def test_whoever_is_shown_on_the_portal_is_not_held(told: Database, summary: Summary) -> None:
    async with told.transaction(summary.company_id) as session:
        held = await session.scalar(
            select(func.count()).where(Hold.customer_id == summary.customer_id)
        )
    assert held == 0
    assert summary.contact_email.endswith(".example")


async def test_the_past_is_sealed_and_has_no_consequences(told: Database, summary: Summary) -> None:
    async with told.transaction(summary.company_id) as session:
        facts_told = await sealer.verify(session, summary.company_id)
        company = await session.scalar(select(Company))
        due = list(await session.scalars(select(DueWork)))

    assert facts_told > 1_000
    assert company is not None
    assert company.ledger_fresh_at is not None
    assert all(one.due_at > company.ledger_fresh_at for one in due)
    assert {one.what for one in due} == {
        "plan_company",
        "settle_promise",
        "call_endpoint",  # a partner is down, and will be tried again
        "forget_webhook_messages",
    }


async def test_one_log_in_opens_both_companies(told: Database, summary: Summary) -> None:
    from quittance.accounts import queries

    async with told.transaction() as session:
        user = await queries.user_by_email(session, summary.email)
        assert user is not None
        opened = await doors.opened(session, DoorKind.MEMBER, str(user.id))
    async with told.transaction(*(door.company_id for door in opened)) as session:
        companies = list(await session.scalars(select(Company)))
    assert {(one.currency, one.time_zone) for one in companies} == {
        ("EUR", "Europe/Paris"),
        ("XPF", "Pacific/Noumea"),
    }


async def test_a_database_in_use_is_left_alone(seeded: Settings, summary: Summary) -> None:
    with pytest.raises(SystemExit, match="in use"):
        await seed.fill(seeded, TODAY)

"""Once a night, what only grew is swept; what still serves stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from quittance.accounts import passwords
from quittance.accounts.models import PasswordNotice, PasswordReset, UserSession
from quittance.accounts.sessions import open_session
from quittance.platform import doors, due_work, idempotency
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.doors import Door, DoorKind
from quittance.platform.due_work import DueWork
from quittance.platform.idempotency import RememberedAnswer
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from quittance.portal import links
from quittance.portal.models import Answer, AnswerKind, PortalLink
from quittance.sweeping import NOBODY, SWEEP, next_sweep
from quittance.worker import AT_HOME, EVERY_JOB, sweep
from tests.factories.companies import a_creditor
from tests.factories.deliveries import Story, a_company
from tests.factories.postmen import a_post_office

KEY = "a secret of the tests, long enough"
LONG_AGO = timedelta(days=60)


@pytest.fixture
async def job(database: Database, clock: Clock, settings: Settings) -> JobContext:
    return JobContext(database, clock, settings, FolderStore(settings.blob_dir), {})


async def night(job: JobContext) -> None:
    """The sweep is due, and runs."""
    async with job.transaction() as session:
        await due_work.postpone(session, NOBODY, SWEEP, NOBODY, job.now())
    await sweep(job, NOBODY, NOBODY)


async def remember(job: JobContext, company_id: UUID, key: str, at: datetime) -> None:
    async with job.transaction(company_id) as session:
        await idempotency.remember(
            session, company_id, key=key, operation="promise", body=b"", now=at
        )


async def test_answers_are_given_again_for_a_week(job: JobContext, database: Database) -> None:
    company_id = await a_company(database, job.clock)
    await remember(job, company_id, "last week", job.now() - timedelta(days=8))
    await remember(job, company_id, "yesterday", job.now() - timedelta(days=1))
    async with job.transaction(company_id) as session:
        # Without a member nothing enters, without work nothing rings: a company no sweep knows.
        await due_work.schedule(session, company_id, "plan_company", company_id, job.now())
    await night(job)
    async with job.transaction(company_id) as session:
        left = await session.scalars(select(RememberedAnswer.key))
        assert list(left) == ["promise:yesterday"]


async def test_sessions_are_forgotten_a_month_after_their_end(
    job: JobContext, database: Database
) -> None:
    creditor = await a_creditor(database, now=job.now())
    async with job.transaction() as session:
        for at in (job.now() - LONG_AGO, job.now()):
            open_session(session, creditor.admin, secret=KEY, user_agent="", ip="", now=at)
    await night(job)
    async with job.transaction() as session:
        left = await session.scalars(
            select(UserSession.created_at).where(UserSession.user_id == creditor.admin.id)
        )
        assert list(left) == [pytest.approx(job.now(), abs=timedelta(minutes=1))]


async def test_mail_about_passwords_is_forgotten_a_month_after_it_served(
    job: JobContext, database: Database
) -> None:
    async def forgot(at: datetime) -> UUID:
        creditor = await a_creditor(database, now=at)
        async with job.transaction() as session:
            await passwords.set_password(session, creditor.admin, "…", now=at)
            await passwords.ask_reset(session, creditor.admin.email, now=at)
        then = Clock()
        then.move_to(at)
        await a_post_office(database, then, job.settings).work(creditor.id)
        return creditor.id

    async def kept(company_id: UUID) -> list[int]:
        async with job.transaction(company_id) as session:
            return [
                await session.scalar(select(func.count()).where(rows)) or 0
                for rows in (
                    PasswordReset.company_id == company_id,
                    PasswordNotice.company_id == company_id,
                    (Door.company_id == company_id) & (Door.kind == DoorKind.RESET),
                )
            ]

    old, fresh = await forgot(job.now() - LONG_AGO), await forgot(job.now())
    assert await kept(old) == [1, 1, 1]
    await night(job)
    assert (await kept(old), await kept(fresh)) == ([0, 0, 0], [1, 1, 1])


async def test_drafts_behind_dead_links_go_and_very_old_codes_open_nothing(
    job: JobContext, database: Database, clock: Clock
) -> None:
    story = Story(database, clock, job, await a_company(database, clock))
    debtor = await story.customer()
    made: dict[str, str] = {}
    for name, age in (("fresh", 1), ("over", 90), ("ancient", 900)):
        at = job.now() - timedelta(days=age)
        async with job.transaction(story.company_id) as session:
            link = await links.create_link(
                session,
                story.company_id,
                public_url="http://quittance.test",
                customer_id=debtor.customer_id,
                sent_to=debtor.email,
                now=at,
            )
            made[name] = link.url.rpartition("/")[2]
            session.add(
                Answer(
                    company_id=story.company_id,
                    id=new_id(),
                    customer_id=debtor.customer_id,
                    link_id=link.id,
                    kind=AnswerKind.CONFIRM,
                    fields={"name": name},
                    saved_at=at,
                    sent_at=None,
                )
            )
    await night(job)
    async with job.transaction(story.company_id) as session:
        drafts = await session.scalars(select(Answer.fields))
        assert [one["name"] for one in drafts] == ["fresh"]
        kept = await session.scalar(
            select(func.count())
            .select_from(PortalLink)
            .where(PortalLink.company_id == story.company_id)
        )
        assert kept == 3, "who was written to stays known"
        opens = {
            name: bool(await doors.opened(session, DoorKind.PORTAL_CODE, code))
            for name, code in made.items()
        }
    assert opens == {"fresh": True, "over": True, "ancient": False}


async def test_work_that_nobody_does_any_more_is_dropped_and_known_work_waits_for_ever(
    job: JobContext, database: Database
) -> None:
    company_id = await a_company(database, job.clock)
    then = job.now() - LONG_AGO
    async with job.transaction(company_id) as session:
        for what in ("job_of_a_former_version", "plan_customer"):
            await due_work.schedule(session, company_id, what, company_id, then)
    await night(job)
    async with job.transaction() as session:
        left = await session.scalars(
            select(DueWork.what).where(DueWork.company_id == company_id).order_by(DueWork.what)
        )
        assert set(left) >= {"plan_customer"}
        assert "job_of_a_former_version" not in set(left)


async def test_the_next_night_is_booked_and_one_worker_sweeps(
    job: JobContext, database: Database
) -> None:
    await night(job)
    await sweep(job, NOBODY, NOBODY)  # a second ring finds nothing to do
    async with job.transaction() as session:
        at = await session.scalar(select(DueWork.due_at).where(DueWork.what == SWEEP))
    assert at == next_sweep(job.now())


def test_the_sweep_follows_the_clock_to_the_next_hour_of_sweeping() -> None:
    before, after = (
        datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
        datetime(2026, 11, 23, 1, 20, tzinfo=UTC),
    )
    assert next_sweep(before) == after
    assert next_sweep(after) == after + timedelta(days=1)


def test_what_stays_at_home_is_work_we_know() -> None:
    assert {job.__name__ for job in EVERY_JOB} >= AT_HOME

"""The durable queue: nothing is lost, nothing is done by two."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from quittance.platform import due_work
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id

LEASE = timedelta(minutes=1)
WHAT = "count_beans"


async def schedule(database: Database, company: UUID, ids, at) -> None:
    async with database.transaction(company) as session:
        await due_work.schedule(session, company, WHAT, ids, at)


async def claim(database: Database, company: UUID, id: UUID, now) -> UUID | None:
    async with database.transaction(company) as session:
        return await due_work.claim(session, company, WHAT, id, now=now, lease=LEASE)


async def finish(database: Database, company: UUID, id: UUID, token: UUID) -> bool:
    async with database.transaction(company) as session:
        return await due_work.finish(session, company, WHAT, id, claim=token)


async def ripe(database: Database, company: UUID, now, what: str = WHAT) -> list[UUID]:
    async with database.transaction() as session:
        found = await due_work.ripe(session, {what}, now=now, limit=100_000)
    return [due.id for due in found if due.company_id == company]


async def test_work_is_ripe_from_its_time_the_oldest_first(
    database: Database, clock: Clock
) -> None:
    company, now = new_id(), clock.now()
    late, later, soon = new_id(), new_id(), new_id()
    await schedule(database, company, late, now - timedelta(hours=1))
    await schedule(database, company, later, now - timedelta(hours=2))
    await schedule(database, company, soon, now + timedelta(seconds=1))
    assert await ripe(database, company, now) == [later, late]
    assert await ripe(database, company, now, what="something_else") == []
    assert await claim(database, company, soon, now) is None


async def test_asking_twice_keeps_one_row_at_the_earlier_time(
    database: Database, clock: Clock
) -> None:
    company, id, now = new_id(), new_id(), clock.now()
    for hours in (2, 1, 3):
        await schedule(database, company, [id, id], now + timedelta(hours=hours))
    assert await ripe(database, company, now + timedelta(minutes=59)) == []
    assert await ripe(database, company, now + timedelta(hours=4)) == [id]


async def test_work_is_never_due_without_its_fact(database: Database, clock: Clock) -> None:
    company, id = new_id(), new_id()

    async def be_refused() -> None:
        async with database.transaction(company) as session:
            await due_work.schedule(session, company, WHAT, id, clock.now())
            raise LookupError

    with pytest.raises(LookupError):
        await be_refused()
    assert await ripe(database, company, clock.now()) == []


async def test_of_ten_workers_one_claims(database: Database, clock: Clock) -> None:
    company, id, now = new_id(), new_id(), clock.now()
    await schedule(database, company, id, now)
    tokens = await asyncio.gather(*(claim(database, company, id, now) for _ in range(10)))
    (token,) = [one for one in tokens if one is not None]
    assert await ripe(database, company, now) == []
    assert await finish(database, company, id, token)
    assert await ripe(database, company, now + timedelta(days=1)) == []


async def test_when_the_lease_ends_another_takes_over_and_the_first_counts_no_more(
    database: Database, clock: Clock
) -> None:
    company, id, now = new_id(), new_id(), clock.now()
    await schedule(database, company, id, now)
    dead = await claim(database, company, id, now)
    assert dead is not None
    assert await claim(database, company, id, now + LEASE - timedelta(seconds=1)) is None
    assert await ripe(database, company, now + LEASE) == [id]

    alive = await claim(database, company, id, now + LEASE)
    assert alive is not None
    assert not await finish(database, company, id, dead)
    assert await finish(database, company, id, alive)
    assert not await finish(database, company, id, alive)


async def test_postponed_work_comes_back_at_its_new_time_and_nobody_holds_it(
    database: Database, clock: Clock
) -> None:
    company, id, now = new_id(), new_id(), clock.now()
    await schedule(database, company, id, now)
    token = await claim(database, company, id, now)
    assert token is not None
    async with database.transaction(company) as session:
        await due_work.postpone(session, company, WHAT, id, now + timedelta(hours=2))
    assert not await finish(database, company, id, token)
    assert await ripe(database, company, now + timedelta(hours=1)) == []
    assert await claim(database, company, id, now + timedelta(hours=2)) is not None


async def test_the_same_id_is_other_work_for_another_company(
    database: Database, clock: Clock
) -> None:
    ours, theirs, id, now = new_id(), new_id(), new_id(), clock.now()
    await schedule(database, ours, id, now)
    await schedule(database, theirs, id, now)
    async with database.transaction(ours) as session:
        await due_work.done(session, ours, WHAT, id)
    assert await ripe(database, ours, now) == []
    assert await ripe(database, theirs, now) == [id]


async def test_twelve_thousand_rows_are_scheduled_and_done_at_once(
    database: Database, clock: Clock
) -> None:
    company, now = new_id(), clock.now()
    ids = [new_id() for _ in range(12_000)]
    await schedule(database, company, ids, now)
    assert len(await ripe(database, company, now)) == 12_000
    async with database.transaction(company) as session:
        await due_work.done(session, company, WHAT, ids)
    assert await ripe(database, company, now) == []


async def test_nothing_to_schedule_is_nothing_to_do(database: Database, clock: Clock) -> None:
    company = new_id()
    await schedule(database, company, [], clock.now())
    assert await ripe(database, company, clock.now()) == []

"""Facts are sealed once, without a gap, and nobody can change the past unnoticed."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import event, text

from quittance.accounts import service as accounts
from quittance.accounts.events import CompanyChanged
from quittance.accounts.models import Organisation
from quittance.cli import operations
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform import due_work, events, sealer
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.events import EventRow
from quittance.platform.ids import new_id
from quittance.platform.sealer import BrokenChain

HOSTILE = "=1+1 A<b <SARL>\né 🧾 \u202eFAC"


async def nothing(session, company_id: UUID, rows: Sequence[EventRow], now: datetime) -> None:
    """No fact has consequences here."""


@pytest.fixture
async def company_id(database: Database, clock: Clock) -> UUID:
    async with database.transaction() as session:
        organisation = Organisation(id=new_id(), name=HOSTILE, created_at=clock.now())
        session.add(organisation)
        await session.flush()
        company = await accounts.open_company(
            session,
            organisation.id,
            name=HOSTILE,
            jurisdiction=Jurisdiction.FR,
            currency="EUR",
            time_zone="Europe/Paris",
            now=clock.now(),
        )
        return company.id


@pytest.fixture
def happen(database: Database, clock: Clock, company_id: UUID) -> Callable[..., Awaitable[None]]:
    """Record facts in one transaction."""

    async def happen(*names: str) -> None:
        async with database.transaction(company_id) as session:
            facts = [CompanyChanged(fields=(name,)) for name in names]
            await events.record(session, company_id, *facts, now=clock.now())

    return happen


@pytest.fixture
def seal(database: Database, clock: Clock, company_id: UUID) -> Callable[..., Awaitable[int]]:
    """Let the sealer pass once."""

    async def seal(react: sealer.Reaction = nothing) -> int:
        async with database.transaction(company_id) as session:
            return await sealer.seal(session, company_id, react=react, now=clock.now())

    return seal


@pytest.fixture
def verify(database: Database, company_id: UUID) -> Callable[..., Awaitable[int]]:
    """How many facts hold together, and lead to the head, if one is given."""

    async def verify(head: str = "") -> int:
        async with database.transaction(company_id) as session:
            return await sealer.verify(session, company_id, head=head)

    return verify


@pytest.fixture
def head(database: Database, company_id: UUID) -> Callable[[], Awaitable[str]]:
    """The end of the chain, to be kept elsewhere."""

    async def head() -> str:
        async with database.transaction(company_id) as session:
            return await sealer.head(session, company_id)

    return head


@pytest.fixture
async def sealed(happen, seal) -> None:
    """Three facts are in the chain."""
    await happen("a", "b")
    await seal()


@pytest.fixture
def tamper(owner_url: str, company_id: UUID) -> Callable[..., Awaitable[None]]:
    """Write as somebody who got hold of the database."""

    async def tamper(statement: str, *values: object) -> None:
        connection = await asyncpg.connect(owner_url.replace("postgresql+asyncpg", "postgresql"))
        async with connection.transaction():
            await connection.execute(
                "SELECT set_config('app.companies', $1, true)", f"{{{company_id}}}"
            )
            await connection.execute(statement, *values)
        await connection.close()

    return tamper


async def test_readers_see_sealed_facts_only_in_their_order(
    database, company_id, happen, seal
) -> None:
    await happen(*(str(number) for number in range(20)))
    async with database.transaction(company_id) as session:
        assert await events.sealed_after(session, company_id) == []

    assert await seal() == 21
    async with database.transaction(company_id) as session:
        rows = await events.sealed_after(session, company_id, after_seq=1)
    assert [row.seq for row in rows] == list(range(2, 22))
    assert [row.payload["fields"] for row in rows] == [[str(number)] for number in range(20)]
    assert await seal() == 0


async def test_writers_and_sealers_at_once_leave_no_gap_and_no_double(
    database, company_id, happen, seal, verify
) -> None:
    reacted: list[UUID] = []

    async def remember(session, company: UUID, rows: Sequence[EventRow], now: datetime) -> None:
        reacted.extend(row.id for row in rows)

    work = [happen(HOSTILE, "b", "c") for _ in range(15)] + [seal(remember) for _ in range(15)]
    random.Random(7).shuffle(work)
    await asyncio.gather(*work)
    await seal(remember)

    assert await verify() == 46
    assert len(reacted) == len(set(reacted)) == 46
    async with database.transaction(company_id) as session:
        rows = await events.sealed_after(session, company_id, limit=1000)
    assert [row.seq for row in rows] == list(range(1, 47))


async def test_a_reaction_that_fails_leaves_the_facts_to_be_sealed_again(
    database, company_id, happen, seal, verify
) -> None:
    async def fail(session, company: UUID, rows: Sequence[EventRow], now: datetime) -> None:
        raise RuntimeError("no")

    await happen("a")
    with pytest.raises(RuntimeError):
        await seal(fail)
    assert await verify() == 0
    async with database.transaction() as session:
        assert company_id in await sealer.companies_to_seal(session)
    assert await seal() == 2
    async with database.transaction() as session:
        assert company_id not in await sealer.companies_to_seal(session)


async def test_a_refused_transaction_announces_nothing(database, clock, company_id, seal) -> None:
    async def refuse() -> None:
        async with database.transaction(company_id) as session:
            fact = CompanyChanged(fields=())
            await events.record(session, company_id, fact, now=clock.now())
            raise RuntimeError("refused")

    await seal()
    with pytest.raises(RuntimeError):
        await refuse()
    assert await seal() == 0


async def test_five_hundred_facts_are_written_once_each(database, happen, seal) -> None:
    await happen(*("x" for _ in range(499)))
    written: list[int] = []

    def count(connection, cursor, statement, *rest) -> None:
        if statement.lstrip().startswith("UPDATE events"):
            written.append(cursor.rowcount)

    engine = database.engine.sync_engine
    event.listen(engine, "after_cursor_execute", count)
    assert await seal() == 500
    event.remove(engine, "after_cursor_execute", count)
    assert written == [500]


async def test_a_changed_payload_is_noticed(happen, seal, verify, tamper, company_id) -> None:
    await happen("a", "b")
    await seal()
    await tamper(
        "UPDATE events SET payload = jsonb_set(payload, '{fields}', '[\"z\"]')"
        " WHERE company_id = $1 AND seq = 2",
        company_id,
    )
    with pytest.raises(BrokenChain, match="payload of fact 2"):
        await verify()


@pytest.mark.parametrize(
    "change",
    [
        "type = 'company.closed'",
        "occurred_at = occurred_at + interval '1 second'",
        "actor_kind = 'user'",
        "actor_id = gen_random_uuid()",
        "customer_id = gen_random_uuid()",
        "digest = sha256('x')",
        "chain = sha256('x')",
        "salt = sha256('x')",
        "payload = '{\"forged\": true}', salt = ''",
    ],
)
async def test_a_changed_fact_is_noticed(happen, seal, verify, tamper, change: str) -> None:
    await happen("a", "b")
    await seal()
    await tamper(f"UPDATE events SET {change} WHERE seq = 2")  # noqa: S608  our own words
    with pytest.raises(BrokenChain, match=r"[fF]act 2"):
        await verify()


async def test_a_removed_fact_is_noticed(happen, seal, verify, tamper, company_id) -> None:
    await happen("a", "b")
    await seal()
    await tamper("DELETE FROM events WHERE company_id = $1 AND seq = 2", company_id)
    with pytest.raises(BrokenChain, match="Fact 2 is missing"):
        await verify()


async def test_a_removed_fact_is_noticed_even_when_the_rest_closes_up(
    happen, seal, verify, tamper, company_id
) -> None:
    await happen("a", "b")
    await seal()
    await tamper("DELETE FROM events WHERE company_id = $1 AND seq = 2", company_id)
    await tamper("UPDATE events SET seq = 2 WHERE company_id = $1 AND seq = 3", company_id)
    with pytest.raises(BrokenChain, match="Fact 2 does not continue"):
        await verify()


async def test_facts_that_changed_places_are_noticed(
    happen, seal, verify, tamper, company_id
) -> None:
    await happen("a", "b", "c")
    await seal()
    for old, new in ((2, -2), (3, 2), (-2, 3)):
        await tamper(
            "UPDATE events SET seq = $2 WHERE company_id = $1 AND seq = $3", company_id, new, old
        )
    with pytest.raises(BrokenChain, match="Fact 2 does not continue"):
        await verify()


async def test_an_end_that_was_cut_off_is_noticed_by_who_kept_the_head_elsewhere(
    happen, seal, head, verify, tamper
) -> None:
    await happen("a", "b", "c")
    await seal()
    kept = await head()
    await happen("d")
    await seal()
    assert await verify(kept) == 5

    await tamper("DELETE FROM events WHERE seq > 2")
    assert await verify() == 2, "a chain alone does not know how long it was"
    with pytest.raises(BrokenChain, match="Fact 3 and those after it are missing"):
        await verify(kept)


async def test_a_chain_written_anew_after_the_cut_does_not_lead_to_the_head_that_was_kept(
    happen, seal, head, verify, tamper
) -> None:
    await happen("a", "b", "c")
    await seal()
    kept = await head()
    await tamper("DELETE FROM events WHERE seq > 2")
    await happen("x", "y", "z")
    await seal()
    assert await verify() == 5
    with pytest.raises(BrokenChain, match="Fact 4 is not the one"):
        await verify(kept)


async def test_the_command_of_an_operator_says_what_broke(
    settings, company_id, sealed, tamper, capsys
) -> None:
    await operations.audit_head(settings, company_id)
    head = capsys.readouterr().out.strip()
    await operations.verify_audit(settings, company_id, head)
    assert "3 facts hold together" in capsys.readouterr().out

    await tamper("DELETE FROM events WHERE seq = 3")
    with pytest.raises(SystemExit, match="Fact 3"):
        await operations.verify_audit(settings, company_id, head)


async def test_a_fact_slipped_in_is_noticed(happen, seal, verify, tamper, company_id) -> None:
    await happen("a", "b")
    await seal()
    await tamper("UPDATE events SET seq = 4 WHERE company_id = $1 AND seq = 3", company_id)
    await tamper(
        "INSERT INTO events (company_id, id, type, occurred_at, actor_kind, actor_name, payload,"
        " salt, seq, digest, chain) SELECT company_id, gen_random_uuid(), type, occurred_at,"
        " actor_kind, actor_name, payload, salt, 3, digest, chain FROM events"
        " WHERE company_id = $1 AND seq = 2",
        company_id,
    )
    with pytest.raises(BrokenChain, match="Fact 3 does not continue"):
        await verify()


async def test_a_person_s_data_can_be_erased_and_the_chain_stays_whole(
    happen, seal, verify, tamper, company_id
) -> None:
    await happen("a", "b")
    await seal()
    await tamper(
        "UPDATE events SET payload = '{}', salt = '' WHERE company_id = $1 AND seq = 2",
        company_id,
    )
    assert await verify() == 3


async def test_the_feed_of_a_company_is_closed_to_others(
    database, clock, company_id, happen, seal
) -> None:
    await happen("a")
    await seal()
    async with database.transaction() as session:
        assert await events.sealed_after(session, company_id) == []
        assert await session.scalar(text("SELECT count(*) FROM events")) == 0


async def test_an_event_waits_for_no_other_event_of_its_company(
    database, clock, company_id
) -> None:
    fact = CompanyChanged(fields=())
    async with database.transaction(company_id) as slow:
        await events.record(slow, company_id, fact, now=clock.now())
        async with asyncio.timeout(5), database.transaction(company_id) as quick:
            await events.record(quick, company_id, fact, now=clock.now())
        await slow.execute(text("SELECT 1"))
    async with database.transaction() as session:
        ripe = await due_work.ripe(session, {events.SEAL}, now=clock.now(), limit=10_000)
    assert sum(due.company_id == company_id for due in ripe) == 3

"""A backup brought back must not speak again: what it held as waiting has perhaps left since."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select

from quittance import wiring, worker
from quittance.accounts import queries as accounts
from quittance.cli import operations, safekeeping
from quittance.deliveries import service as deliveries
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.ports import Outcomes
from quittance.platform import backup, due_work, generation
from quittance.platform.backup import BackupRefused
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from quittance.platform.events import SYSTEM
from quittance.platform.ids import new_id
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderMark
from quittance.webhooks.service import CALL
from tests.factories.deliveries import Story, a_company
from tests.factories.sinks import Sink, SinkServer
from tests.plugins.services import for_asyncpg, named

pytestmark = pytest.mark.e2e

CLOCK = Clock()
TOMORROW = timedelta(days=1)
PATIENCE_S = 30


@dataclass(frozen=True)
class House:
    """One installation: its database, its folder of files, the world's mailboxes."""

    settings: Settings
    sink: Sink

    @asynccontextmanager
    async def story(self, company_id: UUID) -> AsyncIterator[Story]:
        async with wiring.workplace(self.settings, CLOCK) as job:
            yield Story(job.database, CLOCK, job, company_id)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Its worker runs."""
        working = asyncio.create_task(
            worker.run(self.settings, CLOCK, handle_signals=False), name="worker"
        )
        try:
            yield
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working

    async def states(self, company_id: UUID) -> dict[str, DeliveryStatus]:
        """What became of each message, by whom it is for."""
        async with self.story(company_id) as story, story.job.transaction(company_id) as session:
            rows = await session.scalars(select(Delivery).where(Delivery.company_id == company_id))
            return {row.recipient_address: row.status for row in rows}

    async def paused(self) -> generation.Installation:
        database = Database(self.settings.database_url)
        async with database.transaction() as session:
            found = await generation.installation(session)
        await database.close()
        return found


async def queue(story: Story, *, at: datetime | None = None) -> str:
    """A reminder to a new customer, due at once or then; whom it is for."""
    debtor = await story.customer()
    invoice = await debtor.owes()
    order = debtor.order((invoice, 100_00))
    await story.queue(replace(order, release_at=at or CLOCK.now()))
    return debtor.email


async def eventually(look: Callable[[], Awaitable[bool]], what: str) -> None:
    for _ in range(PATIENCE_S * 10):
        if await look():
            return
        await asyncio.sleep(0.1)
    pytest.fail(f"Waited in vain for {what}.")


async def sent(house: House, many: int) -> None:
    async def look() -> bool:
        return house.sink.accepted.total() >= many

    await eventually(look, f"{many} messages")


@pytest.fixture
async def new_database(
    servers: Running, worker_id: str
) -> AsyncIterator[Callable[..., Awaitable[Running]]]:
    """Makes databases: empty ones, or as the migrations leave them."""
    admin = await asyncpg.connect(for_asyncpg(named(servers.owner_url, "postgres")))
    made: list[str] = []

    async def make(template: str = "template0") -> Running:
        name = f"restore_{worker_id}_{new_id().hex[-12:]}"
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        made.append(name)
        return replace(
            servers,
            owner_url=named(servers.owner_url, name),
            app_url=named(servers.app_url, name),
        )

    yield make
    for name in made:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.fixture
def house(settings: Settings, redis_url: str, tmp_path: Path) -> Iterator[Callable[..., House]]:
    def furnish(running: Running, files: str) -> House:
        own = settings.model_copy(
            update={
                "database_url": running.app_url,
                "owner_database_url": running.owner_url,
                "redis_url": redis_url,
                "blob_url": str(tmp_path / files),
                "smtp_port": server.port,
                "smtp_tls": "none",
            }
        )
        own.__dict__.pop("blob_dir", None)  # computed once for the settings it was copied from
        return House(own, server.sink)

    with SinkServer() as server:
        yield furnish


@dataclass(frozen=True)
class Past:
    """What had happened by the time the backup was needed."""

    house: House
    company_id: UUID
    backup: Path
    waiting: str
    for_tomorrow: str
    after: str


@pytest.fixture
async def past(house, new_database, tmp_path: Path) -> Past:
    """Two messages wait when the backup is made; later one of them and a third have left."""
    before = house(await new_database("quittance"), "files")
    database = Database(before.settings.database_url)
    company_id = await a_company(database, CLOCK)
    await database.close()
    async with before.story(company_id) as story:
        waiting = await queue(story)
        for_tomorrow = await queue(story, at=CLOCK.now() + TOMORROW)
    await safekeeping.take_backup(before.settings, tmp_path / "backups")
    (folder,) = (tmp_path / "backups").iterdir()
    async with before.story(company_id) as story:
        after = await queue(story)
    async with before.at_work():
        await sent(before, 2)
    return Past(before, company_id, folder, waiting, for_tomorrow, after)


async def test_a_restored_backup_sends_nothing_twice(past: Past, house, new_database) -> None:
    restored: House = house(await new_database(), "files elsewhere")
    await safekeeping.restore(restored.settings, past.backup)
    async with restored.at_work():
        async with restored.story(past.company_id) as story:
            confirmed_since = await queue(story)
        await asyncio.sleep(3)  # a worker that were to speak would have spoken
    assert restored.sink.accepted.total() == 2
    assert (await restored.paused()).pause_reason is generation.PauseReason.RESTORED

    await safekeeping.resume(restored.settings, None)
    async with restored.at_work():
        await sent(restored, 3)
    states = await restored.states(past.company_id)
    assert states == {
        past.waiting: DeliveryStatus.UNCONFIRMED,
        past.for_tomorrow: DeliveryStatus.CANCELLED,
        confirmed_since: DeliveryStatus.SENT,
    }
    assert set(restored.sink.accepted.values()) == {1}

    async with (
        restored.story(past.company_id) as story,
        story.job.transaction(past.company_id) as session,
    ):
        row = (
            await session.scalars(
                select(Delivery).where(Delivery.recipient_address == past.waiting)
            )
        ).one()
        settled = await deliveries.resolve(
            session,
            past.company_id,
            row.id,
            was_sent=True,
            outcomes=story.job.provider(Outcomes),
            actor=SYSTEM,
            now=CLOCK.now(),
        )
        company = await accounts.company(session, past.company_id)
    assert settled.status is DeliveryStatus.SENT
    assert company.plan_confirmed_at is None


async def test_a_database_older_than_its_files_pauses_by_itself_and_what_it_forgot_is_named(
    past: Past, house, new_database, capsys
) -> None:
    """Only the database was lost, and came back by its own dump; the files lived on."""
    running = await new_database()
    older: House = house(running, "files")
    words = await FolderMark(older.settings.blob_dir).read()
    manifest = backup.read_manifest(past.backup)
    await backup.restore(
        running.owner_url,
        older.settings.blob_dir,
        FolderMark(past.backup / "scratch"),
        past.backup,
        now=CLOCK.now(),
    )
    admin = await asyncpg.connect(for_asyncpg(running.owner_url))
    await admin.execute("UPDATE installation SET paused_at = NULL, pause_reason = NULL")
    await admin.close()
    assert words is not None

    async with older.at_work():
        await asyncio.sleep(2)
    assert older.sink.accepted.total() == 2
    assert (await older.paused()).pause_reason is generation.PauseReason.DATABASE_OLDER

    with pytest.raises(SystemExit, match="--restored-from"):
        await safekeeping.resume(older.settings, None)
    with pytest.raises(SystemExit, match="not older than that"):
        await safekeeping.resume(older.settings, manifest.taken_at - timedelta(hours=1))
    with pytest.raises(SystemExit, match="older than that"):
        await safekeeping.resume(older.settings, CLOCK.now() + timedelta(hours=1))
    capsys.readouterr()
    await safekeeping.resume(older.settings, manifest.taken_at)
    said = capsys.readouterr().out
    assert "1 messages may have left" in said
    assert past.after in said
    async with older.at_work():
        await asyncio.sleep(2)
    assert older.sink.accepted.total() == 2


async def test_a_pause_by_hand_holds_everything_and_doubts_nothing(
    house, new_database, capsys
) -> None:
    quiet: House = house(await new_database("quittance"), "quiet")
    database = Database(quiet.settings.database_url)
    company_id = await a_company(database, CLOCK)
    await database.close()
    await safekeeping.pause(quiet.settings)
    async with quiet.story(company_id) as story, story.job.transaction(company_id) as session:
        await due_work.schedule(session, company_id, CALL, new_id(), CLOCK.now())
    await operations.send(quiet.settings, seconds=5)
    with pytest.raises(SystemExit):
        await safekeeping.status(quiet.settings, as_json=False)
    assert CALL in capsys.readouterr().out, "no partner is spoken to by hand either"
    async with quiet.at_work():
        async with quiet.story(company_id) as story:
            waiting = await queue(story)
        await asyncio.sleep(1)
        with pytest.raises(SystemExit):
            await safekeeping.status(quiet.settings, as_json=False)
        assert "by_hand" in capsys.readouterr().out
        assert quiet.sink.accepted.total() == 0

        await safekeeping.resume(quiet.settings, None)
        await sent(quiet, 1)
    assert await quiet.states(company_id) == {waiting: DeliveryStatus.SENT}
    await safekeeping.status(quiet.settings, as_json=True)
    assert '"sending": "open"' in capsys.readouterr().out


async def test_a_restore_refuses_what_would_lose_or_mix_data(
    past: Past, house, new_database
) -> None:
    full: House = house(await new_database("quittance"), "files of its own")
    with pytest.raises(SystemExit, match="not empty"):
        await safekeeping.restore(full.settings, past.backup)

    empty: House = house(await new_database(), "files of others")
    await FolderMark(empty.settings.blob_dir).write(generation.words_of(new_id(), 3))
    with pytest.raises(SystemExit, match="another installation"):
        await safekeeping.restore(empty.settings, past.backup)

    dump = past.backup / backup.DUMP
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-1])
    torn: House = house(await new_database(), "torn")
    with pytest.raises(SystemExit, match="digest differs"):
        await safekeeping.restore(torn.settings, past.backup)
    dump.write_bytes(whole)
    with pytest.raises(BackupRefused, match="no complete backup"):
        backup.read_manifest(past.backup.parent)

"""The database of the last release, full and in use, becomes that of this version.

`tests/fixtures/release-0005.sql.xz` is what the last release (revision 0005) left of a
demonstration company: its tables with their rows, as `pg_dump` wrote them.
"""

from __future__ import annotations

import asyncio
import lzma
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from quittance.platform import doors, pg_tools, sealer
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from quittance.platform.problems import is_under_way
from tests.factories import workload
from tests.factories.workload import Table
from tests.plugins.services import ROOT, for_asyncpg, named

RELEASE = ROOT / "tests" / "fixtures" / "release-0005.sql.xz"
READERS, WRITERS = 4, 3
# What the product does all day; the rest is asked for too, where a row can be copied at all.
BUSY = {"attempts", "customers", "deliveries", "due_work", "events", "holds", "receivables"}
SLOW_S = 0.7


@dataclass
class Released:
    """A database as the last release left it."""

    owner_url: str
    app_url: str


@pytest.fixture
def dump() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "release.sql"
        path.write_bytes(lzma.decompress(RELEASE.read_bytes()))
        yield path


@pytest.fixture
async def released(servers: Running, worker_id: str, dump: Path) -> AsyncIterator[Released]:
    """The roles are there: the run's other databases were migrated on this very server."""
    name = f"released_{worker_id}"
    admin = await asyncpg.connect(for_asyncpg(named(servers.owner_url, "postgres")))
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    url = named(servers.owner_url, name)
    await pg_tools.run(
        "psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", dump], url=url, server_major=18
    )
    yield Released(url, named(servers.app_url, name))
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@dataclass
class Traffic:
    """Requests of the last release, one transaction each, one after the other until told."""

    database: Database
    companies: list[UUID]
    served: Counter[str] = field(default_factory=Counter)
    is_over: bool = False

    async def ask(
        self, statement: str, *, company_id: UUID | None = None, wait_s: float = 0
    ) -> None:
        """One request, played once more where the product would (`platform.once_more`)."""
        for left in (2, 1, 0):
            try:
                who = company_id or random.choice(self.companies)
                async with self.database.transaction(who) as session:
                    await session.execute(text(statement.replace(":", "\\:")))
                    await asyncio.sleep(wait_s)
            except DBAPIError as error:
                if not left or not is_under_way(error):
                    raise
            else:
                self.served[statement.split(maxsplit=1)[0]] += 1
                return

    async def flow(self, statements: list[str]) -> None:
        while not self.is_over:
            await self.ask(random.choice(statements))

    async def dawdle(self, tables: list[Table]) -> None:
        """Long reads: whoever wants the table for itself waits, or gives way."""
        while not self.is_over:
            await self.ask(random.choice(tables).reading, wait_s=SLOW_S)


async def possible(traffic: Traffic, tables: list[Table]) -> dict[str, str]:
    """The rows that can be added at all before anything changes, by table."""
    found: dict[str, str] = {}
    for table in tables:
        try:
            for company_id in traffic.companies:
                await traffic.ask(table.adding, company_id=company_id)
        except DBAPIError:
            continue  # its keys belong to others: nothing like it can be made up
        found[table.name] = table.adding
    return found


async def upgrade(owner_url: str) -> str:
    """What the migrations said; they are the ones production runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "alembic", "upgrade", "head"),
        cwd=ROOT,
        env={"OWNER_DATABASE_URL": owner_url, "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[-4_000:]
    return said.decode()


async def test_no_request_fails_while_the_tables_change(released: Released) -> None:
    owner = await asyncpg.connect(for_asyncpg(released.owner_url))
    tables = await workload.tables(owner)
    assert await owner.fetchval("SELECT version_num FROM alembic_version") == "0005"
    database = Database(released.app_url)
    async with database.transaction() as session:
        companies = list(await doors.companies(session))
    traffic = Traffic(database, companies)
    adding = await possible(traffic, tables)
    assert adding.keys() >= BUSY
    writing = [*adding.values(), *(one.changing for one in tables)]
    reading = [one.reading for one in tables]

    flows = [asyncio.create_task(traffic.flow(reading)) for _ in range(READERS)]
    flows += [asyncio.create_task(traffic.flow(writing)) for _ in range(WRITERS)]
    flows += [asyncio.create_task(traffic.dawdle(tables))]
    upgrading = asyncio.create_task(upgrade(released.owner_url))
    await asyncio.wait([*flows, upgrading], return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(0.5)  # the last release still serves when the tables have changed
    traffic.is_over = True
    await asyncio.gather(*flows)
    await upgrading

    assert traffic.served["INSERT"] > 20
    assert traffic.served["UPDATE"] > 20
    for company_id in companies:
        async with database.transaction(company_id) as session:
            assert await sealer.verify(session, company_id) > 100
    await database.refuse_unsafe_role()
    await database.close()
    await owner.close()

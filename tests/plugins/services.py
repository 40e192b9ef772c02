"""One PostgreSQL and one Valkey for the whole run, and a database of its own for each worker.

The schema is migrated once, into a template; a worker's database is a clone of it. Tests commit.
They do not meet because each makes a company of its own.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import asyncpg
import pytest
import redis.asyncio

from quittance.platform import embedded
from quittance.platform.database import Database
from quittance.platform.embedded import Running

ROOT = Path(__file__).parents[2]


def named(url: str, database: str) -> str:
    """The same server, another database."""
    return f"{url.rpartition('/')[0]}/{database}"


def for_asyncpg(url: str) -> str:
    """The address without SQLAlchemy's driver."""
    return url.replace("postgresql+asyncpg", "postgresql", 1)


@contextmanager
def shared_servers(folder: Path) -> Iterator[Running]:
    """The first worker to ask starts them, and stops them when the last one has left."""
    folder.mkdir(mode=0o711, exist_ok=True)
    addresses = folder / "running.json"
    with (folder / "turn").open("w") as turn, (folder / "in-use").open("w") as in_use:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if addresses.exists():
            fcntl.flock(in_use, fcntl.LOCK_SH)
            fcntl.flock(turn, fcntl.LOCK_UN)
            yield Running(**json.loads(addresses.read_text()))
            return

        with embedded.services(folder / "services", durable=False) as running:
            migrate(named(running.owner_url, "quittance"))
            addresses.touch(mode=0o600)
            addresses.write_text(json.dumps(asdict(running)))
            fcntl.flock(turn, fcntl.LOCK_UN)
            yield running
            fcntl.flock(turn, fcntl.LOCK_EX)
            addresses.unlink()
            fcntl.flock(in_use, fcntl.LOCK_EX)
        shutil.rmtree(folder, ignore_errors=True)


def migrate(owner_url: str) -> None:
    """The database has the newest schema; the migrations are the ones production runs."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cwd=ROOT,
        env={**os.environ, "OWNER_DATABASE_URL": owner_url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.exit(f"The migrations failed:\n{done.stderr[-4000:]}", returncode=1)


@pytest.fixture(scope="session")
def servers(testrun_uid: str) -> Iterator[Running]:
    """The run's PostgreSQL and Valkey. Their addresses name no worker: see the fixtures below."""
    folder = Path(tempfile.gettempdir()) / f"quittance-{os.geteuid()}-{testrun_uid[:12]}"
    with shared_servers(folder) as running:
        yield running


@pytest.fixture(scope="session")
async def worker_database(servers: Running, worker_id: str) -> Running:
    """This worker's clone of the migrated database, and its Valkey database."""
    name = f"tests_{worker_id}"
    admin = await asyncpg.connect(for_asyncpg(named(servers.owner_url, "postgres")))
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE quittance")
    await admin.close()
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
    return replace(
        servers,
        owner_url=named(servers.owner_url, name),
        app_url=named(servers.app_url, name),
        redis_url=f"{servers.redis_url.rpartition('/')[0]}/{number}",
    )


@pytest.fixture(scope="session")
def owner_url(worker_database: Running) -> str:
    """The worker's database as the owner of its tables, who sees everything."""
    return worker_database.owner_url


@pytest.fixture(scope="session")
def app_url(worker_database: Running) -> str:
    """The worker's database as the application, behind row-level security."""
    return worker_database.app_url


@pytest.fixture(scope="session")
async def database(app_url: str) -> AsyncIterator[Database]:
    """The worker's database, as the application uses it. Transactions are really committed."""
    database = Database(app_url)
    yield database
    await database.close()


@pytest.fixture
async def redis_url(worker_database: Running) -> str:
    """The worker's Valkey, empty."""
    client = redis.asyncio.Redis.from_url(worker_database.redis_url)
    await client.flushdb()
    await client.aclose()
    return worker_database.redis_url

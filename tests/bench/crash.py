"""The ordeal of `tests/e2e/test_crash.py` at full size, and a database that goes away as well."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from quittance.deliveries.models import DeliveryStatus
from quittance.platform import embedded_place, processes
from quittance.platform import embedded_servers as servers
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from tests.bench.figures import Figure
from tests.bench.places import settings_for
from tests.factories.ordeals import Ordeal, undergo
from tests.plugins.services import migrate

MESSAGES, KILLS, FLUSHES = 2_000, 10, 2
MOST_UNCONFIRMED = 0.02
SEED = 20261122


class Postgres:
    """A server that can go away and come back with its data."""

    def __init__(self, folder: Path) -> None:
        self._place = embedded_place.choose(folder)
        self.memory = embedded_place.remember(folder)
        self.start()
        servers.prepare_roles(self._place.account, self.memory)

    def start(self) -> None:
        """It answers."""
        self._process = servers.start_postgres(self._place, self.memory, durable=True)
        servers.wait_for_postgres(self._place, self.memory, self._process)

    def stop(self) -> None:
        """It does not answer any more."""
        processes.stop(self._process)

    def restart(self) -> None:
        """Whoever spoke to it was cut off."""
        self.stop()
        self.start()


async def measure(
    _running: Running,
    _folder: Path,
    *,
    messages: int = MESSAGES,
    kills: int = KILLS,
    flushes: int = FLUSHES,
) -> list[Figure]:
    """How many were lost, doubled and left in doubt; none, none, and two in a hundred at most."""
    with _servers() as (postgres, running, folder):
        database = Database(running.app_url)
        ordeal = Ordeal(
            messages=messages,
            kills=kills,
            flushes=flushes,
            seed=SEED,
            restart_postgres=postgres.restart,
        )
        after = await undergo(ordeal, database, settings_for(running, folder), running.redis_url)
        await database.close()
    sent, unknown = after.said(DeliveryStatus.SENT), after.said(DeliveryStatus.UNCONFIRMED)
    lost = [row for row in sent if not after.arrived[row.message_id or ""]]
    doubled = [name for name, times in after.arrived.items() if times > 1]
    undone = messages - len(sent) - len(unknown)
    share = round(len(unknown) / messages, 4)
    return [
        Figure("crash, lost", len(lost) + undone, "messages", 0),
        Figure("crash, doubled", len(doubled), "messages", 0),
        Figure("crash, unconfirmed", share, "of all", MOST_UNCONFIRMED),
    ]


@contextmanager
def _servers() -> Iterator[tuple[Postgres, Running, Path]]:
    with tempfile.TemporaryDirectory(prefix="quittance-crash-") as name, ExitStack() as stopping:
        folder = Path(name)
        folder.chmod(0o711)
        postgres = Postgres(folder)
        stopping.callback(postgres.stop)
        memory = postgres.memory
        place = embedded_place.choose(folder)
        valkey = servers.start_valkey(place, memory, durable=True)
        stopping.callback(processes.stop, valkey)
        servers.wait_for_valkey(place, memory, valkey)
        running = Running(
            owner_url=servers.postgres_url(servers.OWNER, memory.owner_password, memory),
            app_url=servers.postgres_url(servers.APPLICATION, memory.app_password, memory),
            redis_url=servers.redis_url(memory),
        )
        migrate(running.owner_url)
        yield postgres, running, folder

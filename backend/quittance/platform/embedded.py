"""PostgreSQL 18 and Valkey 9 out of their wheels, for the demonstration and the tests.

Production gives DATABASE_URL and REDIS_URL instead; nothing else knows the difference.
"""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from quittance.platform import embedded_place, processes
from quittance.platform import embedded_servers as servers


class AlreadyRunning(RuntimeError):
    """Another process runs the services of that folder."""


@dataclass(frozen=True)
class Running:
    """Where the two servers answer."""

    owner_url: str
    app_url: str
    redis_url: str


@dataclass(frozen=True)
class Server:
    """One of the two, to be watched: what it last said is in its log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


@dataclass(frozen=True)
class Watched:
    """Where both answer, and the processes that do."""

    running: Running
    servers: tuple[Server, ...]


@contextmanager
def services(data_dir: Path, *, durable: bool = True) -> Iterator[Running]:
    """Where both servers answer, until the block ends; see `watched`."""
    with watched(data_dir, durable=durable) as both:
        yield both.running


@contextmanager
def watched(data_dir: Path, *, durable: bool = True) -> Iterator[Watched]:
    """Both servers answer until the block ends; their data stays in `data_dir`.

    Without `durable` they are faster and may lose everything in a crash: for tests.
    """
    data_dir = data_dir.resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    with _alone(data_dir), ExitStack() as stopping:
        place = embedded_place.choose(data_dir)
        memory = embedded_place.remember(data_dir)

        postgres = servers.start_postgres(place, memory, durable=durable)
        stopping.callback(processes.stop, postgres)
        servers.wait_for_postgres(place, memory, postgres)
        servers.prepare_roles(place.account, memory)

        valkey = servers.start_valkey(place, memory, durable=durable)
        stopping.callback(processes.stop, valkey)
        servers.wait_for_valkey(place, memory, valkey)

        running = Running(
            owner_url=servers.postgres_url(servers.OWNER, memory.owner_password, memory),
            app_url=servers.postgres_url(servers.APPLICATION, memory.app_password, memory),
            redis_url=servers.redis_url(memory),
        )
        both = {"postgresql": postgres, "valkey": valkey}
        yield Watched(
            running, tuple(Server(name, one, place.log(name)) for name, one in both.items())
        )


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """The folder is ours; a second start elsewhere is told who holds it."""
    with (data_dir / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            lock.seek(0)
            raise AlreadyRunning(f"Process {lock.read()} already runs {data_dir}.") from held
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield

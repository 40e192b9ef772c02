"""The demonstration's own servers: they keep data, leave no orphan, and share a machine."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
import redis

from quittance.platform import embedded, processes
from quittance.platform.embedded import AlreadyRunning, Running
from tests.plugins.services import for_asyncpg

HOLD_FOREVER = """
import sys, time
from pathlib import Path
from quittance.platform import embedded

with embedded.services(Path(sys.argv[1])) as running:
    print(running.owner_url, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where root's servers, which run as nobody, can go; pytest's own folders are closed."""
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o711)
        yield Path(temporary) / "var"


async def query(url: str, statement: str) -> object:
    connection = await asyncpg.connect(for_asyncpg(url))
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def valkey(running: Running) -> redis.Redis:
    return redis.Redis.from_url(running.redis_url)


def ports(running: Running) -> list[str]:
    return [
        url.rpartition(":")[2].partition("/")[0] for url in (running.app_url, running.redis_url)
    ]


async def test_a_second_start_finds_ports_passwords_and_data_of_the_first(folder: Path) -> None:
    with embedded.services(folder) as first, closing(valkey(first)) as store:
        await query(first.owner_url, "CREATE TABLE kept AS SELECT 42 AS answer")
        store.set("bell", "rung")

    with embedded.services(folder) as second, closing(valkey(second)) as store:
        assert second == first
        assert await query(second.owner_url, "SELECT answer FROM kept") == 42
        assert store.get("bell") == b"rung"


async def test_the_application_can_neither_bypass_row_security_nor_create_roles(
    folder: Path,
) -> None:
    with embedded.services(folder, durable=False) as running:
        powers = await query(
            running.app_url,
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
            " FROM pg_roles WHERE rolname = current_user",
        )
        assert powers is False


async def test_letters_with_accents_have_capitals_and_the_pacific_has_its_hour(
    folder: Path,
) -> None:
    with embedded.services(folder, durable=False) as running:
        assert await query(running.app_url, "SELECT upper('créance échue')") == "CRÉANCE ÉCHUE"
        noon = (
            "SELECT to_char('2026-11-22 12:00Z'::timestamptz AT TIME ZONE 'Pacific/Noumea', 'HH24')"
        )
        assert await query(running.app_url, noon) == "23"


async def test_a_wrong_password_opens_neither_server(folder: Path) -> None:
    with embedded.services(folder, durable=False) as running:
        with pytest.raises(asyncpg.InvalidPasswordError):
            await query(running.owner_url.replace("owner:", "owner:not-"), "SELECT 1")
        stranger = redis.Redis.from_url(running.redis_url.replace("redis://:", "redis://:not-"))
        with closing(stranger), pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_two_checkouts_use_different_ports(folder: Path) -> None:
    with (
        embedded.services(folder / "one", durable=False) as one,
        embedded.services(folder / "other", durable=False) as other,
    ):
        assert set(ports(one)).isdisjoint(ports(other))
        assert all(int(port) < 32768 for port in ports(one) + ports(other))


def test_one_folder_is_served_once(folder: Path) -> None:
    with (
        embedded.services(folder, durable=False),
        pytest.raises(AlreadyRunning, match=str(os.getpid())),
        embedded.services(folder, durable=False),
    ):
        pass


async def test_a_killed_parent_leaves_no_server_behind_and_the_next_start_works(
    folder: Path,
) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", HOLD_FOREVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    with parent:
        assert parent.stdout is not None
        try:
            url = parent.stdout.readline().strip()
            server = int((folder / "postgresql" / "postmaster.pid").read_text().splitlines()[0])
        finally:
            parent.kill()

    assert processes.wait(lambda: not running(server), seconds=15)
    with embedded.services(folder) as again:
        assert again.owner_url == url


def test_the_pid_file_of_a_server_long_gone_is_no_obstacle(folder: Path) -> None:
    with embedded.services(folder, durable=False) as first:
        stale = (folder / "postgresql" / "postmaster.pid").read_text()
    lines = [str(os.getpid()), *stale.splitlines()[1:]]  # its number now belongs to a stranger
    (folder / "postgresql" / "postmaster.pid").write_text("\n".join(lines))

    with embedded.services(folder, durable=False) as second:
        assert second == first


# Says when it listens: a shell that starts us in the background may have us ignore SIGINT.
LISTENS = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
print("listening", flush=True)
time.sleep(600)
"""


def test_where_linux_does_not_help_a_shell_waits_for_our_end() -> None:
    command = [sys.executable, "-c", LISTENS]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as watched:
        assert watched.stdout is not None
        assert watched.stdout.readline() == "listening\n"
        with processes.stop_when_we_die(watched.pid) as watcher:
            assert watcher.stdin is not None
            watcher.stdin.close()  # what our end does to a pipe that only we hold

            assert watched.wait(10) in (-signal.SIGINT, 1, 130)


def running(process_id: int) -> bool:
    """Alive, and not merely waiting to be buried by its new parent."""
    if not processes.is_alive(process_id):
        return False
    state = Path(f"/proc/{process_id}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")

"""Servers we start ourselves: without privileges, with a log, and never outliving us."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
START_SECONDS = 60
STOP_SECONDS = 20
POLL_SECONDS = 0.02

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class ServerFailed(RuntimeError):
    """A server ended, or kept silent, when it should have been answering."""


@dataclass(frozen=True)
class Account:
    """The system user a server runs as."""

    name: str
    user_id: int
    group_id: int


def unprivileged_account() -> Account | None:
    """`nobody` when we are root, since PostgreSQL refuses to run as root; otherwise ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_name, nobody.pw_uid, nobody.pw_gid)


def is_within_reach(path: Path, account: Account | None) -> bool:
    """Whether the account can read `path` through every folder above it."""
    if account is None:
        return True
    wanted = 0o005 if path.is_dir() else 0o004
    folders_open = all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)
    return folders_open and path.stat().st_mode & wanted == wanted


def give(path: Path, account: Account | None) -> None:
    """The folder and all it holds belong to the account."""
    if account is None or path.stat().st_uid == account.user_id:
        return
    for entry in (path, *path.rglob("*")):
        os.chown(entry, account.user_id, account.group_id, follow_symlinks=False)


def run(
    command: Sequence[str | Path],
    *,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
) -> None:
    """The command has ended well; what it said is in the error when it has not."""
    done = subprocess.run(  # noqa: S603 - the callers name programs of our own wheels
        [os.fspath(part) for part in command],
        cwd="/",
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        user=account.user_id if account else None,
        group=account.group_id if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode != 0:
        raise ServerFailed(f"{Path(command[0]).name} failed: {done.stderr or done.stdout}")


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    account: Account | None,
    configuration: str = "",
) -> subprocess.Popen[bytes]:
    """The server runs, reads `configuration` on its standard input, and stops when we die.

    It has a session of its own, so that Ctrl-C reaches it through us, in our order. The
    calling thread must live as long as we do: Linux ties the child to it.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - as above
            [os.fspath(part) for part in command],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.user_id if account else None,
            group=account.group_id if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509 - one system call, no lock taken
        )
    if _LIBC is None:
        stop_when_we_die(process.pid)
    if process.stdin is not None:
        process.stdin.write(configuration.encode())
        process.stdin.close()
    return process


def _die_with(parent: int) -> Callable[[], None] | None:
    """What a child does before it becomes the server: ask Linux for SIGINT at our death."""
    libc = _LIBC
    if libc is None:
        return None

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGINT))
        if os.getppid() != parent:  # we died between fork and prctl
            os._exit(1)

    return ask


def stop_when_we_die(process_id: int) -> subprocess.Popen[bytes]:
    """A small shell waits for the end of a pipe that only we hold, then interrupts the process."""
    return subprocess.Popen(  # noqa: S603 - a constant script
        ["/bin/sh", "-c", 'read -r _; kill -INT "$0" 2>/dev/null', str(process_id)],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait(ready: Callable[[], bool], *, seconds: float) -> bool:
    """Whether it became true before the time was over."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def wait_for_server(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """The server answers; one that ended or keeps silent shows the end of its log."""
    wait(lambda: process.poll() is not None or ready(), seconds=START_SECONDS)
    if process.poll() is not None or not ready():
        last_words = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise ServerFailed(f"{log.stem} does not answer. The end of {log}:\n{last_words}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """The server has ended: cleanly on SIGINT, or at once when it takes too long."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)


def is_alive(process_id: int) -> bool:
    """Whether some process has that number now."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""`make demo`: from an empty folder to a log-in, everything on this machine, until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx

from quittance.cli.demo_memory import Memory, remember, write_down
from quittance.platform import embedded, processes
from quittance.platform.clock import stopwatch
from quittance.platform.embedded import AlreadyRunning, Running, Server
from quittance.platform.processes import ServerFailed
from quittance.platform.settings import Settings

HERE = "127.0.0.1"
LOOK_EVERY_S = 0.2
LAST_LINES = 15
CONSOLE = Path(__file__).resolve().parents[3] / "frontend" / "dist"
QUITTANCE = Path(sysconfig.get_path("scripts")) / "quittance"


def run(data: Path, port: int) -> None:
    """The product runs with its demonstration company until interrupted; then nothing is left.

    A program that ends by itself ends all the others, and its last words are the reason.
    """
    data = data.resolve()
    with _until_told_to_stop(), ExitStack() as stopping:
        began = stopwatch()
        data.mkdir(parents=True, exist_ok=True)
        services = stopping.enter_context(embedded.watched(data / "services"))
        running = services.running
        memory = remember(data, port)
        os.environ.update(_environment(data, running, memory))
        settings = Settings()
        memory = _fill(data, settings, memory)

        children = _start(data, memory, stopping)
        api = children[0]
        address = f"{settings.public_url}/health/ready"
        processes.wait_for_server(lambda: _answers(address), api.process, api.log)
        _welcome(settings, memory, stopwatch() - began)
        _watch([*services.servers, *children])


def _fill(data: Path, settings: Settings, memory: Memory) -> Memory:
    """The tables are those of this version, and the first start has told its story."""
    from quittance.cli import operations

    operations.migrate(settings.owner_database_url)
    if memory.summary is not None:
        return memory
    from quittance.cli import seed

    _tell("First start: two years of a fictional company's ledger are being written…")
    memory = replace(memory, summary=asyncio.run(seed.fill(settings)))
    write_down(data, memory)
    return memory


def run_services(data: Path) -> None:
    """PostgreSQL and Valkey run until interrupted; what to export to use them is printed."""
    with _until_told_to_stop(), embedded.watched(data.resolve()) as services:
        for name, value in _addresses(services.running).items():
            _tell(f"export {name}={shlex.quote(value)}")
        _watch(services.servers)


@contextmanager
def _until_told_to_stop() -> Iterator[None]:
    """Ctrl-C, a polite kill and a closed terminal end the block, and so the command, quietly."""

    def leave(*_: object) -> None:
        raise KeyboardInterrupt

    for told in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, leave)
    try:
        yield
    except KeyboardInterrupt:
        _tell("Stopped. The data are kept for the next start.")
    except (AlreadyRunning, ServerFailed) as failed:
        sys.exit(str(failed))


def _addresses(running: Running) -> dict[str, str]:
    return {
        "DATABASE_URL": running.app_url,
        "OWNER_DATABASE_URL": running.owner_url,
        "REDIS_URL": running.redis_url,
    }


def _environment(data: Path, running: Running, memory: Memory) -> dict[str, str]:
    """What each of our programs is told; mail goes to the catcher and nowhere else."""
    return {
        **_addresses(running),
        "BLOB_URL": str(data / "blobs"),
        "QUITTANCE_DEMO": "1",
        "QUITTANCE_SECRET_KEY": memory.secret_key,
        "QUITTANCE_ENCRYPTION_KEY": memory.encryption_key,
        "QUITTANCE_PUBLIC_URL": f"http://{HERE}:{memory.http_port}",
        "QUITTANCE_FRONTEND_DIR": str(CONSOLE),
        "QUITTANCE_SMTP_HOST": HERE,
        "QUITTANCE_SMTP_PORT": str(memory.smtp_port),
        "QUITTANCE_SMTP_TLS": "none",
        "QUITTANCE_MAIL_DOMAIN": "demo.quittance.example",
        "QUITTANCE_MAIL_CATCHER_URL": f"http://{HERE}:{memory.mail_port}",
        "QUITTANCE_LAN_HOSTS": f'["{HERE}"]',
    }


def _start(data: Path, memory: Memory, stopping: ExitStack) -> list[Server]:
    """The API, the worker and the mail catcher run, and stop before their servers do."""
    logs = data / "logs"
    logs.mkdir(exist_ok=True)
    catcher: list[str | Path] = [sys.executable, "-m", "quittance.platform.mailcatcher"]
    commands: dict[str, Sequence[str | Path]] = {
        "api": [QUITTANCE, "serve", "--host", HERE, "--port", str(memory.http_port)],
        "worker": [QUITTANCE, "worker"],
        "mail": [
            *catcher,
            *("--smtp-port", str(memory.smtp_port)),
            *("--http-port", str(memory.mail_port)),
            *("--folder", data / "mails"),
        ],
    }
    children = []
    for name, command in commands.items():
        log = logs / f"{name}.log"
        log.unlink(missing_ok=True)
        process = processes.start(command, log=log, account=None)
        stopping.callback(processes.stop, process)
        children.append(Server(name, process, log))
    return children


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _welcome(settings: Settings, memory: Memory, seconds: float) -> None:
    """Where to go, as whom, and a fresh link for each state of a debtor's space."""
    from quittance.cli import demo_links

    if memory.summary is None:
        return
    shown = memory.summary
    link, others = asyncio.run(demo_links.portal_links(settings, shown))
    more = "\n".join(f"  {what:<14}{url}" for what, url in others)
    _tell(
        f"""
  Quittance is ready ({seconds:.0f} s).

  Console       {settings.public_url}
  Log in        {shown.email}
  Password      {shown.password}

  A debtor      {link}
                (the portal of {shown.customer})
{more}
  Mail caught   http://{HERE}:{memory.mail_port}
                (nothing leaves this machine)

  Ctrl-C stops everything; the data stay. Start afresh with: make demo RESET=1
"""
    )


def _watch(children: Sequence[Server]) -> None:
    """Returns never: raises `ServerFailed` with the last words of the first program that ends.

    The servers are looked at first: when one of them ends, the others end for want of it.
    """
    while True:
        for child in children:
            if (code := child.process.poll()) is not None:
                words = child.log.read_text(errors="replace").splitlines()[-LAST_LINES:]
                raise ServerFailed(
                    f"{child.name} ended with code {code}. The end of {child.log}:\n"
                    + "\n".join(words)
                )
        time.sleep(LOOK_EVERY_S)


def _tell(words: str) -> None:
    """Said at once, even into a pipe."""
    print(words, flush=True)

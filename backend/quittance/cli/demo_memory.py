"""What a second start of the demonstration needs from the first: ports, keys, the log-in."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from quittance.cli.seed_summary import Summary
from quittance.platform.embedded_place import free_port, is_free

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Memory:
    """Kept in the data folder, for its owner's eyes only."""

    http_port: int
    smtp_port: int
    mail_port: int
    secret_key: str
    encryption_key: str
    summary: Summary | None = None


_KEPT = TypeAdapter(Memory)


def remember(data: Path, port: int) -> Memory:
    """The last start's memory, or a new one; `port` wins, a port taken since is replaced."""
    file = _file(data)
    known = _KEPT.validate_json(file.read_bytes()) if file.exists() else None
    if port and not is_free(port):
        sys.exit(f"Port {port} is taken.")
    kept = (known.http_port, known.smtp_port, known.mail_port) if known else (0, 0, 0)
    taken: set[int] = set()
    memory = Memory(
        http_port=_port(port or kept[0], taken),
        smtp_port=_port(kept[1], taken),
        mail_port=_port(kept[2], taken),
        secret_key=known.secret_key if known else secrets.token_urlsafe(KEY_BYTES),
        encryption_key=known.encryption_key if known else secrets.token_urlsafe(KEY_BYTES),
        summary=known.summary if known else None,
    )
    write_down(data, memory)
    return memory


def write_down(data: Path, memory: Memory) -> None:
    """The memory is in the folder."""
    file = _file(data)
    file.touch(mode=0o600)
    file.write_bytes(_KEPT.dump_json(memory, indent=2))


def _file(data: Path) -> Path:
    return data / "demo.json"


def _port(wanted: int, taken: set[int]) -> int:
    """The wanted port, or another one if somebody has it; from then on it is taken."""
    while wanted in taken or not is_free(wanted):
        wanted = free_port()
    taken.add(wanted)
    return wanted

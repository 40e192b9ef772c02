"""The commands by which an installation is kept: proofs, keys, backups, what comes after."""

from __future__ import annotations

import argparse
import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from quittance.cli.environment import settings

Command = Callable[[argparse.Namespace], None]


def add_commands(add: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    """The parser knows these commands too."""
    audit = add("audit", _audit, "verify the chain of facts of a company, or print its head")
    audit.add_argument("verb", choices=("verify", "head"))
    audit.add_argument("--company", type=UUID, required=True)
    audit.add_argument("--head", type=_head, help="what `audit head` printed before, kept apart")

    add("rotate-keys", _rotate_keys, "seal every secret with the newest encryption key")

    backup = add("backup", _backup, "save the database and the files into a new folder")
    backup.add_argument("folder", type=Path, help="where the folder of each backup is made")

    restore = add("restore", _restore, "bring a backup back into an empty database; then pause")
    restore.add_argument("folder", type=Path, help="the folder of one backup")

    add("pause", _pause, "let nothing leave until `resume`")
    status = add("status", _status, "print whether messages leave, and what is due; 1 if paused")
    status.add_argument("--json", action="store_true")
    resume = add("resume", _resume, "let messages leave again, after a restore or a pause")
    resume.add_argument(
        "--restored-from", type=_instant, metavar="INSTANT", help="when the backup was made"
    )


def _instant(words: str) -> datetime:
    """An instant with its zone; without one, two people would read two instants."""
    instant = datetime.fromisoformat(words)
    if instant.tzinfo is None:
        raise ValueError
    return instant


def _head(words: str) -> str:
    """The end of a chain as it was printed: a shortened one would prove nothing."""
    if not re.fullmatch(r"(?:0|[1-9][0-9]*):[0-9a-f]{64}", words.strip()):
        raise ValueError
    return words.strip()


def _audit(arguments: argparse.Namespace) -> None:
    from quittance.cli import operations

    if arguments.verb == "head":
        asyncio.run(operations.audit_head(settings(), arguments.company))
    else:
        head = arguments.head or ""
        asyncio.run(operations.verify_audit(settings(), arguments.company, head))


def _rotate_keys(_: argparse.Namespace) -> None:
    from quittance.cli import keys

    asyncio.run(keys.rotate(settings()))


def _backup(arguments: argparse.Namespace) -> None:
    from quittance.cli import safekeeping

    asyncio.run(safekeeping.take_backup(settings(owner=True), arguments.folder.resolve()))


def _restore(arguments: argparse.Namespace) -> None:
    from quittance.cli import safekeeping

    asyncio.run(safekeeping.restore(settings(owner=True), arguments.folder.resolve()))


def _pause(_: argparse.Namespace) -> None:
    from quittance.cli import safekeeping

    asyncio.run(safekeeping.pause(settings()))


def _status(arguments: argparse.Namespace) -> None:
    from quittance.cli import safekeeping

    asyncio.run(safekeeping.status(settings(), as_json=arguments.json))


def _resume(arguments: argparse.Namespace) -> None:
    from quittance.cli import safekeeping

    asyncio.run(safekeeping.resume(settings(), arguments.restored_from))

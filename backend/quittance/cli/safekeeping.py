"""Backups, restores, and what an operator asks before and after: pause, status, resume."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID

from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from quittance import wiring
from quittance.accounts import forgetting
from quittance.cli.operations import alembic_config, say
from quittance.deliveries import mime, restoring
from quittance.deliveries.ports import Outcomes
from quittance.deliveries.restoring import Doubted
from quittance.platform import backup, doors, generation
from quittance.platform.backup import BackupRefused
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.events import SEAL
from quittance.platform.generation import PauseReason
from quittance.platform.jobs import JobContext
from quittance.platform.pg_tools import ToolFailed
from quittance.platform.settings import Settings
from quittance.platform.storage import keys_since

KEYS_A_QUERY = 500


async def take_backup(settings: Settings, folder: Path) -> None:
    """A new folder, named for the instant, holds the backup; its name is the last line said."""
    clock = Clock()
    place = folder / clock.now().strftime("%Y-%m-%dT%H%M%SZ")
    try:
        made = await backup.take(
            _owner(settings), settings.blob_dir, wiring.mark(settings), place, clock=clock
        )
    except (BackupRefused, ToolFailed) as refused:
        sys.exit(str(refused))
    say(f"Database at revision {made.revision}, {made.files} files, {made.files_bytes:,} bytes.")
    say("Keep the encryption key elsewhere: it is in no backup, and without it no secret opens.")
    say(str(place))


async def restore(settings: Settings, folder: Path) -> None:
    """The empty database and the files are those of the backup; sending is paused."""
    try:
        manifest = backup.read_manifest(folder)
        await backup.restore(
            _owner(settings),
            settings.blob_dir,
            wiring.mark(settings),
            folder,
            now=Clock().now(),
        )
    except (BackupRefused, ToolFailed) as refused:
        sys.exit(str(refused))
    say(f"Restored as of {manifest.taken_at.isoformat()}; sending is paused.")
    say("Next: quittance migrate; start; look around; then, with the old installation stopped,")
    say(f"quittance resume --restored-from {manifest.taken_at.isoformat()}")


async def pause(settings: Settings) -> None:
    """Nothing leaves until `resume`, whatever falls due."""
    clock = Clock()
    database = Database(settings.database_url)
    async with database.transaction() as session:
        await generation.pause(session, PauseReason.BY_HAND, now=clock.now())
    await database.close()
    say("Sending is paused. quittance resume lets messages leave again.")


async def status(settings: Settings, *, as_json: bool) -> None:
    """What an operator asks first is printed; the command fails while sending is paused."""
    clock = Clock()
    now = clock.now()
    database = Database(settings.database_url)
    async with database.transaction() as session:
        await generation.may_speak(session, wiring.mark(settings), now=now)
        own = await generation.installation(session)
        rows = (
            await session.execute(
                select(DueWork.what, func.count(), func.min(DueWork.due_at))
                .where(DueWork.due_at <= now)
                .group_by(DueWork.what)
                .order_by(DueWork.what)
            )
        ).all()
    await database.close()
    found: dict[str, object] = {
        "sending": "paused" if own.paused_at else "open",
        "paused_at": own.paused_at,
        "pause_reason": own.pause_reason,
        "restored_from": own.restored_from,
        "generation": own.generation,
        "revision": await _revision(settings.owner_database_url),
        "newest_revision": _newest_revision(),
        "due": {
            "facts to seal" if what == SEAL else what: {
                "count": count,
                "waiting_s": int((now - since).total_seconds()),
            }
            for what, count, since in rows
        },
    }
    if as_json:
        say(json.dumps(found, default=str, indent=2))
    else:
        _show(found)
    if own.paused_at is not None:
        sys.exit(1)


def _show(found: dict[str, object]) -> None:
    due = found.pop("due")
    for name, value in found.items():
        if value is not None:
            say(f"{name.replace('_', ' '):16} {value}")
    if isinstance(due, dict):
        for what, one in due.items():
            say(f"due: {what:24} {one['count']:6}   the oldest for {one['waiting_s']} s")
        if not due:
            say("nothing is due")


async def _revision(owner_url: str) -> str | None:
    """Where the tables stand; only their owner may know."""
    if not owner_url:
        return None
    owner = Database(owner_url)
    async with owner.transaction() as session:
        revision = await session.scalar(text("SELECT version_num FROM alembic_version"))
    await owner.close()
    return str(revision)


def _newest_revision() -> str:
    return str(ScriptDirectory.from_config(alembic_config()).get_current_head())


async def resume(settings: Settings, restored_from: datetime | None) -> None:
    """What the backup held as waiting is in people's hands, and messages may leave again.

    Broken off half-way, it is run again: a company already done has nothing left to doubt.
    """
    clock = Clock()
    async with wiring.workplace(settings, clock) as job:
        async with job.transaction() as session:
            own = await generation.installation(session)
            companies = await doors.companies(session)
        if own.paused_at is None:
            say("Sending is not paused.")
            return
        since = restored_from or own.restored_from
        if since is None and own.pause_reason is not PauseReason.BY_HAND:
            sys.exit("Say from when the data are: --restored-from 2026-11-22T03:00:00Z")
        if since is not None:
            await _distrust(job, companies, own.paused_at, since)
        mark = wiring.mark(settings)
        async with job.transaction() as session:
            words = await generation.resume(session, mark)
        await mark.write(words)
    say("Messages may leave again.")


async def _distrust(
    job: JobContext, companies: Sequence[UUID], paused_at: datetime, since: datetime
) -> None:
    """No message leaves that a person has not looked at since the restore."""
    await _refuse_wrong_instant(job, companies, paused_at, since)
    total = Doubted()
    for company_id in companies:
        total += await _doubt_all(job, company_id, paused_at)
        async with job.transaction(company_id) as session:
            await forgetting.forget_confirmed_plan(session, company_id)
    say(f"{total.unconfirmed} messages may have left since the backup: they are unconfirmed.")
    say(f"{total.returned} messages were to leave later: they wait to be confirmed again.")
    say("Automatic sending waits until a person has confirmed a plan in each company.")
    forgotten = await _forgotten(job, companies, since)
    if forgotten:
        say(f"{len(forgotten)} messages were written since, of which the database knows nothing:")
        for line in forgotten:
            say("  " + line)


async def _refuse_wrong_instant(
    job: JobContext, companies: Sequence[UUID], paused_at: datetime, since: datetime
) -> None:
    if since > paused_at:
        sys.exit(f"Sending was paused at {paused_at.isoformat()}: the backup is older than that.")
    for company_id in companies:
        async with job.transaction(company_id) as session:
            newest = await restoring.newest_message_at(session, company_id, until=paused_at)
        if newest is not None and newest > since:
            sys.exit(
                f"The data hold a message queued at {newest.isoformat()}:"
                " the backup is not older than that."
            )


async def _doubt_all(job: JobContext, company_id: UUID, queued_by: datetime) -> Doubted:
    """Portion by portion, in transactions of their own."""
    total = Doubted()
    while True:
        async with job.transaction(company_id) as session:
            portion = await restoring.doubt(
                session,
                company_id,
                queued_by=queued_by,
                outcomes=job.provider(Outcomes),
                now=job.now(),
            )
        if portion == Doubted():
            return total
        total += portion


async def _forgotten(job: JobContext, companies: Sequence[UUID], since: datetime) -> list[str]:
    """Messages whose bytes survived beside the files while their rows did not, one line each."""
    lines: list[str] = []
    for company_id in companies:
        keys = keys_since(job.settings.blob_dir, company_id, since)
        for start in range(0, len(keys), KEYS_A_QUERY):
            portion = keys[start : start + KEYS_A_QUERY]
            async with job.transaction(company_id) as session:
                known = await restoring.known_keys(session, company_id, portion)
            for key in sorted(set(portion) - known):
                content = await job.storage.get(key)
                lines += [_told(one) for one in mime.messages_in(content)]
    return sorted(lines)


def _told(content: bytes) -> str:
    """When the message was written, to whom and about what."""
    message = message_from_bytes(content[: mime.LONGEST_HEAD], policy=policy.default)
    sent_at = message["Date"].datetime.astimezone(UTC)
    return f"{sent_at.isoformat(timespec='seconds')}  {message['To']}  {message['Subject']}"


def _owner(settings: Settings) -> str:
    if not settings.owner_database_url:
        sys.exit("OWNER_DATABASE_URL names the role that owns the tables.")
    return settings.owner_database_url

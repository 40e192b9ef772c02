"""A backup: the database at one instant, the files, and a manifest that says what they are.

A restored installation never speaks by itself: see `platform.generation`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from quittance.platform import generation, pg_tools
from quittance.platform.clock import Clock
from quittance.platform.generation import Mark, PauseReason
from quittance.platform.storage import CHUNK, KEY

DUMP, FILES, MANIFEST = "database.dump", "files", "manifest.json"
FORMAT = 1


class BackupRefused(RuntimeError):
    """What was asked would lose or mix data; the message says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `heads` are the ends of the chains of facts, by company."""

    format: int
    taken_at: datetime
    installation: UUID
    generation: int
    revision: str
    server_major: int
    dump_sha256: str
    files: int
    files_bytes: int
    heads: dict[UUID, str]


_MANIFEST = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest:
    """What the backup says it is; raises `BackupRefused`."""
    try:
        manifest = _MANIFEST.validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise BackupRefused(f"{folder} is no complete backup of ours.") from error
    if manifest.format != FORMAT:
        raise BackupRefused(f"{folder} was made by another version.")
    return manifest


async def take(owner_url: str, blobs: Path, mark: Mark, folder: Path, *, clock: Clock) -> Manifest:
    """The folder holds the backup, whole or not at all; the product goes on meanwhile.

    Files are copied after the database: bytes are kept before a row names them. Those that the
    backup before it (beside it) already holds are linked, not copied again.
    """
    before, making = _begin(folder)
    engine = create_async_engine(owner_url, poolclass=NullPool, isolation_level="REPEATABLE READ")
    try:
        async with engine.connect() as connection:
            await _refuse_half_blind(connection)
            snapshot = await connection.scalar(text("SELECT pg_export_snapshot()"))
            facts = await _facts(connection)
            taken_at = clock.now()  # nothing in the snapshot is newer
            await pg_tools.run(
                "pg_dump",
                ["--format=custom", f"--snapshot={snapshot}", f"--file={making / DUMP}"],
                url=owner_url,
                server_major=facts.server_major,
            )
        count, size = _copy_files(blobs, making / FILES, before and before / FILES)
        manifest = Manifest(
            format=FORMAT,
            taken_at=taken_at,
            installation=facts.installation,
            generation=facts.generation,
            revision=facts.revision,
            server_major=facts.server_major,
            dump_sha256=_digest(making / DUMP),
            files=count,
            files_bytes=size,
            heads=facts.heads,
        )
        (making / MANIFEST).write_bytes(_MANIFEST.dump_json(manifest, indent=2))
        making.rename(folder)
        await _leave_behind(engine, mark)
    finally:
        await engine.dispose()
        shutil.rmtree(making, ignore_errors=True)
    return manifest


async def restore(owner_url: str, blobs: Path, mark: Mark, folder: Path, *, now: datetime) -> None:
    """The empty database is the backup's, the files are there, and sending is paused.

    The mark beside the files is raised first: the database is older than it from its first
    instant, so that no worker which happens to run speaks before the pause is written.
    """
    manifest = read_manifest(folder)
    if _digest(folder / DUMP) != manifest.dump_sha256:
        raise BackupRefused("The dump is not the one that was made: its digest differs.")
    await _refuse_foreign_files(mark, manifest)
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await _refuse_full(connection)
            await _make_roles(connection)
        _copy_files(folder / FILES, blobs, None, most=manifest.files)
        await mark.write(generation.words_of(manifest.installation, manifest.generation + 1))
        await pg_tools.run(
            "pg_restore",
            [
                *("--single-transaction", "--exit-on-error", f"--dbname={engine.url.database}"),
                folder / DUMP,
            ],
            url=owner_url,
            server_major=manifest.server_major,
        )
        async with engine.begin() as connection:
            await connection.execute(
                text(
                    "UPDATE installation SET paused_at = :now, pause_reason = :reason,"
                    " restored_from = :taken_at"
                ),
                {
                    "now": now,
                    "reason": PauseReason.RESTORED.value,
                    "taken_at": manifest.taken_at,
                },
            )
            await connection.execute(text("ANALYZE"))
    finally:
        await engine.dispose()


# ── The database ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Facts:
    installation: UUID
    generation: int
    revision: str
    server_major: int
    heads: dict[UUID, str]


async def _facts(connection: AsyncConnection) -> _Facts:
    """What the manifest tells of the database, read in the snapshot that is dumped."""
    own = (await connection.execute(text("SELECT id, generation FROM installation"))).one()
    revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    version = await connection.scalar(text("SELECT current_setting('server_version_num')::int"))
    heads = await connection.execute(
        text(
            "SELECT DISTINCT ON (company_id) company_id, seq || ':' || encode(chain, 'hex') AS head"
            " FROM events WHERE seq IS NOT NULL ORDER BY company_id, seq DESC"
        )
    )
    return _Facts(
        installation=own.id,
        generation=own.generation,
        revision=str(revision),
        server_major=int(version or 0) // 10_000,
        heads={row.company_id: row.head for row in heads},
    )


async def _refuse_half_blind(connection: AsyncConnection) -> None:
    """Row-level security binds the owner too: only a role it does not bind sees every row."""
    sees_all = await connection.scalar(
        text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    )
    if not sees_all:
        raise BackupRefused(
            "This role is bound by row-level security and would save no row:"
            " OWNER_DATABASE_URL needs a superuser, or a role with BYPASSRLS."
        )


async def _refuse_full(connection: AsyncConnection) -> None:
    tables = await connection.scalar(
        text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    )
    if tables:
        raise BackupRefused("The database is not empty: restore into a new one.")


async def _make_roles(connection: AsyncConnection) -> None:
    """The roles the dump grants to exist, as the migrations make them; a dump holds none."""
    for role, login in (("quittance_app", "LOGIN"), ("quittance_search", "NOLOGIN")):
        await connection.execute(
            text(
                f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
                f" THEN CREATE ROLE {role} {login} NOSUPERUSER NOBYPASSRLS; END IF; END $$"
            )
        )
    await connection.execute(text("GRANT quittance_search TO CURRENT_USER"))


async def _leave_behind(engine: AsyncEngine, mark: Mark) -> None:
    """The living database is ahead of the backup, even if it never speaks again."""
    # Not in a snapshot: it would be refused beside a worker that is about to speak.
    async with engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
        raised = await connection.execute(
            text("UPDATE installation SET generation = generation + 1 RETURNING id, generation")
        )
        id, number = raised.one()
    await mark.write(generation.words_of(id, number))


# ── The files ────────────────────────────────────────────────────────────────


def _begin(folder: Path) -> tuple[Path | None, Path]:
    """The backup before this one, if any, and an empty folder to make this one in."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        raise BackupRefused(f"{folder} exists already.")
    making = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(mode=0o700)
    return _latest(folder.parent), making


async def _refuse_foreign_files(mark: Mark, manifest: Manifest) -> None:
    words = await mark.read()
    if words is not None and not words.startswith(str(manifest.installation)):
        raise BackupRefused("The folder of files belongs to another installation.")


def _latest(folder: Path) -> Path | None:
    """The newest complete backup in the folder; what else lies there is none of ours."""
    complete: list[tuple[datetime, Path]] = []
    for path in folder.glob(f"*/{MANIFEST}"):
        with suppress(BackupRefused):
            complete.append((read_manifest(path.parent).taken_at, path.parent))
    return max(complete)[1] if complete else None


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(root.glob("*/*")):
        key = f"{path.parent.name}/{path.name}"
        if KEY.fullmatch(key):
            yield key, path


def _copy_files(
    source: Path, target: Path, before: Path | None, *, most: int | None = None
) -> tuple[int, int]:
    """Every file of the source is in the target and has the digest it is named for.

    How many, and their bytes. Raises `BackupRefused` on a changed file, or on fewer than `most`.
    """
    count = size = 0
    target.mkdir(parents=True, exist_ok=True)
    for key, path in _files(source):
        place = target / key
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            _bring(path, place, before and before / key)
        count += 1
        size += path.stat().st_size
    if most is not None and count < most:
        raise BackupRefused(f"{most - count} files of the backup are missing.")
    return count, size


def _bring(path: Path, place: Path, known: Path | None) -> None:
    if known is not None and known.exists():
        os.link(known, place)
        return
    partial = place.with_name(f"{place.name}.partial")
    shutil.copy2(path, partial)
    if _digest(partial) != place.name:
        partial.unlink()
        raise BackupRefused(f"The file {place.parent.name}/{place.name} is not what it was.")
    partial.replace(place)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except FileNotFoundError as error:
        raise BackupRefused(f"{path} is missing.") from error
    return digest.hexdigest()

"""Files are kept by `company/sha256`: the same bytes are kept once, and cannot change."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from quittance.platform.ids import new_id

KEY = re.compile(r"[0-9a-f-]{36}/[0-9a-f]{64}")
CHUNK = 1 << 20
MARK_FILE = "generation"


class BlobStore(Protocol):
    """Keeps bytes; a key names a company and the digest of what is kept."""

    async def put(self, company_id: UUID, content: bytes | BinaryIO) -> str:
        """The key under which the bytes now lie; a stream is read from its start, in pieces."""
        ...

    async def put_all(self, company_id: UUID, contents: Sequence[bytes]) -> list[str]:
        """The keys under which these now lie, in their order."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes under the key; raises `FileNotFoundError`."""
        ...

    def local(self, key: str) -> AbstractAsyncContextManager[Path]:
        """A local file with these bytes, to read only; raises `FileNotFoundError`."""
        ...


class FolderStore:
    """A local folder; a file appears whole or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, company_id: UUID, content: bytes | BinaryIO) -> str:
        """The bytes are on disk under their digest."""
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        [key] = await asyncio.to_thread(self._write, str(company_id), [stream])
        return key

    async def put_all(self, company_id: UUID, contents: Sequence[bytes]) -> list[str]:
        """All of them are on disk under their digests."""
        streams = [io.BytesIO(content) for content in contents]
        return await asyncio.to_thread(self._write, str(company_id), streams)

    async def get(self, key: str) -> bytes:
        """The bytes under the key; raises `FileNotFoundError`."""
        return await asyncio.to_thread(self._path(key).read_bytes)

    @asynccontextmanager
    async def local(self, key: str) -> AsyncIterator[Path]:
        """The kept file itself; raises `FileNotFoundError`."""
        path = self._path(key)
        if not await asyncio.to_thread(path.is_file):
            raise FileNotFoundError(key)
        yield path

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise FileNotFoundError(key)
        return self._root / key

    def _write(self, folder: str, streams: Sequence[BinaryIO]) -> list[str]:
        """All are written before the first is waited for: the disk takes them together."""
        place = self._root / folder
        place.mkdir(parents=True, exist_ok=True)
        with ExitStack() as ending:
            copies = [_copy(stream, place, ending) for stream in streams]
            for file, _ in copies:
                os.fsync(file.fileno())
            for file, digest in copies:
                Path(file.name).replace(place / digest)
            _keep_names(place)
        return [f"{folder}/{digest}" for _, digest in copies]


def _copy(stream: BinaryIO, place: Path, ending: ExitStack) -> tuple[BinaryIO, str]:
    """A file of the stream's bytes, which is no more at the end unless it got another name."""
    partial = place / f"{new_id()}.partial"
    ending.callback(partial.unlink, missing_ok=True)
    file = ending.enter_context(partial.open("wb"))
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    return file, digest.hexdigest()


def _keep_names(place: Path) -> None:
    """The folder's names outlive a loss of power, as the bytes do."""
    folder = os.open(place, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def keys_since(root: Path, company_id: UUID, since: datetime) -> list[str]:
    """The keys of what the company's folder was given since then, in their order."""
    folder = root / str(company_id)
    return sorted(
        key
        for path in folder.glob("*")
        if KEY.fullmatch(key := f"{company_id}/{path.name}")
        and path.stat().st_mtime >= since.timestamp()
    )


class FolderMark:
    """Words in a file of the store's folder; see `generation.Mark`."""

    def __init__(self, root: Path) -> None:
        self._file = root / MARK_FILE

    async def read(self) -> str | None:
        """What the file holds; None when there is none."""
        try:
            return (await asyncio.to_thread(self._file.read_text)).strip()
        except FileNotFoundError:
            return None

    async def write(self, words: str) -> None:
        """The file holds the words, whole, on disk."""
        await asyncio.to_thread(self._replace, words)

    def _replace(self, words: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        partial = self._file.with_name(f"{new_id()}.partial")
        try:
            with partial.open("w") as file:
                file.write(words + "\n")
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._file)
        finally:
            partial.unlink(missing_ok=True)

"""Files are kept by `company/sha256`: the same bytes are kept once, and cannot change.

`company/sha256#first+length` names a part of a file: what is small and comes together is kept in
one, for a file costs more than its bytes.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import itertools
import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from quittance.platform.ids import new_id

KEY = re.compile(r"[0-9a-f-]{36}/[0-9a-f]{64}")
PART = re.compile(r"#(\d{1,9})\+(\d{1,9})")
CHUNK = 1 << 20
MARK_FILE = "generation"


class BlobStore(Protocol):
    """Keeps bytes; a key names a company and the digest of what is kept."""

    async def put(self, company_id: UUID, content: bytes | BinaryIO) -> str:
        """The key under which the bytes now lie; a stream is read from its start, in pieces."""
        ...

    async def put_together(self, company_id: UUID, contents: Sequence[bytes]) -> list[str]:
        """The keys under which these now lie, in their order, as parts of one file."""
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
        return await asyncio.to_thread(self._write, str(company_id), stream)

    async def put_together(self, company_id: UUID, contents: Sequence[bytes]) -> list[str]:
        """All of them are on disk, one after the other."""
        key = await self.put(company_id, b"".join(contents))
        lengths = [len(content) for content in contents]
        starts = itertools.accumulate(lengths, initial=0)
        return [f"{key}#{start}+{length}" for start, length in zip(starts, lengths, strict=False)]

    async def get(self, key: str) -> bytes:
        """The bytes under the key; raises `FileNotFoundError`."""
        whole, mark, _ = key.partition("#")
        part = PART.fullmatch(key, len(whole))
        if mark and not part:
            raise FileNotFoundError(key)
        first, length = map(int, part.groups()) if part else (0, -1)
        return await asyncio.to_thread(_read, self._path(whole), first, length)

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

    def _write(self, folder: str, stream: BinaryIO) -> str:
        place = self._root / folder
        place.mkdir(parents=True, exist_ok=True)
        partial = place / f"{new_id()}.partial"
        digest = hashlib.sha256()
        stream.seek(0)
        try:
            with partial.open("wb") as file:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(place / digest.hexdigest())
        finally:
            partial.unlink(missing_ok=True)
        _keep_names(place)
        return f"{folder}/{digest.hexdigest()}"


def _read(path: Path, first: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(length)


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

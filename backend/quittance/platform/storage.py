"""Files are kept by `company/sha256`: the same bytes are kept once, and cannot change."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from pathlib import Path
from typing import Protocol
from uuid import UUID

from quittance.platform.ids import new_id

KEY = re.compile(r"[0-9a-f-]{36}/[0-9a-f]{64}")


class BlobStore(Protocol):
    """Keeps bytes; a key names a company and the digest of what is kept."""

    async def put(self, company_id: UUID, content: bytes) -> str:
        """The key under which the bytes now lie."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes under the key; raises `FileNotFoundError`."""
        ...


class FolderStore:
    """A local folder; a file appears whole or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, company_id: UUID, content: bytes) -> str:
        """The bytes are on disk under their digest."""
        key = f"{company_id}/{hashlib.sha256(content).hexdigest()}"
        await asyncio.to_thread(self._write, self._root / key, content)
        return key

    async def get(self, key: str) -> bytes:
        """The bytes under the key; raises `FileNotFoundError`."""
        if not KEY.fullmatch(key):
            raise FileNotFoundError(key)
        return await asyncio.to_thread((self._root / key).read_bytes)

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{new_id()}")
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)

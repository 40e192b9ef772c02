"""Secrets at rest: AES-256-GCM with a key id, bound to the company and field they belong to."""

from __future__ import annotations

import hashlib
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_ID_BYTES = 4


class Undecipherable(Exception):
    """The bytes were sealed with another key, for another field, or were changed."""


class Sealer:
    """Encrypts and decrypts with keys derived from the operator's texts, the newest first."""

    def __init__(self, *keys: str) -> None:
        derived = [hashlib.sha256(b"quittance at rest:" + key.encode()).digest() for key in keys]
        self._keys = {hashlib.sha256(key).digest()[:KEY_ID_BYTES]: AESGCM(key) for key in derived}
        self._current = next(iter(self._keys))

    def seal(self, company_id: UUID, field: str, secret: str) -> bytes:
        """Bytes that only this company's field opens."""
        nonce = os.urandom(NONCE_BYTES)
        box = self._keys[self._current].encrypt(nonce, secret.encode(), _bound(company_id, field))
        return self._current + nonce + box

    @property
    def key_id(self) -> bytes:
        """With what everything begins that is sealed now."""
        return self._current

    def open(self, company_id: UUID, field: str, sealed: bytes) -> str:
        """The secret; raises `Undecipherable`."""
        key_id, rest = sealed[:KEY_ID_BYTES], sealed[KEY_ID_BYTES:]
        key = self._keys.get(key_id)
        if key is None:
            raise Undecipherable("Sealed with a key we do not hold.")
        try:
            return key.decrypt(
                rest[:NONCE_BYTES], rest[NONCE_BYTES:], _bound(company_id, field)
            ).decode()
        except (InvalidTag, ValueError) as error:
            raise Undecipherable("Sealed for another field, or changed.") from error


def _bound(company_id: UUID, field: str) -> bytes:
    return f"{company_id}:{field}".encode()

"""Signatures of Standard Webhooks 1.0.0, scheme v1 (HMAC-SHA256).

Receivers check them with any library of that standard; `webhook-id` is also their key against
doubles, for a message may come more than once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """A fresh secret as receivers paste it: 256 random bits."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, message_id: str, at: datetime, body: bytes) -> str:
    """`v1,` and the HMAC of id, instant (whole seconds) and body, joined by dots."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{int(at.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def signed_headers(
    active_secrets: Sequence[str], message_id: str, at: datetime, body: bytes
) -> dict[str, str]:
    """The three headers of one attempt at `at`.

    One signature for each active secret, so that a receiver may change secrets whenever it likes
    within the time both are valid.
    """
    signatures = (signature(secret, message_id, at, body) for secret in active_secrets)
    return headers_with(" ".join(signatures), message_id, at)


def headers_with(signatures: str, message_id: str, at: datetime) -> dict[str, str]:
    """The three headers that bear signatures made before."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signatures,
    }

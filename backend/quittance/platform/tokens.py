"""Signed tokens of sessions: one algorithm, an audience each, judged by the product's clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jose import JWTError, jwt

ALGORITHM = "HS256"
KEY_ID_CHARACTERS = 8


class TokenRefused(Exception):
    """The token is forged, made for somebody else, or over."""


def key_id(secret: str) -> str:
    """The name of a key, which tells nothing of it."""
    named = hashlib.sha256(b"quittance key:" + secret.encode()).hexdigest()
    return named[:KEY_ID_CHARACTERS]


def sign(
    secret: str, audience: str, claims: Mapping[str, str], *, now: datetime, ends_at: datetime
) -> str:
    """A token that tells this audience these claims until `ends_at`."""
    bounds = {"aud": audience, "iat": int(now.timestamp()), "exp": int(ends_at.timestamp())}
    token: str = jwt.encode(
        {**claims, **bounds}, secret, algorithm=ALGORITHM, headers={"kid": key_id(secret)}
    )
    return token


def read(
    secrets: tuple[str, ...], audience: str, token: str, *, now: datetime
) -> Mapping[str, Any]:
    """The claims of a token signed with one of these keys; raises `TokenRefused`."""
    try:
        named = jwt.get_unverified_header(token).get("kid")
        ring = {key_id(secret): secret for secret in secrets}
        # A release before the ring named every key alike: its tokens live on for some hours.
        tried = [ring[named]] if named in ring else list(secrets)
    except (JWTError, TypeError) as error:
        raise TokenRefused("The token is not ours.") from error
    for secret in tried:
        claims = _claims(secret, audience, token)
        if claims is not None:
            break
    else:
        raise TokenRefused("The token is not ours.")
    if int(claims["exp"]) <= now.timestamp():
        raise TokenRefused("The token is over.")
    return claims


def _claims(secret: str, audience: str, token: str) -> Mapping[str, Any] | None:
    try:
        # The library reads the machine's clock; ours may have been moved, so the caller compares.
        claims: Mapping[str, Any] = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=audience,
            options={"verify_exp": False, "verify_iat": False, "require_exp": True},
        )
        int(claims["exp"])
    except (JWTError, ValueError, TypeError):
        return None
    return claims

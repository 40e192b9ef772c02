"""Signed tokens of sessions: one algorithm, an audience each, judged by the product's clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jose import JWTError, jwt

ALGORITHM = "HS256"
KEY_ID = "1"


class TokenRefused(Exception):
    """The token is forged, made for somebody else, or over."""


def sign(
    secret: str, audience: str, claims: Mapping[str, str], *, now: datetime, ends_at: datetime
) -> str:
    """A token that tells this audience these claims until `ends_at`."""
    bounds = {"aud": audience, "iat": int(now.timestamp()), "exp": int(ends_at.timestamp())}
    token: str = jwt.encode(
        {**claims, **bounds}, secret, algorithm=ALGORITHM, headers={"kid": KEY_ID}
    )
    return token


def read(secret: str, audience: str, token: str, *, now: datetime) -> Mapping[str, Any]:
    """The claims of a token; raises `TokenRefused`."""
    try:
        # The library reads the machine's clock; ours may have been moved, so we compare ourselves.
        claims: Mapping[str, Any] = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=audience,
            options={"verify_exp": False, "verify_iat": False, "require_exp": True},
        )
        is_over = int(claims["exp"]) <= now.timestamp()
    except (JWTError, ValueError) as error:
        raise TokenRefused("The token is not ours.") from error
    if is_over:
        raise TokenRefused("The token is over.")
    return claims

"""Log-ins: argon2 passwords, a short signed token in a cookie, a refresh key that rotates."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.errors import NotLoggedIn, SessionNotFound
from quittance.accounts.models import User, UserSession
from quittance.platform import tokens
from quittance.platform.ids import new_id
from quittance.platform.tokens import TokenRefused

AUDIENCE = "console"
TOKEN_LIFE = timedelta(minutes=15)
SESSION_LIFE = timedelta(days=14)
TWO_TABS = timedelta(seconds=30)
USER_AGENT_CHARACTERS, IP_CHARACTERS = 300, 45

# Tuned so that one log-in costs some 50 ms and 19 MiB (OWASP's first choice for argon2id).
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Verified when the address is unknown, so that time does not tell who has an account.
_nobody = _hasher.hash(secrets.token_hex())


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the browser keeps: a short token, and the key to the next; None: the key it has."""

    access: str
    refresh: str | None


def hash_password(password: str) -> str:
    """An argon2id hash with its own salt."""
    return _hasher.hash(password)


def password_matches(user: User | None, password: str) -> bool:
    """Whether the password is the user's; takes as long when there is no such user."""
    try:
        _hasher.verify(user.password_hash if user else _nobody, password)
    except (VerificationError, InvalidHashError):
        return False
    return user is not None


def sign(secret: str, user_id: UUID, session_id: UUID, now: datetime) -> str:
    """A token that names the user and the session for a quarter of an hour."""
    claims = {"sub": str(user_id), "sid": str(session_id)}
    return tokens.sign(secret, AUDIENCE, claims, now=now, ends_at=now + TOKEN_LIFE)


def read(secrets: tuple[str, ...], token: str, now: datetime) -> tuple[UUID, UUID]:
    """The user and session a token names; raises `NotLoggedIn` if it is forged or over."""
    try:
        claims = tokens.read(secrets, AUDIENCE, token, now=now)
        return UUID(claims["sub"]), UUID(claims["sid"])
    except (TokenRefused, KeyError, ValueError) as error:
        raise NotLoggedIn("The session is over.") from error


def _hash_key(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _of_key(key: str) -> Select[UserSession]:
    """The session whose refresh key this is, or was until it last rotated."""
    hashed = _hash_key(key)
    return select(UserSession).where(
        or_(UserSession.refresh_hash == hashed, UserSession.previous_hash == hashed)
    )


def open_session(
    session: AsyncSession, user: User, *, secret: str, user_agent: str, ip: str, now: datetime
) -> Tokens:
    """A new session of this user on this device."""
    refresh = secrets.token_urlsafe(32)
    row = UserSession(
        id=new_id(),
        user_id=user.id,
        refresh_hash=_hash_key(refresh),
        previous_hash=None,
        rotated_at=now,
        created_at=now,
        expires_at=now + SESSION_LIFE,
        revoked_at=None,
        user_agent=user_agent[:USER_AGENT_CHARACTERS],
        ip=ip[:IP_CHARACTERS],
    )
    session.add(row)
    return Tokens(sign(secret, user.id, row.id, now), refresh)


async def rotate(
    session: AsyncSession, refresh: str, *, secret: str, ip: str, now: datetime
) -> Tokens:
    """Fresh tokens; the key before still serves 30 s for a second tab.

    A key shown after that was stolen or copied: the whole session ends, raising `NotLoggedIn`.
    """
    hashed = _hash_key(refresh)
    row = await session.scalar(_of_key(refresh).with_for_update())
    if row is None or row.revoked_at is not None or row.expires_at <= now:
        raise NotLoggedIn("The session is over.")
    if row.refresh_hash != hashed:
        if now - row.rotated_at > TWO_TABS:
            raise RefreshReused(row.id)
        # Both tabs share their cookies: handing the old key back would overwrite the new one.
        return Tokens(sign(secret, row.user_id, row.id, now), refresh=None)
    fresh = secrets.token_urlsafe(32)
    row.previous_hash, row.refresh_hash, row.rotated_at = hashed, _hash_key(fresh), now
    row.ip = ip[:IP_CHARACTERS]
    return Tokens(sign(secret, row.user_id, row.id, now), fresh)


class RefreshReused(NotLoggedIn):
    """An old refresh key came back: the session must end in a transaction that commits."""

    def __init__(self, session_id: UUID) -> None:
        super().__init__("The session is over.")
        self.session_id = session_id


async def revoke(session: AsyncSession, session_id: UUID, now: datetime) -> None:
    """The session no longer opens anything."""
    await session.execute(
        update(UserSession).where(UserSession.id == session_id).values(revoked_at=now)
    )


async def revoke_own(session: AsyncSession, user_id: UUID, session_id: UUID, now: datetime) -> None:
    """That session of the person opens nothing any more; raises `SessionNotFound`."""
    ended = await session.scalar(
        update(UserSession)
        .where(
            UserSession.id == session_id,
            UserSession.user_id == user_id,
            UserSession.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(UserSession.id)
    )
    if ended is None:
        raise SessionNotFound(f"No session {session_id}.")


async def revoke_all(
    session: AsyncSession, user_id: UUID, now: datetime, *, but: UUID | None = None
) -> None:
    """No session of the person opens anything any more, on any device, but perhaps one."""
    await session.execute(
        update(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.revoked_at.is_(None),
            UserSession.id.is_distinct_from(but),
        )
        .values(revoked_at=now)
    )


async def revoke_by_key(session: AsyncSession, refresh: str, now: datetime) -> bool:
    """Whether the key was a living session's, which opens nothing any more."""
    row = await session.scalar(_of_key(refresh).with_for_update())
    if row is None or row.revoked_at is not None:
        return False
    row.revoked_at = now
    return True

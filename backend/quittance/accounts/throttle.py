"""Guesses and requests are slowed: counted in Redis, forgotten after a while."""

from __future__ import annotations

import hashlib

from redis.asyncio import Redis
from redis.exceptions import RedisError

from quittance.accounts.errors import TooManyLogIns, TooManyResets

TRIES = 10
RESETS_PER_ADDRESS = 5
RESETS_PER_PLACE = 30
WINDOW_S = 15 * 60


def _key(what: str, subject: str) -> str:
    return f"{what}:" + hashlib.sha256(subject.strip().lower().encode()).hexdigest()


async def count_try(redis: Redis, email: str) -> None:
    """One try more for this address; raises `TooManyLogIns` after ten within the window.

    Counted before the password is looked at: a hundred guesses at once are no way round. Without
    Redis people still log in: argon2 is slow enough to be no open door.
    """
    tries, left = await _count(redis, _key("log_in", email))
    if tries > TRIES:
        raise TooManyLogIns("Too many tries: wait a little.", retry_after_s=left)


async def forget(redis: Redis, email: str) -> None:
    """The right password wipes the slate."""
    try:
        await redis.delete(_key("log_in", email))
    except RedisError:
        return


async def count_reset(redis: Redis, email: str, ip: str) -> None:
    """One link more asked for; raises `TooManyResets`, whether or not the address is somebody's."""
    for key, most in (
        (_key("reset", email), RESETS_PER_ADDRESS),
        (_key("reset_from", ip), RESETS_PER_PLACE),
    ):
        asked, left = await _count(redis, key)
        if asked > most:
            raise TooManyResets("Too many requests: wait a little.", retry_after_s=left)


async def _count(redis: Redis, key: str) -> tuple[int, int]:
    """How often since the window opened, and the seconds it still lasts; nothing without Redis."""
    try:
        async with redis.pipeline() as pipe:
            pipe.incr(key)
            pipe.expire(key, WINDOW_S, nx=True)
            pipe.ttl(key)
            counted, _, left = await pipe.execute()
    except RedisError:
        return 0, 0
    return counted, max(left, 1)

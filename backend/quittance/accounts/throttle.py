"""Wrong passwords slow the next try: per address, in Redis, forgotten after a while."""

from __future__ import annotations

import hashlib

from redis.asyncio import Redis
from redis.exceptions import RedisError

from quittance.accounts.errors import TooManyLogIns

TRIES = 10
WINDOW_S = 15 * 60


def _key(email: str) -> str:
    return "log_in:" + hashlib.sha256(email.strip().lower().encode()).hexdigest()


async def refuse_excess(redis: Redis, email: str) -> None:
    """Raise `TooManyLogIns` after ten wrong passwords in a quarter of an hour.

    Without Redis people still log in: argon2 is slow enough to be no open door.
    """
    try:
        wrong = int(await redis.get(_key(email)) or 0)
        left = await redis.ttl(_key(email))
    except RedisError:
        return
    if wrong >= TRIES:
        raise TooManyLogIns("Too many tries: wait a little.", retry_after_s=max(left, 1))


async def count_wrong(redis: Redis, email: str) -> None:
    """One wrong password more for this address."""
    try:
        async with redis.pipeline() as pipe:
            pipe.incr(_key(email))
            pipe.expire(_key(email), WINDOW_S)
            await pipe.execute()
    except RedisError:
        return


async def forget(redis: Redis, email: str) -> None:
    """The right password wipes the slate."""
    try:
        await redis.delete(_key(email))
    except RedisError:
        return

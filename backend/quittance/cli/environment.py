"""What the environment says, looked at before a command begins: a mistake is told in a sentence."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

from asyncpg import PostgresError
from pydantic import ValidationError
from redis.asyncio.connection import parse_url
from sqlalchemy import make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.settings import Settings

DRIVER = "postgresql+asyncpg"
NO_TABLE = "42P01"
NOT_LET_IN = {"08", "28", "3D", "53", "57"}  # classes of SQLSTATE: no line, no right, no room
EXAMPLE = f"{DRIVER}://role:password@host:5432/database"


def settings(*, owner: bool = False) -> Settings:
    """Settings that can be meant; ends the command otherwise, and says what to set.

    `owner` asks for the address of the role that owns the tables, which few commands need.
    """
    found = Settings()
    if wrong := list(_wrong(found, owner=owner)):
        sys.exit("\n".join(wrong))
    return found


def _wrong(found: Settings, *, owner: bool) -> Iterator[str]:
    if owner and not found.owner_database_url:
        yield "OWNER_DATABASE_URL names the role that owns the tables."
    elif owner or found.owner_database_url:
        yield from _wrong_address("OWNER_DATABASE_URL", found.owner_database_url)
    if not owner and not found.database_url:
        yield "DATABASE_URL names the database and the application's role."
    elif found.database_url:
        yield from _wrong_address("DATABASE_URL", found.database_url)
    try:
        parse_url(found.redis_url)
    except ValueError:
        yield "REDIS_URL is no address, such as redis://127.0.0.1:6379/0."
    if found.log_level not in logging.getLevelNamesMapping():
        yield "QUITTANCE_LOG_LEVEL is one of DEBUG, INFO, WARNING, ERROR."
    if not found.public_url.startswith(("http://", "https://")):
        yield "QUITTANCE_PUBLIC_URL begins with http:// or https://."


def _wrong_address(name: str, address: str) -> Iterator[str]:
    try:
        driver = make_url(address).drivername
    except (ArgumentError, ValueError):  # no address at all, or a port that is no number
        driver = ""
    if driver != DRIVER:
        yield f"{name} is no address, such as {EXAMPLE}."


async def refuse_unready(found: Settings) -> None:
    """Ends with a sentence where the database is not there, or not fit to be served."""
    database = Database(found.database_url)
    try:
        await database.refuse_unsafe_role()
        async with database.transaction() as session:
            await session.execute(select(DueWork.id).limit(1))
    finally:
        await database.close()


def refusal_of(failure: PostgresError | DBAPIError) -> str | None:
    """What a server that refuses us means for who started the command; None for a fault of ours."""
    said = failure.orig if isinstance(failure, DBAPIError) else failure
    state = str(getattr(said, "sqlstate", "") or "")
    if state == NO_TABLE:
        return "The tables are not those of this version: quittance migrate."
    if state[:2] in NOT_LET_IN:
        return f"The database refuses us: {said}"
    return None


def told(error: ValidationError) -> str:
    """What is wrong with each setting, by the name it has in the environment."""
    return "\n".join(_line(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors())


def _line(place: str, words: str) -> str:
    said = words.removeprefix("Value error, ")
    if not place:
        return said
    name = place if place.isupper() else f"QUITTANCE_{place.upper()}"
    return f"{name}: {said}"

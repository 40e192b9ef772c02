"""Rows by the thousand: COPY into a temporary table, then SQL moves them behind row security.

PostgreSQL refuses COPY into a table with row-level security; a temporary one has none, is seen by
its own transaction only and is gone with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import DateTime, TextClause, bindparam, text
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

ROWS_PER_COPY = 5_000
BATCHES_AHEAD = 8
NEW_ID = "uuid DEFAULT uuidv7()"  # type of a column that no row brings: in the order of the rows

Batch = Sequence[tuple[Any, ...]]
OnRows = Callable[[int], Awaitable[None]]


async def create(session: AsyncSession, table: str, columns: Mapping[str, str]) -> None:
    """An empty temporary table with these columns and types, until the transaction ends."""
    body = ", ".join(f"{name} {type}" for name, type in columns.items())
    await session.execute(text(f"CREATE TEMPORARY TABLE {table} ({body}) ON COMMIT DROP"))


async def fill(
    session: AsyncSession,
    table: str,
    columns: tuple[str, ...],
    rows: Iterator[tuple[Any, ...]],
    on_rows: OnRows | None = None,
) -> int:
    """Every row is in the temporary table; how many there were."""
    async with ahead(rows) as batches:
        return await pour(session, table, columns, batches, on_rows)


@asynccontextmanager
async def ahead(rows: Iterator[tuple[Any, ...]]) -> AsyncIterator[AsyncIterator[Batch]]:
    """The rows, some thousands at a time, made in a thread before they are asked for.

    A large file neither fills the memory nor stops the event loop, and is read while the database
    works.
    """
    ready: asyncio.Queue[Batch] = asyncio.Queue()
    room = asyncio.Semaphore(BATCHES_AHEAD)
    left = asyncio.Event()

    async def make() -> None:
        try:
            while not left.is_set() and (batch := await asyncio.to_thread(_next, rows)):
                ready.put_nowait(batch)
                await room.acquire()
        finally:
            ready.put_nowait(())

    async def take() -> AsyncIterator[Batch]:
        while batch := await ready.get():
            yield batch
            room.release()
        await making  # what broke the making off breaks the taking off

    making = asyncio.create_task(make())
    try:
        yield take()
    finally:
        left.set()
        room.release()
        await asyncio.gather(making, return_exceptions=True)  # the thread is out of the rows


def _next(rows: Iterator[tuple[Any, ...]]) -> Batch:
    return list(islice(rows, ROWS_PER_COPY))


async def pour(
    session: AsyncSession,
    table: str,
    columns: tuple[str, ...],
    batches: AsyncIterator[Batch],
    on_rows: OnRows | None = None,
    *,
    keys: tuple[str, ...] = (),
) -> int:
    """Every row of the batches is in the temporary table; how many there were.

    The planner learns what the `keys` hold, or else every column.
    """
    connection = await session.connection()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    copied = 0
    async for batch in batches:
        await driver.copy_records_to_table(table, records=batch, columns=columns)
        copied += len(batch)
        if on_rows is not None:
            await on_rows(copied)
    learnt = f"({', '.join(keys)})" if keys else ""
    await session.execute(text(f"ANALYZE {table} {learnt}"))
    return copied


async def serialise(session: AsyncSession, what: str, *, wait: bool) -> bool:
    """Until it ends, this transaction is the only one doing `what`; False if it would have to wait.

    With `wait` the answer is always True, however long it takes.
    """
    if wait:
        await session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what}
        )
        return True
    taken = await session.scalar(
        text("SELECT pg_try_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what}
    )
    return bool(taken)


def statement(sql: str, values: Mapping[str, Any]) -> TextClause:
    """The SQL with its values; instants are sent as instants, whatever the driver would guess."""
    used = {name: value for name, value in values.items() if f":{name}" in sql}
    return text(sql).bindparams(
        *(
            bindparam(name, value, type_=DateTime(timezone=True))
            if isinstance(value, datetime)
            else bindparam(name, value)
            for name, value in used.items()
        )
    )


async def run(session: AsyncSession, sql: str, values: Mapping[str, Any] | None = None) -> int:
    """The SQL has run with those of the values it names; how many rows it touched."""
    result = await session.execute(statement(sql, values or {}))
    return result.rowcount if isinstance(result, CursorResult) else 0


async def count(session: AsyncSession, table: str) -> int:
    """How many rows are staged in the table."""
    return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608

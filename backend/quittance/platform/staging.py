"""Rows by the thousand: COPY into a temporary table, then SQL moves them behind row security.

PostgreSQL refuses COPY into a table with row-level security; a temporary one has none, is seen by
its own transaction only and is gone with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import DateTime, TextClause, bindparam, text
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

ROWS_PER_COPY = 5_000

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
    """Every row is in the temporary table; how many there were.

    The rows are made in a thread, some thousands at a time: a large file neither fills the memory
    nor stops the event loop.
    """
    connection = await session.connection()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    copied = 0
    while batch := await asyncio.to_thread(_next, rows):
        await driver.copy_records_to_table(table, records=batch, columns=columns)
        copied += len(batch)
        if on_rows is not None:
            await on_rows(copied)
    await session.execute(text(f"ANALYZE {table}"))
    return copied


def _next(rows: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return list(islice(rows, ROWS_PER_COPY))


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

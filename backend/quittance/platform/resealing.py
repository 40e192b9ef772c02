"""Every sealed column of every room, sealed anew under the newest key while the product runs.

A column says that it is sealed, and under which field's name (`info=sealed(…)`): a room that keeps
a new secret has nothing else to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform.secrets import Sealer, Undecipherable
from quittance.platform.tables import Base

PORTION = 200
SEALED = "sealed"


def sealed(field: str) -> dict[str, str]:
    """What a column of sealed bytes says of itself."""
    return {SEALED: field}


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many secrets got the newest key, and where those are that no key of ours opens."""

    secrets: int
    lost: tuple[str, ...]


def sealed_columns() -> Iterator[tuple[Table, Column[Any], str]]:
    """Each column that holds sealed bytes, and the field they are bound to."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if field := column.info.get(SEALED):
                yield table, column, field


async def reseal(session: AsyncSession, company_id: UUID, sealer: Sealer) -> Resealed:
    """The company's secrets are all sealed with the newest key, or said to be lost.

    One that is replaced meanwhile stays as it was replaced: each is written only if it is still
    what was read.
    """
    count = 0
    lost: list[str] = []
    for table, column, field in sealed_columns():
        after: UUID | None = None
        while rows := await _old(
            session, company_id, table, column, key_id=sealer.key_id, after=after
        ):
            after = rows[-1][0]
            for id, box in rows:
                try:
                    fresh = sealer.seal(company_id, field, sealer.open(company_id, field, box))
                except Undecipherable:
                    lost.append(f"{table.name} {id} {column.name}")
                    continue
                await session.execute(
                    update(table)
                    .where(
                        table.c.company_id == company_id,
                        table.c.id == id,
                        column == box,
                    )
                    .values({column.name: fresh})
                )
                count += 1
    return Resealed(count, tuple(lost))


async def _old(
    session: AsyncSession,
    company_id: UUID,
    table: Table,
    column: Column[Any],
    *,
    key_id: bytes,
    after: UUID | None,
) -> list[tuple[UUID, bytes]]:
    """Some rows whose secret is sealed with another key than the newest."""
    statement = (
        select(table.c.id, column)
        .where(
            table.c.company_id == company_id,
            column.is_not(None),
            func.substr(column, 1, len(key_id)) != key_id,
        )
        .order_by(table.c.id)
        .limit(PORTION)
    )
    if after is not None:
        statement = statement.where(table.c.id > after)
    return [(row[0], row[1]) for row in await session.execute(statement)]

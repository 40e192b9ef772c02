"""What a release asks of its tables, as SQL with the columns it knew: to run while they change."""

from __future__ import annotations

from dataclasses import dataclass

import asyncpg

COLUMNS = """
    SELECT c.table_name, c.column_name, c.data_type, c.character_maximum_length
    FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name
    WHERE c.table_schema = 'public' AND t.schemaname = 'public'
    ORDER BY c.table_name, c.ordinal_position
"""
UNIQUE = """
    SELECT i.indrelid::regclass::text, a.attname FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace
"""
# A value that no other row has, by type.
FRESH = {
    "uuid": "gen_random_uuid()",
    "character varying": "left(md5(random()::text), {length})",
    "bytea": "sha256(random()::text::bytea)",
    "bigint": "NULL",  # the number of a fact, which only the sealer gives
}
NOT_ASKED = {"alembic_version", "customer_search", "installation"}


@dataclass(frozen=True)
class Table:
    """A table as the release knew it."""

    name: str
    columns: dict[str, tuple[str, int]]
    unique: frozenset[str]

    @property
    def reading(self) -> str:
        """Some rows, every column by its name: a column that came since is not asked for."""
        names = ", ".join(self._names)
        return f"SELECT {names} FROM {self.name} LIMIT 40"  # noqa: S608  names of our own

    @property
    def changing(self) -> str:
        """Some rows are written again as they are."""
        column = next(
            (quoted(one) for one in reversed(self.columns) if one not in self.unique), None
        )
        if column is None:
            return self.reading
        return (  # as above
            f"UPDATE {self.name} SET {column} = {column}"  # noqa: S608
            f" WHERE ctid IN (SELECT ctid FROM {self.name} LIMIT 3 FOR UPDATE SKIP LOCKED)"
        )

    @property
    def adding(self) -> str:
        """A row like another, but for what must be its own."""
        values = [
            FRESH[kind].format(length=min(length or 32, 32))
            if name in self.unique and name not in {"company_id", "user_id"} and kind in FRESH
            else quoted(name)
            for name, (kind, length) in self.columns.items()
        ]
        return (  # as above
            f"INSERT INTO {self.name} ({', '.join(self._names)})"  # noqa: S608
            f" SELECT {', '.join(values)} FROM {self.name} LIMIT 1"
        )

    @property
    def _names(self) -> list[str]:
        return [quoted(name) for name in self.columns]


def quoted(name: str) -> str:
    return f'"{name}"'


async def tables(owner: asyncpg.Connection) -> list[Table]:
    """Every table the release works with."""
    columns: dict[str, dict[str, tuple[str, int]]] = {}
    for table, column, kind, length in await owner.fetch(COLUMNS):
        columns.setdefault(table, {})[column] = (kind, length or 0)
    unique: dict[str, set[str]] = {}
    for table, column in await owner.fetch(UNIQUE):
        unique.setdefault(table, set()).add(column)
    return [
        Table(name, known, frozenset(unique.get(name, set())))
        for name, known in columns.items()
        if name not in NOT_ASKED
    ]

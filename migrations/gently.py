"""What a revision says that must not stop a running product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op


def index(
    name: str,
    table: str,
    columns: Sequence[str | sa.TextClause],
    *,
    where: str | None = None,
    **options: Any,  # noqa: ANN401  postgresql_include, postgresql_ops…
) -> None:
    """The index is there; nobody who writes has waited for it.

    Nothing else may stand in its revision: each index is a transaction of its own, and one that
    was broken off is made again.
    """
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = 0")  # it waits for old transactions, and stops nobody
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        op.create_index(
            name,
            table,
            list(columns),
            postgresql_concurrently=True,
            postgresql_where=None if where is None else sa.text(where),
            **options,
        )
        op.execute("RESET lock_timeout")


def no_index(name: str) -> None:
    """The index is gone; nobody who reads or writes has waited for it."""
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = 0")
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        op.execute("RESET lock_timeout")

"""Alembic's entrance: the tables of every room, and the owner's address."""

from __future__ import annotations

import asyncio
import importlib
import os
from pathlib import Path

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import quittance
from quittance.platform.tables import Base

# Below PostgreSQL's deadlock_timeout (1 s): we always give up before a request is made to.
FIRST_PATIENCE_MS, LONGEST_PATIENCE_MS = 50, 800
PAUSE_S = 0.5
TRIES = 120
GIVE_WAY = {"55P03", "40P01"}  # no lock in time; a deadlock

for models in sorted(Path(quittance.__file__).parent.glob("*/models.py")):
    importlib.import_module(f"quittance.{models.parent.name}.models")
for name in ("due_work", "doors", "events", "generation", "idempotency"):
    importlib.import_module(f"quittance.platform.{name}")


def run(connection: Connection) -> None:
    """Migrate within one transaction a revision."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect() -> None:
    """Speak to the database as the owner of the tables, and give way to the running product.

    A revision that does not get a lock in time lets go of all it holds, and is tried again a
    little later and a little more patiently: requests wait for it that long at most.
    """
    url = context.config.get_main_option("sqlalchemy.url") or os.environ["OWNER_DATABASE_URL"]
    for tried in range(TRIES):
        patience_ms = min(FIRST_PATIENCE_MS * 2 ** min(tried, 10), LONGEST_PATIENCE_MS)
        settings = {"lock_timeout": f"{patience_ms}ms"}
        engine = create_async_engine(
            url, poolclass=NullPool, connect_args={"server_settings": settings}
        )
        try:
            async with engine.connect() as connection:
                await connection.run_sync(run)
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", "")
            if state not in GIVE_WAY or tried == TRIES - 1:
                raise
        else:
            return
        finally:
            await engine.dispose()
        await asyncio.sleep(PAUSE_S)


asyncio.run(connect())

"""Alembic's entrance: the tables of every room, and the owner's address."""

from __future__ import annotations

import asyncio
import importlib
import os
from pathlib import Path

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import quittance
from quittance.platform.tables import Base

for models in sorted(Path(quittance.__file__).parent.glob("*/models.py")):
    importlib.import_module(f"quittance.{models.parent.name}.models")
for name in ("due_work", "doors", "events", "idempotency"):
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
    """Speak to the database as the owner of the tables."""
    url = context.config.get_main_option("sqlalchemy.url") or os.environ["OWNER_DATABASE_URL"]
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(connect())

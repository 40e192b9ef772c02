"""Transactions: one per request, one per step of a job, each seeing only its companies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from quittance.platform.tables import EXEMPT_TABLES


class UnsafeRole(RuntimeError):
    """The application's role could read past row-level security: start is refused."""


class Database:
    """A pool of connections of the application's role."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=5,
            hide_parameters=True,  # errors are logged; the values of a statement are people's data
            connect_args={"server_settings": {"jit": "off", "timezone": "UTC"}},
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self, *companies: UUID) -> AsyncIterator[AsyncSession]:
        """One transaction, committed at the end, that sees these companies and no other."""
        async with self._sessions.begin() as session:
            if companies:
                await see(session, companies)
            yield session

    async def refuse_unsafe_role(self) -> None:
        """Raise `UnsafeRole` if our role bypasses row-level security or owns a table."""
        async with self.engine.connect() as connection:
            bypasses = await connection.scalar(
                text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            )
            owned = await connection.scalar(
                text(
                    "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
                    " WHERE n.nspname = 'public' AND relkind IN ('r', 'p')"
                    " AND relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
                )
            )
            open_tables = await connection.scalars(
                text(
                    "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
                    " WHERE n.nspname = 'public' AND relkind IN ('r', 'p')"
                    " AND NOT (relrowsecurity AND relforcerowsecurity)"
                )
            )
        if bypasses or owned:
            raise UnsafeRole("The application's role must neither own tables nor bypass RLS.")
        if strangers := set(open_tables) - EXEMPT_TABLES:
            raise UnsafeRole(f"Tables without row-level security: {sorted(strangers)}.")

    async def close(self) -> None:
        """No connection is left open."""
        await self.engine.dispose()


async def see(session: AsyncSession, companies: Iterable[UUID]) -> None:
    """Until it ends, the transaction sees the rows of these companies only."""
    array = "{" + ",".join(str(company) for company in companies) + "}"
    await session.execute(
        text("SELECT set_config('app.companies', :companies, true)"), {"companies": array}
    )


async def request_transaction(request: Request) -> AsyncIterator[AsyncSession]:
    """The transaction of one request. It sees no company until its caller is known."""
    database: Database = request.app.state.database
    async with database.transaction() as session:
        yield session


# scope="function": the commit happens before the answer leaves, so a 2xx is a promise kept.
Db = Annotated[AsyncSession, Depends(request_transaction, scope="function")]

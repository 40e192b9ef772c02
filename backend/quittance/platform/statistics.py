"""What the planner knows of tables that a transaction has just filled.

Until statistics say otherwise, PostgreSQL believes that any index beginning with `company_id` is
as good as the primary key: each check of a foreign key then reads the whole company.
"""

from __future__ import annotations

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import REGCLASS
from sqlalchemy.ext.asyncio import AsyncSession


async def refresh(session: AsyncSession, *tables: str) -> None:
    """The planner counts with the rows these tables have now, this transaction's included.

    A table somebody else is analysing is left to them.
    """
    for table in tables:
        await session.execute(select(func.refresh_statistics(cast(table, REGCLASS))))

"""Who calls, asked outside of a route: before a large body comes, and while a stream goes on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import Request

from quittance.accounts.access import Caller, caller
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.errors import AppError


async def known(request: Request) -> Caller:
    """Who calls, as any route of a company would find; raises its refusals."""
    try:
        company = UUID(request.headers.get("company-id", ""))
    except ValueError:  # none, or one that the route itself will not understand
        company = None
    return await _caller(request, company)


def may_stay(request: Request, who: Caller) -> Callable[[], Awaitable[bool]]:
    """Tells, whenever it is asked, whether the caller may still do what they could at first."""

    async def still() -> bool:
        try:
            now = await _caller(request, who.company_id)
        except AppError:
            return False
        return (now.permissions, now.sales_rep) == (who.permissions, who.sales_rep)

    return still


async def _caller(request: Request, company: UUID | None) -> Caller:
    database: Database = request.app.state.database
    clock: Clock = request.app.state.clock
    async with database.transaction() as session:
        return await caller(request, session, clock.now(), company)

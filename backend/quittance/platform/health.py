"""Whether the process is alive, and can do its work."""

from __future__ import annotations

from typing import ClassVar

from fastapi import APIRouter, Request
from pydantic import BaseModel
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quittance.platform.database import Database
from quittance.platform.errors import AppError, Kind
from quittance.platform.problems import problems

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: str


class NotReady(AppError):
    """A server we need does not answer."""

    code: ClassVar[str] = "not_ready"
    kind: ClassVar[Kind] = Kind.UNAVAILABLE


@router.get("/live", operation_id="health_live")
async def live() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/ready", operation_id="health_ready", responses=problems(NotReady))
async def ready(request: Request) -> Health:
    """The database and Redis answer too."""
    database: Database = request.app.state.database
    redis: Redis = request.app.state.redis
    try:
        async with database.transaction() as session:
            await session.execute(text("SELECT 1"))
        await redis.ping()
    except (SQLAlchemyError, RedisError, OSError) as error:
        raise NotReady("A server does not answer.", retry_after_s=2) from error
    return Health(status="ok")

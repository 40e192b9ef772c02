"""Whether the process is alive, and can do its work."""

from __future__ import annotations

from typing import ClassVar, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from quittance.platform import generation
from quittance.platform.database import Database
from quittance.platform.errors import AppError, Kind
from quittance.platform.problems import problems

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: str


class Readiness(Health):
    """All is well; `sending` is `paused` after a restore, which keeps nobody from working."""

    sending: Literal["open", "paused"]


class NotReady(AppError):
    """A server we need does not answer."""

    code: ClassVar[str] = "not_ready"
    kind: ClassVar[Kind] = Kind.UNAVAILABLE


@router.get("/live", operation_id="health_live")
async def live() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/ready", operation_id="health_ready", responses=problems(NotReady))
async def ready(request: Request) -> Readiness:
    """The database and Redis answer too, and whether messages leave."""
    database: Database = request.app.state.database
    redis: Redis = request.app.state.redis
    try:
        async with database.transaction() as session:
            paused = await generation.is_paused(session)
        await redis.ping()
    except (SQLAlchemyError, RedisError, OSError) as error:
        raise NotReady("A server does not answer.", retry_after_s=2) from error
    return Readiness(status="ok", sending="paused" if paused else "open")

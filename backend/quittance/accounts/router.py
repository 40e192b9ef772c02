"""Log-in and log-out, and the keys of programs."""

from __future__ import annotations

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request, Response, status
from redis.asyncio import Redis

from quittance.accounts import cookies, queries, service, sessions, throttle
from quittance.accounts.access import (
    GUARD,
    REFRESH_COOKIE,
    SESSION_COOKIE,
    CanAdminister,
    Db,
    Person,
    refuse_foreign_origin,
)
from quittance.accounts.errors import (
    ApiKeyNotFound,
    CredentialsRefused,
    ForeignOrigin,
    NotLoggedIn,
    TooManyLogIns,
)
from quittance.accounts.schemas import (
    ApiKeyBody,
    ApiKeyOut,
    ListedApiKeyOut,
    LogInBody,
    NewApiKeyOut,
    SessionOut,
)
from quittance.accounts.shown import session_of
from quittance.platform.clock import Now
from quittance.platform.database import Database
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page, cut, id_in
from quittance.platform.problems import problems
from quittance.platform.settings import Settings

router = APIRouter(prefix="/v1", tags=["accounts"])


@router.post(
    "/session",
    operation_id="accounts_log_in",
    responses=problems(CredentialsRefused, TooManyLogIns, ForeignOrigin),
)
async def log_in(
    body: LogInBody, request: Request, response: Response, db: Db, now: Now
) -> SessionOut:
    """Open a session: two httpOnly cookies, the short one renewed by the other."""
    refuse_foreign_origin(request)
    redis: Redis = request.app.state.redis
    await throttle.count_try(redis, body.email)
    user = await queries.user_by_email(db, body.email)
    right = await asyncio.to_thread(sessions.password_matches, user, body.password)
    if user is None or not right:
        raise CredentialsRefused("The address or the password is wrong.")
    await throttle.forget(redis, body.email)
    cookies.open_here(db, user, request, response, now)
    return await session_of(db, user, request.app.state.settings)


@router.get("/session", operation_id="accounts_read_session", responses=problems(NotLoggedIn))
async def read_session(person: Person, request: Request, db: Db) -> SessionOut:
    """Who is logged in, and where they may work."""
    return await session_of(db, person.user, request.app.state.settings)


@router.post(
    "/session/refresh",
    operation_id="accounts_refresh_session",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(NotLoggedIn, ForeignOrigin),
)
async def refresh_session(request: Request, response: Response, now: Now) -> None:
    """Renew both cookies. An old renewal key shown again ends the session."""
    refuse_foreign_origin(request)
    database: Database = request.app.state.database
    settings: Settings = request.app.state.settings
    key = request.cookies.get(REFRESH_COOKIE)
    if not key:
        raise NotLoggedIn("Log in first.")
    try:
        async with database.transaction() as db:
            tokens = await sessions.rotate(
                db,
                key,
                secret=settings.secret_key.get_secret_value(),
                ip=cookies.ip_of(request),
                now=now,
            )
    except sessions.RefreshReused as reused:
        # The refusal rolled its transaction back; the end of the session must be committed.
        async with database.transaction() as db:
            await sessions.revoke(db, reused.session_id, now)
        raise
    cookies.keep(request, response, tokens)


@router.delete(
    "/session",
    operation_id="accounts_log_out",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(NotLoggedIn, ForeignOrigin),
)
async def log_out(request: Request, response: Response, db: Db, now: Now) -> None:
    """End this session; its cookies open nothing any more.

    Either cookie is enough: whoever comes back after the short one is over still wants to leave.
    """
    refuse_foreign_origin(request)
    key = request.cookies.get(REFRESH_COOKIE)
    if not (key and await sessions.revoke_by_key(db, key, now)):
        settings: Settings = request.app.state.settings
        token = request.cookies.get(SESSION_COOKIE, "")
        user_id, session_id = sessions.read(settings.signing_keys, token, now)
        if await queries.user_of_session(db, user_id, session_id, now) is None:
            raise NotLoggedIn("The session is over.")
        await sessions.revoke(db, session_id, now)
    cookies.forget(response)


@router.get(
    "/api-keys",
    operation_id="accounts_list_api_keys",
    responses=GUARD | problems(CursorInvalid),
)
async def list_api_keys(
    caller: CanAdminister, db: Db, limit: Limit = 50, cursor: Cursor = None
) -> Page[ListedApiKeyOut]:
    """The company's keys, the newest first; their texts are not kept."""
    after = id_in(cursor) if cursor else None
    found = await queries.api_keys(db, caller.company_id, after=after, limit=limit + 1)
    rows, next_cursor = cut(found, limit, lambda row: (row.id,))
    makers = await queries.users(db, [row.created_by for row in rows if row.created_by])
    names = {id: maker.full_name for id, maker in makers.items()}
    items = [
        ListedApiKeyOut(
            **ApiKeyOut.model_validate(row).model_dump(),
            created_by_name=names.get(row.created_by, "") if row.created_by else "",
        )
        for row in rows
    ]
    return Page(items=items, next_cursor=next_cursor)


@router.post(
    "/api-keys",
    operation_id="accounts_create_api_key",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD,
)
async def create_api_key(body: ApiKeyBody, caller: CanAdminister, db: Db, now: Now) -> NewApiKeyOut:
    """Make a key for a program. Its text is in this answer and nowhere else."""
    key, text = await service.create_api_key(
        db,
        caller.company_id,
        name=body.name,
        scopes=[scope.value for scope in body.scopes],
        actor=caller.actor,
        now=now,
    )
    return NewApiKeyOut(**ApiKeyOut.model_validate(key).model_dump(), key=text)


@router.delete(
    "/api-keys/{key_id}",
    operation_id="accounts_revoke_api_key",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(ApiKeyNotFound),
)
async def revoke_api_key(key_id: UUID, caller: CanAdminister, db: Db, now: Now) -> None:
    """The key opens nothing from now on."""
    await service.revoke_api_key(db, caller.company_id, key_id, actor=caller.actor, now=now)

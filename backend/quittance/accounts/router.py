"""Log-in, members, keys."""

from __future__ import annotations

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request, Response, status
from redis.asyncio import Redis

from quittance.accounts import queries, service, sessions, throttle
from quittance.accounts.access import (
    GRANTS,
    GUARD,
    REFRESH_COOKIE,
    SESSION_COOKIE,
    CanAdminister,
    CanRead,
    Db,
    Person,
    memberships_of,
    refuse_foreign_origin,
)
from quittance.accounts.errors import (
    ApiKeyNotFound,
    CredentialsRefused,
    ForeignOrigin,
    NotLoggedIn,
    TooManyLogIns,
)
from quittance.accounts.models import User
from quittance.accounts.schemas import (
    ApiKeyBody,
    ApiKeyOut,
    LogInBody,
    MemberOut,
    NewApiKeyOut,
    SessionCompanyOut,
    SessionOut,
    UserOut,
)
from quittance.platform.clock import Now
from quittance.platform.database import Database
from quittance.platform.pages import Page
from quittance.platform.problems import problems
from quittance.platform.settings import Settings

router = APIRouter(prefix="/v1", tags=["accounts"])


def _keep(response: Response, request: Request, tokens: sessions.Tokens) -> None:
    settings: Settings = request.app.state.settings
    for name, value, path in (
        (SESSION_COOKIE, tokens.access, "/"),
        (REFRESH_COOKIE, tokens.refresh, "/v1/session"),
    ):
        if value is None:
            continue
        response.set_cookie(
            name,
            value,
            max_age=int(sessions.SESSION_LIFE.total_seconds()),
            path=path,
            httponly=True,
            secure=settings.secure_cookies,
            samesite="strict",
        )


async def _session_of(db: Db, user: User) -> SessionOut:
    memberships = {one.company_id: one for one in await memberships_of(db, user.id)}
    companies = await queries.companies(db, list(memberships))
    return SessionOut(
        user=UserOut.model_validate(user),
        companies=[
            SessionCompanyOut(
                id=one.id,
                name=one.name,
                role=memberships[one.id].role,
                permissions=sorted(GRANTS[memberships[one.id].role]),
                currency=one.currency,
                time_zone=one.time_zone,
            )
            for one in companies
        ],
    )


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
    await throttle.refuse_excess(redis, body.email)
    user = await queries.user_by_email(db, body.email)
    right = await asyncio.to_thread(sessions.password_matches, user, body.password)
    if user is None or not right:
        await throttle.count_wrong(redis, body.email)
        raise CredentialsRefused("The address or the password is wrong.")
    await throttle.forget(redis, body.email)
    settings: Settings = request.app.state.settings
    tokens = sessions.open_session(
        db,
        user,
        secret=settings.secret_key.get_secret_value(),
        user_agent=request.headers.get("user-agent", ""),
        now=now,
    )
    _keep(response, request, tokens)
    return await _session_of(db, user)


@router.get("/session", operation_id="accounts_read_session", responses=problems(NotLoggedIn))
async def read_session(person: Person, db: Db) -> SessionOut:
    """Who is logged in, and where they may work."""
    return await _session_of(db, person.user)


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
                db, key, secret=settings.secret_key.get_secret_value(), now=now
            )
    except sessions.RefreshReused as reused:
        # The refusal rolled its transaction back; the end of the session must be committed.
        async with database.transaction() as db:
            await sessions.revoke(db, reused.session_id, now)
        raise
    _keep(response, request, tokens)


@router.delete(
    "/session",
    operation_id="accounts_log_out",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(NotLoggedIn, ForeignOrigin),
)
async def log_out(person: Person, response: Response, db: Db, now: Now) -> None:
    """End this session; its cookies open nothing any more."""
    await sessions.revoke(db, person.session_id, now)
    response.delete_cookie(SESSION_COOKIE, path="/")
    response.delete_cookie(REFRESH_COOKIE, path="/v1/session")


@router.get("/members", operation_id="accounts_list_members", responses=GUARD)
async def list_members(caller: CanRead, db: Db) -> Page[MemberOut]:
    """Who works in the company, by name."""
    rows = await queries.members(db, caller.company_id)
    return Page(
        items=[
            MemberOut(
                user_id=user.id,
                full_name=user.full_name,
                email=user.email,
                job_title=user.job_title,
                role=membership.role,
            )
            for membership, user in rows
        ],
        next_cursor=None,
    )


@router.get("/api-keys", operation_id="accounts_list_api_keys", responses=GUARD)
async def list_api_keys(caller: CanAdminister, db: Db) -> Page[ApiKeyOut]:
    """The company's keys, the newest first; their texts are not kept."""
    rows = await queries.api_keys(db, caller.company_id)
    return Page(items=[ApiKeyOut.model_validate(row) for row in rows], next_cursor=None)


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

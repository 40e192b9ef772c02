"""A person's own account: profile, password, the devices they are logged in on."""

from __future__ import annotations

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request, Response, status
from redis.asyncio import Redis

from quittance.accounts import cookies, passwords, queries, service, sessions, throttle
from quittance.accounts.access import Db, Person
from quittance.accounts.errors import (
    ForeignOrigin,
    NotLoggedIn,
    PasswordWeak,
    PasswordWrong,
    SessionNotFound,
    TooManyLogIns,
)
from quittance.accounts.schemas import OwnSessionOut, PasswordBody, ProfileChanges, UserOut
from quittance.platform.clock import Now
from quittance.platform.pages import Page
from quittance.platform.problems import problems

router = APIRouter(prefix="/v1/account", tags=["accounts"])

OWN = problems(NotLoggedIn, ForeignOrigin)


@router.patch("", operation_id="accounts_change_profile", responses=OWN)
async def change_profile(body: ProfileChanges, person: Person) -> UserOut:
    """Change one's name, function or telephone: what messages are signed with."""
    service.change_profile(person.user, body.model_dump(exclude_none=True))
    return UserOut.model_validate(person.user)


@router.post(
    "/password",
    operation_id="accounts_change_password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=OWN | problems(PasswordWrong, PasswordWeak, TooManyLogIns),
)
async def change_password(
    body: PasswordBody, person: Person, request: Request, db: Db, now: Now
) -> None:
    """Change one's password; every other session ends."""
    redis: Redis = request.app.state.redis
    user = person.user
    await throttle.count_try(redis, user.email)
    if not await asyncio.to_thread(sessions.password_matches, user, body.current_password):
        raise PasswordWrong("The current password is wrong.")
    await throttle.forget(redis, user.email)
    passwords.refuse_weak(body.new_password, user.email, user.full_name)
    hashed = await asyncio.to_thread(sessions.hash_password, body.new_password)
    await passwords.set_password(db, user, hashed, kept_session=person.session_id, now=now)


@router.get("/sessions", operation_id="accounts_list_sessions", responses=OWN)
async def list_sessions(person: Person, db: Db, now: Now) -> Page[OwnSessionOut]:
    """Where the person is logged in, the last used first."""
    rows = await queries.live_sessions(db, person.user.id, now)
    return Page(
        items=[
            OwnSessionOut(
                id=row.id,
                user_agent=row.user_agent,
                ip=row.ip,
                opened_at=row.created_at,
                last_used_at=row.rotated_at,
                is_current=row.id == person.session_id,
            )
            for row in rows
        ],
        next_cursor=None,
    )


@router.delete(
    "/sessions/{session_id}",
    operation_id="accounts_end_session",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=OWN | problems(SessionNotFound),
)
async def end_session(session_id: UUID, person: Person, db: Db, now: Now) -> None:
    """Log out on one device: what it holds opens nothing any more."""
    await sessions.revoke_own(db, person.user.id, session_id, now)


@router.post(
    "/log-out-everywhere",
    operation_id="accounts_log_out_everywhere",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=OWN,
)
async def log_out_everywhere(person: Person, response: Response, db: Db, now: Now) -> None:
    """Log out on every device, this one included."""
    await sessions.revoke_all(db, person.user.id, now)
    cookies.forget(response)

"""What the links of our e-mails open: an invitation, a forgotten password.

Their keys come in bodies, never in addresses, so that no log keeps one; and nothing happens on a
reading, for mail scanners open links too.
"""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response, status
from redis.asyncio import Redis

from quittance.accounts import cookies, invitations, passwords, queries, sessions, throttle
from quittance.accounts.access import Db, refuse_foreign_origin
from quittance.accounts.errors import (
    AlreadyMember,
    ForeignOrigin,
    InvitationOver,
    NameRequired,
    PasswordWeak,
    PasswordWrong,
    ResetOver,
    TooManyLogIns,
    TooManyResets,
)
from quittance.accounts.link_schemas import (
    AcceptBody,
    InvitationSeenOut,
    LinkBody,
    ResetAskBody,
    ResetBody,
    ResetSeenOut,
)
from quittance.accounts.models import Invitation, User
from quittance.accounts.schemas import SessionOut
from quittance.accounts.shown import session_of
from quittance.platform.clock import Now, stopwatch
from quittance.platform.database import Database
from quittance.platform.problems import problems

router = APIRouter(prefix="/v1", tags=["accounts"])

# An answer about a known address and one about an unknown address take as long.
RESET_ANSWER_S = 0.25


@router.post(
    "/invitations/open",
    operation_id="accounts_read_invitation",
    responses=problems(InvitationOver, ForeignOrigin),
)
async def read_invitation(body: LinkBody, request: Request, db: Db, now: Now) -> InvitationSeenOut:
    """What the link of an invitation offers; nothing is accepted yet."""
    refuse_foreign_origin(request)
    invitation = await invitations.find(db, body.key, now=now)
    company = await queries.company(db, invitation.company_id)
    return InvitationSeenOut(
        company_name=company.name,
        email=invitation.email,
        role=invitation.role,
        invited_by=invitation.invited_by,
        expires_at=invitation.expires_at,
        has_account=await queries.user_by_email(db, invitation.email) is not None,
    )


@router.post(
    "/invitations/accept",
    operation_id="accounts_accept_invitation",
    responses=problems(
        InvitationOver,
        ForeignOrigin,
        AlreadyMember,
        NameRequired,
        PasswordWrong,
        PasswordWeak,
        TooManyLogIns,
    ),
)
async def accept_invitation(
    body: AcceptBody, request: Request, response: Response, db: Db, now: Now
) -> SessionOut:
    """Join the company, and be logged in."""
    refuse_foreign_origin(request)
    invitation = await invitations.find(db, body.key, now=now)
    known = await queries.user_by_email(db, invitation.email)
    if known is None:
        user = await _new_person(db, invitation, body)
    else:
        user = await _proven(request, known, body.password)
    await invitations.accept(db, invitation, user, now=now)
    cookies.open_here(db, user, request, response, now)
    await db.flush()
    return await session_of(db, user, request.app.state.settings)


@router.post(
    "/password-resets",
    operation_id="accounts_ask_password_reset",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(TooManyResets, ForeignOrigin),
)
async def ask_password_reset(body: ResetAskBody, request: Request, now: Now) -> None:
    """Ask for a link to a new password; the answer is the same for an address we do not know."""
    refuse_foreign_origin(request)
    started = stopwatch()
    await throttle.count_reset(request.app.state.redis, body.email, cookies.ip_of(request))
    database: Database = request.app.state.database
    async with database.transaction() as db:
        await passwords.ask_reset(db, body.email, now=now)
    await asyncio.sleep(max(0.0, RESET_ANSWER_S - (stopwatch() - started)))


@router.post(
    "/password-resets/open",
    operation_id="accounts_read_password_reset",
    responses=problems(ResetOver, ForeignOrigin),
)
async def read_password_reset(body: LinkBody, request: Request, db: Db, now: Now) -> ResetSeenOut:
    """Whose password the link changes; nothing is changed yet."""
    refuse_foreign_origin(request)
    reset, user = await passwords.find_reset(db, body.key, now=now)
    return ResetSeenOut(email=user.email, expires_at=reset.expires_at)


@router.post(
    "/password-resets/finish",
    operation_id="accounts_finish_password_reset",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(ResetOver, ForeignOrigin, PasswordWeak),
)
async def finish_password_reset(body: ResetBody, request: Request, db: Db, now: Now) -> None:
    """Set the new password; every session of the person ends, and the link opens nothing more."""
    refuse_foreign_origin(request)
    _, user = await passwords.find_reset(db, body.key, now=now)
    passwords.refuse_weak(body.password, user.email, user.full_name)
    hashed = await asyncio.to_thread(sessions.hash_password, body.password)
    await passwords.set_password(db, user, hashed, now=now)
    await throttle.forget(request.app.state.redis, user.email)


async def _new_person(db: Db, invitation: Invitation, body: AcceptBody) -> User:
    if not body.full_name:
        raise NameRequired("Say your name.")
    passwords.refuse_weak(body.password, invitation.email, body.full_name)
    hashed = await asyncio.to_thread(sessions.hash_password, body.password)
    return await invitations.welcome(db, invitation, full_name=body.full_name, password_hash=hashed)


async def _proven(request: Request, user: User, password: str) -> User:
    """The holder of the account, by its password: a link alone would open somebody's account."""
    redis: Redis = request.app.state.redis
    await throttle.count_try(redis, user.email)
    if not await asyncio.to_thread(sessions.password_matches, user, password):
        raise PasswordWrong("The password of the account is wrong.")
    await throttle.forget(redis, user.email)
    return user

"""Passwords: what is strong enough, how one is changed, and how a forgotten one is replaced."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import posting, queries, sessions
from quittance.accounts.errors import PasswordWeak, ResetOver
from quittance.accounts.models import PasswordNotice, PasswordReset, User
from quittance.platform import doors
from quittance.platform.database import see
from quittance.platform.doors import DoorKind
from quittance.platform.ids import new_id

LEAST_CHARACTERS = 12
LEAST_DIFFERENT = 6
PAUSE = timedelta(minutes=1)


def refuse_weak(password: str, *about: str) -> None:
    """Raise `PasswordWeak` for what is short, monotonous, or only the person's own name.

    Length decides (NIST SP 800-63B §5.1.1.2): no rule about capitals or digits.
    """
    if len(password) < LEAST_CHARACTERS:
        raise PasswordWeak(f"A password has {LEAST_CHARACTERS} characters or more.")
    if len(set(password)) < LEAST_DIFFERENT:
        raise PasswordWeak(f"A password has {LEAST_DIFFERENT} different characters or more.")
    if password.strip().lower() in {one.strip().lower() for one in about}:
        raise PasswordWeak("A password is not one's own name or address.")


async def set_password(
    session: AsyncSession,
    user: User,
    password_hash: str,
    *,
    kept_session: UUID | None = None,
    now: datetime,
) -> None:
    """The password is the only one; every other session and every link to another is over.

    The person is told by e-mail, in case it was somebody else.
    """
    user.password_hash = password_hash
    await sessions.revoke_all(session, user.id, now, but=kept_session)
    companies = await _companies_of(session, user.id)
    for reset in await queries.open_resets(session, companies, user.id):
        await _end(session, reset, now)
    if companies:
        notice = PasswordNotice(
            company_id=companies[0], id=new_id(), user_id=user.id, created_at=now, posted_at=None
        )
        session.add(notice)
        await posting.queue(session, notice, now)


async def ask_reset(session: AsyncSession, email: str, *, now: datetime) -> None:
    """A link leaves for that address if it is somebody's; nothing tells the caller.

    A second request within the minute sends nothing more; a later one replaces the first link.
    """
    user = await queries.user_by_email(session, email)
    if user is None:
        return
    await queries.lock_user(session, user.id)  # of two requests at once, the second finds the first
    companies = await _companies_of(session, user.id)
    if not companies:
        return  # who works nowhere has nothing to open
    pending = await queries.open_resets(session, companies, user.id)
    if any(one.created_at > now - PAUSE for one in pending):
        return
    for one in pending:
        await _end(session, one, now)
    reset = PasswordReset(
        company_id=companies[0],
        id=new_id(),
        user_id=user.id,
        created_at=now,
        ended_at=None,
        posted_at=None,
    )
    session.add(reset)
    await posting.queue(session, reset, now)


async def find_reset(
    session: AsyncSession, key: str, *, now: datetime
) -> tuple[PasswordReset, User]:
    """The link with that key and whose it is, the link held; raises `ResetOver`.

    A link kept under a company that the person has left opens nothing more.
    """
    for door in await doors.opened(session, DoorKind.RESET, key):
        await see(session, [door.company_id])
        reset = await queries.lock_letter(session, PasswordReset, door.company_id, door.target_id)
        if reset is None or not posting.is_waiting(reset, now):
            continue
        user = (await queries.users(session, [reset.user_id])).get(reset.user_id)
        if user is None or not user.is_active:
            continue
        if reset.company_id in await _companies_of(session, user.id):
            return reset, user
    raise ResetOver("This link is over: ask for another.")


async def _companies_of(session: AsyncSession, user_id: UUID) -> list[UUID]:
    """Where the person works; from then on the transaction sees those companies."""
    opened = await doors.opened(session, DoorKind.MEMBER, str(user_id))
    companies = [door.company_id for door in opened]
    await see(session, companies)
    return companies


async def _end(session: AsyncSession, reset: PasswordReset, now: datetime) -> None:
    reset.ended_at = now
    await doors.wall_up(session, reset.company_id, reset.id)

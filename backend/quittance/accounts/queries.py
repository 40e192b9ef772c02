"""Every look at users, companies, memberships and keys."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.errors import CompanyNotFound
from quittance.accounts.models import (
    ApiKey,
    Company,
    Invitation,
    Membership,
    PasswordNotice,
    PasswordReset,
    Role,
    User,
    UserSession,
)

MOST_SESSIONS = 200

L = TypeVar("L", bound=Invitation | PasswordReset | PasswordNotice)


async def user_by_email(session: AsyncSession, email: str) -> User | None:
    """The active user with this address."""
    return await session.scalar(
        select(User).where(User.email == email.strip().lower(), User.is_active)
    )


async def lock_user(session: AsyncSession, user_id: UUID) -> None:
    """Until the transaction ends, nobody else holds this user."""
    await session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))


async def user_of_session(
    session: AsyncSession, user_id: UUID, session_id: UUID, now: datetime
) -> User | None:
    """The active user, if this session of theirs is still alive."""
    return await session.scalar(
        select(User)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            User.id == user_id,
            User.is_active,
            UserSession.id == session_id,
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > now,
        )
    )


async def users(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, User]:
    """Users by id; unknown ids are absent."""
    rows = await session.scalars(select(User).where(User.id.in_(ids)))
    return {row.id: row for row in rows}


async def memberships(
    session: AsyncSession, companies: Sequence[UUID], user_id: UUID
) -> Sequence[Membership]:
    """The user's memberships among the companies the transaction sees, but suspended ones."""
    return (
        await session.scalars(
            select(Membership)
            .where(
                Membership.company_id.in_(companies),
                Membership.user_id == user_id,
                Membership.suspended_at.is_(None),
            )
            .order_by(Membership.company_id)
        )
    ).all()


async def members(session: AsyncSession, company_id: UUID) -> Sequence[tuple[Membership, User]]:
    """Who works in the company, by name."""
    rows = await session.execute(
        select(Membership, User)
        .join(User, User.id == Membership.user_id)
        .where(Membership.company_id == company_id)
        .order_by(User.full_name)
    )
    return [(row[0], row[1]) for row in rows]


async def is_member(session: AsyncSession, company_id: UUID, user_id: UUID) -> bool:
    """Whether that person works in the company, and is not suspended."""
    known = select(Membership.id).where(
        Membership.company_id == company_id,
        Membership.user_id == user_id,
        Membership.suspended_at.is_(None),
    )
    return bool(await session.scalar(select(known.exists())))


async def colleagues(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> dict[UUID, User]:
    """Those of these people who work in the company today, by id; debtors are told of no other."""
    rows = await session.scalars(
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.company_id == company_id,
            Membership.user_id.in_(ids),
            Membership.suspended_at.is_(None),
            User.is_active,
        )
    )
    return {row.id: row for row in rows}


async def member(
    session: AsyncSession, company_id: UUID, user_id: UUID
) -> tuple[Membership, User] | None:
    """Somebody who works in the company, suspended or not."""
    return await _member(session, company_id, User.id == user_id)


async def member_by_email(
    session: AsyncSession, company_id: UUID, email: str
) -> tuple[Membership, User] | None:
    """As `member`, by the address, in lower case."""
    return await _member(session, company_id, User.email == email)


async def _member(
    session: AsyncSession, company_id: UUID, which: ColumnElement[bool]
) -> tuple[Membership, User] | None:
    row = (
        await session.execute(
            select(Membership, User)
            .join(User, User.id == Membership.user_id)
            .where(Membership.company_id == company_id, which)
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def other_admins(session: AsyncSession, company_id: UUID, user_id: UUID) -> int:
    """How many could administer the company without that person."""
    counted = await session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.company_id == company_id,
            Membership.role == Role.ADMIN,
            Membership.suspended_at.is_(None),
            Membership.user_id != user_id,
            User.is_active,
        )
    )
    return counted or 0


async def pending_invitations(session: AsyncSession, company_id: UUID) -> Sequence[Invitation]:
    """Invitations without an answer, the newest first; those too old to open are among them."""
    return (
        await session.scalars(
            select(Invitation)
            .where(
                Invitation.company_id == company_id,
                Invitation.accepted_at.is_(None),
                Invitation.revoked_at.is_(None),
            )
            .order_by(Invitation.id.desc())
        )
    ).all()


async def lock_letter(
    session: AsyncSession, letter: type[L], company_id: UUID, id: UUID
) -> L | None:
    """One invitation, link or notice that leaves by e-mail, held until the transaction ends."""
    return await session.scalar(
        select(letter).where(letter.company_id == company_id, letter.id == id).with_for_update()
    )


async def open_resets(
    session: AsyncSession, companies: Sequence[UUID], user_id: UUID
) -> Sequence[PasswordReset]:
    """The person's links to a new password that were neither used nor replaced."""
    return (
        await session.scalars(
            select(PasswordReset).where(
                PasswordReset.company_id.in_(companies),
                PasswordReset.user_id == user_id,
                PasswordReset.ended_at.is_(None),
            )
        )
    ).all()


async def live_sessions(
    session: AsyncSession, user_id: UUID, now: datetime
) -> Sequence[UserSession]:
    """The person's sessions that still open something, the last used first."""
    return (
        await session.scalars(
            select(UserSession)
            .where(
                UserSession.user_id == user_id,
                UserSession.revoked_at.is_(None),
                UserSession.expires_at > now,
            )
            .order_by(UserSession.rotated_at.desc(), UserSession.id.desc())
            .limit(MOST_SESSIONS)
        )
    ).all()


async def companies(session: AsyncSession, ids: Sequence[UUID]) -> Sequence[Company]:
    """The companies by name."""
    return (
        await session.scalars(select(Company).where(Company.id.in_(ids)).order_by(Company.name))
    ).all()


async def company(session: AsyncSession, company_id: UUID) -> Company:
    """The company; raises `CompanyNotFound`."""
    found = await session.scalar(select(Company).where(Company.id == company_id))
    if found is None:
        raise CompanyNotFound(f"No company {company_id}.")
    return found


async def lock_company(session: AsyncSession, company_id: UUID) -> Company:
    """The company as it is now; until the transaction ends, nobody else changes it or its team."""
    await session.scalar(
        select(Company)
        .where(Company.id == company_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return await company(session, company_id)


async def api_key(session: AsyncSession, company_id: UUID, key_id: UUID) -> ApiKey | None:
    """One key of the company."""
    return await session.scalar(
        select(ApiKey).where(ApiKey.company_id == company_id, ApiKey.id == key_id)
    )


async def api_keys(
    session: AsyncSession, company_id: UUID, *, after: UUID | None, limit: int
) -> Sequence[ApiKey]:
    """The company's keys, the newest first, from the one after the cursor."""
    statement = (
        select(ApiKey)
        .where(ApiKey.company_id == company_id)
        .order_by(ApiKey.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(ApiKey.id < after)
    return (await session.scalars(statement)).all()

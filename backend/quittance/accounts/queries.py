"""Every look at users, companies, memberships and keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.errors import CompanyNotFound
from quittance.accounts.models import ApiKey, Company, Membership, User, UserSession


async def user_by_email(session: AsyncSession, email: str) -> User | None:
    """The active user with this address."""
    return await session.scalar(
        select(User).where(User.email == email.strip().lower(), User.is_active)
    )


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
    """The user's memberships among the companies the transaction sees."""
    return (
        await session.scalars(
            select(Membership)
            .where(Membership.company_id.in_(companies), Membership.user_id == user_id)
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
    """Whether that person works in the company."""
    known = select(Membership.id).where(
        Membership.company_id == company_id, Membership.user_id == user_id
    )
    return bool(await session.scalar(select(known.exists())))


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


async def api_key(session: AsyncSession, company_id: UUID, key_id: UUID) -> ApiKey | None:
    """One key of the company."""
    return await session.scalar(
        select(ApiKey).where(ApiKey.company_id == company_id, ApiKey.id == key_id)
    )


async def api_keys(session: AsyncSession, company_id: UUID) -> Sequence[ApiKey]:
    """The company's keys, the newest first."""
    return (
        await session.scalars(
            select(ApiKey).where(ApiKey.company_id == company_id).order_by(ApiKey.id.desc())
        )
    ).all()

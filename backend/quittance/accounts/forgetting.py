"""What is no longer kept of log-ins, nor taken for granted after a restore."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.models import Company, PasswordNotice, PasswordReset, UserSession
from quittance.platform.doors import Door

KEPT_AFTER_THE_END = timedelta(days=30)


async def forget_sessions(session: AsyncSession, *, now: datetime) -> None:
    """Sessions that ended a month ago are gone; their keys opened nothing since."""
    before = now - KEPT_AFTER_THE_END
    await session.execute(
        delete(UserSession).where(
            or_(UserSession.expires_at < before, UserSession.revoked_at < before)
        )
    )


async def forget_mail(session: AsyncSession, company_id: UUID, *, now: datetime) -> None:
    """Links to a new password and news of one that served a month ago are gone, doors included."""
    before = now - KEPT_AFTER_THE_END
    old = await session.scalars(
        delete(PasswordReset)
        .where(PasswordReset.company_id == company_id, PasswordReset.expires_at < before)
        .returning(PasswordReset.id)
    )
    await session.execute(
        delete(Door).where(Door.company_id == company_id, Door.target_id.in_(old.all()))
    )
    await session.execute(
        delete(PasswordNotice).where(
            PasswordNotice.company_id == company_id, PasswordNotice.expires_at < before
        )
    )


async def forget_confirmed_plan(session: AsyncSession, company_id: UUID) -> None:
    """Nothing leaves by itself until a person of the company has confirmed a plan again."""
    await session.execute(
        update(Company).where(Company.id == company_id).values(plan_confirmed_at=None)
    )

"""Rows of the front door as they are told."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries
from quittance.accounts.access import GRANTS, memberships_of
from quittance.accounts.models import Membership, User
from quittance.accounts.schemas import (
    DemonstrationOut,
    MemberOut,
    SessionCompanyOut,
    SessionOut,
    UserOut,
)
from quittance.platform import generation
from quittance.platform.settings import Settings


async def session_of(session: AsyncSession, user: User, settings: Settings) -> SessionOut:
    """Who the person is, where they may work now, and whether messages leave."""
    catcher = settings.mail_catcher_url if settings.demo else ""
    memberships = {one.company_id: one for one in await memberships_of(session, user.id)}
    companies = await queries.companies(session, list(memberships))
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
        sending_paused_at=(await generation.installation(session)).paused_at,
        demonstration=DemonstrationOut(mail_catcher_url=catcher) if catcher else None,
    )


def member(membership: Membership, user: User) -> MemberOut:
    """Somebody who works in the company."""
    return MemberOut(
        user_id=user.id,
        full_name=user.full_name,
        email=user.email,
        job_title=user.job_title,
        role=membership.role,
        sales_rep=membership.sales_rep,
        joined_at=membership.created_at,
        suspended_at=membership.suspended_at,
    )

"""Who works in a company, as what: every change to it, one at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries
from quittance.accounts.errors import LastAdmin, MemberNotFound, SalesRepRequired
from quittance.accounts.events import (
    MemberReinstated,
    MemberRemoved,
    MemberRoleChanged,
    MemberSuspended,
)
from quittance.accounts.models import Membership, Role, User
from quittance.platform import doors, events
from quittance.platform.events import Actor


def rep_of(role: Role, sales_rep: str) -> str:
    """The name by which the ledger knows a sales representative; nobody else has one.

    Raises `SalesRepRequired`: without a name they would see the customers that have none.
    """
    if role is not Role.SALES:
        return ""
    if not sales_rep:
        raise SalesRepRequired("Name the sales representative as the ledger does.")
    return sales_rep


async def change_role(
    session: AsyncSession,
    company_id: UUID,
    user_id: UUID,
    *,
    role: Role,
    sales_rep: str,
    actor: Actor,
    now: datetime,
) -> tuple[Membership, User]:
    """The member has that role from their next request on; raises `LastAdmin`."""
    membership, user = await _hold(session, company_id, user_id)
    rep = rep_of(role, sales_rep)
    if (membership.role, membership.sales_rep) == (role, rep):
        return membership, user
    if role is not Role.ADMIN:
        await _refuse_last(session, membership)
    membership.role, membership.sales_rep = role, rep
    changed = MemberRoleChanged(user_id=user_id, role=role.value, sales_rep=rep)
    await events.record(session, company_id, changed, actor=actor, now=now)
    return membership, user


async def suspend(
    session: AsyncSession, company_id: UUID, user_id: UUID, *, actor: Actor, now: datetime
) -> tuple[Membership, User]:
    """The member may do nothing from their next request on; raises `LastAdmin`."""
    membership, user = await _hold(session, company_id, user_id)
    if membership.suspended_at is None:
        await _refuse_last(session, membership)
        membership.suspended_at = now
        await events.record(
            session, company_id, MemberSuspended(user_id=user_id), actor=actor, now=now
        )
    return membership, user


async def reinstate(
    session: AsyncSession, company_id: UUID, user_id: UUID, *, actor: Actor, now: datetime
) -> tuple[Membership, User]:
    """The member works again, as before."""
    membership, user = await _hold(session, company_id, user_id)
    if membership.suspended_at is not None:
        membership.suspended_at = None
        await events.record(
            session, company_id, MemberReinstated(user_id=user_id), actor=actor, now=now
        )
    return membership, user


async def remove(
    session: AsyncSession, company_id: UUID, user_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """Nothing leads the person to the company any more; what they did stays; raises `LastAdmin`."""
    membership, user = await _hold(session, company_id, user_id)
    await _refuse_last(session, membership)
    await doors.wall_up(session, company_id, membership.id)
    await session.delete(membership)
    gone = MemberRemoved(user_id=user_id, full_name=user.full_name)
    await events.record(session, company_id, gone, actor=actor, now=now)


async def _hold(session: AsyncSession, company_id: UUID, user_id: UUID) -> tuple[Membership, User]:
    """The member, while nobody else changes the company's team: two admins may resign at once."""
    await queries.lock_company(session, company_id)
    found = await queries.member(session, company_id, user_id)
    if found is None:
        raise MemberNotFound(f"No member {user_id}.")
    return found


async def _refuse_last(session: AsyncSession, membership: Membership) -> None:
    if membership.role is not Role.ADMIN or membership.suspended_at is not None:
        return
    if await queries.other_admins(session, membership.company_id, membership.user_id) == 0:
        raise LastAdmin("Name another administrator first.")

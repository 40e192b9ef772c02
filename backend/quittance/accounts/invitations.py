"""Somebody is asked to work in a company, and says yes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import posting, queries, service
from quittance.accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationNotFound,
    InvitationOver,
    PasswordWrong,
    TooManyInvitations,
)
from quittance.accounts.events import InvitationRevoked, MemberInvited
from quittance.accounts.members import rep_of
from quittance.accounts.models import Invitation, Membership, Role, User
from quittance.platform import doors, events
from quittance.platform.database import see
from quittance.platform.doors import DoorKind
from quittance.platform.events import Actor
from quittance.platform.ids import new_id

MOST_PENDING = 200


async def invite(
    session: AsyncSession,
    company_id: UUID,
    *,
    email: str,
    role: Role,
    sales_rep: str,
    reply_to: str,
    actor: Actor,
    now: datetime,
) -> Invitation:
    """A link leaves for that address; answers to it go to whoever invited."""
    address, rep = email.strip().lower(), rep_of(role, sales_rep)
    await queries.lock_company(session, company_id)
    if await queries.member_by_email(session, company_id, address) is not None:
        raise AlreadyMember("This person works in the company already.")
    waiting = await queries.pending_invitations(session, company_id)
    former = next((one for one in waiting if one.email == address), None)
    if former is not None and former.expires_at > now:
        raise AlreadyInvited("An invitation to this address waits: send it again, or withdraw it.")
    if former is not None:
        await _end(session, former, now)
    elif len(waiting) >= MOST_PENDING:
        raise TooManyInvitations(f"{MOST_PENDING} invitations wait already.")
    invitation = Invitation(
        company_id=company_id,
        id=new_id(),
        email=address,
        role=role,
        sales_rep=rep,
        invited_by=actor.name,
        reply_to=reply_to,
        created_at=now,
        accepted_at=None,
        revoked_at=None,
        posted_at=None,
    )
    session.add(invitation)
    await posting.queue(session, invitation, now)
    asked = MemberInvited(invitation_id=invitation.id, email=address, role=role.value)
    await events.record(session, company_id, asked, actor=actor, now=now)
    return invitation


async def resend(
    session: AsyncSession, company_id: UUID, invitation_id: UUID, *, now: datetime
) -> Invitation:
    """A new link leaves; the former one opens nothing from then on."""
    invitation = await _pending(session, company_id, invitation_id)
    await posting.queue(session, invitation, now)
    return invitation


async def revoke(
    session: AsyncSession, company_id: UUID, invitation_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """The link opens nothing any more."""
    invitation = await _pending(session, company_id, invitation_id)
    await _end(session, invitation, now)
    gone = InvitationRevoked(invitation_id=invitation.id, email=invitation.email)
    await events.record(session, company_id, gone, actor=actor, now=now)


async def find(session: AsyncSession, key: str, *, now: datetime) -> Invitation:
    """The invitation with that key, held, its company seen; raises `InvitationOver`."""
    for door in await doors.opened(session, DoorKind.INVITATION, key):
        await see(session, [door.company_id])
        found = await queries.lock_letter(session, Invitation, door.company_id, door.target_id)
        if found is not None and posting.is_waiting(found, now):
            return found
    raise InvitationOver("This invitation is over: ask for another.")


async def welcome(
    session: AsyncSession, invitation: Invitation, *, full_name: str, password_hash: str
) -> User:
    """A new person, who can log in from now on."""
    company = await queries.company(session, invitation.company_id)
    try:
        async with session.begin_nested():
            user = service.add_user(
                session,
                company.organisation_id,
                email=invitation.email,
                password_hash=password_hash,
                full_name=full_name,
            )
    except IntegrityError as error:  # the same person accepted elsewhere at this very moment
        raise PasswordWrong("This address has an account: give its password.") from error
    return user


async def accept(
    session: AsyncSession, invitation: Invitation, user: User, *, now: datetime
) -> Membership:
    """The person works in the company, as they were asked to; the link opens nothing any more."""
    company_id = invitation.company_id
    if await queries.member(session, company_id, user.id) is not None:
        raise AlreadyMember("You work in this company already.")
    invitation.accepted_at = now
    await doors.wall_up(session, company_id, invitation.id)
    return await service.join(
        session, company_id, user, invitation.role, sales_rep=invitation.sales_rep, now=now
    )


async def _pending(session: AsyncSession, company_id: UUID, invitation_id: UUID) -> Invitation:
    invitation = await queries.lock_letter(session, Invitation, company_id, invitation_id)
    if invitation is None or invitation.accepted_at or invitation.revoked_at:
        raise InvitationNotFound(f"No pending invitation {invitation_id}.")
    return invitation


async def _end(session: AsyncSession, invitation: Invitation, now: datetime) -> None:
    invitation.revoked_at = now
    await doors.wall_up(session, invitation.company_id, invitation.id)
    await session.flush()

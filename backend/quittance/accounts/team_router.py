"""Who works in a company: members, and invitations without an answer."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, status

from quittance.accounts import invitations, members, queries, shown
from quittance.accounts.access import GUARD, Caller, CanAdminister, CanConfigure, CanRead, Db
from quittance.accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationNotFound,
    LastAdmin,
    MemberNotFound,
    SalesRepRequired,
    TooManyInvitations,
)
from quittance.accounts.schemas import InvitationBody, InvitationOut, MemberChanges, MemberOut
from quittance.platform.clock import Now
from quittance.platform.pages import Page
from quittance.platform.problems import problems

router = APIRouter(prefix="/v1", tags=["accounts"])


@router.get("/members", operation_id="accounts_list_members", responses=GUARD)
async def list_members(caller: CanRead, db: Db) -> Page[MemberOut]:
    """Who works in the company, by name."""
    rows = await queries.members(db, caller.company_id)
    return Page(items=[shown.member(*row) for row in rows], next_cursor=None)


@router.patch(
    "/members/{user_id}",
    operation_id="accounts_change_member",
    responses=GUARD | problems(MemberNotFound, LastAdmin, SalesRepRequired),
)
async def change_member(
    user_id: UUID, body: MemberChanges, caller: CanAdminister, db: Db, now: Now
) -> MemberOut:
    """Give a member another role; it counts from their next request on."""
    row = await members.change_role(
        db,
        caller.company_id,
        user_id,
        role=body.role,
        sales_rep=body.sales_rep,
        actor=caller.actor,
        now=now,
    )
    return shown.member(*row)


@router.post(
    "/members/{user_id}/suspend",
    operation_id="accounts_suspend_member",
    responses=GUARD | problems(MemberNotFound, LastAdmin),
)
async def suspend_member(user_id: UUID, caller: CanAdminister, db: Db, now: Now) -> MemberOut:
    """Keep a member out of the company until they are reinstated."""
    row = await members.suspend(db, caller.company_id, user_id, actor=caller.actor, now=now)
    return shown.member(*row)


@router.post(
    "/members/{user_id}/reinstate",
    operation_id="accounts_reinstate_member",
    responses=GUARD | problems(MemberNotFound),
)
async def reinstate_member(user_id: UUID, caller: CanAdminister, db: Db, now: Now) -> MemberOut:
    """Let a suspended member work again."""
    row = await members.reinstate(db, caller.company_id, user_id, actor=caller.actor, now=now)
    return shown.member(*row)


@router.delete(
    "/members/{user_id}",
    operation_id="accounts_remove_member",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(MemberNotFound, LastAdmin),
)
async def remove_member(user_id: UUID, caller: CanAdminister, db: Db, now: Now) -> None:
    """Take a member out of the company; what they did stays in its history."""
    await members.remove(db, caller.company_id, user_id, actor=caller.actor, now=now)


@router.get("/invitations", operation_id="accounts_list_invitations", responses=GUARD)
async def list_invitations(caller: CanConfigure, db: Db) -> Page[InvitationOut]:
    """Invitations without an answer, the newest first, expired ones included."""
    rows = await queries.pending_invitations(db, caller.company_id)
    return Page(items=[InvitationOut.model_validate(row) for row in rows], next_cursor=None)


@router.post(
    "/invitations",
    operation_id="accounts_invite_member",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD | problems(AlreadyMember, AlreadyInvited, TooManyInvitations, SalesRepRequired),
)
async def invite_member(
    body: InvitationBody, caller: CanAdminister, db: Db, now: Now
) -> InvitationOut:
    """Ask somebody to work in the company: a link leaves by e-mail, good for seven days."""
    invitation = await invitations.invite(
        db,
        caller.company_id,
        email=body.email,
        role=body.role,
        sales_rep=body.sales_rep,
        reply_to=await _address_of(db, caller),
        actor=caller.actor,
        now=now,
    )
    return InvitationOut.model_validate(invitation)


@router.post(
    "/invitations/{invitation_id}/resend",
    operation_id="accounts_resend_invitation",
    responses=GUARD | problems(InvitationNotFound),
)
async def resend_invitation(
    invitation_id: UUID, caller: CanAdminister, db: Db, now: Now
) -> InvitationOut:
    """Send a new link; the one before opens nothing any more."""
    invitation = await invitations.resend(db, caller.company_id, invitation_id, now=now)
    return InvitationOut.model_validate(invitation)


@router.delete(
    "/invitations/{invitation_id}",
    operation_id="accounts_revoke_invitation",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(InvitationNotFound),
)
async def revoke_invitation(invitation_id: UUID, caller: CanAdminister, db: Db, now: Now) -> None:
    """Withdraw an invitation: its link opens nothing any more."""
    await invitations.revoke(db, caller.company_id, invitation_id, actor=caller.actor, now=now)


async def _address_of(db: Db, caller: Caller) -> str:
    """Where a question about the invitation goes; a program has no address."""
    if caller.user_id is None:
        return ""
    return (await queries.users(db, [caller.user_id]))[caller.user_id].email

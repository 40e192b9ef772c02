"""Links leave by e-mail: claimed, spoken by the job, settled.

The key of a link is made at the claim, so that neither the queue nor a row ever holds it: only its
hash stands among the doors, and a new claim walls the former one up.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries, wording
from quittance.accounts.models import Invitation, PasswordReset, PostStatus
from quittance.accounts.ports import Answer, Fate, Mail
from quittance.domain.retry import EMAIL_DELAYS, next_try_at
from quittance.platform import doors, due_work
from quittance.platform.doors import DoorKind

SEND_INVITATION = "send_invitation"
SEND_RESET = "send_password_reset"
INVITATION_LIFE = timedelta(days=7)
RESET_LIFE = timedelta(hours=1)
LEASE = timedelta(seconds=90)  # twice what a postman may take
REASON_CHARACTERS = 300

Link = Invitation | PasswordReset


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to hand over; ours until the lease ends."""

    company_id: UUID
    what: str
    id: UUID
    token: UUID
    mail: Mail


def is_waiting(link: Link, now: datetime) -> bool:
    """Whether the link may still be used, once it has arrived."""
    if isinstance(link, Invitation):
        return link.accepted_at is None and link.revoked_at is None and link.expires_at > now
    return link.ended_at is None and link.expires_at > now


async def queue(session: AsyncSession, link: Link, now: datetime) -> None:
    """The link leaves soon, with a new key; its life starts when it does."""
    link.post_status = PostStatus.QUEUED
    link.post_tries = 0
    link.post_reason = ""
    link.expires_at = now + _life(link)
    await session.flush()
    await due_work.schedule(session, link.company_id, _what(link), link.id, now)


async def claim(
    session: AsyncSession, company_id: UUID, what: str, id: UUID, *, public_url: str, now: datetime
) -> Claimed | None:
    """The message to send now, its door cut; None if there is nothing to send any more."""
    token = await due_work.claim(session, company_id, what, id, now=now, lease=LEASE)
    if token is None:
        return None
    link = await _find(session, company_id, what, id)
    if link is None or not is_waiting(link, now):
        await due_work.done(session, company_id, what, id)
        return None
    if link.post_status is PostStatus.CLAIMED:
        # Whoever held it died while speaking: perhaps it has left. A person asks for another.
        link.post_status = PostStatus.UNCONFIRMED
        await due_work.done(session, company_id, what, id)
        return None

    key = secrets.token_urlsafe(32)
    await doors.wall_up(session, company_id, link.id)
    doors.cut(session, company_id, _door(link), key=key, target_id=link.id)
    link.post_status = PostStatus.CLAIMED
    link.expires_at = now + _life(link)
    mail = await _written(session, link, key, public_url=public_url, now=now)
    return Claimed(company_id, what, id, token, mail)


async def settle(session: AsyncSession, claimed: Claimed, answer: Answer, *, now: datetime) -> None:
    """The row says what became of its message; what never left is due again."""
    company_id, what = claimed.company_id, claimed.what
    if not await due_work.finish(session, company_id, what, claimed.id, claim=claimed.token):
        return  # the lease ended
    link = await _find(session, company_id, what, claimed.id)
    if link is None or link.post_status is not PostStatus.CLAIMED:
        return
    link.post_tries += 1
    link.post_reason = answer.reason[:REASON_CHARACTERS]
    if answer.fate is Fate.SENT:
        link.post_status, link.posted_at = PostStatus.SENT, now
    elif answer.fate is Fate.UNCONFIRMED:
        link.post_status = PostStatus.UNCONFIRMED
    else:
        await _try_again_or_fail(session, link, what, answer, now)


async def _try_again_or_fail(
    session: AsyncSession, link: Link, what: str, answer: Answer, now: datetime
) -> None:
    next_at = next_try_at(now, link.post_tries, delays=EMAIL_DELAYS, retry_after=answer.retry_in)
    is_final = answer.fate is Fate.REFUSED or next_at is None
    if is_final or next_at is None or next_at > link.expires_at:
        link.post_status = PostStatus.FAILED
        await doors.wall_up(session, link.company_id, link.id)
    else:
        link.post_status = PostStatus.QUEUED
        await due_work.postpone(session, link.company_id, what, link.id, next_at)


async def _written(
    session: AsyncSession, link: Link, key: str, *, public_url: str, now: datetime
) -> Mail:
    # After `#`, so that no server on the way and no log ever reads it.
    if isinstance(link, Invitation):
        company = await queries.company(session, link.company_id)
        return wording.invitation(
            link.id,
            email=link.email,
            role=link.role,
            company=company.name,
            invited_by=link.invited_by or company.name,
            reply_to=link.reply_to,
            url=f"{public_url}/invitation#{key}",
            now=now,
        )
    user = (await queries.users(session, [link.user_id]))[link.user_id]
    return wording.reset(
        link.id,
        email=user.email,
        full_name=user.full_name,
        url=f"{public_url}/nouveau-mot-de-passe#{key}",
        now=now,
    )


async def _find(session: AsyncSession, company_id: UUID, what: str, id: UUID) -> Link | None:
    if what == SEND_INVITATION:
        return await queries.lock_invitation(session, company_id, id)
    return await queries.lock_reset(session, company_id, id)


def _what(link: Link) -> str:
    return SEND_INVITATION if isinstance(link, Invitation) else SEND_RESET


def _door(link: Link) -> DoorKind:
    return DoorKind.INVITATION if isinstance(link, Invitation) else DoorKind.RESET


def _life(link: Link) -> timedelta:
    return INVITATION_LIFE if isinstance(link, Invitation) else RESET_LIFE

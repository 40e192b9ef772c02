"""The front door's mail leaves: claimed, spoken by the job, settled.

The key of a link is made at the claim, so that neither the queue nor a row ever holds it: only its
hash stands among the doors, and a new claim walls the former one up.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries, wording
from quittance.accounts.models import Invitation, PasswordNotice, PasswordReset, PostStatus
from quittance.accounts.ports import Answer, Fate, Mail
from quittance.domain.retry import EMAIL_DELAYS, next_try_at
from quittance.platform import doors, due_work
from quittance.platform.doors import DoorKind

Letter = Invitation | PasswordReset | PasswordNotice

SEND_INVITATION = "send_invitation"
SEND_RESET = "send_password_reset"
SEND_NOTICE = "send_password_notice"
WORK: dict[type[Letter], str] = {
    Invitation: SEND_INVITATION,
    PasswordReset: SEND_RESET,
    PasswordNotice: SEND_NOTICE,
}
# How long a link opens, and how long news is worth telling.
LIVES: dict[type[Letter], timedelta] = {
    Invitation: timedelta(days=7),
    PasswordReset: timedelta(hours=1),
    PasswordNotice: timedelta(days=2),
}
DOORS: dict[type[Letter], DoorKind] = {
    Invitation: DoorKind.INVITATION,
    PasswordReset: DoorKind.RESET,
}
LEASE = timedelta(seconds=90)  # twice what a postman may take
REASON_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to hand over; ours until the lease ends."""

    company_id: UUID
    what: str
    id: UUID
    token: UUID
    mail: Mail


def is_waiting(letter: Letter, now: datetime) -> bool:
    """Whether the letter still serves, once it has arrived."""
    if letter.expires_at <= now:
        return False
    if isinstance(letter, Invitation):
        return letter.accepted_at is None and letter.revoked_at is None
    return isinstance(letter, PasswordNotice) or letter.ended_at is None


async def queue(session: AsyncSession, letter: Letter, now: datetime) -> None:
    """The letter leaves soon, a link with a new key; its life starts when it does.

    Whoever is sending it at this moment finishes nothing: it leaves again all the same.
    """
    letter.post_status = PostStatus.QUEUED
    letter.post_tries = 0
    letter.post_reason = ""
    letter.expires_at = now + LIVES[type(letter)]
    await session.flush()
    await due_work.postpone(session, letter.company_id, WORK[type(letter)], letter.id, now)


async def claim(
    session: AsyncSession, company_id: UUID, what: str, id: UUID, *, public_url: str, now: datetime
) -> Claimed | None:
    """The message to send now, its door cut; None if there is nothing to send any more."""
    token = await due_work.claim(session, company_id, what, id, now=now, lease=LEASE)
    if token is None:
        return None
    letter = await _find(session, company_id, what, id)
    if letter is None or not is_waiting(letter, now):
        await due_work.done(session, company_id, what, id)
        return None
    if letter.post_status is PostStatus.CLAIMED:
        # Whoever held it died while speaking: perhaps it has left. A person asks for another.
        letter.post_status = PostStatus.UNCONFIRMED
        await due_work.done(session, company_id, what, id)
        return None

    letter.post_status = PostStatus.CLAIMED
    letter.expires_at = now + LIVES[type(letter)]
    key = await _cut_door(session, letter)
    mail = await _written(session, letter, key, public_url=public_url, now=now)
    return Claimed(company_id, what, id, token, mail)


async def settle(session: AsyncSession, claimed: Claimed, answer: Answer, *, now: datetime) -> None:
    """The row says what became of its message; what never left is due again."""
    company_id, what = claimed.company_id, claimed.what
    if not await due_work.finish(session, company_id, what, claimed.id, claim=claimed.token):
        return  # the lease ended, or the letter is to leave again
    letter = await _find(session, company_id, what, claimed.id)
    if letter is None or letter.post_status is not PostStatus.CLAIMED:
        return
    letter.post_tries += 1
    letter.post_reason = answer.reason[:REASON_CHARACTERS]
    if answer.fate is Fate.SENT:
        letter.post_status, letter.posted_at = PostStatus.SENT, now
    elif answer.fate is Fate.UNCONFIRMED:
        letter.post_status = PostStatus.UNCONFIRMED
    else:
        await _try_again_or_fail(session, letter, answer, now)


async def _try_again_or_fail(
    session: AsyncSession, letter: Letter, answer: Answer, now: datetime
) -> None:
    next_at = next_try_at(now, letter.post_tries, delays=EMAIL_DELAYS, retry_after=answer.retry_in)
    if answer.fate is Fate.REFUSED or next_at is None or next_at > letter.expires_at:
        letter.post_status = PostStatus.FAILED
        await doors.wall_up(session, letter.company_id, letter.id)
    else:
        letter.post_status = PostStatus.QUEUED
        await due_work.postpone(session, letter.company_id, WORK[type(letter)], letter.id, next_at)


async def _cut_door(session: AsyncSession, letter: Letter) -> str:
    """The only key that opens the link from now on; none for what is no link."""
    kind = DOORS.get(type(letter))
    if kind is None:
        return ""
    key = secrets.token_urlsafe(32)
    await doors.wall_up(session, letter.company_id, letter.id)
    doors.cut(session, letter.company_id, kind, key=key, target_id=letter.id)
    return key


async def _written(
    session: AsyncSession, letter: Letter, key: str, *, public_url: str, now: datetime
) -> Mail:
    # Keys stand after `#`, so that no server on the way and no log ever reads one.
    company = await queries.company(session, letter.company_id)
    if isinstance(letter, Invitation):
        return wording.invitation(
            letter.id,
            email=letter.email,
            role=letter.role,
            company=company.name,
            invited_by=letter.invited_by or company.name,
            reply_to=letter.reply_to,
            url=f"{public_url}/invitation#{key}",
            now=now,
        )
    user = (await queries.users(session, [letter.user_id]))[letter.user_id]
    if isinstance(letter, PasswordReset):
        return wording.reset(
            letter.id,
            email=user.email,
            full_name=user.full_name,
            url=f"{public_url}/nouveau-mot-de-passe#{key}",
            now=now,
        )
    return wording.password_changed(
        letter.id,
        email=user.email,
        full_name=user.full_name,
        changed_at=letter.created_at.astimezone(ZoneInfo(company.time_zone)),
        url=f"{public_url}/mot-de-passe-oublie",
        now=now,
    )


async def _find(session: AsyncSession, company_id: UUID, what: str, id: UUID) -> Letter | None:
    [model] = [letter for letter, work in WORK.items() if work == what]
    return await queries.lock_letter(session, model, company_id, id)

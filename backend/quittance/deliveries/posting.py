"""A door: letters a person says posted, each compared with the facts once more before it counts.

What a letter asks is on paper and cannot shrink: one that no longer says what is owed goes back to
whoever printed it (design §3.6).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries import letter_queries, writing
from quittance.deliveries.judgement import Judgement
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.ports import Outcomes
from quittance.deliveries.settlement import returned, sent, tell
from quittance.domain.last_look import Verdict
from quittance.platform import due_work, events
from quittance.platform.events import SYSTEM, Actor, Event

POST = "post_letters"
CHANGED = "letter_changed"


async def changed(
    session: AsyncSession, company_id: UUID, letters: Sequence[Delivery], *, now: datetime
) -> dict[UUID, str]:
    """The printed letters, by source, that no longer say what is owed, with the reason."""
    scenes = await writing.scenes(session, company_id, letters, now=now)
    return {
        letter.source_id: scene.judgement.reason or CHANGED
        for letter, scene in zip(letters, scenes, strict=True)
        if not _says_what_is_owed(letter, scene.judgement)
    }


async def queue_posted(
    session: AsyncSession,
    company_id: UUID,
    letters: Sequence[Delivery],
    *,
    confirmation_id: UUID,
    not_before: datetime,
) -> None:
    """The letters count as posted from that instant on, unless it is undone before."""
    for letter in letters:
        letter.status = DeliveryStatus.QUEUED
        letter.confirmation_id = confirmation_id
        letter.release_at = letter.due_at = not_before
    await due_work.schedule(session, company_id, POST, confirmation_id, not_before)


async def settle_posted(
    session: AsyncSession,
    company_id: UUID,
    confirmation_id: UUID,
    outcomes: Outcomes,
    *,
    now: datetime,
) -> None:
    """The letters of a confirmation are posted, or go back to a person if they say too much."""
    letters = await letter_queries.lock_posted(session, company_id, confirmation_id)
    why = await changed(session, company_id, letters, now=now)
    ended: list[tuple[Delivery, Event]] = []
    for letter in letters:
        if reason := why.get(letter.source_id):
            event = returned(letter, reason=CHANGED, detail=reason, now=now)
        else:
            event = sent(letter, sent_at=now, now=now)
        ended.append((letter, event))
    await tell(session, company_id, ended, outcomes, actor=SYSTEM, now=now)


async def posted(
    session: AsyncSession, company_id: UUID, letter: Delivery, *, actor: Actor, now: datetime
) -> Collection[UUID]:
    """One letter is posted at once; the receivables it names. Its caller says what follows."""
    event = sent(letter, sent_at=now, now=now)
    await events.record(session, company_id, event, actor=actor, now=now)
    return [UUID(line["receivable_id"]) for line in letter.lines if line["removed"] is None]


def _says_what_is_owed(letter: Delivery, judgement: Judgement) -> bool:
    """Whether the paper asks exactly what the last look would."""
    if judgement.verdict is Verdict.DROP:
        return False
    said = {
        UUID(line["receivable_id"]): line["sent_minor"]
        for line in letter.lines
        if line["removed"] is None
    }
    return said == dict(judgement.asked)

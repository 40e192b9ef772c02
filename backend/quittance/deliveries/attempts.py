"""Each try to hand a delivery over: begun before the first word, noted once answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries.models import Attempt
from quittance.deliveries.ports import (
    Accepted,
    Email,
    Outcome,
    Refused,
    Unconfirmed,
    Unreachable,
)

DETAIL_LENGTH = 500
REF_LENGTH = 200
BEGIN = text("""
    WITH held AS (
        SELECT id, claim FROM deliveries
        WHERE company_id = :company AND id = ANY(CAST(:delivery AS uuid[]))
            AND claim = ANY(CAST(:id AS uuid[]))
        ORDER BY id FOR NO KEY UPDATE
    )
    INSERT INTO attempts (company_id, id, delivery_id, number, provider, started_at,
        outcome, provider_ref, detail)
    SELECT :company, begun.id, held.id, begun.number, :provider, :now, '', '', ''
    FROM unnest(CAST(:id AS uuid[]), CAST(:delivery AS uuid[]), CAST(:number AS int[]))
        AS begun (id, delivery, number)
    JOIN held ON held.id = begun.delivery AND held.claim = begun.id
    ON CONFLICT DO NOTHING
    RETURNING id
""")
NOTE = text("""
    UPDATE attempts SET ended_at = :now, outcome = heard.outcome,
        provider_ref = heard.ref, detail = heard.detail
    FROM unnest(CAST(:id AS uuid[]), CAST(:outcome AS text[]), CAST(:ref AS text[]),
        CAST(:detail AS text[])) AS heard (id, outcome, ref, detail)
    WHERE company_id = :company AND attempts.id = heard.id AND ended_at IS NULL
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that is ours to speak of, once, until the lease is over.

    `attempt_id` is the claim itself: the attempt bears its name once it has begun.
    """

    delivery_id: UUID
    attempt_id: UUID
    attempt: int
    email: Email


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim and what the provider made of it."""

    claim: Claim
    outcome: Outcome


async def begin(
    session: AsyncSession,
    company_id: UUID,
    group: Sequence[Claim],
    heard: Sequence[Answered],
    *,
    provider: str,
    now: datetime,
) -> list[Claim]:
    """From this commit on, these may have been spoken; and what others answered is kept.

    A claim that somebody else holds by now is not among them.
    """
    await note(session, company_id, heard, now=now)
    values = {
        "company": company_id,
        "provider": provider,
        "now": now,
        "id": [one.attempt_id for one in group],
        "delivery": [one.delivery_id for one in group],
        "number": [one.attempt for one in group],
    }
    begun = set(await session.scalars(BEGIN, values))
    return [one for one in group if one.attempt_id in begun]


async def note(
    session: AsyncSession, company_id: UUID, answers: Sequence[Answered], *, now: datetime
) -> None:
    """The attempts have ended, with the provider's words; those that had ended stay as they were.

    Should we die before the outcomes are settled, whoever comes next knows them from here.
    """
    if not answers:
        return
    said = [_ended(one) for one in answers]
    await session.execute(
        NOTE,
        {"company": company_id, "now": now} | {key: [one[key] for one in said] for key in said[0]},
    )


def outcome_of(attempt: Attempt, *, otherwise: str, now: datetime) -> Outcome:
    """The outcome an attempt was noted with; from now on doubt, if nobody noted any."""
    if attempt.ended_at is None:
        attempt.ended_at, attempt.outcome, attempt.detail = now, "unconfirmed", otherwise
    match attempt.outcome:
        case "accepted":
            return Accepted(attempt.provider_ref)
        case "refused":
            return Refused(attempt.detail)
        case "unreachable":
            return Unreachable(attempt.detail)
        case _:
            return Unconfirmed(attempt.detail)


def _ended(answered: Answered) -> dict[str, UUID | str]:
    """The attempt's end as the table keeps it."""
    outcome = answered.outcome
    is_accepted = isinstance(outcome, Accepted)
    words = words_of(outcome)
    return {
        "id": answered.claim.attempt_id,
        "outcome": type(outcome).__name__.lower(),
        "ref": words[:REF_LENGTH] if is_accepted else "",
        "detail": "" if is_accepted else words[:DETAIL_LENGTH],
    }


def words_of(outcome: Outcome) -> str:
    """What the provider said, or what we know of the line that dropped."""
    match outcome:
        case Accepted(provider_ref=words):
            return words
        case Unconfirmed(detail=words):
            return words
        case Refused() | Unreachable():
            return outcome.reason

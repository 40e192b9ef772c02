"""The legal rates as a company's counsel sees them: who vouches for each, which are approved.

The figures are those of `domain.legal_rates`; approvals are the company's own. A formal notice
claims interest at approved rates only (LEG-1).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.interest_terms import FLOOR_MULTIPLE, STATUTORY_POINTS
from quittance.domain.legal_rates import FRENCH_RATES, Evidence, LegalRates, approved
from quittance.domain.months import Semester
from quittance.platform import events
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.templates.errors import SemesterNotFound
from quittance.templates.events import RatesApproved, RatesWithdrawn
from quittance.templates.models import RateApproval


@dataclass(frozen=True, slots=True, kw_only=True)
class SemesterRates:
    """The rates of one semester in percent a year, their evidence, and whose approval they have.

    `statutory` is what professionals owe without a clause, `floor` what a clause is raised to.
    """

    semester: str
    refinancing: Decimal
    legal: Decimal
    statutory: Decimal
    floor: Decimal
    evidence: Evidence
    sourced: bool
    counsel_approved: bool
    counsel: str
    approved_by: str
    approved_at: datetime | None


async def table(session: AsyncSession, company_id: UUID) -> list[SemesterRates]:
    """Every semester we know rates of, the latest first."""
    known = await _approvals(session, company_id)
    return [_shown(semester, known) for semester in sorted(FRENCH_RATES.refinancing, reverse=True)]


async def of_company(session: AsyncSession, company_id: UUID) -> LegalRates:
    """The rates with the company's approvals."""
    return _with(frozenset(await _approvals(session, company_id)))


async def approve(
    session: AsyncSession,
    company_id: UUID,
    semester: str,
    *,
    counsel: str,
    actor: Actor,
    now: datetime,
) -> SemesterRates:
    """Counsel vouches for the rates of the semester; raises `SemesterNotFound`."""
    _known(semester)
    added = await session.scalar(
        insert(RateApproval)
        .values(
            company_id=company_id,
            id=new_id(),
            semester=semester,
            counsel=counsel,
            approved_at=now,
            approved_by=actor.id,
            approved_by_name=actor.name[:200],
        )
        .on_conflict_do_nothing()
        .returning(RateApproval.id)
    )
    if added is not None:
        fact = RatesApproved(semester=semester, counsel=counsel)
        await events.record(session, company_id, fact, actor=actor, now=now)
    return _shown(_known(semester), await _approvals(session, company_id))


async def withdraw(
    session: AsyncSession, company_id: UUID, semester: str, *, actor: Actor, now: datetime
) -> None:
    """Formal notices state the rates of the semester no more; raises `SemesterNotFound`."""
    _known(semester)
    row = await session.scalar(
        select(RateApproval)
        .where(RateApproval.company_id == company_id, RateApproval.semester == semester)
        .with_for_update()
    )
    if row is not None:
        await session.delete(row)
        fact = RatesWithdrawn(semester=semester)
        await events.record(session, company_id, fact, actor=actor, now=now)


async def _approvals(session: AsyncSession, company_id: UUID) -> dict[str, RateApproval]:
    rows = await session.scalars(select(RateApproval).where(RateApproval.company_id == company_id))
    return {row.semester: row for row in rows}


@lru_cache(maxsize=256)
def _with(semesters: Collection[str]) -> LegalRates:
    return approved(FRENCH_RATES, {_known(semester) for semester in semesters})


def _known(semester: str) -> Semester:
    year, _, half = semester.partition("-H")
    if year.isdecimal() and half in {"1", "2"} and semester.isascii():
        found = Semester(int(year), int(half))
        if found in FRENCH_RATES.refinancing and str(found) == semester:
            return found
    raise SemesterNotFound(f"No legal rate is known for {semester[:20]!r}.")


def _shown(semester: Semester, approvals: Mapping[str, RateApproval]) -> SemesterRates:
    refinancing, legal = FRENCH_RATES.refinancing[semester], FRENCH_RATES.legal[semester]
    approval = approvals.get(str(semester))
    order = list(Evidence)
    return SemesterRates(
        semester=str(semester),
        refinancing=refinancing.percent,
        legal=legal.percent,
        statutory=refinancing.percent + STATUTORY_POINTS,
        floor=FLOOR_MULTIPLE * legal.percent,
        evidence=max(refinancing.evidence, legal.evidence, key=order.index),
        sourced=refinancing.sourced and legal.sourced,
        counsel_approved=approval is not None,
        counsel=approval.counsel if approval else "",
        approved_by=approval.approved_by_name if approval else "",
        approved_at=approval.approved_at if approval else None,
    )

"""The legal rates, and counsel's approval of them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path, status
from pydantic import StringConstraints

from quittance.accounts.access import GUARD, CanConfigure, CanRead, Db
from quittance.domain.legal_rates import Evidence
from quittance.platform.clock import Now
from quittance.platform.pages import Page
from quittance.platform.problems import problems
from quittance.platform.schemas import Body, Out
from quittance.templates import rates
from quittance.templates.errors import SemesterNotFound

router = APIRouter(prefix="/v1", tags=["templates"])

SemesterName = Annotated[
    str, Path(pattern=r"^[0-9]{4}-H[12]$", description="Such as `2026-H2`.", examples=["2026-H2"])
]
ONE = "/legal-rates/{semester}/approval"


class RatesOut(Out):
    """The rates of one semester in percent a year, and who vouches for them.

    `statutory` is what professionals owe where no clause says otherwise, `floor` the least a
    clause may say. A rate that is not `counsel_approved` is never stated in a formal notice.
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


class ApprovalBody(Body):
    """Who approved."""

    counsel: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


@router.get("/legal-rates", operation_id="templates_list_rates", responses=GUARD)
async def list_rates(caller: CanRead, db: Db) -> Page[RatesOut]:
    """The dated rates that interest is computed from, the latest semester first."""
    known = await rates.table(db, caller.company_id)
    return Page(items=[RatesOut.model_validate(one) for one in known], next_cursor=None)


@router.put(
    ONE, operation_id="templates_approve_rates", responses=GUARD | problems(SemesterNotFound)
)
async def approve_rates(
    semester: SemesterName, body: ApprovalBody, caller: CanConfigure, db: Db, now: Now
) -> RatesOut:
    """Counsel has approved the rates of this semester: formal notices may claim by them."""
    approved = await rates.approve(
        db, caller.company_id, semester, counsel=body.counsel, actor=caller.actor, now=now
    )
    return RatesOut.model_validate(approved)


@router.delete(
    ONE,
    operation_id="templates_withdraw_rates",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(SemesterNotFound),
)
async def withdraw_rates(semester: SemesterName, caller: CanConfigure, db: Db, now: Now) -> None:
    """The rates of this semester are no longer approved."""
    await rates.withdraw(db, caller.company_id, semester, actor=caller.actor, now=now)

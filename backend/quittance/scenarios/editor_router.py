"""Scenarios over HTTP: read them, try steps on an invoice, change one (SAGE-96…99)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanConfigure, CanRead, Db
from quittance.platform.clock import Now
from quittance.platform.pages import Page
from quittance.platform.problems import problems
from quittance.platform.schemas import IfMatch, version_of
from quittance.scenarios import editing, facts, planning, queries, showing
from quittance.scenarios.editor_schemas import (
    ScenarioChanges,
    ScenarioOut,
    TimetableBody,
    TimetableOut,
)
from quittance.scenarios.errors import ScenarioInvalid, ScenarioNotFound, ScenarioStale

router = APIRouter(prefix="/v1", tags=["scenarios"])


@router.get("/scenarios", operation_id="scenarios_list_scenarios", responses=GUARD)
async def list_scenarios(caller: CanRead, db: Db) -> Page[ScenarioOut]:
    """The company's scenarios, their steps, and how many customers follow each (SAGE-96…99)."""
    items = await _scenarios(db, caller.company_id, caller.sales_rep)
    return Page(items=items, next_cursor=None)


@router.patch(
    "/scenarios/{scenario_id}",
    operation_id="scenarios_change_scenario",
    responses=GUARD | problems(ScenarioNotFound, ScenarioStale, ScenarioInvalid),
)
async def change_scenario(
    scenario_id: UUID,
    body: ScenarioChanges,
    if_match: IfMatch,
    response: Response,
    *,
    caller: CanConfigure,
    db: Db,
    now: Now,
) -> ScenarioOut:
    """Change a scenario: what is planned follows at once, what leaves by itself at night."""
    changed = body.model_fields_set - {"steps"}
    await editing.change(
        db,
        caller.company_id,
        scenario_id,
        body.model_dump(include=changed, mode="json"),
        [one.as_rule() for one in body.steps] if "steps" in body.model_fields_set else None,
        version=version_of(if_match),
        actor=caller.actor,
        now=now,
    )
    listed = await _scenarios(db, caller.company_id, caller.sales_rep)
    shown = next(one for one in listed if one.id == scenario_id)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.post(
    "/scenario-drafts/timetable",
    operation_id="scenarios_try_steps",
    responses=GUARD | problems(ScenarioInvalid),
)
async def try_steps(body: TimetableBody, caller: CanRead, db: Db) -> TimetableOut:
    """The days these steps would leave for one invoice; nothing is kept, nothing leaves."""
    company = await accounts.company(db, caller.company_id)
    planned = editing.timetable_of(
        [one.as_rule() for one in body.steps], body.reference_on, planning.calendar_of(company)
    )
    return TimetableOut(
        reference_on=body.reference_on, steps=[showing.dated_out(one) for one in planned]
    )


async def _scenarios(db: Db, company_id: UUID, sales_rep: str | None) -> list[ScenarioOut]:
    sizes = await facts.audience_sizes(db, company_id, sales_rep=sales_rep)
    return [showing.scenario_out(*row, sizes) for row in await queries.scenarios(db, company_id)]

"""What facts set off, over HTTP: read the rules, change one (QUA-20)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from quittance.accounts.access import GUARD, CanConfigure, CanRead, Db
from quittance.domain.fact_rules import Fact
from quittance.platform.clock import Now
from quittance.platform.pages import Page
from quittance.platform.problems import problems
from quittance.platform.schemas import IfMatch, version_of
from quittance.scenarios import fact_rules, wording
from quittance.scenarios.errors import (
    FactRuleNotAutomatic,
    FactRuleStale,
    FactRuleWithoutSource,
    FactRuleWithoutText,
)
from quittance.scenarios.fact_schemas import FactRuleBody, FactRuleOut
from quittance.scenarios.models import FactRule

router = APIRouter(prefix="/v1", tags=["scenarios"])


@router.get("/fact-rules", operation_id="scenarios_list_fact_rules", responses=GUARD)
async def list_fact_rules(caller: CanRead, db: Db, now: Now) -> Page[FactRuleOut]:
    """Every rule; one that cannot be woken says what is missing."""
    texts = await fact_rules.written(db, caller.company_id)
    rules = await fact_rules.all_of(db, caller.company_id, now=now)
    return Page(items=[_out(rule, texts) for rule in rules], next_cursor=None)


@router.patch(
    "/fact-rules/{fact}",
    operation_id="scenarios_change_fact_rule",
    responses=GUARD
    | problems(FactRuleStale, FactRuleWithoutText, FactRuleWithoutSource, FactRuleNotAutomatic),
)
async def change_fact_rule(
    fact: Annotated[Fact, Path(description="What happened.")],
    body: FactRuleBody,
    if_match: IfMatch,
    response: Response,
    *,
    caller: CanConfigure,
    db: Db,
    now: Now,
) -> FactRuleOut:
    """Change a rule, put it to sleep or wake it: it answers what happens from then on."""
    rule = await fact_rules.change(
        db,
        caller.company_id,
        fact,
        body.model_dump(exclude_unset=True, mode="json"),
        version=version_of(if_match),
        actor=caller.actor,
        now=now,
    )
    response.headers["ETag"] = f'"{rule.version}"'
    return _out(rule, await fact_rules.written(db, caller.company_id))


def _out(rule: FactRule, texts: set[tuple[str, str]]) -> FactRuleOut:
    return FactRuleOut(
        fact=Fact(rule.fact),
        trigger=wording.fact_trigger(rule.fact, rule.delay_days),
        template_kind=rule.template_kind,
        channel=rule.channel,
        mode=rule.mode,
        delay_days=rule.delay_days,
        threshold_minor=rule.threshold_minor,
        threshold_percent=rule.threshold_percent,
        is_active=rule.active_since is not None,
        active_since=rule.active_since,
        missing=fact_rules.obstacle(rule, texts),
        version=rule.version,
    )

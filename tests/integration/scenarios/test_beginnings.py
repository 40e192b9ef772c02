"""What is there from the start: scenarios for a new profile, rules for a new company."""

import asyncio
from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import select

from quittance.customers.events import ProfileCreated
from quittance.customers.models import Profile
from quittance.domain.fact_rules import Fact
from quittance.platform import due_work, events
from quittance.platform.due_work import DueWork
from quittance.platform.ids import new_id
from quittance.scenarios import jobs, planning
from quittance.scenarios.models import FactRule
from tests.factories.facts import seal
from tests.factories.scenarios import Story


@pytest.mark.req("SAGE-96")
async def test_a_new_profile_has_the_two_stock_scenarios(
    story: Story, client: httpx.AsyncClient
) -> None:
    profile = Profile(company_id=story.id, id=new_id(), name="Export")
    async with story.transaction() as session:
        session.add(profile)
        await session.flush()
        fact = ProfileCreated(profile_id=profile.id, name=profile.name)
        await events.record(session, story.id, fact, fact, now=story.clock.now())
    await seal(story)
    await story.log_in(client)

    listed = await client.get("/v1/scenarios", headers={"Company-Id": str(story.id)})
    mine = [one for one in listed.json()["items"] if one["profile"] == "Export"]
    assert [one["audience"] for one in mine] == ["with_email", "without_email"]
    assert [len(one["steps"]) for one in mine] == [6, 6]


async def test_a_new_company_has_a_sleeping_rule_for_every_fact(story: Story) -> None:
    await seal(story)  # company.opened is among the facts

    async with story.transaction() as session:
        rules = (
            await session.scalars(select(FactRule).where(FactRule.company_id == story.id))
        ).all()
    assert {rule.fact for rule in rules} == {fact.value for fact in Fact}
    assert all(rule.active_since is None for rule in rules)


async def test_a_plan_asked_for_while_the_night_plans_is_not_forgotten(story: Story) -> None:
    now = story.clock.now()
    async with story.transaction() as session:
        await due_work.schedule(session, story.id, "plan_company", story.id, now)
    async with story.transaction() as turn:
        await planning.take_turn(turn, story.id)
        night = asyncio.create_task(jobs.plan_company(story.job, story.id, story.id))
        await (await story.customer()).owes()
        while await _due(story) < now + jobs.LEASE:
            pass  # the night has not claimed its work yet; then it waits for its turn
        asked_at = now + timedelta(minutes=1)
        async with story.transaction() as session:
            await due_work.schedule(session, story.id, "plan_company", story.id, asked_at)
    await night

    assert await _due(story) == asked_at


async def _due(story: Story) -> datetime:
    async with story.transaction() as session:
        due_at = await session.scalar(
            select(DueWork.due_at).where(
                DueWork.company_id == story.id, DueWork.what == "plan_company"
            )
        )
    assert due_at is not None
    return due_at


@pytest.mark.req("SAGE-36")
async def test_the_days_ahead_show_each_step_if_nobody_pays(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer()
    invoice = await debtor.owes(days_late=-9)
    await story.log_in(client)

    answer = await client.get(
        f"/v1/customers/{debtor.id}/agenda?days=60", headers={"Company-Id": str(story.id)}
    )

    assert answer.status_code == 200, answer.text
    steps = answer.json()["steps"]
    assert [(one["on"], one["label"]) for one in steps] == [
        ("2026-11-24", "Prévenance"),
        ("2026-12-10", "Relance 1"),
        ("2026-12-18", "Relance 2"),
        ("2026-12-28", "Relance 3"),
        ("2027-01-12", "Mise en demeure"),
    ]
    assert {one["amount_minor"] for one in steps} == {100_00}
    assert {one["receivable_ids"][0] for one in steps} == {str(invoice)}

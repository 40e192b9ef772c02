"""An administrator changes a scenario: where it is refused, and what becomes of the plan."""

from datetime import date
from typing import Any

import httpx
import pytest

from quittance.accounts.models import Role
from quittance.platform.ids import new_id
from quittance.scenarios.jobs import plan_scenario
from quittance.scenarios.models import ActionStatus
from tests.factories.facts import seal
from tests.factories.scenarios import Story

Changes = dict[str, Any]


async def by_mail(client: httpx.AsyncClient) -> dict[str, Any]:
    """The scenario of the customers who have an e-mail address."""
    found = (await client.get("/v1/scenarios")).json()["items"]
    scenario: dict[str, Any] = next(one for one in found if one["audience"] == "with_email")
    return scenario


def steps_of(scenario: dict[str, Any], changes: dict[int, Changes]) -> list[dict[str, Any]]:
    """Its steps to send back, those of some ranks changed."""
    shown_only = {"label", "trigger"}
    return [
        {name: value for name, value in step.items() if name not in shown_only}
        | changes.get(step["rank"], {})
        for step in scenario["steps"]
    ]


async def change(
    client: httpx.AsyncClient, scenario: dict[str, Any], **changes: Any
) -> httpx.Response:
    return await client.patch(
        f"/v1/scenarios/{scenario['id']}",
        json=changes,
        headers={"If-Match": f'"{scenario["version"]}"'},
    )


async def follow(story: Story) -> None:
    """The fact is sealed, and the worker plans again whom it concerns."""
    await seal(story)
    for scenario_id in await story.due(plan_scenario.__name__):
        await plan_scenario(story.job, story.id, scenario_id)
    await story.work()


@pytest.mark.req("SAGE-97", "SAGE-98", "SAGE-99")
async def test_a_first_reminder_moved_by_three_days_is_planned_on_its_new_day(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer()
    await debtor.owes()
    await story.plan()
    assert (await story.the_action()).row.due_on == story.today
    await story.log_in(client)
    scenario = await by_mail(client)

    steps = steps_of(scenario, {1: {"offset_days": 11, "copies": ["chef@morvan.example"]}})
    saved = await change(client, scenario, steps=steps)

    assert saved.status_code == 200, saved.text
    assert saved.headers["etag"] == '"2"'
    first = saved.json()["steps"][1]
    assert (first["trigger"], first["copies"]) == (
        "échéance +\u00a011\u00a0jours",
        ["chef@morvan.example"],
    )
    await follow(story)
    assert await story.actions() == []
    story.be_at("2026-11-26")
    await story.plan()
    assert (await story.the_action()).row.due_on == date(2026, 11, 26)
    [fact] = await story.facts("scenario.changed")
    assert fact.payload["fields"] == ["steps"]


async def test_what_is_planned_follows_a_scenario_put_to_sleep(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor, other = await story.customer(), await story.customer(email=None)
    await debtor.owes()
    await other.owes()
    await story.plan()
    await story.log_in(client)

    asleep = await change(client, await by_mail(client), is_active=False, name=" Grands comptes ")
    await follow(story)

    assert (asleep.json()["name"], asleep.json()["is_active"]) == ("Grands comptes", False)
    assert [one.row.customer_id for one in await story.actions()] == [other.id]


async def test_what_is_planned_follows_the_least_a_company_asks_for(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor = await story.customer()
    await debtor.owes(40_00)
    await story.plan()
    await story.log_in(client)
    company = await client.get("/v1/company")

    changed = await client.patch(
        "/v1/company",
        json={"minimum_minor": 50_00},
        headers={"If-Match": f'"{company.json()["version"]}"'},
    )
    await follow(story)

    assert changed.status_code == 200, changed.text
    [left] = await story.actions()
    assert left.row.excluded_reason == "below_minimum"


async def test_nothing_leaves_by_itself_because_of_a_change(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.is_trusted()
    debtor = await story.customer()
    await debtor.owes()
    await story.plan()
    await story.log_in(client)
    scenario = await by_mail(client)

    await change(client, scenario, steps=steps_of(scenario, {1: {"mode": "automatic"}}))
    await follow(story)

    assert (await story.the_action()).row.mode == "automatic"
    assert await story.actions(status=ActionStatus.CONFIRMED) == []
    await story.night()
    assert len(await story.actions(status=ActionStatus.CONFIRMED)) == 1


@pytest.mark.req("SAGE-97", "SAGE-98")
@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({2: {"anchor": "due_date", "offset_days": 8}}, [2, "offset_days"], "out_of_order"),
        ({1: {"offset_days": -3}}, [1, "offset_days"], "before_its_date"),
        ({0: {"offset_days": 3}}, [0, "offset_days"], "pre_notice_date"),
        ({1: {"anchor": "previous"}}, [1, "anchor"], "no_previous_step"),
        ({2: {"rank": 1}}, [2, "rank"], "shared_rank"),
        ({2: {"ignore_previous": True}}, [2, "ignore_previous"], "ignores_without_date"),
        ({4: {"mode": "automatic"}}, [4, "mode"], "not_automatic"),
        ({4: {"copies": ["a@morvan.example"]}}, [4, "copies"], "copies_of_an_email_only"),
        ({2: {"template_kind": "formal_notice"}}, [2, "template_kind"], "text_of_another_step"),
        (
            {1: {"kind": "formal_notice", "template_kind": "formal_notice"}},
            [1, "kind"],
            "notice_not_last",
        ),
    ],
)
async def test_what_makes_no_sense_is_refused_at_its_place(
    story: Story,
    client: httpx.AsyncClient,
    changes: dict[int, Changes],
    place: list[Any],
    code: str,
) -> None:
    await story.log_in(client)
    scenario = await by_mail(client)

    refused = await change(client, scenario, steps=steps_of(scenario, changes))

    assert (refused.status_code, refused.json()["code"]) == (422, "scenario_invalid")
    told = [(one["loc"], one["code"]) for one in refused.json()["errors"]]
    assert (["body", "steps", *place], code) in told
    assert await by_mail(client) == scenario


async def test_who_has_no_address_is_given_no_e_mail(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)
    found = (await client.get("/v1/scenarios")).json()["items"]
    by_post = next(one for one in found if one["audience"] == "without_email")

    steps = steps_of(by_post, {1: {"channel": "email", "mode": "to_confirm"}})
    refused = await change(client, by_post, steps=steps)

    assert [one["code"] for one in refused.json()["errors"]] == ["nobody_to_mail"]


async def test_a_scenario_is_changed_by_who_configures_and_saw_its_last_version(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)
    scenario = await by_mail(client)
    assert (await change(client, scenario, grouping="account")).status_code == 200

    stale = await change(client, scenario, grouping="level")
    unknown = await change(client, {**scenario, "id": str(new_id())}, grouping="level")
    null = await change(client, {**scenario, "version": 2}, name=None)
    await story.log_in(client, Role.COLLECTOR)
    refused = await change(client, {**scenario, "version": 2}, grouping="level")

    assert (stale.status_code, stale.json()["code"]) == (412, "scenario_stale")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "scenario_not_found")
    assert null.status_code == 422
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert (await by_mail(client))["grouping"] == "account"


@pytest.mark.req("SAGE-96")
async def test_a_scenario_says_how_many_customers_follow_it(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.customer(sales_rep="LE GALL")
    await story.customer()
    await story.customer(email=None)

    async def sizes() -> dict[str, int]:
        found = (await client.get("/v1/scenarios")).json()["items"]
        return {one["audience"]: one["customers"] for one in found}

    await story.log_in(client)
    assert await sizes() == {"with_email": 2, "without_email": 1}
    await story.log_in(client, Role.SALES)
    assert await sizes() == {"with_email": 1, "without_email": 0}


@pytest.mark.req("SAGE-98")
async def test_steps_are_tried_on_an_invoice_with_the_days_the_company_works(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)
    scenario = await by_mail(client)
    body = {"steps": steps_of(scenario, {}), "reference_on": "2026-12-17"}

    tried = await client.post("/v1/scenario-drafts/timetable", json=body)

    assert tried.status_code == 200, tried.text
    assert [(one["label"], one["on"], one["code"]) for one in tried.json()["steps"]] == [
        ("Prévenance", "2026-12-09", "anchor"),
        ("Relance 1", "2026-12-28", "closed_day"),  # Christmas, then a week-end
        ("Relance 2", "2027-01-05", "anchor"),
        ("Relance 3", "2027-01-13", "anchor"),
        ("Mise en demeure", "2027-01-28", "anchor"),
    ]
    assert await by_mail(client) == scenario
    body["steps"] = steps_of(scenario, {1: {"rank": 8}})
    refused = await client.post("/v1/scenario-drafts/timetable", json=body)
    assert refused.json()["code"] == "scenario_invalid"

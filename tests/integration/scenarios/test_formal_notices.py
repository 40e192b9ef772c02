"""What a formal notice claims: interest at approved rates, 40 euros where the law knows them."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx
import pytest
from pypdf import PdfReader

from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.ids import new_id
from tests.factories.scenarios import Story

ADDRESS = {"address_lines": ["27 rue des Fondeurs"], "postcode": "44800", "city": "Saint-Herblain"}
BOTH = ("2026-H1", "2026-H2")


async def a_notice(story: Story, *, days_late: int = 60, **who: Any) -> tuple[Any, UUID]:
    """4 200,00 € reminded of three times, whose turn it is."""
    debtor = await story.customer(email=None, **ADDRESS, **who)
    ago = story.today - timedelta(days=20)
    invoice = await debtor.owes(
        4_200_00, level=3, level_reached_on=ago, days_late=days_late, number="FA-TV13"
    )
    await story.plan()
    return debtor, invoice


async def the_action(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get("/v1/actions")
    [action] = answer.json()["items"]
    assert action["step_kind"] == "formal_notice"
    found: dict[str, Any] = action
    return found


async def read(client: httpx.AsyncClient, action: dict[str, Any]) -> str:
    answer = await client.get(f"/v1/actions/{action['id']}/letter")
    assert answer.status_code == 200, answer.text
    pages = PdfReader(BytesIO(answer.content)).pages
    text = "".join(page.extract_text() for page in pages)
    return " ".join(text.replace("\u00a0", " ").split())


async def approve(client: httpx.AsyncClient, *semesters: str) -> None:
    for semester in semesters:
        answer = await client.put(
            f"/v1/legal-rates/{semester}/approval", json={"counsel": "Me Le Goff"}
        )
        assert answer.status_code == 200, answer.text


async def prints(client: httpx.AsyncClient, action: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(
        "/v1/actions/print",
        json={"actions": [{"id": action["id"]}]},
        headers={"Idempotency-Key": new_id().hex},
    )
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def test_interest_is_claimed_once_counsel_has_approved_its_rates(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_notice(story, days_late=161)  # due on 15 June: 15 days of a semester, 146 of the next
    await story.log_in(client)
    action = await the_action(client)
    preview = f"/v1/actions/{action['id']}/preview"

    withheld = await read(client, action)
    assert (await client.get(preview)).json()["notes"] == ["interest_withheld"]
    assert "Mise en demeure de payer 4 240,00 €" in withheld
    assert "majoré de 10 points (art. L441-10" in withheld
    await approve(client, "2026-H1")
    assert (await client.get(preview)).json()["notes"] == ["interest_withheld"]
    await approve(client, "2026-H2")

    claimed = await read(client, action)
    assert (await client.get(preview)).json()["notes"] == []
    assert "229,29 €" in claimed  # 15 days at 12,15 %, 146 at 12,40 %
    assert "40,00 €" in claimed
    assert "Mise en demeure de payer 4 469,29 €" in claimed
    assert "soit 12,40 % l’an au 2e semestre 2026" in claimed
    assert "Lettre recommandée avec avis de réception" in claimed


async def test_a_consumer_owes_neither_interest_nor_indemnity(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_notice(story, debtor_type=DebtorType.CONSUMER)
    await story.log_in(client)
    await approve(client, *BOTH)

    text = await read(client, await the_action(client))

    assert "Mise en demeure de payer 4 200,00 €" in text
    assert "40,00 €" not in text
    assert "L441-10" not in text
    assert "L111-8" in text


@pytest.mark.parametrize("law", [Jurisdiction.NC, Jurisdiction.PF])
async def test_overseas_the_clause_alone_counts(
    story: Story, client: httpx.AsyncClient, law: Jurisdiction
) -> None:
    await story.settle_company(jurisdiction=law)
    await a_notice(story, days_late=73)
    await story.log_in(client)
    action = await the_action(client)

    plain = await read(client, action)
    await story.settle_company(penalty_regime="contractual_fixed", penalty_figure=12)
    clause = await read(client, action)

    assert "Mise en demeure de payer 4 200,00 €" in plain
    assert "100,80 €" in clause  # 73 days at 12 % of 4 200,00
    assert "taux contractuel de 12,00 % l’an" in clause.replace("12,000", "12,00")
    assert "40,00 €" not in clause


async def test_a_public_buyer_keeps_the_rate_of_the_semester_it_began_in(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_notice(story, days_late=161, debtor_type=DebtorType.PUBLIC)
    await story.log_in(client)
    await approve(client, *BOTH)

    text = await read(client, await the_action(client))

    assert "188,04 €" in text  # 161 days at 10,15 %
    assert "R2192-31" in text


async def test_a_rate_nobody_knows_yet_stops_the_letter_and_says_so(
    story: Story, client: httpx.AsyncClient
) -> None:
    story.be_at("2027-01-18")
    await a_notice(story)
    await story.log_in(client)
    action = await the_action(client)

    shown = await client.get(f"/v1/actions/{action['id']}/letter")
    printed = await prints(client, action)

    assert (shown.status_code, shown.json()["code"]) == (409, "legal_rate_missing")
    assert "2027-H1" in shown.json()["detail"]
    assert printed["id"] is None
    assert printed["skipped"][0]["code"] == "legal_rate_missing"
    [kept] = await story.deliveries()
    assert (kept.status.value, kept.reason) == ("cancelled", "legal_rate_missing")


async def test_a_debt_no_court_would_grant_is_not_claimed(
    story: Story, client: httpx.AsyncClient
) -> None:
    await a_notice(story, days_late=365 * 5 + 10)
    await story.log_in(client)
    action = await the_action(client)

    answer = await client.get(f"/v1/actions/{action['id']}/letter")

    assert (answer.status_code, answer.json()["code"]) == (409, "claim_time_barred")


async def test_paid_in_part_since_the_plan_a_notice_goes_back_to_a_person(
    story: Story, client: httpx.AsyncClient
) -> None:
    debtor, invoice = await a_notice(story)
    await story.log_in(client)
    action = await the_action(client)
    await debtor.changes(invoice, balance_minor=1_000_00)

    printed = await prints(client, action)

    assert printed["id"] is None
    assert printed["skipped"][0]["code"] == "to_confirm_again"


async def test_rates_are_listed_with_who_vouches_for_them(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)
    await approve(client, "2026-H1", "2026-H1")

    rates = {one["semester"]: one for one in (await client.get("/v1/legal-rates")).json()["items"]}

    assert rates["2026-H2"]["evidence"] == "unverified"
    assert rates["2026-H2"]["counsel_approved"] is False
    assert rates["2026-H1"]["counsel"] == "Me Le Goff"
    assert (rates["2026-H1"]["statutory"], rates["2026-H1"]["floor"]) == ("12.15", "7.86")
    assert rates["2008-H1"]["sourced"] is False
    gone = await client.delete("/v1/legal-rates/2026-H1/approval")
    assert gone.status_code == 204
    again = {one["semester"]: one for one in (await client.get("/v1/legal-rates")).json()["items"]}
    assert again["2026-H1"]["counsel_approved"] is False
    unknown = await client.put("/v1/legal-rates/2031-H1/approval", json={"counsel": "x"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "semester_not_found")
    assert len(await story.facts("legal_rates.approved")) == 1


async def test_the_clauses_of_the_company_are_kept_to_the_digit(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.log_in(client)
    version = (await client.get("/v1/company")).headers["ETag"]
    clause = {"penalty_regime": "contractual_fixed", "penalty_figure": "12.125"}

    changed = await client.patch("/v1/company", json=clause, headers={"If-Match": version})
    refused = await client.patch(
        "/v1/company", json={"penalty_figure": "1e9"}, headers={"If-Match": version}
    )

    assert changed.status_code == 200, changed.text
    assert (changed.json()["penalty_regime"], changed.json()["penalty_figure"]) == (
        "contractual_fixed",
        "12.125",
    )
    assert refused.status_code == 422


async def test_on_a_sunday_the_letter_of_monday_claims_nothing_that_is_due_that_day(
    story: Story, client: httpx.AsyncClient
) -> None:
    story.be_at("2026-11-29")
    await story.set_scenarios(grouping="account")
    debtor, _ = await a_notice(story)
    await debtor.owes(90_00, days_late=0, number="FA-DU-JOUR")
    await debtor.owes(80_00, days_late=1, number="FA-HIER")
    await story.plan()
    await story.log_in(client)
    action = await the_action(client)
    assert {line["number"] for line in action["lines"]} == {"FA-TV13", "FA-HIER", "FA-DU-JOUR"}

    sunday = await read(client, action)
    assert (await prints(client, action))["skipped"] == []
    [letter] = await story.deliveries()
    story.be_at("2026-11-30")
    await story.log_in(client)
    monday = await read(client, action)

    assert "29 novembre 2026" in sunday
    assert "FA-HIER" in sunday
    assert "FA-DU-JOUR" not in sunday
    assert {line["number"] for line in letter.lines} == {"FA-TV13", "FA-HIER"}
    assert "FA-DU-JOUR" in monday


async def test_a_letter_of_which_nothing_is_late_yet_is_not_printed_and_says_why(
    story: Story, client: httpx.AsyncClient
) -> None:
    story.be_at("2026-11-29")
    debtor = await story.customer(email=None, **ADDRESS)
    await debtor.owes(90_00, days_late=0, level=1, level_reached_on=story.today - timedelta(days=9))
    await story.plan()
    await story.log_in(client)
    [action] = (await client.get("/v1/actions")).json()["items"]

    printed = await prints(client, action)

    assert [one["code"] for one in printed["skipped"]] == ["not_overdue"]

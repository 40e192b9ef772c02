"""Why each line is, or is not, reminded today, in the words of a collector."""

from datetime import date, timedelta

import pytest

from quittance.domain.holds import HoldKind
from quittance.scenarios.approving import Choice
from quittance.scenarios.explain import LineExplained
from tests.factories.scenario_debtors import Debtor
from tests.factories.scenarios import Story


async def explained(debtor: Debtor) -> dict[str, LineExplained]:
    return {line.number: line for line in (await debtor.explained()).receivables}


@pytest.mark.req("SAGE-36")
async def test_every_line_says_what_happens_to_it_and_why(story: Story) -> None:
    debtor = await story.customer()
    today = story.today
    await debtor.owes(number="DUE")
    await debtor.owes(number="SOON", days_late=5)
    await debtor.owes(number="GAP", level=1, level_reached_on=today, days_late=30)
    held = await debtor.owes(number="HELD")
    await debtor.is_held(HoldKind.PROMISE, held, last_on=date(2026, 11, 27))
    await debtor.owes(number="ENDED", level=4, level_reached_on=today - timedelta(days=60))
    await debtor.owes(-10_00, number="CREDIT", days_late=0)
    paid = await debtor.owes(number="PAID")
    await debtor.pays(paid)

    found = await debtor.explained()
    lines = {line.number: line for line in found.receivables}

    assert {number: (line.verdict, line.code) for number, line in lines.items()} == {
        "DUE": ("due_today", "due_today"),
        "SOON": ("later", "anchor"),
        "GAP": ("later", "anchor"),
        "HELD": ("excluded", "promise"),
        "ENDED": ("done", "scenario_ended"),
        "CREDIT": ("done", "is_credit"),
        "PAID": ("done", "paid"),
    }
    assert lines["HELD"].reason == ("Une promesse de règlement court encore, jusqu’au 30/11/2026.")
    assert lines["SOON"].due_on == date(2026, 11, 26)
    assert lines["GAP"].step_label == "Relance 2"
    assert lines["DUE"].reason == "À relancer aujourd’hui."
    assert (found.due_today, found.left_out) == (1, 1)
    assert found.scenario_name == "Standard avec e-mail"
    assert found.next_step is not None
    assert (found.next_step.label, found.next_step.due_on) == ("Relance 1", today)


async def test_a_whole_stop_says_that_nobody_is_reminded(story: Story) -> None:
    debtor = await story.customer()
    await debtor.owes(number="A")
    await debtor.is_held(HoldKind.INSOLVENCY)

    found = await debtor.explained()

    assert (found.may_be_reminded, found.code, found.next_step) == (False, "insolvency", None)
    assert found.reason == "Procédure collective : aucune relance n’est permise."
    [line] = found.receivables
    assert (line.verdict, line.code, line.until) == ("excluded", "insolvency", None)


async def test_what_is_due_may_wait_for_the_cap_or_was_passed_over(story: Story) -> None:
    await story.settle_company(contacts_per_period=1)
    debtor = await story.customer()
    await debtor.owes(number="LOW")
    await debtor.owes(number="HIGH", level=1, level_reached_on=story.today - timedelta(days=20))
    await story.plan()
    low, high = await story.actions()
    await story.confirm(Choice(high.id))
    await story.plan()

    lines = await explained(debtor)
    assert (lines["LOW"].verdict, lines["LOW"].code) == ("excluded", "contact_cap")
    assert lines["LOW"].reason == (
        "Assez de relances ont été faites sur la période, jusqu’au 30/11/2026."
    )
    assert lines["HIGH"].verdict == "in_flight"

    await story.skip(low.id)
    passed = (await explained(debtor))["LOW"]
    assert (passed.verdict, passed.code) == ("excluded", "passed_over")
    assert passed.reason == "Un collaborateur a passé cette étape aujourd’hui."


async def test_without_a_scenario_or_with_one_switched_off_it_says_so(story: Story) -> None:
    debtor = await story.customer()
    await debtor.owes(number="A")

    await story.set_scenarios(is_active=False)

    [line] = (await debtor.explained()).receivables
    assert line.reason == "Le scénario est désactivé."


async def test_who_owes_nothing_has_nothing_to_explain(story: Story) -> None:
    found = await (await story.customer()).explained()

    assert (found.receivables, found.reason) == ((), "Rien n’est ouvert sur ce compte.")

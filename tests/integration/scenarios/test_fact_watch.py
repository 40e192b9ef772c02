"""What a load of the ledger shows sets off a message: a welcome, an invoice, a limit (QUA-20)."""

from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader
from sqlalchemy import func, select, text

from quittance.domain.fact_rules import Fact
from quittance.domain.scenario import Channel
from quittance.scenarios.models import Action, ActionStatus
from quittance.templates import service as templates
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate
from tests.factories.facts import ledger_loaded, wake
from tests.factories.scenarios import Story

CONFIRMED = ActionStatus.CONFIRMED
BODY = "Bonjour,\n\nVotre compte {{ customer.code }}.\n\n[[signature]]"


def words_of(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return text.replace("\u00a0", " ")


async def woken(story: Story, fact: Fact, kind: TemplateKind, **changes: object) -> None:
    """The rule is awake over a ledger that has a past, with a text of the company's own."""
    await story.is_trusted()
    async with story.transaction() as session:
        await templates.write(
            session,
            story.id,
            EmailTemplate(kind=kind, subject="Votre compte", body=BODY),
            channel=Channel.EMAIL,
            locale="fr",
            version=0,
            actor=story.claire,
            now=story.clock.now(),
        )
    await (await story.customer()).owes(days_late=60)
    await wake(story, fact, **changes)
    story.pass_time(minutes=10)


@pytest.mark.req("QUA-20")
async def test_a_new_customer_is_welcomed_once_and_nobody_of_the_first_load(story: Story) -> None:
    await woken(story, Fact.CUSTOMER_CREATED, TemplateKind.WELCOME)
    newcomer = await story.customer(email="anne@granit.example")

    await ledger_loaded(story)
    await ledger_loaded(story)

    welcome = await story.the_action(status=CONFIRMED)
    assert (welcome.row.customer_id, welcome.row.template_kind) == (newcomer.id, "welcome")
    story.pass_time(hours=1)
    await story.work()
    [sent] = await story.deliveries()
    assert (sent.status.value, sent.detail) == ("sent", "")


@pytest.mark.req("QUA-20")
async def test_new_invoices_are_sent_together_once(story: Story) -> None:
    await woken(story, Fact.INVOICE_CREATED, TemplateKind.INVOICE_SENDING)
    debtor = await story.customer()
    first = await debtor.owes(days_late=-30, known_on=story.today)
    second = await debtor.owes(days_late=-30, known_on=story.today)
    await debtor.owes(days_late=-30, known_on=story.today, first_load=True)

    await ledger_loaded(story)
    await ledger_loaded(story)

    assert (await story.the_action(status=CONFIRMED)).ticked == {first, second}


@pytest.mark.req("QUA-20")
async def test_a_credit_limit_warns_near_then_reached_and_again_once_it_was_left(
    story: Story,
) -> None:
    await woken(story, Fact.CREDIT_LIMIT_REACHED, TemplateKind.CREDIT_LIMIT_REACHED)
    debtor = await story.customer(credit_limit_minor=1_000_00)
    near = await debtor.owes(920_00, days_late=-20)

    async def seen() -> list[bool]:
        await ledger_loaded(story)
        mine = await story.actions(customer_id=debtor.id)
        tells = [one.row.fact or {} for one in sorted(mine, key=lambda one: one.id)]
        return [one["is_reached"] for one in tells]

    assert await seen() == [False]
    assert await seen() == [False]
    more = await debtor.owes(100_00, days_late=-20)
    assert await seen() == [False, True]
    await debtor.pays(more)
    assert await seen() == [False, True]  # back to near: nothing new
    await debtor.pays(near)
    assert await seen() == [False, True]
    await debtor.owes(950_00, days_late=-20)
    assert await seen() == [False, True, False]


@pytest.mark.req("QUA-20")
async def test_a_large_balance_is_told_once_a_month(story: Story) -> None:
    await woken(story, Fact.LARGE_BALANCE, TemplateKind.LARGE_BALANCE, threshold_minor=10_000_00)
    debtor = await story.customer()
    await debtor.owes(12_000_00, days_late=-20)

    await ledger_loaded(story)
    await ledger_loaded(story)
    assert len(await story.actions(customer_id=debtor.id)) == 1

    story.clock.move_to(story.clock.now() + timedelta(days=14))  # December
    await ledger_loaded(story)
    assert len(await story.actions(customer_id=debtor.id)) == 2


async def test_a_large_balance_is_told_by_letter_though_it_names_no_invoice(
    story: Story, client: httpx.AsyncClient
) -> None:
    await woken(
        story, Fact.LARGE_BALANCE, TemplateKind.LARGE_BALANCE, threshold_minor=1, channel="letter"
    )
    debtor = await story.customer(email=None, postcode="44800", city="Saint-Herblain")
    await debtor.owes(12_000_00, days_late=-20)
    await ledger_loaded(story)
    await story.log_in(client)
    [action] = await story.actions(customer_id=debtor.id)

    envelope = await client.get(f"/v1/actions/{action.id}/preview")
    letter = await client.get(f"/v1/actions/{action.id}/letter")
    posted = await client.post(f"/v1/actions/{action.id}/finish", json={})

    assert envelope.status_code == letter.status_code == 200, letter.text
    assert "12 000,00 €" in words_of(letter.content)
    assert posted.status_code == 204, posted.text


async def test_a_load_of_ten_thousand_newcomers_is_answered(story: Story) -> None:
    await woken(story, Fact.CUSTOMER_CREATED, TemplateKind.WELCOME, mode="to_confirm")
    one = await story.customer(email=None)
    copies = """
        INSERT INTO customers
        SELECT (jsonb_populate_record(c, jsonb_build_object(
            'id', gen_random_uuid(), 'code', 'N' || n, 'external_id', NULL))).*
        FROM customers c, generate_series(1, 9999) n WHERE c.id = :id"""
    async with story.transaction() as session:
        await session.execute(text(copies), {"id": one.id})

    await ledger_loaded(story)

    async with story.transaction() as session:
        answered = await session.scalar(select(func.count()).select_from(Action))
    assert answered == 10_000  # nobody of them can be written to: each says so

"""The ledger shows a part of an invoice paid: the part is thanked for, the rest is shown."""

from email import message_from_bytes
from email.policy import default

import httpx
import pytest

from quittance.domain.fact_rules import Fact
from quittance.domain.scenario import Channel
from quittance.scenarios.models import ActionStatus
from quittance.templates import service as templates
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate
from tests.factories.facts import told, wake
from tests.factories.scenarios import Story

BODY = """Reçu {{ payment.amount }} le {{ payment.date }}, reste {{ invoice.balance }}.

[[signature]]"""


@pytest.mark.req("QUA-20")
async def test_a_part_payment_is_told_once_with_what_is_left(
    story: Story, client: httpx.AsyncClient
) -> None:
    await story.is_trusted()
    await (await story.customer(code="C1")).owes()
    async with story.transaction() as session:
        await templates.write(
            session,
            story.id,
            EmailTemplate(kind=TemplateKind.PARTIAL_PAYMENT, subject="Merci", body=BODY),
            channel=Channel.EMAIL,
            locale="fr",
            version=0,
            actor=story.claire,
            now=story.clock.now(),
        )
    await wake(story, Fact.PARTIAL_PAYMENT)
    await story.log_in(client)
    line = {
        "external_id": "FA-7",
        "customer_code": "C1",
        "kind": "invoice",
        "number": "FA-7",
        "invoiced_on": "2026-10-01",
        "due_on": "2026-10-31",
        "amount_minor": 100_00,
    }

    async def pushed(balance_minor: int) -> None:
        rows = {"receivables": [line | {"balance_minor": balance_minor}]}
        answer = await client.post("/v1/receivables/batch", json=rows)
        assert answer.is_success, answer.text
        await told(story)

    await pushed(100_00)
    assert await story.facts("receivable.part_paid") == []
    await pushed(60_00)
    await pushed(60_00)

    [fact] = await story.facts("receivable.part_paid")
    assert (fact.payload["received_minor"], fact.payload["balance_minor"]) == (40_00, 60_00)
    await story.the_action(status=ActionStatus.CONFIRMED)
    story.pass_time(hours=1)
    await story.work()
    [sent] = story.sent
    part = message_from_bytes(sent.message, policy=default).get_body(("plain",))
    assert part is not None
    text = str(part.get_content()).replace("\u00a0", " ").replace("\u202f", " ")
    assert "Reçu 40,00 € le 23/11/2026, reste 60,00 €." in text

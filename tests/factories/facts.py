"""Facts that set messages off, in a story of scenarios: they happen, are sealed, are answered."""

from datetime import date
from typing import Any
from uuid import UUID

from quittance import reactions
from quittance.domain.fact_rules import Fact
from quittance.platform import events, sealer
from quittance.platform.ids import new_id
from quittance.receivables.events import LedgerLoaded, ReceivablePaid
from quittance.scenarios import fact_rules
from quittance.scenarios.jobs import answer_facts, answer_load
from tests.factories.scenario_debtors import Debtor
from tests.factories.scenarios import Story


async def wake(story: Story, fact: Fact, **changes: Any) -> None:
    """A person lets the rule answer what happens from now on."""
    async with story.transaction() as session:
        rules = await fact_rules.all_of(session, story.id, now=story.clock.now())
        await fact_rules.change(
            session,
            story.id,
            fact,
            {"is_active": True, **changes},
            version={rule.fact: rule.version for rule in rules}[fact],
            actor=story.claire,
            now=story.clock.now(),
        )


async def seal(story: Story) -> None:
    async with story.transaction() as session:
        while await sealer.seal(session, story.id, react=reactions.react, now=story.clock.now()):
            pass


async def told(story: Story) -> None:
    """The facts are sealed, and the worker answers them."""
    await seal(story)
    for customer_id in await story.due(answer_facts.__name__):
        await answer_facts(story.job, story.id, customer_id)
    for company_id in await story.due(answer_load.__name__):
        await answer_load(story.job, story.id, company_id)


async def paid(debtor: Debtor, *invoices: UUID, paid_on: date | None = None) -> None:
    """The ledger shows the invoices paid and lettered, and says so."""
    story = debtor.story
    paid_on = paid_on or story.today
    for invoice in invoices:
        await debtor.pays(invoice)
        await debtor.changes(invoice, reconciled_on=paid_on)
    async with story.transaction() as session:
        await events.record(
            session,
            story.id,
            *(
                ReceivablePaid(
                    customer_id=debtor.id,
                    receivable_id=invoice,
                    number="FA-1",
                    amount_minor=100_00,
                    currency="EUR",
                    paid_on=paid_on,
                )
                for invoice in invoices
            ),
            now=story.clock.now(),
        )


async def ledger_loaded(story: Story) -> None:
    loaded = LedgerLoaded(run_id=new_id(), created=1, updated=0, closed=0, reopened=0, refused=0)
    async with story.transaction() as session:
        await events.record(session, story.id, loaded, now=story.clock.now())
    await told(story)

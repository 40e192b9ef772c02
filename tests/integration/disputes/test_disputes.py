"""An open dispute silences what it bears on; its outcome ends the silence."""

import pytest

from quittance.disputes import service
from quittance.disputes.errors import (
    DisputeClosedAlready,
    DisputedPartNeedsOne,
    DisputeOwnerUnknown,
)
from quittance.disputes.models import Dispute
from quittance.domain.lifecycle import DisputeStatus
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from quittance.receivables.errors import ReceivableNotFound
from tests.factories.disputes import CLAIRE, contested
from tests.factories.portal import Creditor, a_creditor


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


async def closed(creditor: Creditor, dispute: Dispute) -> None:
    async with creditor.database.transaction(creditor.company_id) as session:
        await service.close_dispute(
            session,
            creditor.company_id,
            dispute.id,
            outcome=DisputeStatus.REJECTED,
            actor=CLAIRE,
            now=creditor.now(),
        )


@pytest.mark.req("SAGE-34")
async def test_a_dispute_holds_until_it_is_closed(creditor: Creditor) -> None:
    debtor = await creditor.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    dispute = await contested(debtor, first, second)

    holds = await debtor.holds()
    assert {(hold.kind, hold.receivable_id, hold.last_on) for hold in holds} == {
        ("dispute", first, None),
        ("dispute", second, None),
    }

    await closed(creditor, dispute)

    assert await debtor.holds() == []
    facts = [(fact.type, fact.customer_id) for fact in await creditor.events("dispute.")]
    assert facts == [("dispute.opened", debtor.id), ("dispute.closed", debtor.id)]
    with pytest.raises(DisputeClosedAlready):
        await closed(creditor, dispute)


@pytest.mark.req("SAGE-34")
async def test_a_company_may_choose_to_chase_in_spite_of_disputes(creditor: Creditor) -> None:
    await creditor.set(disputes_hold=False)
    debtor = await creditor.customer()

    await contested(debtor, await debtor.owes())

    assert await debtor.holds() == []


async def test_a_part_is_contested_of_one_invoice_and_of_no_more_than_is_owed(
    creditor: Creditor,
) -> None:
    debtor = await creditor.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")

    with pytest.raises(DisputedPartNeedsOne):
        await contested(debtor, first, second, amount_minor=10_00)
    with pytest.raises(DisputedPartNeedsOne):
        await contested(debtor, first, amount_minor=100_01)
    part = await contested(debtor, first, amount_minor=10_00)
    whole = await contested(debtor, second, amount_minor=100_00)

    assert {hold.receivable_id: hold.amount_minor for hold in await debtor.holds()} == {
        first: 10_00,
        second: None,
    }
    assert (part.contested_minor, whole.contested_minor) == (10_00, 100_00)


async def test_another_companys_invoice_does_not_exist(
    creditor: Creditor, database: Database, clock: Clock
) -> None:
    stranger = await a_creditor(database, clock)
    foreign = await (await stranger.customer()).owes()

    with pytest.raises(ReceivableNotFound):
        await contested(await creditor.customer(), foreign)


async def test_only_a_colleague_looks_into_a_dispute(creditor: Creditor) -> None:
    debtor = await creditor.customer()

    with pytest.raises(DisputeOwnerUnknown):
        await contested(debtor, await debtor.owes(), owner_id=new_id())

    assert await debtor.holds() == []

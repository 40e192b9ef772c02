"""An open dispute silences what it bears on; its outcome ends the silence."""

from uuid import UUID

import httpx
import pytest
from sqlalchemy.exc import IntegrityError

from quittance.disputes import service
from quittance.disputes.errors import (
    DisputeClosedAlready,
    DisputedPartNeedsOne,
    DisputeOwnerUnknown,
    ReceivableDisputed,
)
from quittance.disputes.models import Dispute
from quittance.domain.lifecycle import DisputeStatus
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from quittance.portal import links
from quittance.portal.models import Answer, AnswerKind
from quittance.receivables.errors import ReceivableNotFound
from tests.factories.disputes import CLAIRE, contested
from tests.factories.portal import PUBLIC_URL, Creditor, Debtor, a_creditor
from tests.factories.promises import promised


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


async def an_answer(debtor: Debtor) -> UUID:
    """What somebody answered behind their link, sent."""
    creditor = debtor.creditor
    async with creditor.database.transaction(creditor.company_id) as session:
        link = await links.create_link(
            session,
            creditor.company_id,
            public_url=PUBLIC_URL,
            customer_id=debtor.id,
            sent_to="compta@loire-ocean.example",
            now=creditor.now(),
        )
        answer = Answer(
            company_id=creditor.company_id,
            id=new_id(),
            customer_id=debtor.id,
            link_id=link.id,
            kind=AnswerKind.STATUS,
            fields={"text": "Vu"},
            saved_at=creditor.now(),
            sent_at=creditor.now(),
        )
        session.add(answer)
    return answer.id


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


async def test_a_collector_records_what_is_contested_once_however_often_it_is_sent(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    late = await debtor.owes("FA-1", level=2)
    await debtor.owes("FA-2", level=3, currency="USD", days_late=-9)
    path = f"/v1/customers/{debtor.id}/disputes"
    body = {"receivable_ids": [str(late)], "reason": "quantity", "amount_minor": 10_00}

    sent = [
        await client.post(path, json=body, headers={"Idempotency-Key": "litige-4711"})
        for _ in range(2)
    ]

    assert [one.status_code for one in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()
    [listed] = (await client.get("/v1/disputes")).json()["items"]
    assert (listed["contested_minor"], listed["level"]) == (10_00, 3)
    summary = (await client.get("/v1/disputes/summary")).json()
    assert (summary["count"], summary["totals"][0]["contested_minor"]) == (1, 10_00)


async def test_the_list_goes_on_where_its_page_ended(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read"))
    debtor = await creditor.customer()
    opened = [await contested(debtor, await debtor.owes(f"FA-{n}")) for n in range(3)]

    first = (await client.get("/v1/disputes", params={"limit": 2})).json()
    after = {"limit": 2, "cursor": first["next_cursor"]}
    second = (await client.get("/v1/disputes", params=after)).json()

    shown = [row["id"] for row in first["items"] + second["items"]]
    assert shown == [str(one.id) for one in opened]
    assert second["next_cursor"] is None


@pytest.mark.req("SID-35")
async def test_the_answer_that_brought_it_is_one_of_the_company_s(
    creditor: Creditor, database: Database, clock: Clock
) -> None:
    """Each thing an answer starts is traced to it: the database holds the two together."""
    stranger = await a_creditor(database, clock)
    debtor, theirs = await creditor.customer(), await stranger.customer()
    own, foreign = await an_answer(debtor), await an_answer(theirs)
    invoice = await debtor.owes()
    due_on = creditor.today()

    for answer_id in (foreign, new_id()):
        with pytest.raises(IntegrityError, match="fk_disputes_company_id_answer_id"):
            await contested(debtor, invoice, answer_id=answer_id)
        with pytest.raises(IntegrityError, match="fk_promises_company_id_answer_id"):
            await promised(debtor, {invoice: None}, due_on, answer_id=answer_id)
    await contested(debtor, invoice, answer_id=own)
    await promised(debtor, {invoice: None}, due_on, answer_id=own)


@pytest.mark.req("SAGE-53")
async def test_an_invoice_is_contested_once_at_a_time(creditor: Creditor) -> None:
    debtor = await creditor.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    dispute = await contested(debtor, first, amount_minor=10_00)

    with pytest.raises(ReceivableDisputed):
        await contested(debtor, first, second)
    await closed(creditor, dispute)
    again = await contested(debtor, first, second)

    assert again.contested_minor == 200_00

"""A collector says yes or no to an answer, and what it brought follows in the same breath."""

import httpx
import pytest

from tests.factories.portal import Creditor, Visitor


async def to_review(client: httpx.AsyncClient) -> list[dict[str, object]]:
    items: list[dict[str, object]] = (
        await client.get("/v1/answers", params={"to_review": True})
    ).json()["items"]
    return items


@pytest.mark.req("SID-14", "SAGE-52")
async def test_a_payment_that_nobody_found_is_chased_again(
    creditor: Creditor, visitor: Visitor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    invoice = await debtor.owes("FA-9", 70_00)
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("paid", invoice, paid_on="2026-11-20", method="transfer")
    await visitor.finishes()
    [answer] = await to_review(client)
    assert answer["lines"] == [
        {
            "receivable_id": str(invoice),
            "number": "FA-9",
            "due_on": "2026-11-15",
            "currency": "EUR",
            "balance_minor": 70_00,
        }
    ]

    said = await client.post(f"/v1/answers/{answer['id']}/refuse", json={"note": "Rien reçu"})

    assert said.json()["reviewed_at"] is not None
    [notice] = (await client.get("/v1/payment-notices")).json()["items"]
    assert notice["status"] == "rejected"
    assert await debtor.holds() == []
    assert await to_review(client) == []
    assert [fact.payload["note"] for fact in await creditor.events("payment.notice_rejected")] == [
        "Rien reçu"
    ]


async def test_accepting_keeps_the_silence_that_a_promise_or_a_dispute_brought(
    creditor: Creditor, visitor: Visitor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("upcoming", first, due_on="2026-11-27", method="cheque")
    await visitor.answers("dispute", second, reason="price")
    await visitor.finishes()

    for answer in await to_review(client):
        assert (await client.post(f"/v1/answers/{answer['id']}/accept")).status_code == 200

    assert sorted(hold.kind for hold in await debtor.holds()) == ["dispute", "promise"]
    assert await to_review(client) == []


async def test_a_refused_promise_and_a_refused_dispute_silence_nothing_any_more(
    creditor: Creditor, visitor: Visitor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("upcoming", first, due_on="2026-11-27", method="cheque")
    await visitor.answers("dispute", second, reason="price")
    await visitor.finishes()

    for answer in await to_review(client):
        await client.post(f"/v1/answers/{answer['id']}/refuse", json={})

    assert await debtor.holds() == []
    [promise] = (await client.get("/v1/promises")).json()["items"]
    [dispute] = (await client.get("/v1/disputes")).json()["items"]
    assert (promise["status"], dispute["status"]) == ("cancelled", "rejected")


async def test_a_question_is_read_and_cannot_be_refused(
    creditor: Creditor, visitor: Visitor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    await debtor.owes("FA-1")
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("status", await debtor.owes("FA-2"), text="Où en est-on ?")
    await visitor.finishes()
    [answer] = await to_review(client)

    refused = await client.post(f"/v1/answers/{answer['id']}/refuse", json={})

    assert (refused.status_code, refused.json()["code"]) == (409, "answer_not_refusable")
    assert len(await to_review(client)) == 1

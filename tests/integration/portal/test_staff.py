"""What staff see of debtors' answers: they read, accept and close (SID-35, SAGE-53)."""

import httpx
import pytest

from tests.factories.portal import PUBLIC_URL, Creditor, Visitor


@pytest.mark.req("SID-35")
async def test_a_collector_hands_over_a_link_reads_the_answer_and_lifts_its_hold(
    creditor: Creditor, visitor: Visitor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    link = await client.post(
        f"/v1/customers/{debtor.id}/portal-links", json={"sent_to": "remis en main propre"}
    )
    assert link.status_code == 201
    [given] = await creditor.events("portal.link_handed_over")
    assert (given.customer_id, given.payload["sent_to"]) == (debtor.id, "remis en main propre")
    assert given.actor_name == "ERP"
    await visitor.opens(link.json()["url"].removeprefix(PUBLIC_URL))
    await visitor.answers("status", invoice, text="Bon à payer en signature")
    await visitor.finishes()

    listed = (await client.get("/v1/answers", params={"to_review": True})).json()["items"]

    assert [one["fields"] for one in listed] == [{"text": "Bon à payer en signature"}]
    assert listed[0]["sent_to"] == "remis en main propre"
    assert listed[0]["ip"]
    assert [hold.kind for hold in await debtor.holds()] == ["answer_to_review"]
    read = await client.post(f"/v1/answers/{listed[0]['id']}/review")
    assert read.json()["reviewed_at"] is not None
    assert await debtor.holds() == []
    assert (await client.get("/v1/answers", params={"to_review": True})).json()["items"] == []


@pytest.mark.req("SAGE-53")
async def test_disputes_and_notices_of_the_portal_are_followed_to_their_end(
    creditor: Creditor, visitor: Visitor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer(code="C00019")
    contested, paid = await debtor.owes("FA-1", level=3), await debtor.owes("FA-2", 70_00)
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("dispute", contested, reason="quantity", details="12 sur 15")
    await visitor.answers("paid", paid, paid_on="2026-11-20", method="transfer")
    await visitor.finishes()

    [dispute] = (await client.get("/v1/disputes", params={"status": "open"})).json()["items"]
    [notice] = (await client.get("/v1/payment-notices")).json()["items"]

    assert (dispute["customer_code"], dispute["level"], dispute["source"]) == (
        "C00019",
        3,
        "portal",
    )
    assert (dispute["reason"], dispute["contested_minor"]) == ("quantity", 100_00)
    assert (notice["amount_minor"], notice["status"]) == (70_00, "to_review")
    summary = (await client.get("/v1/disputes/summary", params={"status": "open"})).json()
    assert summary["totals"] == [{"currency": "EUR", "count": 1, "contested_minor": 100_00}]
    closed = await client.post(
        f"/v1/disputes/{dispute['id']}/close", json={"outcome": "upheld", "note": "Avoir à venir"}
    )
    assert closed.json()["status"] == "upheld"
    rejected = await client.post(f"/v1/payment-notices/{notice['id']}/reject", json={})
    assert rejected.json()["status"] == "rejected"
    assert await debtor.holds() == []
    twice = await client.post(f"/v1/disputes/{dispute['id']}/close", json={"outcome": "rejected"})
    assert twice.json()["code"] == "dispute_closed_already"


async def test_endpoints_do_what_the_pages_do(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer()
    first, second = str(await debtor.owes("FA-1")), str(await debtor.owes("FA-2"))
    api, origin = visitor.http, {"Origin": PUBLIC_URL}
    assert (await api.get("/portal/v1/session")).json()["code"] == "portal_session_over"
    await visitor.opens(await debtor.receives_link())

    ticked = await api.put(
        "/portal/v1/selection", json={"shown": [first, second], "ticked": [first]}, headers=origin
    )
    assert ticked.json()["receivable_ids"] == [first]
    assert ticked.json()["count_text"] == "1 facture cochée"
    assert ticked.json()["sum_text"] == "100,00\u00a0EUR"
    promise = {"kind": "upcoming", "due_on": "2026-12-01", "method": "transfer"}
    saved = await api.post(
        "/portal/v1/drafts", json={"receivable_ids": [first], "reply": promise}, headers=origin
    )
    assert saved.status_code == 201
    draft = saved.json()["id"]
    late = {"receivable_ids": [first], "reply": promise | {"due_on": "2027-02-01"}}
    refused = await api.put(f"/portal/v1/drafts/{draft}", json=late, headers=origin)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "too_far")
    sent = (await api.post("/portal/v1/finish", headers=origin)).json()["items"]
    assert [one["id"] for one in sent] == [draft]
    assert (await api.post("/portal/v1/finish", headers=origin)).json()["items"] == []
    gone = await api.delete(f"/portal/v1/drafts/{draft}", headers=origin)
    assert gone.json()["code"] == "answer_not_found"
    foreign = await api.post("/portal/v1/finish", headers={"Origin": "https://ailleurs.example"})
    assert foreign.json()["code"] == "foreign_origin"

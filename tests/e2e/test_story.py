"""One invoice, from the ledger to the last webhook, over HTTP and on a moving clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time
from email.message import EmailMessage

import httpx
import pytest

from quittance.platform import sealer
from quittance.platform.database import Database
from tests.factories.casts import (
    Cast,
    a_cast,
    confirm,
    got,
    load,
    load_customer,
    morning,
    promises,
    ready,
    ready_action,
    told,
    verified,
)
from tests.plugins.stage import Stage, link_in, text_of

pytestmark = pytest.mark.e2e

DEBTOR = "compta@durand.example"


@pytest.fixture
async def cast(stage: Stage, database: Database) -> AsyncIterator[Cast]:
    async with a_cast(stage, database) as cast:
        yield cast


OVERDUE = {
    "external_id": "F-1",
    "number": "FA-1001",
    "invoiced_on": "2026-10-11",
    "due_on": "2026-11-10",
    "amount_minor": 202_681,
}
COMING = {
    "external_id": "F-2",
    "number": "FA-1002",
    "invoiced_on": "2026-12-01",
    "due_on": "2027-01-31",
    "amount_minor": 50_000,
}


@pytest.mark.req("SID-3", "SID-7", "SID-28", "SAGE-83")
async def test_an_invoice_is_reminded_promised_broken_reminded_again_and_paid(
    stage: Stage, cast: Cast, database: Database
) -> None:
    customer_id = await the_ledger_comes_in(stage, cast)
    message = await the_collector_confirms(stage, cast)
    await the_debtor_promises(stage, cast, link_in(message))
    await the_next_day_leaves_it_out(stage, cast, customer_id)
    await the_promise_is_broken_and_the_next_level_leaves(stage, cast)
    await the_next_load_closes_it(stage, cast)
    await every_fact_was_told_once_and_signed(cast, database)


async def the_ledger_comes_in(stage: Stage, cast: Cast) -> str:
    """The integrator pushes a customer and two invoices: one overdue, one to come."""
    name = "Durand & Fils <SARL>"
    await load_customer(cast.integrator, code="C1", name=name, contacts=[{"email": DEBTOR}])
    results = await load(cast.integrator, OVERDUE, COMING)
    assert [one["outcome"] for one in results] == ["created", "created"]

    action = await ready_action(stage, cast)
    customer_id: str = action["customer"]["id"]
    explained = await got(cast.collector, f"/v1/customers/{customer_id}/explain")
    verdicts = {line["number"]: line["verdict"] for line in explained["receivables"]}
    assert verdicts == {"FA-1001": "due_today", "FA-1002": "later"}
    return customer_id


async def the_collector_confirms(stage: Stage, cast: Cast) -> EmailMessage:
    """The plan shows a first reminder of what is overdue only; confirmed, it leaves."""
    action = await ready_action(stage, cast)
    assert action["label"] == "Relance 1"
    assert action["amount_minor"] == 202_681
    assert [line["number"] for line in action["lines"]] == ["FA-1001"]
    await confirm(cast, action)
    stage.at(date(2026, 11, 23), time(10, 1))
    message = await stage.mail_to(DEBTOR)
    assert message["Subject"] == "Votre compte C1"
    assert "2 026,81" in text_of(message)
    assert "500,00" not in text_of(message)
    return message


async def the_debtor_promises(stage: Stage, cast: Cast, link: str) -> None:
    """Without an account; nothing is told to anybody before "Terminer"."""
    async with httpx.AsyncClient(base_url=stage.url, follow_redirects=True) as debtor:
        page = await debtor.get(link)
        assert page.status_code == 200
        assert "Durand &amp; Fils &lt;SARL&gt;" in page.text
        listed = await got(debtor, "/portal/v1/receivables")
        owed = {line["number"]: line["id"] for line in listed["items"]}
        draft = {
            "receivable_ids": [owed["FA-1001"]],
            "reply": {"kind": "upcoming", "due_on": "2026-11-30", "method": "transfer"},
        }
        kept = await debtor.post("/portal/v1/drafts", json=draft)
        assert kept.status_code == 201, kept.text
        assert await promises(cast) == []
        finished = await debtor.post("/portal/v1/finish")
        assert finished.status_code == 200, finished.text
    assert [one["status"] for one in await promises(cast)] == ["pending"]


async def the_next_day_leaves_it_out(stage: Stage, cast: Cast, customer_id: str) -> None:
    """And says why."""
    await morning(stage, cast, date(2026, 11, 24))
    await told(stage, cast, "promise.made")
    explained = await got(cast.collector, f"/v1/customers/{customer_id}/explain")
    line = next(one for one in explained["receivables"] if one["number"] == "FA-1001")
    assert (line["verdict"], line["code"]) == ("excluded", "promise")
    assert line["reason"].startswith("Une promesse de règlement court encore, jusqu’au")
    assert line["due_on"] > line["until"] > "2026-11-30"
    assert await ready(cast) == []


async def the_promise_is_broken_and_the_next_level_leaves(stage: Stage, cast: Cast) -> None:
    """The day passes and nothing was paid."""
    await morning(stage, cast, date(2026, 12, 7))
    await told(stage, cast, "promise.broken")
    second = await ready_action(stage, cast)
    assert (second["label"], second["level"]) == ("Relance 2", 1)
    await confirm(cast, second)
    stage.at(date(2026, 12, 7), time(10, 1))
    again = await stage.mail_to(DEBTOR, number=2)
    assert "FA-1001" in text_of(again)


async def the_next_load_closes_it(stage: Stage, cast: Cast) -> None:
    """Settled in the ledger, the invoice is never chased again."""
    await morning(stage, cast, date(2026, 12, 10))
    paid = {"balance_minor": 0, "reconciliation_code": "AA", "reconciled_on": "2026-12-09"}
    await load(cast.integrator, OVERDUE | paid)
    await told(stage, cast, "receivable.paid")
    await morning(stage, cast, date(2026, 12, 30))
    assert [one for one in await ready(cast) if one["step_kind"] == "reminder"] == []


async def every_fact_was_told_once_and_signed(cast: Cast, database: Database) -> None:
    """And the trail they come from holds together."""
    types = {verified(cast, one)["type"] for one in cast.partner.received}
    assert {"delivery.sent", "reminder.done", "promise.made", "hold.placed"} <= types
    ids = [one.headers["webhook-id"] for one in cast.partner.received]
    assert len(ids) == len(set(ids))
    async with database.transaction(cast.creditor.id) as session:
        assert await sealer.verify(session, cast.creditor.id) >= len(ids)

""" "Already paid": silence while the money travels, until a person or the ledger answers."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from quittance.payments import queries, service
from quittance.payments.errors import NoticeReviewed, PaidInFuture
from quittance.payments.models import PaymentNotice
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.events import SYSTEM
from quittance.receivables import queries as receivables
from tests.factories.portal import Creditor, Debtor, a_creditor


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


async def announced(debtor: Debtor, *receivables: UUID, paid_on: date) -> PaymentNotice:
    notice = await said(debtor, *receivables, paid_on=paid_on)
    assert notice is not None
    return notice


async def said(debtor: Debtor, *receivables: UUID, paid_on: date) -> PaymentNotice | None:
    creditor = debtor.creditor
    async with creditor.database.transaction(creditor.company_id) as session:
        return await service.announce(
            session,
            creditor.company_id,
            customer_id=debtor.id,
            receivables=receivables,
            paid_on=paid_on,
            method="transfer",
            reference="VIR-8841",
            actor=SYSTEM,
            now=creditor.now(),
        )


async def review(creditor: Creditor, act: Any, notice: PaymentNotice) -> None:
    async with creditor.database.transaction(creditor.company_id) as session:
        await act(session, creditor.company_id, notice.id, actor=SYSTEM, now=creditor.now())


@pytest.mark.parametrize(
    ("days_ago", "silent_for"),
    [(0, 10), (3, 7), (5, 5), (30, 5)],
)
async def test_silence_lasts_ten_days_from_the_payment_and_five_at_least(
    creditor: Creditor, days_ago: int, silent_for: int
) -> None:
    debtor = await creditor.customer()
    today = creditor.today()

    await announced(debtor, await debtor.owes(), paid_on=today - timedelta(days=days_ago))

    [hold] = await debtor.holds()
    assert (hold.kind, hold.last_on) == ("payment_announced", today + timedelta(days=silent_for))


async def test_a_payment_to_come_is_no_notice(creditor: Creditor) -> None:
    debtor = await creditor.customer()

    with pytest.raises(PaidInFuture):
        await announced(debtor, await debtor.owes(), paid_on=creditor.today() + timedelta(days=1))


@pytest.mark.req("SID-35")
async def test_staff_accept_and_silence_stays_or_reject_and_it_ends(creditor: Creditor) -> None:
    debtor = await creditor.customer()
    believed = await announced(debtor, await debtor.owes(), paid_on=creditor.today())
    doubted = await announced(debtor, await debtor.owes(), paid_on=creditor.today())

    await review(creditor, service.accept, believed)
    await review(creditor, service.reject, doubted)

    assert [hold.source_id for hold in await debtor.holds()] == [believed.id]
    with pytest.raises(NoticeReviewed):
        await review(creditor, service.accept, doubted)


async def test_the_ledger_confirms_and_absence_does_not(creditor: Creditor) -> None:
    debtor = await creditor.customer()
    paid, vanished = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    seen = await announced(debtor, paid, paid_on=creditor.today())
    unseen = await announced(debtor, vanished, paid_on=creditor.today())
    await debtor.pays(paid)
    await debtor.ledger_says(vanished, status="closed_absent")

    async with creditor.database.transaction(creditor.company_id) as session:
        count = await service.confirm_paid(
            session, creditor.company_id, [debtor.id], now=creditor.now()
        )
        statuses = [
            (await queries.lock(session, creditor.company_id, notice.id)).status.value
            for notice in (seen, unseen)
        ]

    assert count == 1
    assert statuses == ["confirmed", "to_review"]
    assert [hold.source_id for hold in await debtor.holds()] == [unseen.id]


async def test_staff_read_what_was_announced_page_by_page_and_reject_it(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    client.headers.update(await creditor.api_key("read", "act"))
    debtor = await creditor.customer()
    told = [
        await announced(debtor, await debtor.owes(f"FA-{n}"), paid_on=creditor.today())
        for n in range(3)
    ]
    refused = await client.post(
        f"/v1/payment-notices/{told[2].id}/reject", json={"note": "Rien sur le relevé"}
    )
    assert refused.json()["status"] == "rejected"

    wanted: dict[str, str | int] = {"status": "to_review", "limit": 1}
    first = (await client.get("/v1/payment-notices", params=wanted)).json()
    after = wanted | {"cursor": first["next_cursor"]}
    second = (await client.get("/v1/payment-notices", params=after)).json()

    assert [row["id"] for row in first["items"] + second["items"]] == [
        str(one.id) for one in told[:2]
    ]
    assert second["next_cursor"] is None
    assert first["items"][0]["reference"] == "VIR-8841"


async def test_what_was_paid_since_it_was_read_is_not_announced(creditor: Creditor) -> None:
    """The statement is read first, the lines are locked after: a load may come between."""
    debtor = await creditor.customer()
    invoice = await debtor.owes("FA-1")
    async with creditor.database.transaction(creditor.company_id) as session:
        read = await receivables.open_of_customers(session, creditor.company_id, [debtor.id])
        await debtor.pays(invoice, left_minor=60_00)

        notice = await service.announce(
            session,
            creditor.company_id,
            customer_id=debtor.id,
            receivables=[row.id for row in read],
            paid_on=creditor.today(),
            method="transfer",
            actor=SYSTEM,
            now=creditor.now(),
        )

    assert notice is not None
    assert notice.amount_minor == 60_00


async def test_silence_is_had_once_by_saying_already_paid(creditor: Creditor) -> None:
    debtor = await creditor.customer()
    first, second = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    notice = await announced(debtor, first, paid_on=creditor.today())
    [held] = await debtor.holds()

    creditor.days_later(9)
    assert await said(debtor, first, paid_on=creditor.today()) is None
    beside = await announced(debtor, first, second, paid_on=creditor.today())

    assert beside.amount_minor == 100_00
    assert {hold.source_id: hold.receivable_id for hold in await debtor.holds()} == {
        notice.id: first,
        beside.id: second,
    }
    assert held.last_on == creditor.today() + timedelta(days=1)

    await review(creditor, service.reject, notice)
    assert await said(debtor, first, paid_on=creditor.today()) is not None

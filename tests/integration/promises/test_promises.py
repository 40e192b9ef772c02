"""A word is taken or refused, and silence lasts while it stands."""

from datetime import date, timedelta

import pytest

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.settings import Settings
from quittance.promises import settling
from quittance.promises.errors import (
    PromiseExceedsDebt,
    PromiseInPast,
    PromiseSettled,
    PromiseTooFar,
    TooManyPromises,
)
from quittance.promises.models import Promise
from quittance.receivables.errors import ReceivableClosed, ReceivablesMixed
from tests.factories.portal import Creditor, a_creditor
from tests.factories.promises import CLAIRE, judged, promised

FRIDAY = date(2026, 11, 27)


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


async def test_less_than_the_whole_covers_the_oldest_debts(creditor: Creditor) -> None:
    debtor = await creditor.customer()
    younger = await debtor.owes("FA-2", days_late=2)
    older = await debtor.owes("FA-1", days_late=30)
    youngest = await debtor.owes("FA-3", days_late=1)

    await promised(
        debtor, {youngest: None, younger: None, older: None}, FRIDAY, amount_minor=150_00
    )

    assert {hold.receivable_id for hold in await debtor.holds()} == {older, younger}


async def test_what_cannot_be_promised_is_refused_and_leaves_no_trace(
    creditor: Creditor,
) -> None:
    debtor, other = await creditor.customer(), await creditor.customer()
    invoice, theirs = await debtor.owes(), await other.owes()
    closed = await debtor.owes()
    await debtor.pays(closed)

    with pytest.raises(PromiseExceedsDebt):
        await promised(debtor, {invoice: 100_01}, FRIDAY)
    with pytest.raises(PromiseExceedsDebt):
        await promised(debtor, {invoice: None}, FRIDAY, amount_minor=100_01)
    with pytest.raises(PromiseInPast):
        await promised(debtor, {invoice: None}, creditor.today() - timedelta(days=1))
    with pytest.raises(ReceivablesMixed):
        await promised(debtor, {invoice: None, theirs: None}, FRIDAY)
    with pytest.raises(ReceivableClosed):
        await promised(debtor, {closed: None}, FRIDAY)

    assert await creditor.count(Promise) == 0
    assert await debtor.holds() == []


@pytest.mark.req("SID-30")
async def test_debtors_promise_two_months_ahead_and_collectors_as_they_see_fit(
    creditor: Creditor,
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()

    with pytest.raises(PromiseTooFar):
        await promised(debtor, {invoice: None}, date(2027, 1, 24), source="portal")
    await promised(debtor, {invoice: None}, date(2027, 1, 23), source="portal")
    await promised(debtor, {invoice: None}, date(2027, 6, 30))


async def test_a_third_promise_without_a_collector_is_refused(creditor: Creditor) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    for day in (1, 8):
        await promised(debtor, {invoice: 50_00}, date(2026, 12, day), source="portal")

    with pytest.raises(TooManyPromises):
        await promised(debtor, {invoice: 1_00}, date(2026, 12, 15), source="portal")
    await promised(debtor, {invoice: 1_00}, date(2026, 12, 15))


async def test_a_cancelled_promise_holds_nothing_and_a_judged_one_stays(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    first = await promised(debtor, {await debtor.owes(): None}, FRIDAY)
    second = await promised(debtor, {await debtor.owes(): None}, FRIDAY)

    async with creditor.database.transaction(creditor.company_id) as session:
        await settling.cancel(
            session, creditor.company_id, first.id, actor=CLAIRE, now=creditor.now()
        )
    assert len(await debtor.holds()) == 1

    creditor.days_later(9)
    assert await judged(creditor, settings, first) == "cancelled"
    assert await judged(creditor, settings, second) == "broken"
    with pytest.raises(PromiseSettled):
        async with creditor.database.transaction(creditor.company_id) as session:
            await settling.cancel(
                session, creditor.company_id, second.id, actor=CLAIRE, now=creditor.now()
            )

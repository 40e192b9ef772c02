"""A word is taken, silence lasts until its day and grace, the ledger then judges it."""

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
from tests.factories.promises import CLAIRE, judged, ledger_read, promised, status_of

FRIDAY = date(2026, 11, 27)


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


async def test_a_kept_promise_is_told_and_its_silence_ends(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: None}, FRIDAY)
    assert [(hold.kind, hold.last_on) for hold in await debtor.holds()] == [
        ("promise", date(2026, 11, 30))
    ]

    creditor.days_later(4)
    await debtor.pays(invoice)
    await ledger_read(debtor)

    assert await status_of(creditor, promise) == "kept"
    assert await debtor.holds() == []
    kept = (await creditor.events("promise."))[-1]
    assert (kept.type, kept.payload["received_minor"]) == ("promise.kept", 100_00)
    creditor.days_later(10)
    assert await judged(creditor, settings, promise) == "kept"


async def test_a_promise_is_judged_the_day_after_its_grace_and_not_before(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    promise = await promised(debtor, {await debtor.owes(): None}, FRIDAY)

    creditor.days_later(7.5)  # Monday 30 November, the last day of grace
    assert await judged(creditor, settings, promise) == "pending"

    creditor.days_later(0.2)  # past midnight in Paris
    assert await judged(creditor, settings, promise) == "broken"
    assert await debtor.holds() == []
    assert (await creditor.events("promise."))[-1].type == "promise.broken"


async def test_half_the_money_keeps_half_the_word(creditor: Creditor, settings: Settings) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: None}, FRIDAY)

    await debtor.pays(invoice, left_minor=60_00)
    creditor.days_later(9)

    assert await judged(creditor, settings, promise) == "partially_kept"
    assert (await creditor.events("promise."))[-1].payload["received_minor"] == 40_00


async def test_instalments_are_kept_one_after_the_other(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    first = await promised(debtor, {invoice: 50_00}, FRIDAY)
    second = await promised(debtor, {invoice: 50_00}, FRIDAY + timedelta(days=14))

    await debtor.pays(invoice, left_minor=50_00)
    await ledger_read(debtor)

    assert await status_of(creditor, first) == "kept"
    assert await status_of(creditor, second) == "pending"
    creditor.days_later(30)
    assert await judged(creditor, settings, second) == "broken"


async def test_a_later_word_after_a_broken_one_stands_on_its_own(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    broken = await promised(debtor, {invoice: None}, FRIDAY)
    again = await promised(debtor, {invoice: None}, FRIDAY + timedelta(days=14))
    creditor.days_later(9)
    assert await judged(creditor, settings, broken) == "broken"

    await debtor.pays(invoice)
    await ledger_read(debtor)

    assert await status_of(creditor, again) == "kept"
    assert await status_of(creditor, broken) == "broken"


async def test_a_payment_booked_late_redeems_a_broken_promise(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: None}, FRIDAY)
    creditor.days_later(9)
    assert await judged(creditor, settings, promise) == "broken"

    await debtor.pays(invoice, on=FRIDAY)
    await ledger_read(debtor)

    assert await status_of(creditor, promise) == "kept"


async def test_a_kept_instalment_stays_kept_when_the_rest_comes_later(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: 40_00}, FRIDAY)
    await debtor.pays(invoice, left_minor=60_00)
    await ledger_read(debtor)

    for days in (1, 20):  # before its day and long after, another of their invoices is paid
        creditor.days_later(days)
        await ledger_read(debtor)
        assert await status_of(creditor, promise) == "kept"
    await debtor.pays(invoice)  # the whole is lettered that day
    await ledger_read(debtor)

    assert await status_of(creditor, promise) == "kept"


async def test_half_a_payment_taken_back_leaves_half_a_word(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: None}, FRIDAY)
    await debtor.pays(invoice)
    await ledger_read(debtor)
    creditor.days_later(9)

    await debtor.ledger_says(invoice, balance_minor=60_00, status="open", reconciled_on=None)
    await ledger_read(debtor)

    assert await status_of(creditor, promise) == "partially_kept"


async def test_a_half_kept_word_stays_half_kept_however_often_it_is_judged(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: None}, FRIDAY)
    await debtor.pays(invoice, left_minor=60_00)
    creditor.days_later(9)
    assert await judged(creditor, settings, promise) == "partially_kept"

    await debtor.pays(invoice)
    await ledger_read(debtor)
    await ledger_read(debtor)

    assert await status_of(creditor, promise) == "partially_kept"


async def test_a_creditor_who_moves_west_still_has_the_promise_judged(
    creditor: Creditor, settings: Settings
) -> None:
    await creditor.set(time_zone="Pacific/Noumea")
    debtor = await creditor.customer()
    promise = await promised(debtor, {await debtor.owes(): None}, FRIDAY)
    await creditor.set(time_zone="Pacific/Tahiti")

    creditor.days_later(7.3)  # 1 December in Nouméa, 30 November in Papeete
    assert await judged(creditor, settings, promise) == "pending"

    creditor.days_later(1)
    assert await judged(creditor, settings, promise) == "broken"


async def test_a_reversed_payment_makes_the_debtor_keep_their_word_again(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: None}, FRIDAY)
    await debtor.pays(invoice)
    await ledger_read(debtor)
    assert await debtor.holds() == []

    await debtor.ledger_says(invoice, balance_minor=100_00, status="open", reconciled_on=None)
    await ledger_read(debtor)

    assert await status_of(creditor, promise) == "pending"
    assert [hold.kind for hold in await debtor.holds()] == ["promise"]
    creditor.days_later(9)
    assert await judged(creditor, settings, promise) == "broken"


async def test_absence_from_the_ledger_keeps_no_promise_and_breaks_none(
    creditor: Creditor, settings: Settings
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    promise = await promised(debtor, {invoice: None}, FRIDAY)

    await debtor.ledger_says(invoice, status="closed_absent")
    creditor.days_later(9)

    assert await judged(creditor, settings, promise) == "cancelled"
    assert await debtor.holds() == []


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

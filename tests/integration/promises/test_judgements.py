"""The day and its grace are over, or the ledger has moved: it judges the word."""

from datetime import date, timedelta

import pytest

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.settings import Settings
from tests.factories.portal import Creditor, a_creditor
from tests.factories.promises import judged, ledger_read, promised, status_of

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


async def test_a_kept_instalment_stays_kept_when_the_rest_comes_later(creditor: Creditor) -> None:
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


async def test_half_a_payment_taken_back_leaves_half_a_word(creditor: Creditor) -> None:
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

"""Whatever a ledger lists, and however often it comes, it is the same ledger afterwards."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quittance.connectors.ingest import Loaded, Order, ingest
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.records import Ledger, ReceivableRecord
from quittance.platform.events import SYSTEM
from quittance.platform.ids import new_id
from quittance.receivables.models import Receivable
from tests.factories.companies import a_creditor

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

cents = st.integers(-(10**6), 10**6).filter(bool).map(lambda minor: Decimal(minor).scaleb(-2))
days = st.dates(date(2026, 9, 1), date(2026, 9, 5))


@st.composite
def records(draw):
    """Lines that like to be alike: few customers, few numbers, few days, some without an id."""
    amount = draw(st.sampled_from([Decimal("100.00"), Decimal("-40.00")]) | cents)
    return {
        "external_id": draw(st.none() | st.sampled_from(["A", "B", "C", "D", "É"])),
        "customer_code": draw(st.sampled_from(["ROUX", "<SARL>", "=1+1"])),
        "kind": "invoice" if amount > 0 else "payment",
        "number": draw(st.sampled_from(["", "FA-1", "FA-2"])),
        "label": "",
        "entry_on": draw(days),
        "invoiced_on": draw(days),
        "due_on": draw(st.none() | days),
        "amount": amount,
        "balance": draw(st.sampled_from([amount, Decimal(0)])),
        "currency": "EUR",
        "reconciliation_code": draw(st.none() | st.sampled_from(["AA", "AB"])),
        "level": draw(st.none() | st.integers(0, 9)),
    }


async def load(database, company_id, lines, *, is_full):
    loaded = Loaded()
    ledger = Ledger(
        (),
        (),
        [ReceivableRecord(line=n, **one) for n, one in enumerate(lines)],
        Problems(),
        full=is_full,
    )
    async with database.transaction(company_id) as session:
        order = Order(new_id(), is_full=is_full, holds_back=False, actor=SYSTEM, now=NOW)
        await ingest(session, company_id, ledger, order, loaded)
    return loaded


async def rows_of(database, company_id):
    async with database.transaction(company_id) as session:
        rows = await session.scalars(select(Receivable).order_by(Receivable.id))
        return [
            {c.name: getattr(row, c.name) for c in Receivable.__table__.columns} for row in rows
        ]


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(lines=st.lists(records(), min_size=1, max_size=12), is_full=st.booleans())
async def test_a_list_that_comes_twice_changes_nothing(database, lines, is_full):
    creditor = await a_creditor(database, now=NOW)
    first = await load(database, creditor.id, lines, is_full=is_full)
    before = await rows_of(database, creditor.id)

    second = await load(database, creditor.id, lines, is_full=is_full)

    assert await rows_of(database, creditor.id) == before
    assert second.counts["unchanged"] == first.counts["created"] == len(before)
    assert (second.counts["created"], second.counts["updated"], second.counts["closed"]) == (
        0,
        0,
        0,
    )

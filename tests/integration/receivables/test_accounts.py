"""One customer's account: its lines, what silences them, what collectors change."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from quittance.accounts.models import Role
from quittance.domain.holds import Hold, HoldKind
from quittance.platform.events import EventRow
from quittance.platform.ids import new_id
from quittance.receivables import holds, levels
from quittance.receivables.models import LevelChange, ReceivableStatus
from tests.factories.callers import join, log_in
from tests.factories.companies import a_creditor
from tests.factories.customers import a_customer
from tests.factories.receivables import a_receivable

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
async def creditor(database):
    return await a_creditor(database, now=NOW)


@pytest.fixture
async def roux(database, creditor):
    async with database.transaction(creditor.id) as session:
        return await a_customer(session, creditor, now=NOW, code="ROUX")


@pytest.fixture
async def account(database, creditor, roux):
    """Two invoices, the older one reminded once, a credit, and one invoice paid."""
    now = NOW
    async with database.transaction(creditor.id) as session:
        old = await a_receivable(
            session, roux, now=now, number="FA-1", due_on=date(2026, 10, 4), amount_minor=100_00
        )
        new = await a_receivable(session, roux, now=now, number="FA-2", due_on=date(2026, 12, 1))
        await a_receivable(
            session, roux, now=now, number="AV-1", due_on=date(2026, 11, 2), amount_minor=-30_00
        )
        await a_receivable(
            session,
            roux,
            now=now,
            number="FA-0",
            due_on=date(2026, 9, 1),
            balance_minor=0,
            status=ReceivableStatus.CLOSED,
            reconciled_on=date(2026, 9, 20),
        )
        await levels.reach(
            session,
            creditor.id,
            {old.id: levels.Rise(1, new_id())},
            reached_on=date(2026, 11, 3),
            now=now,
        )
    return old, new


async def events_of(database, creditor, type):
    async with database.transaction(creditor.id) as session:
        return list(await session.scalars(select(EventRow).where(EventRow.type == type)))


@pytest.mark.req("SAGE-39")
async def test_the_account_lists_open_lines_with_days_late_reminders_and_what_to_chase(
    client, creditor, roux, account
):
    await log_in(client, creditor)
    lines = (await client.get(f"/v1/customers/{roux.id}/receivables")).json()["items"]
    assert [
        (one["number"], one["days_late"], one["reminders"], one["level"], one["chaseable_minor"])
        for one in lines
    ] == [
        ("FA-1", 50, 1, 1, 70_00),  # the credit goes to what is due longest
        ("AV-1", 0, 0, 0, 0),
        ("FA-2", 0, 0, 0, 120_00),
    ]


@pytest.mark.req("SAGE-116")
async def test_the_summary_counts_the_whole_filter_not_the_page(client, creditor, roux, account):
    await log_in(client, creditor)
    path = f"/v1/customers/{roux.id}/receivables/summary"
    assert (await client.get(path)).json() == {
        "lines": 3,
        "totals": [
            {
                "currency": "EUR",
                "lines": 3,
                "debit_minor": 220_00,
                "credit_minor": -30_00,
                "balance_minor": 190_00,
                "overdue_minor": 70_00,
            }
        ],
    }
    closed = (await client.get(path, params={"state": "closed"})).json()
    assert (closed["lines"], closed["totals"][0]["balance_minor"]) == (1, 0)
    assert (await client.get(path, params={"state": "all"})).json()["lines"] == 4


async def test_the_account_comes_in_pages_that_follow_each_other(client, creditor, roux, account):
    await log_in(client, creditor)
    for state, numbers in (
        ("open", ["FA-1", "AV-1", "FA-2"]),
        ("all", ["FA-0", "FA-1", "AV-1", "FA-2"]),
    ):
        seen, cursor = [], None
        while True:
            params = {"state": state, "limit": 1} | ({"cursor": cursor} if cursor else {})
            answer = await client.get(f"/v1/customers/{roux.id}/receivables", params=params)
            seen += [one["number"] for one in answer.json()["items"]]
            cursor = answer.json()["next_cursor"]
            if cursor is None:
                break
        assert seen == numbers


@pytest.mark.req("SAGE-42")
async def test_a_level_moved_by_hand_is_kept_in_the_log_and_told(
    client, database, creditor, account
):
    await log_in(client, creditor)
    old, _ = account
    answer = await client.patch(f"/v1/receivables/{old.id}", json={"level": 3})
    assert (answer.json()["level"], answer.json()["reminders"]) == (3, 1)
    async with database.transaction(creditor.id) as session:
        changes = list(await session.scalars(select(LevelChange).order_by(LevelChange.id)))
    assert [(c.from_level, c.to_level, c.reason.value) for c in changes] == [
        (0, 1, "sent"),
        (1, 3, "manual"),
    ]
    assert changes[1].changed_by == creditor.admin.id
    (fact,) = await events_of(database, creditor, "receivable.level_changed")
    assert (fact.payload["from_level"], fact.payload["to_level"]) == (1, 3)


@pytest.mark.req("SAGE-44")
async def test_a_forecast_moves_neither_due_day_nor_level(client, creditor, account):
    await log_in(client, creditor)
    old, _ = account
    answer = await client.patch(
        f"/v1/receivables/{old.id}", json={"forecast_on": "2027-01-15", "note": "A promis <b>"}
    )
    line = answer.json()
    assert (line["forecast_on"], line["note"]) == ("2027-01-15", "A promis <b>")
    assert (line["due_on"], line["level"], line["days_late"]) == ("2026-10-04", 1, 50)
    cleared = await client.patch(f"/v1/receivables/{old.id}", json={"forecast_on": None})
    assert (cleared.json()["forecast_on"], cleared.json()["note"]) == (None, "A promis <b>")


@pytest.mark.req("SAGE-30", "SAGE-40")
async def test_a_stop_silences_a_line_or_the_customer_until_it_is_lifted(
    client, creditor, roux, account
):
    await log_in(client, creditor)
    old, _ = account
    path = f"/v1/customers/{roux.id}/holds"
    on_line = await client.post(
        path, json={"kind": "stop", "receivable_id": str(old.id), "reason": "Avoir attendu"}
    )
    assert on_line.status_code == 201
    on_customer = await client.post(path, json={"kind": "stop", "reason": "Négociation"})
    again = await client.post(path, json={"kind": "stop", "reason": "Négociation"})
    assert again.json()["id"] == on_customer.json()["id"]
    assert len((await client.get(path)).json()["items"]) == 2

    lines = (await client.get(f"/v1/customers/{roux.id}/receivables")).json()["items"]
    assert [one["flags"] for one in lines] == [["stop"]] * 3
    assert [len(one["holds"]) for one in lines] == [1, 0, 0]

    for hold in (on_line, on_customer):
        assert (await client.delete(f"/v1/holds/{hold.json()['id']}")).status_code == 204
    assert (await client.get(path)).json()["items"] == []
    assert (await client.delete(f"/v1/holds/{on_line.json()['id']}")).status_code == 404


async def test_who_may_lift_a_hold_depends_on_its_kind(client, database, creditor, roux, account):
    async with database.transaction(creditor.id) as session:
        frozen = await holds.place(
            session, creditor.id, roux.id, Hold(HoldKind.INSOLVENCY, TODAY), now=NOW
        )
    await log_in(client, creditor)
    stopped = await client.post(f"/v1/customers/{roux.id}/holds", json={"reason": "Direction"})
    refused = await client.delete(f"/v1/holds/{frozen.id}")
    assert (refused.status_code, refused.json()["code"]) == (403, "hold_not_yours")

    collector = await join(database, creditor, Role.COLLECTOR, now=NOW)
    await log_in(client, creditor, collector)
    theirs = await client.delete(f"/v1/holds/{stopped.json()['id']}")
    assert theirs.status_code == 403
    own = await client.post(
        f"/v1/customers/{roux.id}/holds",
        json={"receivable_id": str(account[0].id), "reason": "Erreur de ma part"},
    )
    assert (await client.delete(f"/v1/holds/{own.json()['id']}")).status_code == 204


async def test_a_hold_that_is_over_is_no_reason_any_more(client, database, creditor, roux, account):
    """Nobody lifts what ends by itself; the screen would show a silence of last month."""
    old, new = account
    async with database.transaction(creditor.id) as session:
        for line, last_on in ((old, date(2026, 11, 22)), (new, TODAY)):
            hold = Hold(
                HoldKind.PAYMENT_ANNOUNCED, date(2026, 11, 12), last_on, receivable_id=line.id
            )
            await holds.place(session, creditor.id, roux.id, hold, now=NOW)
    await log_in(client, creditor)

    lines = (await client.get(f"/v1/customers/{roux.id}/receivables")).json()["items"]
    assert {one["number"]: (len(one["holds"]), one["flags"]) for one in lines} == {
        "FA-1": (0, []),
        "AV-1": (0, []),
        "FA-2": (1, ["payment_announced"]),
    }
    [standing] = (await client.get(f"/v1/customers/{roux.id}/holds")).json()["items"]
    assert standing["receivable_id"] == str(new.id)


async def test_a_stop_names_a_receivable_of_the_customer_and_no_last_day(
    client, database, creditor, roux, account
):
    async with database.transaction(creditor.id) as session:
        other = await a_customer(session, creditor, now=NOW, email=None)
    await log_in(client, creditor)
    path = f"/v1/customers/{other.id}/holds"
    foreign = await client.post(path, json={"receivable_id": str(account[0].id), "reason": "x"})
    ended = await client.post(path, json={"last_on": "2027-01-01", "reason": "x"})
    assert (foreign.status_code, foreign.json()["code"]) == (422, "hold_of_another_customer")
    assert (ended.status_code, ended.json()["code"]) == (422, "hold_endless")


async def test_a_settled_line_keeps_its_level(client, database, creditor, roux, account):
    await log_in(client, creditor)
    lines = await client.get(f"/v1/customers/{roux.id}/receivables", params={"state": "closed"})
    (settled,) = lines.json()["items"]
    answer = await client.patch(f"/v1/receivables/{settled['id']}", json={"level": 2})
    assert (answer.status_code, answer.json()["code"]) == (409, "receivable_closed")

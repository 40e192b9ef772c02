"""Files handed in over HTTP: followed, reviewed, their problems taken home."""

import csv
import io

import pytest

from quittance.connectors.jobs import run_import
from quittance.platform import due_work
from tests.factories.callers import api_key, log_in
from tests.factories.ledgers import many, open_items


async def hand_in(client, path, key="une-cle-assez-longue", **asked):
    return await client.post(
        "/v1/imports",
        files={"file": (path.name, path.read_bytes())},
        data=asked,
        headers={"Idempotency-Key": key},
    )


@pytest.fixture
async def at_work(client, ledgers, app):
    """Somebody is logged in, and a worker reads from the same store as the API."""
    app.state.storage = ledgers.job.storage
    await log_in(client, ledgers.creditor)

    async def work(import_id):
        await run_import(ledgers.job, ledgers.creditor.id, import_id)
        return (await client.get(f"/v1/imports/{import_id}")).json()

    return work


@pytest.mark.req("SAGE-8", "SAGE-108")
async def test_a_file_is_handed_in_then_read_by_the_worker(client, ledgers, at_work, tmp_path):
    path = open_items(tmp_path, *many(25))
    answer = await hand_in(client, path)
    assert (answer.status_code, answer.json()["status"]) == (202, "received")

    run = await at_work(answer.json()["id"])
    assert (run["status"], run["format"], run["counts"]["created"]) == ("applied", "csv", 25)
    assert run["sums"] == [
        {
            "currency": "EUR",
            "lines": 25,
            "debit_minor": 2_500_00,
            "credit_minor": 0,
            "balance_minor": 2_500_00,
        }
    ]
    assert run["created_by_name"] == "Claire Vasseur"
    again = await at_work(answer.json()["id"])  # a ring that came twice
    assert again == run


async def test_the_same_key_hands_in_once(client, at_work, tmp_path):
    path = open_items(tmp_path, *many(2))
    first, twin = await hand_in(client, path), await hand_in(client, path)
    other = await hand_in(client, open_items(tmp_path, *many(3)))
    assert first.json()["id"] == twin.json()["id"]
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_mismatch")
    assert len((await client.get("/v1/imports")).json()["items"]) == 1


async def test_a_load_held_back_is_applied_or_rejected_by_a_person(
    client, ledgers, at_work, tmp_path
):
    rows = many(30)
    await ledgers.load(open_items(tmp_path, *rows))
    held = []
    for n in range(2):
        file = open_items(tmp_path, *rows[5 + n :])
        handed = await hand_in(client, file, key=f"cle-numero-{n}", mode="full")
        held.append(await at_work(handed.json()["id"]))
    assert [run["status"] for run in held] == ["needs_review"] * 2

    job = ledgers.job
    program = await api_key(job.database, ledgers.creditor, "read", "load", now=job.now())
    path = f"/v1/imports/{held[0]['id']}"
    alone = await client.post(f"{path}/apply", headers=program)
    assert (alone.status_code, alone.json()["code"]) == (403, "reviewer_required")

    assert (await client.post(f"{path}/apply")).status_code == 202
    run = await at_work(held[0]["id"])
    assert (run["status"], run["counts"]["closed_absent"]) == ("applied", 5)

    other = f"/v1/imports/{held[1]['id']}"
    rejected = await client.post(f"{other}/reject")
    assert rejected.json()["status"] == "rejected"
    twice = await client.post(f"{other}/apply")
    assert (twice.status_code, twice.json()["code"]) == (409, "import_not_waiting")


async def test_an_old_file_cannot_be_applied_over_a_newer_one(client, ledgers, at_work, tmp_path):
    rows = many(30)
    await ledgers.load(open_items(tmp_path, *rows))
    handed = await hand_in(client, open_items(tmp_path, *rows[5:]), mode="full")
    held = await at_work(handed.json()["id"])
    ledgers.tomorrow()
    await log_in(client, ledgers.creditor)
    await ledgers.load(open_items(tmp_path, *rows), mode="full")

    late = await client.post(f"/v1/imports/{held['id']}/apply")
    assert (late.status_code, late.json()["code"]) == (409, "import_superseded")


@pytest.mark.req("SAGE-108")
async def test_refused_rows_are_listed_and_taken_home_as_a_harmless_spreadsheet(
    client, at_work, tmp_path
):
    rows = [*many(2), ("X", "C9", "FA-X", "=1+1"), ("Y", "C9", "FA-Y", "@SUM(A1)")]
    run = await at_work((await hand_in(client, open_items(tmp_path, *rows))).json()["id"])
    assert run["counts"]["refused"] == 2

    path = f"/v1/imports/{run['id']}/problems"
    first = (await client.get(path, params={"limit": 1})).json()
    rest = (await client.get(path, params={"cursor": first["next_cursor"]})).json()
    assert [(p["line"], p["code"]) for p in first["items"] + rest["items"]] == [
        (4, "amount_unreadable"),
        (5, "amount_unreadable"),
    ]
    sheet = await client.get(path, params={"format": "csv"})
    assert sheet.headers["content-type"].startswith("text/csv")
    table = list(csv.reader(io.StringIO(sheet.text.lstrip("\ufeff")), delimiter=";"))
    assert [row[0] for row in table] == ["ligne", "4", "5"]
    assert not any(cell.startswith(("=", "+", "@")) for row in table for cell in row)


async def test_a_load_waits_while_another_one_is_under_way(client, ledgers, at_work, tmp_path):
    from quittance.connectors.service import RUN_IMPORT, turn_of
    from quittance.platform import staging

    handed = (await hand_in(client, open_items(tmp_path, *many(3)))).json()
    async with ledgers.job.transaction(ledgers.creditor.id) as busy:
        await staging.serialise(busy, turn_of(ledgers.creditor.id), wait=True)
        waiting = await at_work(handed["id"])
    assert waiting["status"] == "running"
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        ripe = await due_work.ripe(session, [RUN_IMPORT], now=ledgers.job.now(), limit=1_000)
        assert ledgers.creditor.id not in {due.company_id for due in ripe}
    ledgers.tomorrow()
    await log_in(client, ledgers.creditor)
    assert (await at_work(handed["id"]))["status"] == "applied"


async def test_an_empty_file_is_refused_at_the_door(client, at_work, tmp_path):
    path = tmp_path / "vide.csv"
    path.write_text("")
    answer = await hand_in(client, path)
    assert (answer.status_code, answer.json()["code"]) == (422, "file_empty")

"""A file is looked at, its columns are named, it is tried, then loaded: once handed in."""

import csv
import io
import json
from datetime import date

import pytest
from sqlalchemy import select

from quittance.accounts.models import Role
from quittance.connectors.models import RunStatus, SyncRun
from tests.factories.callers import api_key, join, log_in
from tests.factories.files import workbook
from tests.factories.ledgers import HEADER

STRANGE = "CT_Num;CT_Intitule;EC_Piece;EC_Date;EC_Echeance;EC_Montant"
ROW = "C00412;Transports Guérin;FA-26-0521;20/08/2026;04/10/2026;12330,25"
COLUMNS = {
    "customer_code": "CT_Num",
    "customer_name": "CT_Intitule",
    "number": "EC_Piece",
    "invoiced_on": "EC_Date",
    "due_on": "EC_Echeance",
    "amount": "EC_Montant",
}


@pytest.fixture
async def prepared(client, ledgers, app):
    """Hands a file in without loading it; its id."""
    app.state.storage = ledgers.job.storage
    await log_in(client, ledgers.creditor)
    count = 0

    async def hand_in(content, name="fichier.csv"):
        nonlocal count
        count += 1
        answer = await client.post(
            "/v1/imports",
            files={"file": (name, content)},
            data={"prepare": "true"},
            headers={"Idempotency-Key": f"un-fichier-{count}"},
        )
        assert (answer.status_code, answer.json()["status"]) == (202, "draft"), answer.text
        return answer.json()["id"]

    return hand_in


@pytest.fixture
def run(client, ledgers):
    """Asks for the prepared file to be loaded, lets the worker do it; the import afterwards."""
    from quittance.connectors.jobs import run_import

    count = 0

    async def started(id, **asked):
        nonlocal count
        count += 1
        headers = {"Idempotency-Key": f"une-demande-{count}"}
        answer = await client.post(f"/v1/imports/{id}/run", json=asked, headers=headers)
        assert answer.status_code == 202, answer.text
        await run_import(ledgers.job, ledgers.creditor.id, id)
        return (await client.get(f"/v1/imports/{id}")).json()

    return started


def text(*lines):
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252")


async def look(client, id, **asked):
    answer = await client.post(f"/v1/imports/{id}/preview", json=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.req("SAGE-108")
async def test_a_workbook_is_looked_at_tried_and_loaded(client, ledgers, prepared, run):
    rows = [
        [f"L{n}", f"C{n}", "Éts Noël", f"FA-{n}", date(2026, 9, 15), date(2026, 10, 15), 100.5]
        for n in range(30)
    ]
    names = [*HEADER.split(";")[:6], "Montant"]
    id = await prepared(workbook(names, *rows).getvalue(), "encours.xlsx")

    seen = await look(client, id)
    assert (seen["format"], seen["kind"], seen["missing"]) == ("xlsx", "receivables", [])
    assert len(seen["rows"]) == 20
    assert seen["rows"][0]["values"] | {"amount": "100.50"} == seen["rows"][0]["values"]
    assert seen["rows"][0]["values"]["due_on"] == "2026-10-15"

    tried = await run(id, dry_run=True)
    assert (tried["status"], tried["counts"]["created"]) == ("dry_run", 30)
    assert await ledgers.lines() == {}
    done = await run(id)
    assert (done["status"], done["counts"]["created"], done["percent"]) == ("applied", 30, 100)
    assert len(await ledgers.lines()) == 30


@pytest.mark.req("SAGE-108")
async def test_columns_nobody_knows_are_named_by_a_person_and_remembered(
    client, ledgers, prepared, run
):
    id = await prepared(text(STRANGE, ROW))
    first = await look(client, id)
    assert [column["header"] for column in first["columns"]] == STRANGE.split(";")
    assert first["columns"][0]["sample"] == "C00412"
    assert "client" in first["missing"]

    seen = await look(client, id, kind="receivables", columns=COLUMNS)
    assert (seen["missing"], seen["mapping"]) == ([], None)
    assert seen["rows"][0]["values"]["amount"] == "12330.25"
    done = await run(id, kind="receivables", columns=COLUMNS, remember_as="Sage 100")
    assert (done["status"], done["counts"]["created"]) == ("applied", 1)
    assert (await ledgers.customers())["C00412"].name == "Transports Guérin"

    second = await prepared(text(STRANGE, ROW.replace("0521", "0522")))
    again = await look(client, second)
    assert (again["mapping"]["name"], again["missing"]) == ("Sage 100", [])
    assert (await run(second))["counts"]["created"] == 1  # and so reads what nobody looks at

    (known,) = (await client.get("/v1/column-mappings")).json()["items"]
    gone = await client.delete(f"/v1/column-mappings/{known['id']}")
    assert gone.status_code == 204
    assert (await look(client, second))["mapping"] is None


async def test_a_mapping_of_another_company_is_not_proposed(
    client, ledgers, another, prepared, run
):
    id = await prepared(text(STRANGE, ROW))
    await run(id, kind="receivables", columns=COLUMNS, remember_as="Sage 100")
    other = await another()
    await log_in(client, other.creditor)
    theirs = await prepared(text(STRANGE, ROW))
    assert (await look(client, theirs))["mapping"] is None
    stolen = await client.post(f"/v1/imports/{id}/preview", json={})
    assert (stolen.status_code, stolen.json()["code"]) == (404, "import_not_found")


async def test_a_column_that_is_not_in_the_file_is_refused(client, prepared):
    id = await prepared(text(STRANGE, ROW))
    answer = await client.post(
        f"/v1/imports/{id}/run",
        json={"kind": "receivables", "columns": COLUMNS | {"label": "EC_Intitule"}},
        headers={"Idempotency-Key": "une-colonne-absente"},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "column_mapping_refused")


async def test_a_file_under_way_or_applied_is_not_started_twice(client, prepared, run):
    id = await prepared(text(STRANGE, ROW))
    body = {"kind": "receivables", "columns": COLUMNS}
    path, key = f"/v1/imports/{id}/run", {"Idempotency-Key": "deux-clics-de-suite"}
    first = await client.post(path, json=body, headers=key)
    twin = await client.post(path, json=body, headers=key)
    assert (first.status_code, twin.json()) == (202, first.json())
    other = await client.post(path, json=body, headers={"Idempotency-Key": "un-autre-clic"})
    assert (other.status_code, other.json()["code"]) == (409, "import_not_ready")


async def test_who_may_not_load_neither_looks_nor_runs(client, ledgers, database, prepared):
    id = await prepared(text(STRANGE, ROW))
    now = ledgers.job.now()
    reader = await join(database, ledgers.creditor, Role.AUDITOR, now=now)
    await log_in(client, ledgers.creditor, reader)
    for path, body in (("preview", {}), ("run", {}), ("rollback", None)):
        headers = {"Idempotency-Key": "sans-en-avoir-le-droit"}
        answer = await client.post(f"/v1/imports/{id}/{path}", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert (await client.get(f"/v1/imports/{id}/refused")).status_code == 403
    assert (await client.get(f"/v1/imports/{id}/progress")).status_code == 200


async def test_rows_pushed_by_a_program_have_no_file(client, ledgers, database, prepared):
    now = ledgers.job.now()
    program = await api_key(database, ledgers.creditor, "read", "load", now=now)
    row = {
        "external_id": "E-1",
        "customer_code": "ROUX",
        "invoiced_on": "2026-10-01",
        "amount_minor": 100,
    }
    await client.post("/v1/receivables/batch", json={"receivables": [row]}, headers=program)
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        pushed = await session.scalar(select(SyncRun).where(SyncRun.format == "rest"))
    answer = await client.post(f"/v1/imports/{pushed.id}/preview", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "import_without_file")


def told(answer):
    """The events of a stream: ids and imports."""
    blocks = [block for block in answer.text.split("\n\n") if block.startswith("event: import")]
    fields = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [(one["id"], json.loads(one["data"])) for one in fields]


async def test_progress_is_told_once_and_gone_on_with_from_where_a_reader_was(
    client, ledgers, prepared, run
):
    id = await prepared(text(HEADER, *open_rows(3)))
    path = f"/v1/imports/{id}/progress"
    await client.post(
        f"/v1/imports/{id}/run", json={}, headers={"Idempotency-Key": "suivre-un-import"}
    )
    answer = await client.get(path)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in answer.headers
    ((seen, received),) = told(answer)
    assert received["status"] == "received"
    assert told(await client.get(path, headers={"Last-Event-ID": seen})) == []

    from quittance.connectors.jobs import run_import

    await run_import(ledgers.job, ledgers.creditor.id, id)
    ((last, applied),) = told(await client.get(path, headers={"Last-Event-ID": seen}))
    assert (applied["status"], applied["percent"]) == ("applied", 100)
    over = await client.get(path, headers={"Last-Event-ID": last})
    assert (over.status_code, over.content) == (204, b"")


def open_rows(count):
    return [f"L{n};C{n};Client;FA-{n};15/09/2026;15/10/2026;100;100;EUR" for n in range(count)]


async def test_refused_rows_come_back_as_they_were_with_the_reason(client, prepared, run):
    bad = "X;C9;=cmd|' /C calc'!A0;FA-X;31/02/2026;15/10/2026;1.204,5O;1;EUR"
    id = await prepared(text(HEADER, *open_rows(2), bad))
    done = await run(id)
    assert (done["counts"]["created"], done["counts"]["refused"]) == (2, 1)

    (problem, *_) = (await client.get(f"/v1/imports/{id}/problems")).json()["items"]
    assert (problem["line"], problem["value"], problem["proposal"]) == (
        4,
        "1.204,5O",
        "1204,50",
    )
    sheet = await client.get(f"/v1/imports/{id}/refused")
    table = list(csv.reader(io.StringIO(sheet.text.lstrip("\ufeff")), delimiter=";"))
    assert table[0] == [*HEADER.split(";"), "Ligne", "Erreur"]
    assert table[1][0] == "X"
    assert table[1][2] == "'=cmd|' /C calc'!A0"
    assert table[1][-2] == "4"
    assert "illisible" in table[1][-1]
    assert len(table) == 2


async def test_a_file_that_failed_may_be_tried_with_other_columns(ledgers, client, prepared, run):
    id = await prepared(text(STRANGE, ROW))
    assert (await run(id))["status"] == RunStatus.FAILED
    done = await run(id, kind="receivables", columns=COLUMNS)
    assert (done["status"], done["message"]) == ("applied", "")


async def test_a_file_of_which_nothing_can_be_loaded_is_refused_as_it_comes(client, ledgers, app):
    app.state.storage = ledgers.job.storage
    await log_in(client, ledgers.creditor)
    answer = await client.post(
        "/v1/imports",
        files={"file": ("facture.pdf", b"%PDF-1.7 and nothing more")},
        data={"prepare": "true"},
        headers={"Idempotency-Key": "une-facture-en-pdf"},
    )
    [listed] = (await client.get("/v1/imports")).json()["items"]

    assert listed == answer.json()
    assert (listed["status"], listed["format"]) == ("failed", "pdf")
    assert listed["message"].startswith("Un PDF ne contient pas d’écritures")
    assert listed["finished_at"] is not None

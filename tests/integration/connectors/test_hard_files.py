"""Whatever is handed in ends in a French sentence or in the ledger: never half, never broken."""

import io
import zipfile

import pytest

from quittance.connectors.jobs import run_import
from tests.factories.callers import log_in
from tests.factories.files import archive, cfonb, fec, workbook
from tests.factories.ledgers import HEADER

ROW = "L1;C1;Éts Noël;FA-1;15/09/2026;15/10/2026;100,00;100,00;EUR"
TABLE = f"{HEADER}\r\n{ROW}\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def truncated():
    return workbook(HEADER.split(";"), ROW.split(";")).getvalue()[:-900]


def locked():
    """A workbook whose parts a password protects, as some ZIP tools do."""
    content = bytearray(workbook(HEADER.split(";"), ROW.split(";")).getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            content[start + place] |= 1
    return bytes(content)


def endless_row():
    """A sheet whose only row never ends: its cells would fill the memory."""
    good = zipfile.ZipFile(workbook(HEADER.split(";"), ROW.split(";")))
    cells = b"<c><v>123456789</v></c>" * 10
    sheet = b"<worksheet><sheetData><row>" + cells * 200_000 + b"</row></sheetData></worksheet>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as made:
        for name in good.namelist():
            made.writestr(name, sheet if "worksheets/" in name else good.read(name))
    return packed.getvalue()


NO_LEDGER = {
    "blank": (b" \r\n\r\n ", "Le fichier est vide."),
    "zeros": (b"\0" * 5_000, "Le fichier est vide."),
    "old-workbook": (OLE, "enregistrez-le au format .xlsx"),
    "locked-workbook": (locked(), "Classeur illisible ou protégé."),
    "truncated-workbook": (truncated(), "Classeur illisible ou protégé."),
    "bomb": (archive(xl__workbook_xml=b" " * (64 << 20)).getvalue(), "trop volumineux"),
    "endless-row": (endless_row(), "trop volumineux"),
    "archive": (archive(a_csv=TABLE.encode()).getvalue(), "décompressez-la"),
    "pdf": (b"%PDF-1.7\n" + TABLE.encode(), "Un PDF ne contient pas"),
    "web-page": (b"<html><table><tr><td>Code client", "page web"),
    "bank": (
        f"{cfonb('01', '0000000001000{')}\r\n{cfonb('07', '0000000001000{')}\r\n".encode(),
        "relevé bancaire CFONB 120",
    ),
    "header-only": (f"{HEADER}\r\n".encode(), "aucune ligne à importer"),
    "fec-header-only": (fec().getvalue(), "aucune ligne à importer"),
    "wide": ((";".join(["Code client"] * 100_000) + "\r\n1\r\n").encode(), "plus de 500 colonnes"),
    "one-line": (b"a" * (3 << 20), "en-tête"),
    "one-line-below-a-header": (f"{HEADER}\r\n".encode() + b'"' + b"a" * (3 << 20), "illisible"),
    "noise": (bytes(range(256)) * 400, "en-tête"),
}
LEDGERS = {
    "utf-16": TABLE.encode("utf-16"),
    "utf-16-without-a-mark": TABLE.encode("utf-16-le"),
    "cp1252": TABLE.encode("cp1252"),
    "cp850": TABLE.encode("cp850"),
    "nul-bytes": TABLE.replace("FA-1", "FA-1\0").encode(),
    "named-otherwise": TABLE.encode("utf-8-sig"),
}


@pytest.fixture
async def imported(client, ledgers, app):
    """Hands the bytes in, looks at them, loads them; what was said of them."""
    app.state.storage = ledgers.job.storage
    await log_in(client, ledgers.creditor)

    async def load(content, name="classeur.xlsx"):
        handed = await client.post(
            "/v1/imports",
            files={"file": (name, content)},
            data={"prepare": "true"},
            headers={"Idempotency-Key": "un-fichier-difficile"},
        )
        assert handed.status_code == 202, handed.text
        path = f"/v1/imports/{handed.json()['id']}"
        seen = await client.post(f"{path}/preview", json={})
        assert seen.status_code == 200, seen.text
        asked = await client.post(
            f"{path}/run", json={}, headers={"Idempotency-Key": "charger-ce-fichier"}
        )
        assert asked.status_code == 202, asked.text
        await run_import(ledgers.job, ledgers.creditor.id, handed.json()["id"])
        assert (await client.get(f"{path}/refused")).status_code == 200
        return seen.json(), (await client.get(path)).json()

    return load


@pytest.mark.parametrize(("content", "said"), NO_LEDGER.values(), ids=NO_LEDGER.keys())
async def test_what_is_no_ledger_is_said_in_words_and_nothing_comes_in(
    imported, ledgers, content, said
):
    seen, run = await imported(content)
    assert run["status"] == "failed"
    assert said in run["message"], run["message"]
    assert seen["refusal"] or all(row["problem"] for row in seen["rows"]), seen
    assert await ledgers.lines() == {}
    assert await ledgers.customers() == {}


@pytest.mark.parametrize("content", LEDGERS.values(), ids=LEDGERS.keys())
async def test_a_ledger_is_read_whatever_it_is_written_with(imported, ledgers, content):
    seen, run = await imported(content)
    assert (run["status"], run["counts"]["created"]) == ("applied", 1)
    assert seen["rows"][0]["values"]["customer_name"] == "Éts Noël"
    assert (await ledgers.customers())["C1"].name == "Éts Noël"
    assert list(await ledgers.lines()) == ["FA-1"]


async def test_a_few_characters_of_another_encoding_cost_an_accent_and_are_told(
    imported, client, ledgers
):
    rows = [ROW.replace("L1", f"L{n}").replace("FA-1", f"FA-{n}") for n in range(2, 30)]
    mixed = TABLE.encode() + "".join(f"{row}\r\n" for row in rows).encode()
    mixed += ROW.replace("L1", "L99").replace("FA-1", "FA-99").encode("cp1252") + b"\r\n"
    _, run = await imported(mixed)
    assert (run["status"], run["counts"]["created"], run["counts"]["refused"]) == (
        "applied",
        30,
        0,
    )
    (problem,) = (await client.get(f"/v1/imports/{run['id']}/problems")).json()["items"]
    assert (problem["code"], problem["is_refusal"]) == ("characters_lost", False)


async def test_formulas_are_values_in_and_text_out(imported, client, ledgers):
    name = '=HYPERLINK("http://x.example";"clic")'
    rows = [HEADER.split(";"), ["L1", "C1", name, "FA-1", "15/09/2026", "", 100, 100, "EUR"]]
    rows.append(["L2", "C2", "+33 2 40", "=A1", "pas un jour", "", 100, 100, "EUR"])
    book = workbook()
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active["C2"].data_type = "s"  # a text that looks like a formula
    stream = io.BytesIO()
    book.save(stream)
    _, run = await imported(stream.getvalue())
    assert run["counts"]["created"] == 1
    assert (await ledgers.customers())["C1"].name == name
    sheet = (await client.get(f"/v1/imports/{run['id']}/refused")).text
    assert not any(cell.startswith("=") for line in sheet.splitlines() for cell in line.split(";"))


async def test_a_request_above_the_bound_is_refused_before_it_comes(client, ledgers, imported):
    async def never():
        raise AssertionError("the body was asked for")
        yield b""

    answer = await client.post(
        "/v1/imports",
        content=never(),
        headers={
            "Content-Length": str((1 << 30) + 1),
            "Content-Type": "multipart/form-data; boundary=x",
            "Idempotency-Key": "un-fichier-trop-gros",
        },
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert answer.headers["content-type"].startswith("application/problem+json")

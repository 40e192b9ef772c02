"""The first rows of a file, as they would be read."""

from quittance.connectors.models import FileKind
from quittance.connectors.preview import SHOWN, headers_digest, preview
from tests.factories.files import csv_file, fec, fec_line, sale


def seen(tmp_path, content, *, kind=FileKind.AUTO, columns=None):
    path = tmp_path / "fichier"
    path.write_bytes(content)
    return preview(path, kind=kind, columns=columns, currency="EUR")


def test_a_fec_shows_its_customers_lines_only(tmp_path):
    lines = [fec_line(PieceRef=f"FA-{n}") for n in range(50)]
    found = seen(tmp_path, fec(*[one for line in lines for one in (line, sale())]).getvalue())
    assert (found.format, len(found.rows), found.columns) == ("fec", SHOWN, [])
    assert found.rows[1].values["number"] == "FA-1"
    assert found.rows[0].values["amount"] == "120.00"


def test_customers_and_contacts_are_told_apart_and_what_is_missing_is_named(tmp_path):
    customers = seen(
        tmp_path, csv_file("Code client;Nom;Ville;Email", "C1;Roux;Nantes;pas bon").getvalue()
    )
    assert (customers.kind, customers.missing) == (FileKind.CUSTOMERS, [])
    assert customers.rows[0].problem.code == "email_invalid"
    assert customers.rows[0].values == {"code": "C1", "name": "Roux", "city": "Nantes"}

    nameless = seen(
        tmp_path,
        csv_file("Code client;Ville", "C1;Nantes").getvalue(),
        kind=FileKind.CUSTOMERS,
    )
    assert nameless.missing == ["nom"]
    people = seen(
        tmp_path, csv_file("Code client;Nom;Prénom;Fonction", "C1;Roux;Ève;DAF").getvalue()
    )
    assert (people.kind, people.missing) == (FileKind.CONTACTS, [])


def test_a_refused_row_is_shown_as_it_stands(tmp_path):
    found = seen(
        tmp_path,
        csv_file(
            "Code client;N° facture;Date facture;Montant",
            "C1;FA-1;31/02/2026;100",
            "C1;FA-2;01/02/2026;100",
        ).getvalue(),
    )
    refused, good = found.rows
    assert (refused.problem.code, refused.problem.proposal) == ("date_unreadable", "28/02/2026")
    assert refused.values["invoiced_on"] == "31/02/2026"
    assert (good.problem, good.values["invoiced_on"]) == (None, "2026-02-01")


def test_the_same_headers_make_the_same_digest_in_their_order_only():
    assert headers_digest(["N° Pièce", "Date"]) == headers_digest(["n piece", "DATE"])
    assert headers_digest(["Date", "N° Pièce"]) != headers_digest(["N° Pièce", "Date"])


def test_endless_cells_are_cut_and_nul_bytes_left_out(tmp_path):
    found = seen(
        tmp_path,
        csv_file("Code client;Nom;Ville", f"C1;{'é' * 5_000};Na\0ntes").getvalue(),
    )
    assert len(found.rows[0].values["name"]) == 120
    assert found.columns[2].sample == "Na ntes"

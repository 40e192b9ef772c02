"""CSV and XLSX: the header is found, the columns are understood, the rows are checked."""

import io
import warnings
from datetime import date, datetime
from decimal import Decimal

import pytest

from quittance.connectors.readers.mapping import guess_kind, guess_mapping
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.records import Ledger
from quittance.connectors.readers.table_ledger import ledger
from quittance.connectors.readers.tables import open_table
from tests.factories.files import HOSTILE_NAMES, archive, csv_file, workbook


def codes(read: Ledger) -> list[tuple[int | None, str | None, str]]:
    return [(problem.line, problem.field, problem.code) for problem in read.problems]


@pytest.mark.req("SAGE-108")
def test_an_open_item_list_is_understood_by_its_french_headers() -> None:
    read = ledger(
        csv_file(
            "Balance âgée au 31/01/2026",
            "",
            "Code client;Raison sociale;N° facture;Date facture;Date d'échéance;Montant TTC;"
            "Reste dû;Lettrage;Niveau de relance",
            "C001;Martin;FA-1;15/01/2026;14/02/2026;1 234,56;1 000,00;;2",
            encoding="cp1252",
        )
    )

    [receivable] = read.receivables
    assert receivable.line == 4
    assert receivable.customer_code == "C001"
    assert receivable.customer_name == "Martin"
    assert receivable.number == "FA-1"
    assert receivable.due_on == date(2026, 2, 14)
    assert [receivable.amount, receivable.balance] == [Decimal("1234.56"), 1000]
    assert receivable.level == 2
    assert not receivable.derived
    assert codes(read) == []


@pytest.mark.req("SAGE-108", "SAGE-114")
def test_customers_come_in_with_all_they_carry() -> None:
    read = ledger(
        csv_file(
            "code,name,siren,ridet,address,postal code,city,e-mail,payment terms,credit limit",
            'C1,"Martin, père",901 234 567,,1 rue A,01000,Bourg,a@b.fr; c@d.fr,30j,50.000',
            "C2,Dupont,,0 123 456.001,,98800,Nouméa,pas une adresse,,",
            "C2,Encore,,,,,,,,",
            "C3,,,,,,,,,",
            ",Sans code,,,,,,,,",
            "C4,Faux,123456789,,,,,,,beaucoup",
        )
    )

    martin, dupont, faux = read.customers
    assert martin.name == "Martin, père"
    assert martin.siren == "901234567"
    assert martin.emails == ("a@b.fr", "c@d.fr")
    assert martin.postcode == "01000"
    assert martin.credit_limit == 50_000
    assert dupont.ridet == "0123456001"
    assert dupont.emails == ()
    assert faux.siren == "123456789"
    assert codes(read) == [
        *[(3, "email", "email_invalid")] * 3,
        (4, "code", "duplicate_customer"),
        (5, "name", "name_missing"),
        (6, "code", "customer_missing"),
        (7, "credit_limit", "limit_unreadable"),
        (7, "siren", "identifier_invalid"),
    ]
    warned = [problem.is_warning for problem in read.problems]
    assert warned == [True, True, True, False, False, False, True, True]


@pytest.mark.req("SAGE-112", "SAGE-117")
def test_contacts_say_who_receives_reminders() -> None:
    read = ledger(
        csv_file(
            "Code client\tCivilité\tNom\tPrénom\tCourriel\tFonction\tReçoit les relances",
            "C1\tM.\tGoncalves\tStéphane\ts@g.example\tComptable\tnon",
            "C1\tMme\tLi\t\t\t\t",
            "C1\t\t\t\t\t\toui",
            "\t\tPerdu\t\t\t\t",
        ),
        kind="contacts",
    )

    first, second = read.contacts
    assert (first.civility, first.first_name, first.receives_reminders) == ("M.", "Stéphane", False)
    assert (second.last_name, second.receives_reminders) == ("Li", True)
    assert codes(read) == [
        (4, "last_name", "name_missing"),
        (5, "customer_code", "customer_missing"),
    ]


def test_a_journal_keeps_its_customer_accounts_and_closes_what_is_lettered() -> None:
    read = ledger(
        csv_file(
            "Journal;Date;Compte;Tiers;Libellé;Débit;Crédit;Solde;Lettre",
            "VT;01/01/2026;411000;MARTIN;Facture 1;120,00;;120,00;A",
            "VT;01/01/2026;706000;;Facture 1;;120,00;0,00;",
            "BQ;02/01/2026;411000;MARTIN;Virement;;120,00;-120,00;A",
            "VT;03/01/2026;411000;MARTIN;Facture 2;30,00;;-90,00;",
            "VT;04/01/2026;411000;MARTIN;Avoir;;10,00;-100,00;",
        )
    )

    assert [(r.kind, r.balance) for r in read.receivables] == [
        ("invoice", Decimal(30)),
        ("credit_note", Decimal(-10)),
    ]


def test_signs_come_from_the_side_or_the_kind_of_document() -> None:
    sided = ledger(csv_file("Client;Date;Montant;Sens", "A;01/01/26;5,00;C", "A;01/01/26;6,00;?"))
    kinded = ledger(
        csv_file("Client;Type;Date;Montant;Solde", "A;Avoir;01/01/26;5,00;4,00", "A;F;01/01/26;7;7")
    )

    assert [r.amount for r in sided.receivables] == [-5]
    assert (3, "side", "side_unknown") in codes(sided)
    assert [(r.kind, r.amount, r.balance) for r in kinded.receivables] == [
        ("credit_note", Decimal(-5), Decimal(-4)),
        ("invoice", Decimal(7), Decimal(7)),
    ]


def test_an_ambiguous_amount_is_refused_unless_the_file_or_the_currency_decides() -> None:
    header = "customer,invoice date,amount,currency"
    alone = ledger(csv_file(header, 'A,2026-01-01,"1,234",EUR'))
    beside = ledger(csv_file(header, 'A,2026-01-01,"1,234",EUR', 'A,2026-01-01,"1,510.00",EUR'))
    pacific = ledger(csv_file(header, "A,2026-01-01,125.000,XPF", "A,2026-01-01,12.5,XPF"))

    assert list(alone.receivables) == []
    assert (2, "amount", "amount_unreadable") in codes(alone)
    assert [r.amount for r in beside.receivables] == [1234, 1510]
    assert [r.amount for r in pacific.receivables] == [125_000]
    assert (3, "amount", "amount_precision") in codes(pacific)


def test_each_refused_row_names_its_line_and_field() -> None:
    read = ledger(
        csv_file(
            "Code client;Date facture;Échéance;Montant;Devise;Niveau;Lien",
            ";01/01/2026;;1;;;",
            "A;31/02/2026;;1;;;",
            "A;;;1;;;",
            "A;01/01/2026;;;;;",
            "A;01/01/2026;;1,005;EUR;;",
            "A;01/01/2026;;1;ZZZ;;",
            'A;"01/01/2026";30/02/2026;1;;douze;javascript:alert(1)',
        )
    )

    [kept] = read.receivables
    assert kept.line == 8
    assert (kept.due_on, kept.level, kept.document_url) == (None, None, None)
    assert codes(read) == [
        (2, "customer_code", "customer_missing"),
        (3, "invoiced_on", "date_unreadable"),
        (4, "entry_on", "date_missing"),
        (5, "amount", "amount_missing"),
        (6, "amount", "amount_unreadable"),
        (7, "currency", "currency_unknown"),
        (8, "due_on", "due_date_unreadable"),
        (8, "document_url", "url_invalid"),
        (8, "level", "level_unreadable"),
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_survive_quotes_and_cells(name: str) -> None:
    quoted = name.replace('"', '""')
    as_text = ledger(csv_file("Code;Nom;Ville", f'C1;"{quoted}";Lyon'))
    as_cells = ledger(workbook(("Code", "Nom", "Ville"), ("C1", f"'{name}", "Lyon")))

    assert [c.name for c in as_text.customers] == [name]
    assert [c.name for c in as_cells.customers] == [f"'{name}"]


def test_a_workbook_gives_exact_numbers_and_days() -> None:
    read = ledger(
        workbook(
            ("Liste des créances",),
            ("Code client", "Facture", "Date", "Échéance", "Montant", "Commande"),
            (
                1001,
                "FA-1",
                datetime.fromisoformat("2026-01-15T09:00"),
                date(2026, 2, 14),
                0.1 + 0.2,
                7.0,
            ),
        )
    )

    [receivable] = read.receivables
    assert receivable.customer_code == "1001"
    assert receivable.amount == Decimal("0.3")
    assert receivable.due_on == date(2026, 2, 14)
    assert receivable.order_no == "7"


def test_a_workbook_that_lost_the_zero_of_01000_gets_it_back() -> None:
    [customer] = ledger(workbook(("Code", "Nom", "Code postal"), ("A", "Martin", 1000))).customers

    assert customer.postcode == "01000"


def bomb() -> io.BytesIO:
    return archive(xl__sheet_xml=b"\0" * (11 << 20))


def typed() -> io.BytesIO:
    return archive(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (bomb(), "archive_too_large"),
        (typed(), "xml_forbidden"),
        (archive(note_txt=b"not a workbook"), "workbook_unreadable"),
        (io.BytesIO(b"PK\x03\x04 cut short"), "workbook_unreadable"),
    ],
)
def test_a_dangerous_workbook_is_refused_before_it_is_unpacked(
    stream: io.BytesIO, code: str
) -> None:
    read = ledger(stream)

    assert codes(read) == [(None, None, code)]


def test_an_unclosed_quote_costs_some_rows_not_the_file() -> None:
    rows = [f'C{n};Client {n};"Lyon' if n == 3 else f"C{n};Client {n};Lyon" for n in range(40_000)]

    read = ledger(csv_file("Code;Nom;Ville", *rows))

    with warnings.catch_warnings(record=True):
        found = list(read.customers)
    assert len(found) > 10_000
    assert any(problem.code == "row_unreadable" for problem in read.problems)


def test_headers_are_recognised_by_name_by_words_and_by_likeness() -> None:
    guessed = guess_mapping(
        ["Code Client", "Solde restant dû TTC", "Libelé", "???", ""], "receivables"
    )

    assert guessed["customer_code"].confidence == 1.0
    assert (guessed["balance"].header, guessed["balance"].confidence) == (
        "Solde restant dû TTC",
        0.8,
    )
    assert (guessed["label"].header, guessed["label"].confidence) == ("Libelé", 0.6)
    assert guess_kind(["foo", "bar"]) is None


def test_short_headers_are_read_in_full() -> None:
    headers = ["Réf. tiers", "Raison soc.", "N° fact", "Dt pièce", "A payer le", "Reste TTC"]

    assert guess_kind([*headers, "Mail relance"]) == "receivables"
    assert {
        field: guess.header for field, guess in guess_mapping(headers, "receivables").items()
    } == {
        "customer_code": "Réf. tiers",
        "customer_name": "Raison soc.",
        "number": "N° fact",
        "invoiced_on": "Dt pièce",
        "due_on": "A payer le",
        "balance": "Reste TTC",
    }


def test_accents_lost_on_the_way_are_forgiven() -> None:
    guessed = guess_mapping(["Pi?ce", "Intitul\ufffd", "InvoiceID"], "receivables")

    assert guessed["document_no"].header == "Pi?ce"
    assert guessed["label"].header == "Intitul\ufffd"
    assert guessed["number"].header == "InvoiceID"


def test_two_columns_of_one_name_stay_apart() -> None:
    table = open_table(csv_file("Code;Nom;Nom;;Ville", "1;a;b;c;d"), Problems())

    assert table is not None
    assert table.headers == ["Code", "Nom", "Nom (2)", "Colonne 4", "Ville"]
    assert [row["Nom (2)"] for _, row in table.rows] == ["b"]


def test_a_mapping_given_by_a_person_wins() -> None:
    stream = csv_file("a;b;date;montant", "C9;x;01/01/2026;12,00")

    read = ledger(
        stream,
        kind="receivables",
        mapping={"customer_code": "a", "entry_on": "date", "amount": "montant"},
    )

    assert [r.customer_code for r in read.receivables] == ["C9"]


def test_a_table_without_what_is_needed_says_which_columns() -> None:
    read = ledger(csv_file("Date;Échéance", "01/01/2026;02/02/2026"))

    assert [p.message for p in read.problems] == ["Colonne introuvable : client, montant."]


def test_a_formula_that_nobody_computed_is_told_as_such() -> None:
    read = ledger(
        workbook(
            ("Code client", "Facture", "Date", "Échéance", "Montant"),
            ("C1", "FA-1", date(2026, 1, 15), date(2026, 2, 14), "=80*1.2"),
            ("C1", "FA-2", date(2026, 1, 15), date(2026, 2, 14), 96),
            ("C1", "FA-3", date(2026, 1, 15), "=C4+30", 97),
        )
    )

    assert [(one.number, one.due_on) for one in read.receivables] == [
        ("FA-2", date(2026, 2, 14)),
        ("FA-3", None),
    ]
    assert codes(read) == [
        (2, "amount", "formula_without_value"),
        (4, "due_on", "due_formula_without_value"),
    ]

"""The statement on paper: every open line, in the debtor's language, whatever their names hold."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from quittance.domain.money import Money
from quittance.portal import statement_pdf
from quittance.portal.statement import Balance, Collector, Creditor, Line, Statement
from quittance.portal.statuses import Shown, ShownStatus
from quittance.portal.words import Locale, Words
from quittance.templates.transfer import transfer_of
from tests.factories.portal import HOSTILE_NAME

TODAY = date(2026, 11, 24)


def a_line(number: int, balance_minor: int = 14_210_00, currency: str = "EUR") -> Line:
    return Line(
        id=UUID(int=number),
        number=f"FA-{number:04}",
        order_no="BC-7781",
        buyer_code="C00019",
        buyer_name="BTP Loire-Océan",
        invoiced_on=TODAY - timedelta(days=40),
        due_on=TODAY - timedelta(days=8),
        amount_minor=balance_minor,
        balance_minor=balance_minor,
        currency=currency,
        days_late=8,
        shown=Shown(ShownStatus.IN_PROGRESS),
        answer=None,
        answer_is_draft=False,
        is_selected=False,
    )


def an_account(*lines: Line, currency: str = "EUR") -> Statement:
    total = sum(line.balance_minor for line in lines)
    return Statement(
        creditor=Creditor("Ateliers Morvan", ""),
        collector=Collector("Claire Vasseur", "", "02 40 11 78 30", "c.vasseur@morvan.example"),
        customer_id=UUID(int=1),
        customer_name="BTP Loire-Océan",
        customer_code="C00019",
        language="fr",
        time_zone="Europe/Paris",
        today=TODAY,
        expires_on=TODAY,
        is_payment_closed=False,
        may_change_contacts=True,
        lines=lines,
        credits=(),
        balances=(Balance(currency, total, len(lines), total, len(lines), 0),),
        drafts=(),
        sent=(),
    )


def read(account: Statement, locale: Locale = "fr", details: str = "") -> tuple[int, str]:
    """How many pages, and their words."""
    owed = Money(account.balances[0].total_minor, account.balances[0].currency)
    transfer = transfer_of(account.creditor.name, details, account.customer_code, owed)
    pdf = statement_pdf.write(account, Words(locale), transfer)
    pages = PdfReader(BytesIO(pdf)).pages
    return len(pages), "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("fr", ("Relevé de compte au 24/11/2026", "8 jours", "14 210,00 EUR", "Page 1 sur 1")),
        ("en", ("Statement of account on 24/11/2026", "8 days", "14,210.00 EUR", "Page 1 of 1")),
    ],
)
def test_it_speaks_the_language_of_the_pages(locale: Locale, told: tuple[str, ...]) -> None:
    _, text = read(an_account(a_line(1)), locale)

    for words in (*told, "FA-0001", "Claire Vasseur", "C00019"):
        assert words in text


def test_francs_have_no_cents_no_sepa_and_no_indemnity() -> None:
    _, text = read(
        an_account(a_line(1, 428_500, "XPF"), currency="XPF"),
        details="Banque du Lagon\nRIB 14168 00042 01234567890 17",
    )

    assert "428 500 XPF" in text
    assert "RIB 14168 00042 01234567890 17" in text
    for absent in ("428 500,", "IBAN", "SEPA", "40 €", "EUR"):
        assert absent not in text


def test_three_hundred_lines_all_stand_on_numbered_pages() -> None:
    pages, text = read(an_account(*(a_line(number) for number in range(1, 301))))

    assert all(f"FA-{number:04}" in text for number in range(1, 301))
    assert f"Page {pages} sur {pages}" in text
    assert text.count("Solde total") == 2  # the sum at the head, the last row


def test_hostile_names_are_words_and_the_same_account_gives_the_same_bytes() -> None:
    account = replace(an_account(a_line(1)), customer_name=HOSTILE_NAME, customer_code="../C 1")
    transfer = transfer_of("", "", "", Money(1, "EUR"))

    once, twice = (statement_pdf.write(account, Words("fr"), transfer) for _ in range(2))

    assert once == twice
    assert statement_pdf.file_name(account, Words("fr")) == "releve-C-1-2026-11-24.pdf"
    assert "A<b> & <SARL>" in read(account)[1]


def test_thirteen_digits_stand_in_their_column() -> None:
    _, text = read(an_account(a_line(1, 99_999_999_999_99)))

    assert text.count("99 999 999 999,99 EUR") >= 2


def test_a_name_on_two_lines_is_written_on_one() -> None:
    account = replace(an_account(a_line(1)), customer_name="BTP\nLoire\u00a0-\u00a0Océan")

    assert "BTP Loire - Océan, C00019" in read(account)[1]

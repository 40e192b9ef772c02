"""A message says the same thing in text and in HTML, and prints values as people read them."""

import re
from dataclasses import replace

import pytest

from quittance.accounts.models import Company
from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.money import Money
from quittance.templates import sample
from quittance.templates.context import Line
from quittance.templates.errors import (
    MissingValue,
    SeveralCurrencies,
)
from quittance.templates.filters import upper_ascii
from quittance.templates.kinds import CLAIMS, TemplateKind
from quittance.templates.render import (
    render_edited,
    render_email,
    render_words,
)
from quittance.templates.stock import STOCK
from tests.factories.messages import (
    CLAIRE,
    PORTAL,
    TODAY,
    Page,
    first_reminder,
    line,
    message,
    template,
)

STOCK_KEYS = sorted(key for key in STOCK if key[2] == "page")
AMOUNT = re.compile(r"[\d\u00a0,.\u2212]*\d\u00a0(?:€|F\u00a0CFP)")


@pytest.mark.req("SID-6", "SID-37")
def test_the_first_reminder_says_things_in_the_expected_order():
    rendered = first_reminder()

    assert rendered.subject == "Votre compte C00019"
    order = [
        "Objet\u00a0: Retard de paiement",
        "BTP Loire-Océan",
        "C00019",
        "Bonjour Monsieur Hamon,",
        "24\u00a0960,00\u00a0€",
        "https://payer.example/r/7K4P92XD\n",
        "date de règlement prévue",
        "coordonnée bancaire",
        "BCE",
        "/transmettre",
        "Bien cordialement,",
        "Claire Vasseur\n",
        "Chargée de recouvrement",
        "· c.vasseur@ateliers-morvan.example",
    ]
    places = [rendered.text.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.req("SID-8")
def test_the_debtor_is_told_that_nothing_secret_is_asked():
    text = first_reminder().text

    assert "Aucune donnée personnelle, aucun identifiant et aucune coordonnée bancaire" in text


def test_the_second_link_is_offered_only_when_there_is_one():
    without = first_reminder(portal=replace(PORTAL, forward_url=None))

    assert "bonne personne" in first_reminder().text
    assert "bonne personne" not in without.text
    assert "bonne personne" not in without.html


@pytest.mark.req("QUA-1")
@pytest.mark.parametrize("key", [key for key in STOCK_KEYS if key[0] in CLAIMS])
def test_every_claim_states_customer_due_date_and_amount(key):
    rendered = render_email(STOCK[key], message(), key[1])

    for fact in ("BTP Loire-Océan", "C00019"):
        assert fact in rendered.html
    due = "16/11/2026" if key[1] == "fr" else "16\u00a0November\u00a02026"
    for form in (rendered.text, rendered.html):
        assert due.replace("\u00a0", " ") in form.replace("\u00a0", " ")
        assert ("24\u00a0960,00\u00a0€" if key[1] == "fr" else "24,960.00\u00a0€") in form


@pytest.mark.parametrize("key", STOCK_KEYS)
def test_text_and_html_tell_the_same_amounts(key):
    lines: tuple[Line, ...] = (
        line("FA-1", 10_000_00, balance=Money(2_500_00, "EUR")),
        line("AV-2", -300_00),
        line("XP-3", 428_500, currency="XPF"),
    )
    if key[0] == "formal_notice":
        lines = lines[:2]
    rendered = render_email(STOCK[key], message(lines=lines), key[1])

    page = Page(rendered.html)
    assert sorted(set(AMOUNT.findall(rendered.text))) == sorted(set(AMOUNT.findall(page.text)))


def test_one_invoice_is_named_in_the_sentence_and_several_are_listed():
    assert "la facture FA-26-0588, échue le 16/11/2026," in first_reminder(lines=(line(),)).text
    assert "plusieurs sommes" in first_reminder().text


def test_a_missing_value_is_refused_by_name():
    with pytest.raises(MissingValue, match=r"creditor\.bank_details"):
        render_email(
            template("{{ creditor.bank_details }}"),
            message(creditor=replace(message().creditor, bank_details=())),
            "fr",
        )


def test_invoice_exists_only_with_exactly_one_receivable():
    source = template("{{ invoice.number }}")

    assert "FA-26-0588" in render_email(source, message(lines=(line(),)), "fr").text
    with pytest.raises(MissingValue, match="invoice"):
        render_email(source, message(), "fr")


def test_several_currencies_are_listed_but_never_added():
    mixed = message(lines=(line(), line("XP-1", 428_500, currency="XPF")))
    listed = render_email(
        template("{% for total in totals %}\n{{ total.amount }} ;\n{% endfor %}"), mixed, "fr"
    )

    assert "14\u00a0210,00\u00a0€" in listed.text
    assert "428\u00a0500\u00a0F\u00a0CFP" in listed.text
    for source in ("{{ items.selected_amount }}", "{{ claim.total | money }}"):
        with pytest.raises(SeveralCurrencies):
            render_email(template(source), mixed, "fr")
    with pytest.raises(SeveralCurrencies):
        _ = mixed.total


def test_a_collector_may_rewrite_the_message_before_it_leaves():
    first = first_reminder()
    edited = render_edited(
        first.subject, first.source.replace("Bonjour", "Bonsoir"), message(), "fr"
    )

    assert "Bonsoir Monsieur Hamon," in edited.text
    assert edited.text.replace("Bonsoir", "Bonjour") == first.text
    assert edited.html.replace("Bonsoir", "Bonjour").count("<table") == first.html.count("<table")
    braces = render_edited("Objet", "{{ customer.name }} <b>", message(), "fr")
    assert "{{ customer.name }} &lt;b&gt;" in braces.html


def test_values_are_written_as_french_people_read_them():
    source = (
        "{{ invoice.balance }}|{{ invoice.due_date | date }}|{{ creditor.late_penalty_rate }}|"
        "{{ collector.phone | phone }}|{{ items.numbers | join_fr }}|"
        "{{ customer.name | upper_ascii }}"
    )

    words = render_words(template(source), message(lines=(line(),)), "fr")

    assert words.source == (
        "14\u00a0210,00\u00a0€|16/11/2026|12,40\u00a0%|02\u00a040\u00a011\u00a078\u00a030|"
        "FA-26-0588|BTP LOIRE OCEAN"
    )


def test_an_address_keeps_its_lines():
    text = render_email(template("{{ customer.address_block }}"), message(), "fr").text

    assert text.startswith("Service comptabilité\n27 rue des Fondeurs\n44800 Saint-Herblain\n")


@pytest.mark.parametrize("key", sorted(key for key in STOCK if key[2] == "sms"))
def test_an_sms_is_one_line_that_fits_a_text_message(key):
    sms = render_words(STOCK[key], message(), key[1]).source

    assert "Ateliers Morvan" in sms
    assert "\n" not in sms
    assert len(sms) <= 160


def test_a_message_about_no_invoice_has_no_table():
    rendered = render_email(
        STOCK[TemplateKind.LARGE_BALANCE, "fr", "page"], message(lines=()), "fr"
    )

    assert "31\u00a0400,00\u00a0€" in rendered.html
    assert "Reste dû" not in rendered.html


@pytest.mark.parametrize(
    ("name", "postal"),
    [
        ("Straßenbau Łódź", "STRASSENBAU LODZ"),
        ("Æther & Sønner", "AETHER SONNER"),
        ("Cœur d’Ouest", "COEUR D OUEST"),
    ],
)
def test_a_foreign_letter_is_never_lost_on_an_envelope(name: str, postal: str):
    assert upper_ascii(name) == postal


def test_an_inbox_shows_the_first_sentence_when_no_preheader_was_chosen():
    rendered = render_email(
        template(f"Bonjour,\n\n{'Une phrase assez longue ' * 3}"), message(), "fr"
    )

    assert rendered.preheader.startswith("Une phrase assez longue")


def test_the_preview_of_an_invented_customer_uses_the_company_s_own_name():
    company = Company(
        name="Ateliers Morvan",
        legal_form="SAS",
        address_lines=["14 quai des Forges"],
        postcode="44100",
        city="Nantes",
        registration="RCS Nantes 498 211 037",
        vat_number="",
        bank_details="",
        email="",
        phone="",
        jurisdiction=Jurisdiction.FR,
        currency="EUR",
        default_debtor_type=DebtorType.PROFESSIONAL,
        link_days=25,
    )
    context = sample.context(company, sender=CLAIRE, as_of=TODAY)
    rendered = render_email(STOCK[TemplateKind.FIRST_REMINDER, "fr", "page"], context, "fr")

    assert "14 quai des Forges, 44100 Nantes" in rendered.html
    assert "Exemple Bâtiment" in rendered.html

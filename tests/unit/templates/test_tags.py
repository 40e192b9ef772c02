"""Templates written in other dialects keep their tags, under our names."""

import pytest

from quittance.templates.syntax import check
from quittance.templates.tags import translate_tags
from quittance.templates.variable import VariableType
from quittance.templates.variables import VARIABLES


@pytest.mark.req("SAGE-66")
def test_percent_tags_are_read():
    text, unknown = translate_tags("Compte %client_code% : %total%\n%tableau_comptable2%")

    assert "{{ customer.code }} : {{ items.selected_amount }}" in text
    assert "[[table]]" in text
    assert unknown == ()


@pytest.mark.req("QUA-14")
@pytest.mark.parametrize(
    ("placeholder", "name"),
    [
        ("{Prénom}", "contact.first_name"),
        ("{ nom }", "contact.last_name"),
        ("{Nomj}", "contact.last_name"),
        ("{numéros factures}", "items.numbers"),
        ("{total facture}", "items.selected_amount"),
        ("{Date de la 1ère relance}", "history.first_reminder_date"),
        ("#user_name", "collector.full_name"),
        ("#customer_name", "customer.name"),
    ],
)
def test_placeholders_and_hashtags_are_read_whatever_case_accents_and_spaces(placeholder, name):
    assert translate_tags(placeholder) == (f"{{{{ {name} }}}}", ())


def test_an_unknown_tag_stays_and_is_listed_with_the_nearest_name():
    text, unknown = translate_tags("Bonjour %client_cod%, {Nom du huissier}")

    assert text == "Bonjour %client_cod%, {Nom du huissier}"
    assert [(tag.tag, tag.suggestion) for tag in unknown] == [
        ("%client_cod%", "customer.code"),
        ("{Nom du huissier}", None),
    ]


def test_a_text_full_of_strangers_gets_few_suggestions_and_loses_no_tag():
    strangers = [f"%client_cod{number}%" for number in range(1_000)]

    text, unknown = translate_tags(" ".join(strangers))

    assert text == " ".join(strangers)
    assert [tag.tag for tag in unknown] == strangers
    assert sum(tag.suggestion is not None for tag in unknown) == 20


def test_a_template_full_of_strangers_is_refused_for_the_first_of_them():
    source = "".join(f"{{{{ custmer.nam{number} }}}}" for number in range(150))

    assert len(check(source)) == 20


def test_choices_jinja_and_percentages_are_not_tags():
    source = "{fournitures, intervention} {{ customer.name }} {% if invoice %}x{% endif %} 12 % #1"

    assert translate_tags(source) == (source, ())


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_can_be_printed_and_has_its_own_words(variable):
    assert check(variable.source.strip()) == ()
    assert variable.label
    assert variable.example
    for alias in variable.aliases:
        assert translate_tags(alias) == (variable.source, ())
    assert variable.type in VariableType

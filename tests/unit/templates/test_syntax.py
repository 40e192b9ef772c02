"""Only what the allow-list names can stand in a template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.templates.stock import STOCK
from quittance.templates.syntax import MAX_SOURCE, check


@pytest.mark.parametrize(
    "source",
    [
        "Bonjour {{ contact.last_name }}",
        "{{ invoice.balance | money }}",
        "{% if invoice %}{{ invoice.number }}{% elif payment %}merci{% else %}plusieurs{% endif %}",
        "{% for line in lines %}{{ line.number }} {% if line.kind %}x{% endif %}{% endfor %}",
        "{% for total in totals %}{{ total.amount }}{% endfor %}",
        "[[table]]",
        "{# une remarque #}",
        *(template.body for template in STOCK.values()),
    ],
)
def test_plain_templates_pass(source):
    assert check(source) == ()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ 7 * 7 }}", "template_syntax_refused"),
        ("{{ 'x' }}", "template_syntax_refused"),
        ("{{ range(10) }}", "template_syntax_refused"),
        ("{{ customer.name.upper() }}", "template_syntax_refused"),
        ("{{ customer['name'] }}", "template_syntax_refused"),
        ("{{ lines[0] }}", "template_syntax_refused"),
        ("{{ customer.name ~ customer.code }}", "template_syntax_refused"),
        ("{% if items.count > 1 %}x{% endif %}", "template_syntax_refused"),
        ("{% set x = customer.name %}", "template_syntax_refused"),
        ("{% include 'x' %}", "template_syntax_refused"),
        ("{% import 'x' as y %}", "template_syntax_refused"),
        ("{% macro x() %}{% endmacro %}", "template_syntax_refused"),
        ("{% filter upper %}x{% endfilter %}", "template_syntax_refused"),
        ("{% autoescape false %}x{% endautoescape %}", "template_syntax_refused"),
        ("{% if invoice %}", "template_unreadable"),
        ("{{ customer.__class__ }}", "template_variable_unknown"),
        ("{{ self }}", "template_variable_unknown"),
        ("{{ loop.index }}", "template_variable_unknown"),
        ("{{ invoice }}", "template_variable_unknown"),
        ("{{ customer.name | upper }}", "template_filter_unknown"),
        ("{{ customer.name | money('EUR') }}", "template_filter_refused"),
        ("{% for x in customer %}{% endfor %}", "template_loop_refused"),
        ("{% for customer in lines %}{% endfor %}", "template_loop_refused"),
        ("{% for a, b in lines %}{% endfor %}", "template_loop_refused"),
        ("{% for a in lines if a %}{% endfor %}", "template_loop_refused"),
        (
            "{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}",
            "template_loop_refused",
        ),
        ("{% for a in lines %}{{ a.secret }}{% endfor %}", "template_variable_unknown"),
        ("x" * (MAX_SOURCE + 1), "template_too_long"),
        ("{{ today }}" * 201, "template_too_long"),
        ("{{ today " + "| date" * 100 + " }}", "template_too_long"),
        ("{% if invoice %}" * 9 + "{% endif %}" * 9, "template_too_deep"),
    ],
)
def test_everything_else_is_refused(source, code):
    assert code in {fault.code for fault in check(source)}


def test_an_unknown_variable_comes_with_a_suggestion_and_a_line():
    (fault,) = check("Bonjour\n{{ contact.lastname }}")

    assert fault.line == 2
    assert "« contact.last_name »" in fault.message_fr


@given(st.text(alphabet="{}%|.[]() \n_abcdefinorlst0", max_size=120))
def test_no_source_makes_the_check_fail(source):
    check(source)

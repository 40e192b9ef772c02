"""Whatever the data holds, a message keeps its shape: names stay names."""

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.templates.context import Contact, Portal
from quittance.templates.errors import (
    MessageTooLarge,
    TemplateRefused,
    UnreadableBlock,
    UnsafeLink,
)
from quittance.templates.render import (
    render_email,
)
from quittance.templates.stock import STOCK
from tests.factories.messages import (
    HAMON,
    HOSTILE_NAMES,
    Page,
    first_reminder,
    hostile,
    line,
    message,
    template,
)

STOCK_KEYS = sorted(key for key in STOCK if key[2] == "page")
ALLOWED_TAGS = set(
    "html head meta title style body div table tr td th p b br span a".split()  # noqa: SIM905
)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("key", STOCK_KEYS)
def test_a_hostile_name_stays_a_name(key, name):
    context = hostile(name)
    rendered = render_email(STOCK[key], context, key[1])
    page = Page(rendered.html)

    assert set(page.tags) <= ALLOWED_TAGS
    assert "onerror" not in page.attributes
    assert all(link.startswith("https://payer.example/r/7K4P92XD") for link in page.links)
    plain = Page(render_email(STOCK[key], hostile("N" * len(name)), key[1]).html)
    assert page.tags.count("a") == plain.tags.count("a")
    assert page.tags.count("td") == plain.tags.count("td")
    assert page.tags.count("p") == plain.tags.count("p")
    assert "\r" not in rendered.subject
    assert "\n" not in rendered.subject
    assert not re.search("[\x00\x1b\u202e\ue000-\uf8ff]", rendered.html + rendered.text)


printable = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(printable)
def test_no_value_reaches_the_html_unescaped(name):
    marked = f"é<{name}>&\"'"
    rendered = first_reminder(
        customer=replace(HAMON, name=marked, code=marked), contact=Contact(salutation=marked)
    )

    visible = unescape(re.sub(r"<[^>]*>", "", rendered.html))
    assert "é<" in visible
    assert "é<" not in rendered.html
    assert Page(rendered.html).tags == Page(first_reminder().html).tags


@given(printable)
def test_a_value_never_opens_a_block_nor_a_paragraph(value):
    plain = render_email(template("{{ contact.last_name }}"), message(), "fr")
    rendered = render_email(
        template("{{ contact.last_name }}"),
        message(contact=Contact(last_name=f"x{value}\n\n[[table]]\n# {value}")),
        "fr",
    )

    assert len(rendered.blocks) == len(plain.blocks) == 1


@given(st.text(max_size=300))
def test_a_subject_is_one_short_line_whatever_the_data(name):
    rendered = render_email(
        template("Corps", subject="Compte {{ customer.code }}"),
        message(customer=replace(HAMON, code=f"A{name}")),
        "fr",
    )

    assert len(rendered.subject) <= 200
    assert not re.search("[\r\n\x00]", rendered.subject)
    rendered.subject.encode()


def test_a_message_that_swells_is_stopped():
    lines = tuple(line(f"FA-{rank}") for rank in range(2_000))

    with pytest.raises(MessageTooLarge):
        render_email(
            template("{% for line in lines %}" + "x" * 200 + "{% endfor %}"),
            message(lines=lines),
            "fr",
        )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_web_addresses_become_links(url):
    with pytest.raises(UnsafeLink):
        first_reminder(portal=Portal(url=url))


@pytest.mark.parametrize("block", ["[[image: x]]", "[[button: Payer]]", "[[table: x]]", "[[x"])
def test_an_unknown_block_is_refused(block):
    with pytest.raises(UnreadableBlock):
        render_email(template(block), message(), "fr")


def test_a_refused_source_is_never_rendered():
    with pytest.raises(TemplateRefused):
        render_email(template("{{ customer.__class__ }}"), message(), "fr")

"""What an SMS counts, and where it may be cut."""

import pytest

from quittance.domain.sms import (
    EXTENSION,
    STANDARD,
    SplitMode,
    is_gsm,
    length,
    parts,
    transliterated,
)


@pytest.mark.req("REL-28", "REL-29")
@pytest.mark.parametrize(
    ("text", "counted"),
    [("", 0), ("a b", 3), ("12 €", 5), ("{[~]}", 10), ("un\ndeux", 8), ("un\r\ndeux", 8)],
)
def test_what_a_text_counts(text: str, counted: int) -> None:
    assert length(text) == counted


@pytest.mark.req("REL-31", "REL-32")
def test_the_two_tables() -> None:
    assert len(STANDARD) == 127  # the 128th place is the escape to the extension
    assert frozenset("^{}\\[~]|€") <= EXTENSION
    assert all(length(character) == 1 for character in STANDARD - {"\n", "\r"})
    assert all(length(character) == 2 for character in EXTENSION - {"\f"})


@pytest.mark.req("REL-33")
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Reçu, fenêtre, août", "Recu, fenetre, aout"),
        ("l’œuvre – « bien »", 'l\'oeuvre - " bien "'),
        ("2\u00a0026,81\u00a0€", "2 026,81 €"),
        ("Ça va, déjà réglé à Nouméa", "Ça va, déjà réglé à Nouméa"),
        ("Merci 🧾", "Merci ?"),
    ],
)
def test_what_the_tables_lack_is_written_otherwise(text: str, written: str) -> None:
    assert transliterated(text) == written
    assert is_gsm(transliterated(text))


@pytest.mark.req("REL-30")
def test_a_long_text_is_sent_as_separate_messages_of_160() -> None:
    text = "mot " * 60

    assert [length(part) for part in parts(text)] == [160, 80]
    assert max(length(part) for part in parts(text, SplitMode.CONCATENATED)) <= 153


@pytest.mark.req("REL-30")
@pytest.mark.parametrize(
    "kept", ["2 026,81 EUR", "https://exemple.fr/p/abcdefghijkl", "428 500 F CFP", "\r\n"]
)
def test_an_amount_a_link_or_a_line_break_is_never_cut(kept: str) -> None:
    for start in range(140, 161):
        text = ("x" * start) + " " + kept + " fin"

        found = parts(text)

        assert "".join(found) == text
        assert any(kept in part for part in found)


def test_outside_the_tables_a_part_holds_seventy_characters() -> None:
    found = parts("é" * 10 + "ê" * 100)

    assert [len(part) for part in found] == [70, 40]

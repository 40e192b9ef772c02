"""Which bytes are which letters, and where a line ends."""

import io

import pytest

from quittance.connectors.readers.text import encoding_of, lines

LABEL = "Règlement à échéance, créé à Nîmes ; ça reste dû"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("iso-8859-1", "iso-8859-1"),
        ("cp850", "cp850"),
    ],
)
def test_the_encoding_of_french_text_is_recognised(encoding: str, expected: str) -> None:
    assert encoding_of(io.BytesIO(LABEL.encode(encoding))) == expected


def test_the_euro_sign_tells_latin_9_from_windows() -> None:
    assert encoding_of(io.BytesIO("créé : 12 €".encode("iso-8859-15"))) == "iso-8859-15"
    assert encoding_of(io.BytesIO("créé : 12 €".encode("cp1252"))) == "cp1252"


def test_one_damaged_letter_does_not_turn_a_utf_8_file_into_mojibake() -> None:
    assert encoding_of(io.BytesIO((LABEL * 5).encode() + b"\xff")) == "utf-8"


def test_accents_beyond_the_first_megabyte_count() -> None:
    stream = io.BytesIO(b"a" * (1 << 20) + LABEL.encode("iso-8859-1"))

    assert encoding_of(stream) == "iso-8859-1"
    assert stream.tell() == 0


def test_a_lone_carriage_return_is_part_of_the_label() -> None:
    stream = io.BytesIO(b"un\rdeux\r\ntrois\n")

    assert list(lines(stream, "utf-8")) == [(1, "un\rdeux"), (2, "trois")]
    assert not stream.closed


def test_a_file_of_an_old_mac_has_lines_too() -> None:
    assert list(lines(io.BytesIO(b"un\rdeux\r"), "utf-8")) == [(1, "un"), (2, "deux")]


def test_a_gigantic_line_comes_in_pieces() -> None:
    pieces = list(lines(io.BytesIO(b"x" * 200_000), "utf-8"))

    assert max(len(text) for _, text in pieces) <= 1 << 16

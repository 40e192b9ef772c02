"""How a text fits in SMS: what each character counts, what is written otherwise, where to cut."""

import re
import unicodedata
from enum import StrEnum

CHARACTERS_A_PART = 160
CHARACTERS_A_JOINED_PART = 153
UNICODE_CHARACTERS = 70
JOINED_UNICODE_CHARACTERS = 67

LINE_BREAK = "\r\n"

# GSM 03.38: the standard table, each counting 1, and the extension, each counting 2 (REL-31, 32).
STANDARD = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€\f")

# What the tables lack, in the nearest words they have (REL-33).
WRITTEN_OTHERWISE = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "\u2011": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "×": "x",
        "•": "-",
        "°": "o",
    }
)

# Amounts and addresses are never cut: a number may hold spaces, a link may not.
_UNBREAKABLE = re.compile(
    r"https?://\S+|\d[\d .,]*\d(?: ?(?:EUR|€|F CFP|XPF))?|\r\n|\S+|\s", re.IGNORECASE
)


class SplitMode(StrEnum):
    """Separate messages (REL-30), or parts the phone joins again."""

    SEPARATE = "separate"
    CONCATENATED = "concatenated"


def transliterated(text: str) -> str:
    """The text in the characters of the tables; what has no likeness becomes a question mark."""
    lines = "\n".join(text.splitlines()).translate(WRITTEN_OTHERWISE)
    written = "".join(_nearest(character) for character in lines)
    return written.replace("\n", LINE_BREAK)


def is_gsm(text: str) -> bool:
    """Whether every character is in the tables."""
    return all(character in STANDARD or character in EXTENSION for character in text)


def length(text: str) -> int:
    """What the text counts: a space 1, an extension character 2, a line break 2 (REL-28, 29)."""
    sent = "\n".join(text.splitlines()).replace("\n", LINE_BREAK) if "\n" in text else text
    if is_gsm(sent):
        return sum(2 if character in EXTENSION else 1 for character in sent)
    return len(sent.encode("utf-16-be")) // 2


def parts(text: str, mode: SplitMode = SplitMode.SEPARATE) -> list[str]:
    """The SMS the text is sent as; no amount, link, pair or line break is cut in two (REL-30).

    A text outside the tables is sent as Unicode, 70 characters a part.
    """
    if not text:
        return []
    whole, joined = (
        (CHARACTERS_A_PART, CHARACTERS_A_JOINED_PART)
        if is_gsm(text)
        else (UNICODE_CHARACTERS, JOINED_UNICODE_CHARACTERS)
    )
    size = _count(text, text)
    room = joined if mode is SplitMode.CONCATENATED and size > whole else whole
    return _filled(text, room)


def _filled(text: str, room: int) -> list[str]:
    found, current = [], ""
    for word in _UNBREAKABLE.findall(text):
        if _count(current + word, text) <= room:
            current += word
            continue
        if current:
            found.append(current)
            current = ""
        *full, current = _cut(word, room, text)
        found += full
    return [part for part in (*found, current) if part]


def _cut(word: str, room: int, text: str) -> list[str]:
    """A word longer than a whole part, cut between characters because it must be."""
    pieces = [""]
    for character in word:
        if _count(pieces[-1] + character, text) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _count(piece: str, text: str) -> int:
    """What a piece counts in the alphabet the whole text is sent in."""
    if is_gsm(text):
        return sum(2 if character in EXTENSION else 1 for character in piece)
    return len(piece.encode("utf-16-be")) // 2


def _nearest(character: str) -> str:
    if character in STANDARD or character in EXTENSION:
        return character
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if ord(c) < ord("\x7f"))
    return plain if plain and is_gsm(plain) else "?"

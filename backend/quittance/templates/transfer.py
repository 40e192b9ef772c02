"""A door: how to pay by transfer, by an IBAN and its picture for banking applications or a RIB."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import (
    QR8bitByte,
    QRCode,
    QRErrorCorrectLevel,
)

from quittance.domain.money import Money

IBAN = re.compile(r"\b([A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]){11,30})", re.IGNORECASE)
BIC = re.compile(r"\b([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
RIB = re.compile(r"\b(\d{5}[ \u00a0]?\d{5}[ \u00a0]?[A-Z0-9]{11}[ \u00a0]?\d{2})\b", re.IGNORECASE)
LABEL = re.compile(r"[\s,;·-]*\b(?:IBAN|BIC|RIB|SWIFT)\b\s*:?\s*", re.IGNORECASE)
QUIET = 4  # modules left white around, EPC069-12
MOST_MINOR = 99_999_999_999  # 999 999 999,99 EUR: the most a picture may ask
NAME_CHARACTERS, REFERENCE_CHARACTERS = 70, 140


@dataclass(frozen=True, slots=True)
class Picture:
    """A square of `side` modules, quiet zone included; `runs` are the dark ones.

    A run is a column, a row, and how many modules follow each other to the right.
    """

    side: int
    runs: tuple[tuple[int, int, int], ...]

    @property
    def path(self) -> str:
        """The dark modules as one path of an SVG in a box of `side` modules."""
        return "".join(f"M{left} {top}h{length}v1h-{length}z" for left, top, length in self.runs)


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a transfer needs: labelled lines, and a picture where a bank can read one."""

    facts: tuple[tuple[str, str], ...]
    amount: Money
    picture: Picture | None


def transfer_of(name: str, details: str, reference: str, amount: Money) -> Transfer:
    """The creditor's bank details, sorted; in euros and with a sound IBAN, a picture of them."""
    lines = LABEL.sub("\n", details)
    iban, left = _taken(IBAN, lines)
    if iban and not is_sound(iban):
        iban, left = "", lines
    rib, left = _taken(RIB, left) if not iban else ("", left)
    bic, left = _taken(BIC, left) if iban else ("", left)
    rest = "\n".join(filter(None, (line.strip(" ,;·-") for line in left.splitlines())))
    facts = [("bank", rest)] if rest else []
    if iban:
        facts.append(("iban", _grouped(iban)))
    if bic:
        facts.append(("bic", bic))
    if rib:
        facts.append(("rib", " ".join(_parts_of_rib(rib))))
    is_payable = amount.currency == "EUR" and 0 < amount.minor <= MOST_MINOR
    picture = None
    if iban and is_payable:
        picture = drawn(sepa_text(name, iban, bic, amount, reference))
    return Transfer(tuple(facts), amount, picture)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """What the pattern finds, without blanks, and the text without it."""
    found = pattern.search(text)
    if found is None:
        return "", text
    return re.sub(r"\s", "", found[1]).upper(), text[: found.start()] + text[found.end() :]


def is_sound(iban: str) -> bool:
    """Whether the key of an IBAN is right (ISO 13616, modulo 97)."""
    turned = iban[4:] + iban[:4]
    if not turned.isascii() or not turned.isalnum() or not 15 <= len(iban) <= 34:
        return False
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _grouped(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def _parts_of_rib(rib: str) -> tuple[str, str, str, str]:
    """Bank, branch, account, key."""
    return rib[:5], rib[5:10], rib[10:21], rib[21:]


def sepa_text(name: str, iban: str, bic: str, amount: Money, reference: str) -> str:
    """What banking applications read: a SEPA credit transfer (EPC069-12, version 2)."""
    return "\n".join(
        (
            *("BCD", "002", "1", "SCT", bic),
            " ".join(name.split())[:NAME_CHARACTERS],
            iban,
            f"EUR{amount.to_decimal()}",
            *("", "", " ".join(reference.split())[:REFERENCE_CHARACTERS]),
        )
    )


@lru_cache(maxsize=256)
def drawn(text: str) -> Picture:
    """The text as a picture, with the quiet zone and the correction level banks ask for (M)."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.make()
    size = code.getModuleCount()
    runs: list[tuple[int, int, int]] = []
    for row in range(size):
        column = 0
        while column < size:
            start = column
            while column < size and code.isDark(row, column):
                column += 1
            if column > start:
                runs.append((start + QUIET, row + QUIET, column - start))
            column += 1
    return Picture(size + 2 * QUIET, tuple(runs))

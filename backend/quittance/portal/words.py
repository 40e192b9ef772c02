"""The portal's words and figures in the debtor's language."""

from __future__ import annotations

from datetime import date
from typing import Literal

from quittance.domain.money import NO_BREAK_SPACE, Money, format_money
from quittance.portal import words_contacts_en, words_contacts_fr, words_en, words_fr
from quittance.portal.statuses import Shown

Locale = Literal["fr", "en"]

MINUS = "\u2212"
THIN_SPACE = "\u202f"
NO_BREAK_HYPHEN = "\u2011"


def typeset(sentence: str) -> str:
    """French spacing: marks and guillemets never leave their word, nor `vous` its verb."""
    for mark in "?!;":
        sentence = sentence.replace(f" {mark}", THIN_SPACE + mark)
    for plain in (" :", " »"):
        sentence = sentence.replace(plain, NO_BREAK_SPACE + plain[1:])
    return sentence.replace("« ", "«" + NO_BREAK_SPACE).replace("-vous", NO_BREAK_HYPHEN + "vous")


FRENCH = {**words_fr.WORDS, **words_contacts_fr.WORDS}
ENGLISH = {**words_en.WORDS, **words_contacts_en.WORDS}
CATALOGUES: dict[Locale, dict[str, str]] = {
    "fr": {key: typeset(sentence) for key, sentence in FRENCH.items()},
    "en": ENGLISH,
}


def locale_of(*languages: str) -> Locale:
    """The first of these languages we speak; French if none."""
    for language in languages:
        if language[:2].lower() == "fr":
            return "fr"
        if language[:2].lower() == "en":
            return "en"
    return "fr"


class Words:
    """Sentences of one locale; `n` chooses between none, one and several."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self._words = CATALOGUES[locale]

    def __call__(self, key: str, **facts: object) -> str:
        """The sentence with its facts, never escaped here: templates do that once."""
        count = facts.get("n")
        if isinstance(count, int):
            form = "zero" if count == 0 else "one" if count == 1 else "other"
            sentence = self._words.get(f"{key}.{form}") or self._words[f"{key}.other"]
            return sentence.format(**facts)
        return self._words[key].format(**facts)

    def money(self, minor: int, currency: str) -> str:
        """`2 026,81 EUR`, with a real minus sign (SID-25)."""
        return format_money(minor, currency, self.locale).replace("-", MINUS)

    def amount(self, minor: int, currency: str) -> str:
        """The same without its currency, for a column whose head tells it."""
        return self.money(minor, currency).rpartition(NO_BREAK_SPACE)[0]

    def money_parts(self, minor: int, currency: str) -> tuple[str, str]:
        """The units to set large, and the cents and currency to set light."""
        text = self.money(minor, currency)
        mark = "," if self.locale == "fr" else "."
        number, _, code = text.rpartition(NO_BREAK_SPACE)
        units, point, cents = number.rpartition(mark)
        if point and len(cents) == 2:
            return units, f"{mark}{cents}{NO_BREAK_SPACE}{code}"
        return number, f"{NO_BREAK_SPACE}{code}"

    def sums(self, sums: list[Money]) -> str:
        """Several currencies beside each other; they do not add up."""
        return " + ".join(self.money(one.minor, one.currency) for one in sums)

    def day(self, day: date) -> str:
        """`14/08/2020` (SID-25)."""
        return f"{day:%d/%m/%Y}"

    def status(self, shown: Shown) -> str:
        """The creditor's side of a receivable, with the day promised where there is one."""
        key = f"status.{shown.status.value}"
        return self(f"{key}_until", day=self.day(shown.until)) if shown.until else self(key)

    def late(self, days: int) -> str:
        """`46 jours`, or a dash when it is not late (SID-25)."""
        return self("days", n=days) if days > 0 else "–"

"""Both catalogues say everything, and figures read as people expect them."""

import re
from datetime import date
from string import Formatter

import pytest

from quittance.domain.dispute_reason import DisputeReason
from quittance.portal.models import AnswerKind
from quittance.portal.people import FIELDS as PERSON_FIELDS
from quittance.portal.places import FUNCTIONS
from quittance.portal.replies import PayBy
from quittance.portal.statement import Tab
from quittance.portal.statuses import ShownStatus
from quittance.portal.words import ENGLISH, FRENCH, Words, locale_of, typeset


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_english_says_all_that_french_says_with_the_same_facts() -> None:
    assert ENGLISH.keys() == FRENCH.keys()
    assert {key for key in FRENCH if facts(FRENCH[key]) != facts(ENGLISH[key])} == set()


@pytest.mark.parametrize(
    "key",
    [
        *(f"kind.{one.value}" for one in AnswerKind),
        *(f"said.{one.value}" for one in AnswerKind),
        *(f"by.{one.value}" for one in PayBy),
        *(f"reason.{one.value}" for one in DisputeReason),
        *(f"status.{one.value}" for one in ShownStatus),
        *(f"tab.{one.value}" for one in Tab),
        *(f"empty.{one.value}" for one in Tab),
        *(f"department.{one.value}" for one in FUNCTIONS),
        *(f"function.{one}" for of in FUNCTIONS.values() for one in of),
        *(f"field.{one}" for one in PERSON_FIELDS),
        *(f"error.person.{one}" for one in PERSON_FIELDS),
    ],
)
def test_every_value_of_a_closed_list_has_its_word(key: str) -> None:
    assert key in FRENCH


@pytest.mark.req("SID-25")
def test_sums_days_and_lateness_read_as_on_the_sample() -> None:
    words = Words("fr")

    assert words.money(2_026_81, "EUR") == "2\u00a0026,81\u00a0EUR"
    assert words.money(428_500, "XPF") == "428\u00a0500\u00a0XPF"
    assert words.money(-35_000, "EUR") == "\u2212350,00\u00a0EUR"
    assert words.day(date(2020, 8, 14)) == "14/08/2020"
    assert [words.late(days) for days in (46, 1, 0)] == ["46 jours", "1 jour", "–"]


@pytest.mark.parametrize(
    ("minor", "currency", "parts"),
    [
        (24_960_00, "EUR", ("24\u00a0960", ",00\u00a0EUR")),
        (5, "EUR", ("0", ",05\u00a0EUR")),
        (1_021_450, "XPF", ("1\u00a0021\u00a0450", "\u00a0XPF")),
    ],
)
def test_cents_and_currency_are_set_apart(
    minor: int, currency: str, parts: tuple[str, str]
) -> None:
    assert Words("fr").money_parts(minor, currency) == parts


def test_marks_stay_with_their_word() -> None:
    assert typeset("Quand paierez-vous ?") == "Quand paierez\u2011vous\u202f?"
    assert typeset("avant « Terminer ».") == "avant «\u00a0Terminer\u00a0»."
    assert not any(re.search(r" [?!;:»]", typeset(one)) for one in FRENCH.values())


def test_unknown_languages_read_french() -> None:
    assert locale_of("", "ty", "de-DE") == "fr"
    assert locale_of("", "en-GB", "fr") == "en"

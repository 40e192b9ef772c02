"""What browsers and people type is understood, or its field says why not."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from quittance.portal.forms import as_typed, ids_of, read_day, read_reply, read_sum
from quittance.portal.models import AnswerKind
from quittance.portal.replies import DisputeReply, UpcomingReply, reread, stored


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-27", date(2026, 11, 27)),
        ("27/11/2026", date(2026, 11, 27)),
        (" 1.2.2027 ", date(2027, 2, 1)),
        ("31/02/2026", None),
        ("demain", None),
        ("2026-11-27T10:00", None),
    ],
)
def test_days(typed: str, day: date | None) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("1 250,00", "EUR", 125_000),
        ("1\u202f250.5", "EUR", 125_050),
        ("428 500", "XPF", 428_500),
        ("12,50", "XPF", None),
        ("0", "EUR", None),
        ("-5", "EUR", None),
        ("1e9", "EUR", None),
        ("٣", "EUR", 3_00),
        ("9" * 30, "EUR", None),
    ],
)
def test_sums(typed: str, currency: str, minor: int | None) -> None:
    assert read_sum(typed, currency) == minor


def test_every_wrong_field_says_why() -> None:
    reply, typed, errors = read_reply(
        AnswerKind.UPCOMING, {"due_on": "bientôt", "first_minor": "beaucoup"}, "EUR"
    )

    assert reply is None
    assert typed["due_on"] == "bientôt"
    assert errors == {"due_on": "date", "first_minor": "amount"}
    assert read_reply(AnswerKind.UPCOMING, {"due_on": "2026-12-01"}, "EUR")[2] == {
        "method": "required"
    }
    assert read_reply(AnswerKind.STATUS, {"text": "x" * 2001}, "EUR")[2] == {"text": "too_long"}
    assert read_reply(AnswerKind.DISPUTE, {"reason": "humeur"}, "EUR")[2] == {"reason": "invalid"}


def test_a_form_shows_again_what_was_answered() -> None:
    reply, typed, _ = read_reply(
        AnswerKind.DISPUTE, {"reason": "price", "amount_minor": "50,00"}, "EUR"
    )

    assert isinstance(reply, DisputeReply)
    assert reread(AnswerKind.DISPUTE, stored(reply)) == reply
    assert read_reply(AnswerKind.DISPUTE, as_typed(reply, "EUR"), "EUR")[0] == reply
    assert typed["amount_minor"] == "50,00"


@given(st.dictionaries(st.sampled_from(["due_on", "method", "first_minor", "remarks"]), st.text()))
def test_nothing_typed_raises(form: dict[str, str]) -> None:
    reply, _, errors = read_reply(AnswerKind.UPCOMING, form, "EUR")

    assert isinstance(reply, UpcomingReply) or errors


def test_an_id_that_is_none_is_refused() -> None:
    form = FormData([("about", str(UUID(int=1))), ("shown", "1' OR 1=1")])

    assert ids_of(form, "about") == [UUID(int=1)]
    assert ids_of(form, "shown") is None
    assert ids_of(form, "ticked") == []

"""Promises judged, states moved, debts aged, attempts repeated, ledger lines told apart."""

from datetime import UTC, datetime, timedelta

import pytest

from quittance.domain.aging import days_late
from quittance.domain.lifecycle import (
    DISPUTE_MOVES,
    PROMISE_MOVES,
    DisputeStatus,
    MoveRefused,
    PromiseStatus,
    move,
)
from quittance.domain.promise_outcome import promise_outcome
from quittance.domain.reconciliation import (
    LineIdentity,
    fingerprint,
    fingerprints,
    needs_review,
)
from quittance.domain.retry import EMAIL_DELAYS, WEBHOOK_DELAYS, next_try_at
from tests.factories.domain import HOSTILE_NUMBER, day

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)
LINE = LineIdentity("C1", HOSTILE_NUMBER, day("2026-06-01"), 100_00, "EUR")


@pytest.mark.parametrize(
    ("payments", "as_of", "outcome"),
    [
        ([], "2026-06-13", PromiseStatus.PENDING),
        ([], "2026-06-14", PromiseStatus.BROKEN),
        ([("2026-06-13", 40_00)], "2026-06-14", PromiseStatus.PARTIALLY_KEPT),
        ([("2026-06-05", 40_00), ("2026-06-13", 60_00)], "2026-06-13", PromiseStatus.KEPT),
        ([("2026-06-14", 100_00)], "2026-06-20", PromiseStatus.BROKEN),
    ],
)
def test_a_promise_is_judged_when_its_grace_is_over(
    payments: list[tuple[str, int]], as_of: str, outcome: PromiseStatus
) -> None:
    received = [(day(paid_on), minor) for paid_on, minor in payments]

    assert (
        promise_outcome(100_00, day("2026-06-10"), received, as_of=day(as_of), grace_days=3)
        is outcome
    )


def test_a_dispute_with_an_outcome_gets_no_other() -> None:
    assert move(DISPUTE_MOVES, DisputeStatus.OPEN, DisputeStatus.UPHELD)
    with pytest.raises(MoveRefused):
        move(DISPUTE_MOVES, DisputeStatus.UPHELD, DisputeStatus.REJECTED)


def test_every_state_has_its_moves() -> None:
    assert set(PROMISE_MOVES) == set(PromiseStatus)
    assert set(DISPUTE_MOVES) == set(DisputeStatus)


@pytest.mark.parametrize(
    ("as_of", "late"),
    [
        ("2026-05-20", 0),
        ("2026-06-01", 0),
        ("2026-06-02", 1),
        ("2026-07-01", 30),
        ("2026-07-02", 31),
        ("2026-08-30", 90),
        ("2026-08-31", 91),
    ],
)
def test_due_today_is_not_late(as_of: str, late: int) -> None:
    assert days_late(day("2026-06-01"), day(as_of)) == late


@pytest.mark.req("SID-25")
def test_forty_six_days_between_mid_august_and_the_end_of_september() -> None:
    assert days_late(day("2020-08-14"), day("2020-09-29")) == 46


def test_a_webhook_is_tried_ten_times_over_four_days() -> None:
    assert len(WEBHOOK_DELAYS) == 10
    assert next_try_at(NOON, 0, delays=WEBHOOK_DELAYS) == NOON
    assert next_try_at(NOON, 1, delays=WEBHOOK_DELAYS) == NOON + timedelta(seconds=5)
    assert next_try_at(NOON, 9, delays=WEBHOOK_DELAYS) == NOON + timedelta(hours=24)
    assert next_try_at(NOON, 10, delays=WEBHOOK_DELAYS) is None


def test_jitter_spreads_and_patience_asked_for_is_given_up_to_a_day() -> None:
    def wait(jitter: int = 0, retry_after: timedelta | None = None) -> timedelta:
        at = next_try_at(NOON, 1, delays=EMAIL_DELAYS, jitter=jitter, retry_after=retry_after)
        assert at is not None
        return at - NOON

    assert (wait(-20), wait(20)) == (timedelta(minutes=4), timedelta(minutes=6))
    assert wait(retry_after=timedelta(hours=1)) == timedelta(hours=1)
    assert wait(retry_after=timedelta(seconds=1)) == timedelta(minutes=5)
    assert wait(retry_after=timedelta(days=30)) == timedelta(days=1)
    with pytest.raises(ValueError, match="jitter"):
        wait(21)


def test_equal_lines_have_fingerprints_of_their_own_that_outlive_their_ids() -> None:
    found = fingerprints([("b", LINE), ("a", LINE)])

    assert found == {"a": fingerprint(LINE, 0), "b": fingerprint(LINE, 1)}
    assert fingerprint(LINE) != fingerprint(LINE._replace(amount_minor=-100_00))


def test_no_two_lines_share_a_fingerprint_by_moving_a_character() -> None:
    assert fingerprint(LINE._replace(customer_code="C1=", document_number="1")) != fingerprint(
        LINE._replace(customer_code="C1", document_number="=1")
    )


def test_above_five_percent_a_person_looks_first() -> None:
    assert not needs_review(5, 100)
    assert needs_review(6, 100)
    assert needs_review(1, 0)

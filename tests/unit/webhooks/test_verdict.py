"""What an answer means, and how long we are patient with an endpoint."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.webhooks.ports import Answered, Outcome, Unreached
from quittance.webhooks.verdict import (
    Failing,
    Farewell,
    Fate,
    Verdict,
    after_failure,
    is_given_up,
    judge,
    patience,
    rest,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_only_success_is_success(status: int) -> None:
    assert judge(Answered(status), NOW) == Verdict(Fate.DELIVERED)


@pytest.mark.parametrize("status", [100, 199, 300, 301, 302, 304, 400, 401, 404, 409, 422, 500])
def test_anything_else_is_tried_again(status: int) -> None:
    assert judge(Answered(status, retry_after="60"), NOW) == Verdict(Fate.RETRY)


def test_silence_is_tried_again() -> None:
    assert judge(Unreached("No connection."), NOW) == Verdict(Fate.RETRY)


def test_410_says_goodbye() -> None:
    assert judge(Answered(410), NOW) == Verdict(Fate.ABORTED, Farewell.GONE)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_receiver_is_given_the_time_it_asks_for(status: int) -> None:
    verdict = judge(Answered(status, retry_after="120"), NOW)
    assert verdict == Verdict(Fate.RETRY, retry_after=timedelta(minutes=2))


@pytest.mark.parametrize(
    ("status", "control", "expected"),
    [
        (500, "abort-message", Verdict(Fate.ABORTED)),
        (500, " Disable ", Verdict(Fate.ABORTED, Farewell.ASKED)),
        (200, "disable", Verdict(Fate.DELIVERED, Farewell.ASKED)),
        (200, "abort-message", Verdict(Fate.DELIVERED)),
        (500, "something else", Verdict(Fate.RETRY)),
    ],
)
def test_the_receiver_steers_by_a_header(status: int, control: str, expected: Verdict) -> None:
    assert judge(Answered(status, control=control), NOW) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", timedelta()),
        ("120", timedelta(minutes=2)),
        ("99999999999999999999", timedelta(hours=24)),
        ("Mon, 23 Nov 2026 08:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 07:05:00 GMT", timedelta()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(hours=24)),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("²", None),
        ("Mon, 99 Nov 2026 08:05:00 GMT", None),
        ("Mon, 23 Nov 99999999999999999999 08:05:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, expected: timedelta | None) -> None:
    assert patience(text, NOW) == expected


@given(st.text(max_size=60))
def test_no_retry_after_makes_us_wait_more_than_a_day(text: str) -> None:
    wait = patience(text, NOW)
    assert wait is None or timedelta() <= wait <= timedelta(hours=24)


def failures(*hours: float) -> Failing:
    failing = Failing()
    for hour in hours:
        failing = after_failure(failing, NOW + hour * HOUR)
    return failing


def test_a_burst_of_failures_starts_no_clock() -> None:
    assert failures(0, 0.1, 1, 11.9).since is None


def test_failures_half_a_day_apart_start_the_clock() -> None:
    assert failures(0, 1, 12).since == NOW + 12 * HOUR


def test_rare_failures_start_no_clock() -> None:
    assert failures(0, 25, 50, 75).since is None


def test_an_endpoint_is_given_up_five_days_after_the_clock_started() -> None:
    failing = failures(0, 12, 40, 90)
    assert not is_given_up(failing, NOW + 131.9 * HOUR)
    assert is_given_up(failing, NOW + 132 * HOUR)


@pytest.mark.parametrize(
    ("outcome", "down_for", "expected"),
    [
        (Unreached("No connection."), timedelta(seconds=29), None),
        (Unreached("No connection."), timedelta(seconds=30), timedelta(minutes=2)),
        (Answered(500), timedelta(minutes=50), timedelta(minutes=5)),
        (Answered(503), timedelta(days=3), timedelta(hours=1)),
        (Answered(404), timedelta(days=3), None),  # it is there, and says no
    ],
)
def test_the_longer_it_is_down_the_longer_it_is_left_alone(
    outcome: Outcome, down_for: timedelta, expected: timedelta | None
) -> None:
    assert rest(outcome, Failing(first_at=NOW - down_for), NOW) == expected


@given(st.lists(st.floats(0, 400), max_size=30).map(sorted))
def test_nobody_is_given_up_within_five_and_a_half_days(hours: list[float]) -> None:
    failing = failures(*hours)
    last = hours[-1] if hours else 0
    if is_given_up(failing, NOW + last * HOUR):
        assert last - hours[0] >= 132

"""Cursors: ours come back whole, anybody else's are refused."""

import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.platform.pages import CursorInvalid, decode_cursor, encode_cursor, id_in

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=40)


@given(st.lists(scalars, max_size=5))
def test_a_cursor_comes_back_as_it_was(key: list[object]) -> None:
    cursor = encode_cursor(*key)
    assert decode_cursor(cursor, len(key)) == tuple(key)


@given(st.lists(scalars, max_size=5))
def test_a_cursor_can_stand_in_an_address(key: list[object]) -> None:
    cursor = encode_cursor(*key)
    assert cursor.replace("-", "").replace("_", "").isalnum()


def test_ids_and_instants_travel_as_text() -> None:
    at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert decode_cursor(encode_cursor(UUID(int=1), at), 2) == (str(UUID(int=1)), str(at))


@given(st.text(max_size=60), st.integers(1, 4))
def test_garbage_is_refused_and_never_crashes(cursor: str, size: int) -> None:
    try:
        key = decode_cursor(cursor, size)
    except CursorInvalid:
        return
    assert len(key) == size


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "=",
        "a",
        "é",
        "!!!!",
        "bm90IGpzb24",
        encode_cursor(),
        encode_cursor(1, 2),
        "\x00",
        "[" * 512,
    ],
)
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor(cursor, 1)


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1.5", "{}", "[]", '"a', "9" * 5000])
def test_json_that_is_no_sort_key_is_refused(value: str) -> None:
    cursor = base64.urlsafe_b64encode(f"[{value}]".encode()).decode().rstrip("=")
    with pytest.raises(CursorInvalid):
        decode_cursor(cursor, 1)


@pytest.mark.parametrize("value", [None, True, 5, "", "no id", "\ud800"])
def test_a_cursor_that_should_hold_an_id_holds_one(value: object) -> None:
    assert id_in(encode_cursor(UUID(int=1))) == UUID(int=1)
    with pytest.raises(CursorInvalid):
        id_in(encode_cursor(value))

"""Cursor pages: an opaque cursor carries the sort key of the last row shown."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from quittance.platform.errors import AppError, Kind

T = TypeVar("T")
R = TypeVar("R")

Limit = Annotated[int, Query(ge=1, le=200, description="Rows per page.")]
Cursor = Annotated[
    str | None, Query(max_length=512, description="`next_cursor` of the page before.")
]


class Page(BaseModel, Generic[T]):
    """Some rows, and where to go on; `next_cursor` is null on the last page."""

    model_config = ConfigDict(from_attributes=True)

    items: list[T]
    next_cursor: str | None


class CursorInvalid(AppError):
    """The cursor was not made by this list."""

    code: ClassVar[str] = "cursor_invalid"
    kind: ClassVar[Kind] = Kind.INVALID


def encode_cursor(*key: Any) -> str:  # noqa: ANN401  any JSON scalar, dates and ids as text
    """An opaque, URL-safe text holding the key."""
    raw = json.dumps(key, default=str, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_cursor(cursor: str, size: int) -> tuple[Any, ...]:
    """The key of `size` values that `encode_cursor` was given; raises `CursorInvalid`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise CursorInvalid("This cursor is not one of ours.") from error
    if not isinstance(key, list) or len(key) != size:
        raise CursorInvalid("This cursor belongs to another list.")
    # JSON also knows NaN, lists and objects: no sort key holds any, and no query expects them.
    if not all(one is None or isinstance(one, str | int) for one in key):
        raise CursorInvalid("This cursor is not one of ours.")
    return tuple(key)


def cut(
    rows: Sequence[R], limit: int, key: Callable[[R], tuple[Any, ...]]
) -> tuple[Sequence[R], str | None]:
    """Of one row more than a page holds: the page, and the cursor to what follows."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], encode_cursor(*key(rows[limit - 1]))


def id_in(cursor: str) -> UUID:
    """The id alone that a cursor holds; raises `CursorInvalid`."""
    (id,) = decode_cursor(cursor, 1)
    try:
        return UUID(id)
    except (AttributeError, TypeError, ValueError) as error:
        raise CursorInvalid("This cursor belongs to another list.") from error


def day_and_id_in(cursor: str) -> tuple[date, UUID]:
    """The day and the id that a cursor holds; raises `CursorInvalid`."""
    day, id = decode_cursor(cursor, 2)
    try:
        return date.fromisoformat(day), UUID(id)
    except (AttributeError, TypeError, ValueError) as error:
        raise CursorInvalid("This cursor belongs to another list.") from error

"""Rows are made in a thread, ahead of whoever asks for them."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from quittance.platform.staging import BATCHES_AHEAD, ROWS_PER_COPY, ahead

MANY = ROWS_PER_COPY * (BATCHES_AHEAD + 5) + 7


class Rows:
    """Rows that count themselves, and tell when their maker let go of them."""

    def __init__(self, many: int, *, broken_at: int | None = None) -> None:
        self.many, self.broken_at, self.made = many, broken_at, 0
        self.enough = threading.Event()

    def __iter__(self) -> Iterator[tuple[int]]:
        for number in range(self.many):
            if number == self.broken_at:
                raise ValueError("This file cannot be read any further.")
            self.made += 1
            if self.made == ROWS_PER_COPY * 2:
                self.enough.set()
            yield (number,)


async def test_every_row_comes_once_and_in_order():
    async with ahead(iter(Rows(MANY))) as batches:
        numbers = [number async for batch in batches for (number,) in batch]

    assert numbers == list(range(MANY))


async def test_no_row_is_no_batch():
    async with ahead(iter(())) as batches:
        assert [batch async for batch in batches] == []


async def test_rows_are_made_before_anyone_asks_but_not_all_of_them():
    rows = Rows(MANY)

    async with ahead(iter(rows)) as batches:
        first = await anext(batches)
        while not rows.enough.is_set():  # nobody has asked for the second batch
            await _a_moment()

    assert len(first) == ROWS_PER_COPY
    assert ROWS_PER_COPY * 2 <= rows.made < MANY


async def test_a_reader_that_breaks_off_breaks_off_the_load():
    async def load() -> None:
        async with ahead(iter(Rows(MANY, broken_at=ROWS_PER_COPY + 1))) as batches:
            assert len(await anext(batches)) == ROWS_PER_COPY
            await anext(batches)

    with pytest.raises(ValueError, match="any further"):
        await load()


async def test_whoever_leaves_early_leaves_nobody_reading():
    rows = Rows(MANY)

    async def leave() -> None:
        async with ahead(iter(rows)) as batches:
            await anext(batches)
            raise LookupError

    with pytest.raises(LookupError):
        await leave()
    made = rows.made
    await _a_moment()

    assert rows.made == made < MANY


async def _a_moment() -> None:

    await asyncio.sleep(0.001)

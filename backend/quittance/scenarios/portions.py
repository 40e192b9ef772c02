"""Many things taken some at a time: memory and statements do not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

PORTION = 1_000
LINES_PER_PORTION = 10_000  # a statement can name so many receivables only


def portions(things: Iterable[T]) -> Iterator[Sequence[T]]:
    """The things in their order, a thousand at a time."""
    return _cut(things, lambda _: 1, PORTION)


def portions_of_lines(things: Iterable[T], lines: Callable[[T], int]) -> Iterator[Sequence[T]]:
    """The things in their order, ten thousand lines at a time, or one thing with more."""
    return _cut(things, lines, LINES_PER_PORTION)


def _cut(things: Iterable[T], weight: Callable[[T], int], most: int) -> Iterator[Sequence[T]]:
    portion: list[T] = []
    held = 0
    for thing in things:
        if portion and held + weight(thing) > most:
            yield portion
            portion, held = [], 0
        portion.append(thing)
        held += weight(thing)
    if portion:
        yield portion

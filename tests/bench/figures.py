"""What a measure says, and how ours and the physical limit are measured in turns."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

ALTERNATIONS = 5

Run = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table; `ratio` is ours to the limit, both of the same run."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    ratio: float | None = None

    def row(self) -> dict[str, Any]:
        """The row as `build/bench.json` keeps it."""
        return asdict(self)

    def line(self) -> str:
        """The row as it is printed."""
        said = f"{self.name:<34}{self.value:>12,.2f} {self.unit:<14}"
        if self.limit is not None:
            said += f"limit {self.limit:>12,.2f}"
        if self.ratio is not None:
            said += f"   ratio {self.ratio:.2f}"
        return said


async def in_turns(
    name: str, unit: str, ours: Run, limit: Run, *, times: int = ALTERNATIONS
) -> Figure:
    """Rates of ours and of the limit, measured one after the other: medians, and their ratio."""
    rates: list[tuple[float, float]] = [(await ours(), await limit()) for _ in range(times)]
    value = statistics.median(rate for rate, _ in rates)
    most = statistics.median(rate for _, rate in rates)
    return Figure(name, round(value, 2), unit, round(most, 2), round(value / most, 3))


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]

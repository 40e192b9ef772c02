"""`python -m tests.bench [NAME…]` measures, prints a table and writes `build/bench.json`.

What is ours and what bounds it are measured in turns, in the same run, on the same servers, with
fsync; each figure is a median. The load of the machine is printed, for figures taken beside other
work say little.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import uvloop

from quittance.platform import embedded, garbage
from quittance.platform.embedded import Running
from tests.bench import crash, imports, letters, mail, pages, plan
from tests.bench.figures import Figure
from tests.plugins.services import migrate

RESULT = Path(__file__).parents[2] / "build" / "bench.json"

Measure = Callable[[Running, Path], Awaitable[Sequence[Figure]]]

MEASURES: dict[str, Measure] = {
    "import": imports.measure,
    "plan": plan.measure,
    "mail": mail.measure,
    "letter": letters.measure,
    "pages": pages.measure,
    "crash": crash.measure,
}


def main() -> None:
    """Each measure on servers of its own; what was asked for by name, or all of them."""
    wanted = sys.argv[1:] or list(MEASURES)
    if unknown := set(wanted) - MEASURES.keys():
        sys.exit(f"No measure is named {', '.join(sorted(unknown))}: {', '.join(MEASURES)}.")
    garbage.look_seldom()  # as a worker does: its jobs run here
    figures: list[Figure] = []
    for name in wanted:
        _print_load(name)
        found = _measured(MEASURES[name])
        for figure in found:
            sys.stdout.write(f"{figure.line()}\n")
        figures += found
    RESULT.parent.mkdir(exist_ok=True)
    rows = [figure.row() for figure in figures]
    RESULT.write_text(json.dumps(rows, indent=2) + "\n")
    sys.stdout.write(f"{RESULT} is written.\n")


def _measured(measure: Measure) -> Sequence[Figure]:
    with (
        tempfile.TemporaryDirectory(prefix="quittance-bench-") as name,
        embedded.services(Path(name), durable=True) as running,
    ):
        folder = Path(name)
        folder.chmod(0o711)
        migrate(running.owner_url)

        async def run() -> Sequence[Figure]:
            return await measure(running, folder)

        return uvloop.run(run())


def _print_load(name: str) -> None:
    one, five, fifteen = os.getloadavg()
    sys.stdout.write(
        f"{name} on {os.cpu_count()} processors, load {one:.2f} {five:.2f} {fifteen:.2f}\n"
    )


if __name__ == "__main__":
    main()

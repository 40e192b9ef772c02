"""Which requirements a run has shown.

A test says `@pytest.mark.req("SAGE-45")`. With `--requirements-report FILE` the passed tests are
written down by requirement; tests/features.py makes docs/features.md of it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

KNOWN = Path(__file__).parents[1] / "requirements.tsv"
MOST_PER_TEST = 4


def known_numbers() -> set[str]:
    """The numbers of all requirements."""
    return {line.split("\t")[0] for line in KNOWN.read_text().splitlines()[1:]}


def numbers_of(marks: Iterable[pytest.Mark]) -> list[str]:
    """The numbers of a test's `req` marks, in the order they are written."""
    return [number for mark in marks for number in mark.args]


def faults(numbers: list[str], known: set[str]) -> list[str]:
    """What is wrong with a test's numbers."""
    unknown = [f"{number} is not a requirement" for number in numbers if number not in known]
    if len(numbers) > MOST_PER_TEST:
        return [*unknown, f"{len(numbers)} requirements: a test shows {MOST_PER_TEST} at most"]
    return unknown


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--requirements-report",
        type=Path,
        metavar="FILE",
        help="write the requirements shown by passed tests to FILE, as JSON",
    )


def pytest_configure(config: pytest.Config) -> None:
    report = config.getoption("--requirements-report")
    if report is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Witness(report), "requirements-witness")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = known_numbers()
    wrong: list[str] = []
    for item in items:
        numbers = numbers_of(item.iter_markers("req"))
        wrong += [f"{item.nodeid}: {fault}" for fault in faults(numbers, known)]
        item.user_properties += [("requirement", number) for number in numbers]
    if wrong:
        raise pytest.UsageError("\n".join(wrong))


class Witness:
    """Hears every result, those of other processes too, and writes them down at the end."""

    def __init__(self, report: Path) -> None:
        self.report = report
        self.shown: dict[str, set[str]] = defaultdict(set)
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        test = report.nodeid.partition("[")[0]  # one test, whatever its parameters
        if not report.passed:
            self.failed.add(test)
        elif report.when == "call":
            for name, number in report.user_properties:
                if name == "requirement":
                    self.shown[test].add(str(number))

    def pytest_sessionfinish(self) -> None:
        by_requirement: dict[str, list[str]] = defaultdict(list)
        for test in sorted(self.shown.keys() - self.failed):
            for number in self.shown[test]:
                by_requirement[number].append(test)
        self.report.parent.mkdir(parents=True, exist_ok=True)
        self.report.write_text(json.dumps(by_requirement, indent=2, sort_keys=True))

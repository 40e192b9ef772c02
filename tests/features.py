"""Print docs/features.md from the reports of a run: each requirement, and what shows it."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.tsv")

SYSTEMS = {
    "SID": "Digital letter and debtor's space",
    "REL": "Reminders by message, letter and call",
    "MDM": "Letter templates",
    "SAGE": "Collection of receivables, day by day",
    "QUA": "Kinds of messages",
}

HEADER = """\
# What works, and what shows it

Written by `make features` from a run of all suites: a requirement is listed with the tests that
passed and would fail without it. Change the tests, never this page.
"""


def merged(reports: Iterable[Path]) -> dict[str, list[str]]:
    """Requirement → tests, over all reports."""
    tests: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for number, names in json.loads(report.read_text()).items():
            tests[number].update(names)
    return {number: sorted(names) for number, names in tests.items()}


def requirements() -> dict[str, list[tuple[str, bool]]]:
    """System → its requirements in order, each with whether a test can show it."""
    systems: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for line in REQUIREMENTS.read_text().splitlines()[1:]:
        number, testable = line.split("\t")
        systems[number.partition("-")[0]].append((number, testable == "yes"))
    return systems


def sentence(test: str) -> str:
    """A test's name as the sentence it is, leading to its file."""
    path, _, name = test.partition("::")
    words = name.rpartition("::")[2].removeprefix("test_").replace("_", " ")
    return f"[{words}](../{path})"


def page(shown: Mapping[str, list[str]]) -> Iterator[str]:
    """The page, line by line."""
    systems = requirements()
    yield HEADER
    yield "| System | Requirements | Shown by tests |"
    yield "| --- | ---: | ---: |"
    for system, entries in systems.items():
        testable = [number for number, can_be_shown in entries if can_be_shown]
        proved = sum(number in shown for number in testable)
        yield f"| {system}, {SYSTEMS[system].lower()} | {len(testable)} | {proved} |"

    for system, entries in systems.items():
        yield f"\n## {system}: {SYSTEMS[system]}\n"
        yield "| Requirement | Shown by |"
        yield "| --- | --- |"
        for number, can_be_shown in entries:
            nothing = "—" if can_be_shown else "*nothing to run*"
            yield f"| {number} | {' · '.join(map(sentence, shown.get(number, []))) or nothing} |"


if __name__ == "__main__":
    print("\n".join(page(merged(map(Path, sys.argv[1:])))))

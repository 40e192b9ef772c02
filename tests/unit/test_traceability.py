"""The requirement marks themselves."""

import json

from tests.features import merged, page
from tests.plugins.traceability import faults

KNOWN = {"SAGE-1", "SAGE-2", "SID-1", "REL-1", "QUA-1"}


def test_known_numbers_up_to_four_are_accepted() -> None:
    assert faults(["SAGE-1", "SAGE-2", "SID-1", "REL-1"], KNOWN) == []


def test_an_unknown_number_is_a_fault() -> None:
    assert faults(["SAGE-999"], KNOWN) == ["SAGE-999 is not a requirement"]


def test_five_numbers_on_one_test_are_a_fault() -> None:
    assert faults([*KNOWN], KNOWN) == ["5 requirements: a test shows 4 at most"]


def test_the_page_lists_tests_of_several_reports_under_their_requirement(tmp_path) -> None:
    first, second = tmp_path / "unit.json", tmp_path / "e2e.json"
    first.write_text(json.dumps({"SID-4": ["tests/unit/portal/test_links.py::test_a_link_ends"]}))
    second.write_text(json.dumps({"SID-4": ["tests/e2e/test_portal.py::test_an_old_link_says_so"]}))

    written = "\n".join(page(merged([first, second])))

    assert (
        "| SID-4 | [an old link says so](../tests/e2e/test_portal.py)"
        " · [a link ends](../tests/unit/portal/test_links.py) |"
    ) in written
    assert "| SID-5 | — |" in written

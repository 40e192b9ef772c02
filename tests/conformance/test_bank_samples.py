"""Bank statements written by other people, against counts made without our readers."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from quittance.connectors.inspect import inspect

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data"
CAMT = sorted((SAMPLES / "camt053").glob("*.xml"))
CFONB = sorted(p for p in (SAMPLES / "cfonb120").glob("*") if p.suffix != ".md")
MT940 = sorted(p for p in (SAMPLES / "mt940").glob("*") if p.suffix != ".md")

needs_samples = pytest.mark.skipif(not CAMT, reason="the samples are not beside this checkout")


def named(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def entries_of(facts: dict) -> int:
    return sum(statement["entries"] for statement in facts["statements"])


@needs_samples
@pytest.mark.parametrize("path", CAMT, ids=named(CAMT))
def test_camt_entries_and_sums(path: Path) -> None:
    signed = Decimal(0)
    entries = list(ET.parse(path).iterfind(".//{*}Ntry"))  # noqa: S314 - samples we chose
    for entry in entries:
        amount = Decimal(entry.findtext("{*}Amt", "0"))
        signed += -amount if entry.findtext("{*}CdtDbtInd") == "DBIT" else amount

    facts = inspect(path)

    assert facts["format"] == "camt053"
    assert entries_of(facts) == len(entries)
    assert signed == sum(
        Decimal(statement["sum_credit"]) - Decimal(statement["sum_debit"])
        for statement in facts["statements"]
    )


@needs_samples
@pytest.mark.parametrize("path", CFONB, ids=named(CFONB))
def test_cfonb_movements(path: Path) -> None:
    facts = inspect(path)

    assert facts["format"] == "cfonb120"
    assert entries_of(facts) == len(re.findall(r"^04", path.read_text("latin-1"), re.MULTILINE))


@needs_samples
@pytest.mark.parametrize("path", MT940, ids=named(MT940))
def test_mt940_movements_and_last_balance(path: Path) -> None:
    text = path.read_text("latin-1")
    closings = re.findall(r"^:62[FM]:([CD])\d{6}([A-Z]{3})([\d,]+)", text, re.MULTILINE)

    facts = inspect(path)

    assert facts["format"] == "mt940"
    assert entries_of(facts) == len(re.findall(r"^:61:", text, re.MULTILINE))
    side, currency, amount = closings[-1]
    last = [s for s in facts["statements"] if s["closing"] is not None][-1]
    assert last["currency"] == currency
    sign = -1 if side == "D" else 1
    assert Decimal(last["closing"]) == sign * Decimal(amount.replace(",", "."))


@needs_samples
@pytest.mark.parametrize(
    ("name", "reconciles"),
    [
        ("cfonb120/oca-cfonb_classic.cfo", [True]),
        ("cfonb120/axelor-AFB120-2024-07-18.txt", [True, True]),
        ("camt053/newinnovations-a.xml", [True, True]),
        ("mt940/wolph-cmxl.sta", [True, True, True]),
        ("mt940/jejik-knab.txt", [True, False]),
    ],
)
def test_statements_that_add_up_are_said_to(name: str, reconciles: list[bool]) -> None:
    facts = inspect(SAMPLES / name)

    assert [statement["reconciles"] for statement in facts["statements"]] == reconciles

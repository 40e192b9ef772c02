"""`make demo` on an empty folder: it answers, remembers, says why it fails, leaves nothing."""

import os
import re
import signal
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from quittance.platform import processes

pytestmark = pytest.mark.e2e

QUITTANCE = Path(sysconfig.get_path("scripts")) / "quittance"
PATIENCE_S = 90


@dataclass
class Demo:
    """The command as a person starts it, and what it said."""

    process: subprocess.Popen[str]
    said: str

    @property
    def console(self) -> str:
        return self._after("Console")

    @property
    def log_in(self) -> dict[str, str]:
        return {"email": self._after("Log in"), "password": self._after("Password")}

    @property
    def portal(self) -> str:
        return self._after("A debtor")

    @property
    def mail(self) -> str:
        return self._after("Mail caught")

    @property
    def children(self) -> dict[str, int]:
        """The programs it started, by what they are."""
        parent = self.process.pid
        numbers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return {_program(int(number)): int(number) for number in numbers}

    def rest(self) -> str:
        """What it said after its welcome, once it has ended."""
        said, _ = self.process.communicate(timeout=PATIENCE_S)
        return said

    def _after(self, label: str) -> str:
        found = re.search(rf"^\s*{label}\s+(\S+)$", self.said, re.MULTILINE)
        assert found, f"It never said its {label}: {self.said}"
        return found.group(1)


def _program(number: int) -> str:
    command = Path(f"/proc/{number}/cmdline").read_text().split("\0")
    known = ("postgres", "valkey", "serve", "worker", "mailcatcher")
    return next(name for name in known if any(name in part for part in command))


def started(folder: Path, *, until: str = "Ctrl-C") -> Demo:
    process = subprocess.Popen(
        [QUITTANCE, "demo", "--data", folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder.parent,
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if until in line:
            return Demo(process, said)
    pytest.fail(f"The demonstration ended: {said}")


def gone(numbers: dict[str, int]) -> bool:
    return not any(_is_running(number) for number in numbers.values())


def _is_running(number: int) -> bool:
    """Alive, and not merely waiting to be buried by its new parent."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where root's servers, which run as nobody, can go; pytest's own folders are closed."""
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o711)
        yield Path(temporary) / "demo"


@pytest.fixture(scope="module")
def first(folder: Path) -> Iterator[Demo]:
    demo = started(folder)
    yield demo
    demo.process.kill()
    demo.rest()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="Looks into Linux's /proc.")
class TestDemonstration:
    """Its tests follow each other: a first start, a violent end, a second start, a failure."""

    def test_it_shows_two_companies_and_what_they_are_owed(self, first: Demo) -> None:
        with httpx.Client(base_url=first.console, trust_env=False) as console:
            session = console.post("/v1/session", json=first.log_in).raise_for_status().json()
            companies = {one["currency"]: one["id"] for one in session["companies"]}
            assert companies.keys() == {"EUR", "XPF"}

            for currency, company_id in companies.items():
                console.headers["Company-Id"] = company_id
                aging = console.get("/v1/aging/summary").raise_for_status().json()
                (total,) = aging["totals"]
                assert total["currency"] == currency
                assert total["overdue_minor"] > 0
                assert console.get("/v1/actions/groups").raise_for_status().json()["groups"]

    def test_a_debtor_and_a_reader_of_mail_are_let_in(self, first: Demo) -> None:
        with httpx.Client(trust_env=False, follow_redirects=True) as browser:
            assert "html" in browser.get(first.portal).raise_for_status().headers["content-type"]
            assert "Courriers" in browser.get(first.mail).raise_for_status().text

    def test_what_it_keeps_is_for_its_owner_only(self, first: Demo, folder: Path) -> None:
        assert (folder / "demo.json").stat().st_mode & 0o077 == 0

    def test_killed_without_a_word_it_leaves_nothing_running(self, first: Demo) -> None:
        children = first.children
        assert len(children) == 5

        first.process.kill()

        assert processes.wait(lambda: gone(children), seconds=30)

    def test_a_second_start_remembers_and_a_crash_ends_it_with_the_reason(
        self, first: Demo, folder: Path
    ) -> None:
        second = started(folder)
        assert (second.console, second.mail) == (first.console, first.mail)
        assert second.log_in == first.log_in
        httpx.post(f"{second.console}/v1/session", json=second.log_in).raise_for_status()

        children = second.children
        os.kill(children["worker"], signal.SIGKILL)

        words = second.rest()
        assert second.process.returncode == 1
        assert "worker ended" in words
        assert "Starting worker" in words  # the end of its log
        assert processes.wait(lambda: gone(children), seconds=5)

    def test_a_server_that_dies_ends_it_with_the_reason(self, first: Demo, folder: Path) -> None:
        third = started(folder)
        with httpx.Client(base_url=third.console, trust_env=False) as console:
            session = console.post("/v1/session", json=third.log_in).raise_for_status().json()
        assert session["demonstration"] == {"mail_catcher_url": third.mail}
        assert session["sending_paused_at"] is None

        children = third.children
        os.kill(children["valkey"], signal.SIGKILL)

        words = third.rest()
        assert third.process.returncode == 1
        assert "valkey ended" in words
        assert processes.wait(lambda: gone(children), seconds=5)


def test_the_two_servers_alone_say_how_to_reach_them_and_stop_when_told() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o711)
        process = subprocess.Popen(
            [QUITTANCE, "services", "--data", Path(temporary) / "var"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        process.terminate()
        rest, _ = process.communicate(timeout=PATIENCE_S)

    assert [line.partition("=")[0] for line in said] == [
        "export DATABASE_URL",
        "export OWNER_DATABASE_URL",
        "export REDIS_URL",
    ]
    assert process.returncode == 0
    assert "Stopped" in rest

"""The shape of production, as far as it can be judged without running it."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from quittance.cli.commands import _parser
from quittance.platform.settings import Settings
from tests.plugins.services import ROOT

DOCKER = ROOT / "docker"
OURS = {"api", "worker", "migrations", "backup"}
SETTLING_S = 50  # an adapter may speak for forty, and what it said is to be written


@cache
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yml").read_text())
    return found


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


@cache
def dockerfile() -> list[tuple[str, str]]:
    """Its instructions, continued lines joined."""
    joined = re.sub(r"\\\n", " ", (DOCKER / "Dockerfile").read_text())
    lines = [line.strip() for line in joined.splitlines()]
    split = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    return [(word.upper(), " ".join(rest.split())) for word, _, rest in split]


def test_everything_copied_is_there_and_let_in() -> None:
    let_in = (DOCKER / "Dockerfile.dockerignore").read_text().splitlines()
    for word, rest in dockerfile():
        if word != "COPY" or rest.startswith("--from"):
            continue
        for source in shlex.split(rest)[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{Path(source).parts[0]}" in let_in, source


def test_the_image_runs_without_privileges_and_pins_what_it_installs() -> None:
    words = [word for word, _ in dockerfile()]
    last_stage = dockerfile()[len(words) - words[::-1].index("FROM") - 1 :]
    assert [rest for word, rest in last_stage if word == "USER"] == ["10001"]
    assert "ADD" not in words
    for word, rest in dockerfile():
        if word == "FROM":
            assert re.fullmatch(r"\S+:[\w.]+(-slim)?( AS \w+)?", rest), rest
            assert ":latest" not in rest
        if word == "RUN" and "pip install" in rest:
            assert re.search(r"--require-hashes|--no-deps|==", rest), rest
        if word == "RUN" and re.search(r"\bnpm\b", rest):
            assert not re.search(r"npm (install|i)\b", rest), "npm ci reads the lock"


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_of_ours_is_given_commands_and_settings_that_exist(name: str) -> None:
    service = services()[name]
    image = next(rest for word, rest in reversed(dockerfile()) if word == "CMD")
    command = service.get("command") or yaml.safe_load(image)
    assert command[0] == "quittance"
    _parser().parse_args(command[1:])  # exits on a line it does not know

    known = {f"QUITTANCE_{field.upper()}" for field in Settings.model_fields}
    named = {key for key in service["environment"] if key.startswith("QUITTANCE_")}
    assert named <= known


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_of_ours_writes_only_where_it_is_told(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service, "only the proxy is reached from outside"
    assert "/tmp" in service["volumes"], "a file on its way in must not count as memory"


@pytest.mark.parametrize("name", sorted(services()))
def test_every_service_that_stays_says_how_it_is_and_how_much_it_may_take(name: str) -> None:
    service = services()[name]
    if service["restart"] == "no":
        return
    assert service["healthcheck"]["test"]
    assert service["deploy"]["resources"]["limits"]["memory"]


def test_two_of_each_serve_once_the_tables_are_ready() -> None:
    for name in ("api", "worker"):
        service = services()[name]
        assert service["deploy"]["replicas"] == 2
        wait = service["depends_on"]["migrations"]["condition"]
        assert wait == "service_completed_successfully"
        assert int(service["stop_grace_period"].removesuffix("s")) >= SETTLING_S
    assert services()["migrations"]["restart"] == "no"


def test_the_tables_owner_is_known_to_migrations_and_backups_only() -> None:
    knowing = {name for name in OURS if "OWNER_DATABASE_URL" in services()[name]["environment"]}
    assert knowing == {"migrations", "backup"}


def test_everything_asked_of_the_operator_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DOCKER / "compose.yml").read_text()))
    given = {line.split("=")[0] for line in (DOCKER / "example.env").read_text().splitlines()}
    assert asked <= given


def test_every_volume_and_file_named_is_there() -> None:
    for name, service in services().items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (DOCKER / source).exists(), (name, source)
            elif not source.startswith(("$", "/")):
                assert source in compose()["volumes"], (name, source)


def test_what_precedes_a_commit_comes_from_this_machine() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert [one["repo"] for one in config["repos"]] == ["local"]
    for hook in config["repos"][0]["hooks"]:
        assert hook["language"] == "system"
        program = shlex.split(hook["entry"])[0]
        assert program == "sh" or program.startswith(".venv/bin/")

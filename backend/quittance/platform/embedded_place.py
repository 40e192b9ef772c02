"""Where the embedded servers keep their data, ports, passwords and programs."""

import hashlib
import json
import os
import secrets
import shutil
import socket
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from quittance.platform import processes
from quittance.platform.processes import Account, ServerFailed

# Where root puts what `nobody` must reach when the checkout lies below a closed folder.
SHARED_PROGRAMS = Path("/var/cache/quittance")
SHARED_DATA = Path("/var/lib/quittance")

FIRST_PORT, LAST_PORT = 20000, 32000  # below 32768: client connections take ports above it


@dataclass(frozen=True)
class Memory:
    """What a second start needs from the first: its ports and its passwords."""

    postgres_port: int
    valkey_port: int
    owner_password: str
    app_password: str
    valkey_password: str


@dataclass(frozen=True)
class Place:
    """The folder of one set of services, and the account that may write its data."""

    data_dir: Path
    home: Path
    account: Account | None

    def log(self, name: str) -> Path:
        """Where that server's words go."""
        return self.data_dir / f"{name}.log"


def choose(data_dir: Path) -> Place:
    """The data lies in `data_dir`, or where the unprivileged account can reach it."""
    account = processes.unprivileged_account()
    home = data_dir
    if not all(folder.stat().st_mode & 0o001 for folder in (data_dir, *data_dir.parents)):
        home = SHARED_DATA / hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    if account is None:
        home = data_dir
    if home != data_dir and not (data_dir / "services.json").exists():
        shutil.rmtree(home, ignore_errors=True)  # the folder it belonged to was reset
    home.mkdir(parents=True, exist_ok=True)
    return Place(data_dir, home, account)


def remember(data_dir: Path) -> Memory:
    """The ports and passwords of the last start; a port taken since is replaced."""
    file = data_dir / "services.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    postgres_port = known.get("postgres_port", 0)
    valkey_port = known.get("valkey_port", 0)
    memory = Memory(
        postgres_port=postgres_port if is_free(postgres_port) else free_port(),
        valkey_port=valkey_port if is_free(valkey_port) else free_port(),
        owner_password=known.get("owner_password") or secrets.token_urlsafe(24),
        app_password=known.get("app_password") or secrets.token_urlsafe(24),
        valkey_password=known.get("valkey_password") or secrets.token_urlsafe(24),
    )
    file.touch(mode=0o600)
    file.write_text(json.dumps(asdict(memory), indent=2))
    return memory


def free_port() -> int:
    """A port nobody listens on, below those that client connections take."""
    while not is_free(port := FIRST_PORT + secrets.randbelow(LAST_PORT - FIRST_PORT)):
        pass
    return port


def is_free(port: int) -> bool:
    """Whether a server of ours could listen on that port of this machine."""
    if port == 0:
        return False
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def installed(package: str, account: Account | None) -> Path:
    """The package's folder, found without importing it; a copy when it is out of reach."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed(f"The package {package} is missing: install the `demo` extra.")
    folder = Path(spec.submodule_search_locations[0])
    if processes.is_within_reach(folder, account):
        return folder

    copy = SHARED_PROGRAMS / f"{package}-{version(package)}"
    if not copy.exists():
        making = copy.with_name(f".{copy.name}-{os.getpid()}")
        for source in (folder, folder.with_name(f"{package}.libs")):
            if source.exists():
                shutil.copytree(source, making / source.name, symlinks=True)
        for entry in (making, *making.rglob("*")):
            entry.chmod(entry.stat().st_mode | (0o055 if entry.is_dir() else 0o044))
        try:
            making.rename(copy)
        except OSError:  # another checkout was quicker
            shutil.rmtree(making)
    return copy / package

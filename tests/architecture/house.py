"""The house as the rules see it: its rooms, its source files, its modules."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import quittance

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend" / "quittance"

READABLE_LINES = 300
MOST_LINES = 500

GENERATED = (".gen.ts", ".gen.tsx", ".d.ts")
COMPILED_FOLDERS = {"node_modules", "dist", "locales", "__pycache__"}


@cache
def source_files() -> tuple[Path, ...]:
    """Everything written by hand in Python and TypeScript."""
    found = [
        path
        for folder in ("backend", "frontend", "migrations", "tests")
        for pattern in ("*.py", "*.ts", "*.tsx")
        for path in _walk(ROOT / folder, pattern)
    ]
    return tuple(sorted(path for path in found if not path.name.endswith(GENERATED)))


def _walk(folder: Path, pattern: str) -> Iterator[Path]:
    for path in folder.iterdir() if folder.exists() else ():
        if path.is_dir():
            if path.name not in COMPILED_FOLDERS:
                yield from _walk(path, pattern)
        elif path.match(pattern):
            yield path


def backend_files() -> list[Path]:
    """The product's own Python."""
    return [path for path in source_files() if path.is_relative_to(BACKEND)]


def lines_of(path: Path) -> int:
    """How long a file is."""
    return len(path.read_text().splitlines())


def short(path: Path) -> str:
    """The file as the repository names it."""
    return str(path.relative_to(ROOT))


def rooms() -> set[str]:
    """The packages of the house, without its floor, its rules and its command line."""
    packages = {package.name for package in pkgutil.iter_modules([str(BACKEND)]) if package.ispkg}
    return packages - {"platform", "domain", "cli"}


@cache
def every_module() -> tuple[ModuleType, ...]:
    """All modules of the product, imported."""
    walked = pkgutil.walk_packages(quittance.__path__, "quittance.")
    return tuple(importlib.import_module(module.name) for module in walked)


def every_subclass(parent: type) -> set[type]:
    """Its subclasses in the product, at any depth."""
    every_module()
    found: set[type] = set()
    waiting = [parent]
    while waiting:
        children: list[type] = waiting.pop().__subclasses__()
        waiting += children
        found.update(children)
    return {child for child in found if child.__module__.startswith("quittance.")}


if __name__ == "__main__":  # `make lint`: what no longer fits in one reading
    for path in sorted(source_files(), key=lines_of, reverse=True):
        if lines_of(path) > READABLE_LINES:
            print(f"{lines_of(path):5} lines  {short(path)}")

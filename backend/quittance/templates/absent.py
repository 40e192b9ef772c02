"""What stands where a message has no value: silent when tested, a refusal when printed."""

from collections.abc import Mapping

from quittance.platform.errors import AppError
from quittance.templates.errors import MissingValue


class Absent:
    """A declared name without a value: false when tested, refused when printed."""

    __slots__ = ("refusal",)

    def __init__(self, refusal: AppError) -> None:
        self.refusal = refusal

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        raise self.refusal

    def __getattr__(self, name: str) -> "Absent":
        if name.startswith("__"):
            raise AttributeError(name)
        return self  # what is absent has absent parts: `{% if invoice.date %}` is merely false


def named(prefix: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values under their full names, with `Absent` for each one that is empty."""
    return {
        name: absent(f"{prefix}.{name}") if value is None or value in ("", ()) else value
        for name, value in values.items()
    }


def absent(name: str) -> Absent:
    """What stands where nothing is: it raises `MissingValue` with the variable's name."""
    return Absent(MissingValue(f"This message has no {name}."))

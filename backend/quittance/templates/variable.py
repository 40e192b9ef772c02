"""One variable of the catalogue: its name, its French label, its type, its foreign names."""

from dataclasses import dataclass
from enum import StrEnum


class VariableType(StrEnum):
    """How a value is printed when no filter says otherwise."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    INTEGER = "integer"
    PERCENT = "percent"
    TABLE = "table"
    URL = "url"


TEXT, MONEY, DATE = VariableType.TEXT, VariableType.MONEY, VariableType.DATE
INTEGER, PERCENT = VariableType.INTEGER, VariableType.PERCENT
TABLE, URL = VariableType.TABLE, VariableType.URL


@dataclass(frozen=True, slots=True)
class Variable:
    """One name of the catalogue; `aliases` are written as their dialect writes them."""

    name: str
    label: str
    type: VariableType
    example: str
    aliases: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """What to write in a template to print it; tables are blocks of their own."""
        return "\n\n[[table]]\n\n" if self.type is TABLE else f"{{{{ {self.name} }}}}"


def named(name: str, label: str, kind: VariableType, example: str, aliases: str = "") -> Variable:
    """One variable; aliases are separated by `;`, since placeholders hold spaces."""
    return Variable(name, label, kind, example, tuple(filter(None, aliases.split(";"))))

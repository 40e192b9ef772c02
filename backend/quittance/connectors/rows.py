"""One bad row among many: it is refused by itself, in French, and the others go in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, PlainValidator, ValidationError

from quittance.connectors.book import writable

MOST_PROBLEMS = 10

# Pydantic's own codes, said to people; every other one is an unreadable value.
MESSAGES = {
    "missing": "Champ obligatoire absent.",
    "extra_forbidden": "Champ inconnu.",
    "string_too_long": "Texte trop long.",
    "string_too_short": "Texte vide.",
    "string_type": "Texte attendu.",
    "int_type": "Nombre entier attendu, en unités mineures.",
    "int_parsing": "Nombre entier attendu, en unités mineures.",
    "int_from_float": "Nombre entier attendu, en unités mineures.",
    "date_from_datetime_parsing": "Date attendue, sous la forme AAAA-MM-JJ.",
    "date_parsing": "Date attendue, sous la forme AAAA-MM-JJ.",
    "date_type": "Date attendue, sous la forme AAAA-MM-JJ.",
    "greater_than_equal": "Valeur trop petite.",
    "less_than_equal": "Valeur trop grande.",
    "too_long": "Trop d’éléments.",
    "literal_error": "Valeur hors de la liste admise.",
}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Where a row is wrong, and why."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not be read; `key` is the code or id it gave, if it did."""

    raw: dict[str, Any]
    problems: tuple[RowProblem, ...]

    def key(self, name: str) -> str | None:
        """The row's own name for itself, where it is one."""
        value = self.raw.get(name)
        return writable(value)[:200] if isinstance(value, str) else None


def lenient(model: type[BaseModel]) -> Any:  # noqa: ANN401  a type made while running
    """The model where the row fits it, else a `RefusedRow`; the contract shows the model."""
    return Annotated[Any, PlainValidator(_read_as(model), json_schema_input_type=model)]


def _read_as(model: type[BaseModel]) -> Callable[[Any], BaseModel | RefusedRow]:
    def read(value: Any) -> BaseModel | RefusedRow:  # noqa: ANN401  whatever the request held
        try:
            return model.model_validate(value)
        except ValidationError as error:
            raw = value if isinstance(value, dict) else {}
            return RefusedRow(raw, tuple(_problem(one) for one in error.errors()[:MOST_PROBLEMS]))

    return read


def _problem(error: Any) -> RowProblem:  # noqa: ANN401  pydantic's ErrorDetails
    code = str(error["type"])
    return RowProblem(
        field=writable(".".join(str(part) for part in error["loc"]))[:100],
        code=code,
        message=MESSAGES.get(code, "Valeur invalide."),
    )

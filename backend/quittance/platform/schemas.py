"""The two sorts of schemas, the days and sums they take, and the header of optimistic locking."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from fastapi import Header
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

IfMatch = Annotated[
    str, Header(alias="If-Match", pattern=r'^"?\d{1,9}"?$', description="The version you read.")
]


def _on_the_wall(hour: time) -> time:
    if hour.tzinfo is not None:
        raise ValueError("an hour of the company's own zone has no offset")
    return hour.replace(microsecond=0)


# JSON Schema's `time` format has an offset; an hour of the day has none.
LocalTime = Annotated[
    time,
    AfterValidator(_on_the_wall),
    WithJsonSchema({"type": "string", "pattern": r"^[0-2]\d:[0-5]\d(:[0-5]\d)?$"}),
]


Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Sum = Annotated[int, Field(gt=0, le=10**15, description="Minor units.")]
Currency = Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]


class Body(BaseModel):
    """What comes in: nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """What goes out: read from rows, no defaults."""

    model_config = ConfigDict(from_attributes=True)


def version_of(if_match: str) -> int:
    """The version an `If-Match` header names."""
    return int(if_match.strip('"'))

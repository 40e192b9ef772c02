"""The two sorts of schemas, and the header of optimistic locking."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from fastapi import Header
from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema

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


class Body(BaseModel):
    """What comes in: nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """What goes out: read from rows, no defaults."""

    model_config = ConfigDict(from_attributes=True)


def version_of(if_match: str) -> int:
    """The version an `If-Match` header names."""
    return int(if_match.strip('"'))

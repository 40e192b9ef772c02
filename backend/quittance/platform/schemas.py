"""The two sorts of schemas, and the header of optimistic locking."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header
from pydantic import BaseModel, ConfigDict

IfMatch = Annotated[
    str, Header(alias="If-Match", pattern=r'^"?\d{1,9}"?$', description="The version you read.")
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

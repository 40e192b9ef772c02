"""What is sent is what the contract's `webhooks` section says."""

import dataclasses
import json
import types
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest

from quittance import events
from quittance.platform.events import Event, EventRow, payload_of
from quittance.platform.settings import Settings
from quittance.webhooks.service import body_of

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOSTILE = "=1+1 A<b <SARL>\né 🧾 \u202eFAC"


def example(hint: Any) -> Any:
    """A value of a field's type."""
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin in {typing.Union, types.UnionType}:
        return example(next(one for one in arguments if one is not type(None)))
    if origin in {tuple, list, frozenset, set}:
        return origin([example(arguments[0])])
    if origin is dict:
        return {"key": example(arguments[1])}
    if origin is typing.Literal:
        return arguments[0]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    values = {
        str: HOSTILE,
        int: 10**15,
        bool: True,
        UUID: UUID(int=7),
        datetime: AT,
        date: AT.date(),
        Decimal: Decimal("12.40"),
    }
    return values[hint]


def sent(event: type[Event]) -> dict[str, Any]:
    """The body of such an event, as a receiver reads it."""
    hints = typing.get_type_hints(event)
    fields = {field.name: example(hints[field.name]) for field in dataclasses.fields(event)}
    row = EventRow(
        company_id=UUID(int=1),
        id=UUID(int=2),
        type=event.type,
        occurred_at=AT,
        payload=payload_of(event(**fields)),
        seq=3,
    )
    return typing.cast("dict[str, Any]", json.loads(body_of(row)))


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    from quittance.api import create_app, staff_contract

    return typing.cast(
        "dict[str, Any]", staff_contract(create_app(Settings(demo=True)))["webhooks"]
    )


@pytest.mark.parametrize("event", events.ALL, ids=lambda event: event.type)
def test_every_event_is_sent_as_the_contract_describes_it(
    event: type[Event], described: dict[str, Any]
) -> None:
    schema = described[event.type]["post"]["requestBody"]["content"]["application/json"]["schema"]
    body = sent(event)
    jsonschema_rs.validate(schema, body, validate_formats=True)
    assert body["data"].keys() == schema["properties"]["data"]["properties"].keys()
    assert body["timestamp"] == "2026-11-23T08:00:00Z"
    assert (body["data"]["id"], body["data"]["seq"]) == (str(UUID(int=2)), 3)


@pytest.mark.parametrize("event", events.ALL, ids=lambda event: event.type)
def test_a_message_stays_small(event: type[Event]) -> None:
    assert len(json.dumps(sent(event))) < 20_000


@pytest.mark.parametrize("event", events.ALL, ids=lambda event: event.type)
def test_no_field_hides_behind_the_event_s_own_id(event: type[Event]) -> None:
    assert {"id", "seq"}.isdisjoint(field.name for field in dataclasses.fields(event))

"""What the outside relies on by name: codes of refusals, types of events."""

import re
from collections import Counter

from quittance import events as every_event
from quittance.platform.errors import AppError, Kind
from quittance.platform.events import Event
from tests.architecture.house import every_subclass

SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
EVENT_TYPE = re.compile(rf"{SNAKE_CASE.pattern}\.{SNAKE_CASE.pattern}")


def declared(parent: type, attribute: str) -> dict[type, str]:
    """Subclass → the name by which the outside knows it."""
    return {
        child: vars(child)[attribute]
        for child in every_subclass(parent)
        if attribute in vars(child)
    }


def twice(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_a_refusal_code_means_one_thing() -> None:
    codes = declared(AppError, "code")
    assert twice([*codes.values()]) == []
    assert [code for code in codes.values() if not SNAKE_CASE.fullmatch(code)] == []


def test_every_refusal_that_is_raised_has_a_code_and_a_kind() -> None:
    nameless = [
        refusal.__qualname__
        for refusal in every_subclass(AppError)
        if not refusal.__subclasses__()
        and not (hasattr(refusal, "code") and isinstance(getattr(refusal, "kind", None), Kind))
    ]
    assert nameless == []


def test_an_event_type_means_one_thing() -> None:
    types = declared(Event, "type")
    assert twice([*types.values()]) == []
    assert [name for name in types.values() if not EVENT_TYPE.fullmatch(name)] == []


def test_events_are_declared_in_their_room_s_events_file() -> None:
    strangers = [
        event.__qualname__
        for event in every_subclass(Event)
        if not event.__module__.endswith(".events")
    ]
    assert strangers == []


def test_the_list_of_events_is_complete() -> None:
    missing = declared(Event, "type").keys() - set(every_event.ALL)
    assert {event.__qualname__ for event in missing} == set()

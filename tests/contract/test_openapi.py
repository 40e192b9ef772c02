"""What integrators generate their programs from: stable, complete, true to the code."""

import json
import re
from collections import Counter
from typing import Any

import httpx
import pytest

from quittance import events
from quittance.cli.operations import contracts
from quittance.platform.errors import AppError
from quittance.platform.problems import MEDIA_TYPE
from tests.architecture.house import ROOT, every_subclass, rooms
from tests.factories.contracts import METHODS, Operation, documents, operations, reachable

VERB_FIRST = re.compile(r"[a-z]+_[a-z]+(_[a-z0-9]+)*")
COMMON_CODES = {"request_invalid"}

pytestmark = pytest.mark.filterwarnings("error")


def named(operation: Operation) -> str:
    return operation.id


def contract_names() -> list[str]:
    return ["openapi.json", "portal.json"]


@pytest.mark.parametrize("name", contract_names())
def test_the_committed_contract_is_the_one_the_code_speaks(name: str) -> None:
    committed = (ROOT / "openapi" / name).read_text()
    assert json.loads(committed) == json.loads(contracts()[name]), "run: make openapi"
    assert committed == contracts()[name]


@pytest.mark.parametrize("name", contract_names())
def test_a_contract_says_openapi_3_1_and_how_to_be_let_in(name: str) -> None:
    document = documents()[name]
    assert document["openapi"] == "3.1.0"
    assert document["components"]["securitySchemes"]


def test_the_contracts_hold_every_operation_of_the_product() -> None:
    assert {one.method for one in operations()} <= set(METHODS)
    assert all(one.path.startswith("/v1/") for one in operations() if one.contract[0] == "o")
    assert all(one.path.startswith("/portal/v1/") for one in operations() if one.contract[0] == "p")


def test_an_operation_id_is_unique_and_says_room_then_verb() -> None:
    ids = Counter(one.id for one in operations())
    assert [id for id, count in ids.items() if count > 1] == []
    misnamed = [
        id for id in ids if not VERB_FIRST.fullmatch(id) or id.partition("_")[0] not in rooms()
    ]
    assert misnamed == []


@pytest.mark.parametrize("operation", operations(), ids=named)
def test_every_operation_says_in_a_sentence_what_it_does(operation: Operation) -> None:
    assert len(operation.spec.get("description", "")) > 10
    assert operation.spec["tags"] == [operation.id.partition("_")[0]]


def answered_schemas(name: str) -> set[str]:
    answers = [one.spec["responses"] for one in operations() if one.contract == name]
    return reachable(documents()[name], answers)


@pytest.mark.parametrize("name", contract_names())
def test_what_goes_out_has_no_defaults(name: str) -> None:
    """A field that is always there is required: generated types need no `undefined`."""
    schemas = documents()[name]["components"]["schemas"]
    loose = {
        f"{schema}.{field}"
        for schema in answered_schemas(name)
        for field, type_ in schemas[schema].get("properties", {}).items()
        if "default" in type_ or field not in schemas[schema].get("required", [])
    }
    assert loose == set()


@pytest.mark.parametrize("name", contract_names())
def test_what_comes_in_takes_nothing_unknown_and_is_bounded(name: str) -> None:
    document = documents()[name]
    bodies = [
        one.spec["requestBody"]
        for one in operations()
        if one.contract == name and "requestBody" in one.spec
    ]
    schemas = document["components"]["schemas"]
    taken = reachable(document, bodies)
    open_ended = {
        schema
        for schema in taken
        if schemas[schema].get("type") == "object"
        and schemas[schema].get("additionalProperties") is not False
        and not schema.startswith("Body_")  # a form's parts
    }
    assert open_ended == set()
    unbounded = {
        f"{schema}.{field}"
        for schema in taken
        for field, type_ in schemas[schema].get("properties", {}).items()
        if any(is_unbounded(one, schemas) for one in branches(type_))
    }
    assert unbounded == set()


def branches(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """What a value may be, lists opened."""
    found = []
    for one in schema.get("anyOf", schema.get("oneOf", [schema])):
        found.append(one)
        if "items" in one:
            found += branches(one["items"])
    return found


def is_unbounded(schema: dict[str, Any], schemas: dict[str, Any]) -> bool:
    match schema.get("type"):
        case "string":
            closed = {"maxLength", "enum", "const", "format", "pattern", "contentMediaType"}
            return not closed & schema.keys()
        case "integer":
            return not {"maximum", "enum", "const", "exclusiveMaximum"} & schema.keys()
        case "array":
            return "maxItems" not in schema and "maxLength" not in schema
        case "number":
            return True  # no floats near money; rates travel as text
    return False


@pytest.mark.parametrize("operation", operations(), ids=named)
def test_every_refusal_is_a_problem_with_known_codes(operation: Operation) -> None:
    codes = {one.code for one in every_subclass(AppError) if hasattr(one, "code")} | COMMON_CODES
    for status, answer in operation.spec["responses"].items():
        if status < "400":
            continue
        (content,) = answer["content"].items()
        assert content == (MEDIA_TYPE, {"schema": {"$ref": "#/components/schemas/Problem"}})
        said = set(re.findall(r"`([a-z_]+)`", answer["description"]))
        assert said, f"{operation.id} {status} names no code"
        assert said <= codes


def test_every_operation_behind_a_guard_says_what_the_guard_says() -> None:
    open_doors = {"accounts_log_in"}
    links_of_mails = {
        "accounts_read_invitation",
        "accounts_accept_invitation",
        "accounts_ask_password_reset",
        "accounts_read_password_reset",
        "accounts_finish_password_reset",
    }
    without = [one for one in operations() if "401" not in one.spec["responses"]]
    assert {one.id for one in without} == links_of_mails
    assert not any("security" in one.spec for one in without)
    silent = [
        one.id
        for one in operations()
        if one.method != "get" and "403" not in one.spec["responses"] and one.id not in open_doors
    ]
    assert silent == []


@pytest.mark.parametrize("operation", operations(), ids=named)
def test_an_operation_that_takes_something_says_it_may_be_invalid(operation: Operation) -> None:
    takes = operation.spec.get("parameters") or operation.spec.get("requestBody")
    assert not takes or "422" in operation.spec["responses"]


@pytest.mark.parametrize("operation", operations(), ids=named)
def test_an_answer_has_a_type(operation: Operation) -> None:
    """Programs are generated from it: `any` helps nobody."""
    for status, answer in operation.spec["responses"].items():
        if status == "204" or not status.startswith("2"):
            continue
        for kind, content in answer["content"].items():
            assert kind != "application/json" or content["schema"], (operation.id, status)


def test_the_webhooks_section_lists_every_event() -> None:
    section = documents()["openapi.json"]["webhooks"]
    assert section.keys() == {event.type for event in events.ALL}
    ids = Counter(webhook["post"]["operationId"] for webhook in section.values())
    assert [id for id, count in ids.items() if count > 1] == []
    assert all(webhook["post"]["summary"] for webhook in section.values())


async def test_the_product_serves_the_contract_it_was_exported_with(
    client: httpx.AsyncClient,
) -> None:
    """Without a log-in, for programs and for the console's reference."""
    answer = await client.get("/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == documents()["openapi.json"]
    assert (await client.get("/openapi.json")).headers["content-type"] != "application/json"

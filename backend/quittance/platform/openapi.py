"""The contract: OpenAPI 3.1, sorted, one document for each audience."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, get_type_hints

from fastapi import APIRouter, FastAPI, Response
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from quittance.platform.events import Event
from quittance.platform.problems import BodyTooLarge, Problem

REF = "#/components/schemas/{model}"
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def describe(
    app: FastAPI,
    *,
    include: Callable[[str], bool],
    keys: dict[str, dict[str, str]],
    webhooks: Sequence[type[Event]] = (),
) -> dict[str, Any]:
    """The document of the routes whose path is included; unused schemas are left out.

    `keys` are the security schemes: the first opens everything, the others what takes a company.
    """
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        openapi_version="3.1.0",
        routes=app.routes,
    )
    document["paths"] = {path: one for path, one in document["paths"].items() if include(path)}
    schemas: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
    problem = TypeAdapter(Problem).json_schema(ref_template=REF)
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    _problems_only(document["paths"])
    _bound_bodies(document["paths"])
    _lock(document["paths"], keys)
    if webhooks:
        document["webhooks"] = {event.type: _webhook(event) for event in webhooks}
    kept = _reachable(document, schemas)
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(kept)}
    document["components"]["securitySchemes"] = keys
    return document


def contract_router(path: str, document: Callable[[], dict[str, Any]]) -> APIRouter:
    """The document at that path, for programs and for the console; made once, when first asked."""
    router = APIRouter(include_in_schema=False)

    @cache
    def written() -> bytes:
        return json.dumps(document(), ensure_ascii=False, separators=(",", ":")).encode()

    @router.get(path)
    def read_contract() -> Response:
        return Response(written(), media_type="application/json")

    return router


def _problems_only(paths: dict[str, Any]) -> None:
    """A malformed request answers a problem too, not the framework's own shape."""
    for operations in paths.values():
        for operation in operations.values():
            answer = operation["responses"].get("422")
            if answer is not None and "application/json" in answer.get("content", {}):
                description = answer["description"].replace("Validation Error", "")
                answer["description"] = ", ".join(filter(None, [description, "`request_invalid`"]))
                answer["content"] = PROBLEM


def _bound_bodies(paths: dict[str, Any]) -> None:
    """Whatever takes a body refuses one that is too large (`platform.bodies`)."""
    code = f"`{BodyTooLarge.code}`"
    for operations in paths.values():
        for operation in operations.values():
            if "requestBody" not in operation:
                continue
            answer = operation["responses"].setdefault("413", {"description": code})
            if code not in answer["description"]:
                answer["description"] += f", {code}"
            answer["content"] = PROBLEM


def _lock(paths: dict[str, Any], keys: dict[str, dict[str, str]]) -> None:
    """An operation that may answer 401 for want of a key names the keys that open it."""
    for operations in paths.values():
        for operation in operations.values():
            refusal = operation["responses"].get("401", {}).get("description", "")
            if not refusal or "credentials_refused" in refusal:
                continue  # the door itself, or what the link of a mail opens
            headers = {one["name"] for one in operation.get("parameters", [])}
            opening = keys if "Company-Id" in headers else list(keys)[:1]
            operation["security"] = [{name: []} for name in opening]


def _webhook(event: type[Event]) -> dict[str, Any]:
    hints = get_type_hints(event)
    fields = {
        field.name: TypeAdapter(hints[field.name]).json_schema(mode="serialization")
        for field in dataclasses.fields(event)
    }
    # Every event also says which one it is, and its place in the company's feed.
    data = {**fields, "id": {"type": "string", "format": "uuid"}, "seq": {"type": "integer"}}
    body = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": event.type},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": {"type": "object", "required": sorted(data), "properties": data},
        },
    }
    return {
        "post": {
            "operationId": "webhook_" + event.type.replace(".", "_"),
            "summary": (event.__doc__ or "").strip().splitlines()[0],
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": {"2XX": {"description": "Received."}},
        }
    }


def _reachable(document: dict[str, Any], schemas: dict[str, Any]) -> set[str]:
    seen: set[str] = set()
    waiting: list[Any] = [document["paths"], document.get("webhooks", {})]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            target = node.get("$ref")
            if isinstance(target, str):
                name = target.rsplit("/", 1)[-1]
                if name not in seen and name in schemas:
                    seen.add(name)
                    waiting.append(schemas[name])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return seen

"""The two contracts as data: every operation, every schema."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from quittance.platform.settings import Settings

METHODS = ("get", "post", "put", "patch", "delete")
REF = "#/components/schemas/"

Schema = dict[str, Any]


@cache
def documents() -> dict[str, Schema]:
    """File name → the contract as the code speaks it."""
    from quittance.api import create_app, portal_contract, staff_contract

    app = create_app(Settings(demo=True))
    return {"openapi.json": staff_contract(app), "portal.json": portal_contract(app)}


@dataclass(frozen=True)
class Operation:
    """One operation of a contract."""

    contract: str
    method: str
    path: str
    spec: Schema = field(hash=False)

    @property
    def id(self) -> str:
        return str(self.spec["operationId"])

    def resolved(self, schema: Schema) -> Schema:
        """The schema a reference leads to."""
        while "$ref" in schema:
            name = schema["$ref"].removeprefix(REF)
            schema = documents()[self.contract]["components"]["schemas"][name]
        return schema

    def parameters(self, place: str) -> list[Schema]:
        return [one for one in self.spec.get("parameters", []) if one["in"] == place]

    def bodies(self) -> dict[str, Schema]:
        """Content type → schema of what may be sent."""
        content = self.spec.get("requestBody", {}).get("content", {})
        return {kind: self.resolved(one.get("schema", {})) for kind, one in content.items()}


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation of both contracts."""
    return tuple(
        Operation(contract, method, path, spec)
        for contract, document in documents().items()
        for path, methods in document["paths"].items()
        for method, spec in methods.items()
    )


def schemas_in(node: Any) -> Iterator[Schema]:
    """Every schema-like object below a node, the node included."""
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from schemas_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from schemas_in(child)


def reachable(document: Schema, *roots: Any) -> set[str]:
    """The names of the schemas that the roots lead to."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        for schema in schemas_in(waiting.pop()):
            name = str(schema.get("$ref", "")).removeprefix(REF)
            if name and name not in found:
                found.add(name)
                waiting.append(document["components"]["schemas"][name])
    return found

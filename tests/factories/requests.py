"""Requests made from the contract: valid, with a chosen id in each place that takes one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from quittance.platform.ids import new_id
from tests.factories.contracts import Operation, Schema

Choose = Callable[[str], UUID]

# Values that a type alone does not tell.
NAMED: dict[str, Any] = {
    "Idempotency-Key": "",  # a new one each time
    "If-Match": '"1"',
    "audience": "with_email",
    "body": "Bonjour {{ customer.name }}",
    "channel": "email",
    "code": "C-0",
    "country": "FR",
    "currency": "EUR",
    "customer_code": "C-0",
    "email": "a.morvan@exemple.fr",
    "event_types": ["promise.made"],
    "external_id": "E-0",
    "key": "une-cle-que-personne-n-a-recue",
    "kind": "reminder_1",
    "language": "fr",
    "locale": "fr",
    "paid_on": "2026-11-10",
    "password": "une phrase",
    "semester": "2026-H2",
    "sort": "name",
    "subject": "Relance",
    "time_zone": "Europe/Paris",
    "url": "https://erp.exemple.fr/hook",
}
TYPED: dict[str, Any] = {
    "date": "2026-12-15",
    "date-time": "2026-11-20T08:00:00Z",
    "time": "09:30:00",
    "email": "a.morvan@exemple.fr",
    "uri": "https://exemple.fr/",
    "binary": "code;name\nC-0;A<b\n",
}
FILE = b"code;name\nC-0;A<b <SARL>\n"


@dataclass
class Built:
    """One request, and the places in it that take an id."""

    method: str
    url: str
    params: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    json: Any = None
    files: dict[str, Any] | None = None
    data: dict[str, Any] | None = None
    slots: list[str] = field(default_factory=list)
    branches: int = 1

    def arguments(self) -> dict[str, Any]:
        """What an HTTP client is given."""
        known = {"params": self.params, "headers": self.headers}
        sent = {"json": self.json, "files": self.files, "data": self.data}
        return {**known, **{name: one for name, one in sent.items() if one is not None}}


class Builder:
    """Fills a request; `lean` leaves out what is neither required nor an id."""

    def __init__(
        self, operation: Operation, choose: Choose, *, branch: int = 0, lean: bool = True
    ) -> None:
        self._operation = operation
        self._choose = choose
        self._branch = branch
        self._lean = lean
        self.built = Built(operation.method.upper(), operation.path)

    def build(self) -> Built:
        built = self.built
        for one in self._operation.parameters("path"):
            value = self._value(one["name"], one["schema"], f"path.{one['name']}")
            built.url = built.url.replace(f"{{{one['name']}}}", str(value))
        for one in self._operation.parameters("query"):
            if one.get("required") or self._takes_id(one["schema"]) or one["name"] == "q":
                built.params[one["name"]] = self._value(
                    one["name"], one["schema"], f"query.{one['name']}"
                )
        for one in self._operation.parameters("header"):
            if one["name"] != "Company-Id":
                value = self._value(one["name"], one["schema"], f"header.{one['name']}")
                built.headers[one["name"]] = str(value or new_id())
        self._fill_body()
        return built

    def _fill_body(self) -> None:
        for kind, schema in self._operation.bodies().items():
            if kind == "application/json":
                self.built.json = self._value("", schema, "body")
            elif kind == "multipart/form-data":
                self._fill_parts(schema)
            else:
                self.built.data = self._value("", schema, "body")

    def _fill_parts(self, schema: Schema) -> None:
        files, data = {}, {}
        for name, part in schema["properties"].items():
            if part.get("format") == "binary" or "contentMediaType" in part:
                files[name] = ("a.csv", FILE, "text/csv")
            elif name in schema.get("required", []) or self._takes_id(part):
                data[name] = str(self._value(name, part, f"body.{name}"))
        self.built.files, self.built.data = files or None, data or None

    def _takes_id(self, schema: Schema) -> bool:
        schema = self._operation.resolved(schema)
        if schema.get("format") == "uuid":
            return True
        inside = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
        inside += [schema["items"]] if "items" in schema else []
        inside += schema.get("properties", {}).values()
        return any(self._takes_id(one) for one in inside)

    def _value(self, name: str, schema: Schema, place: str) -> Any:
        schema = self._operation.resolved(schema)
        options = [one for one in _options(schema) if one.get("type") != "null"]
        if options:
            self.built.branches = max(self.built.branches, len(options))
            return self._value(name, options[self._branch % len(options)], place)
        if schema.get("format") == "uuid":
            self.built.slots.append(place)
            return str(self._choose(place))
        if "const" in schema or "enum" in schema:
            words = schema.get("enum", [schema.get("const")])
            return NAMED[name] if NAMED.get(name) in words else words[0]
        return self._typed(name, schema, place)

    def _typed(self, name: str, schema: Schema, place: str) -> Any:
        match schema.get("type"):
            case "object":
                return self._object(schema, place)
            case "array" if name not in NAMED:
                items = [self._value(name, schema["items"], f"{place}[]")]
                return items * max(1, schema.get("minItems", 1))
            case "integer":
                least = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
                return NAMED.get(name, max(least, min(1, schema.get("maximum", 1))))
            case "boolean":
                return True
        text = NAMED.get(name, TYPED.get(schema.get("format", ""), "Texte"))
        return text[: schema.get("maxLength")] if isinstance(text, str) else text

    def _object(self, schema: Schema, place: str) -> dict[str, Any]:
        required = set(schema.get("required", []))
        return {
            name: self._value(name, one, f"{place}.{name}")
            for name, one in schema.get("properties", {}).items()
            if not self._lean or name in required or self._takes_id(one)
        }


def _options(schema: Schema) -> list[Schema]:
    return [*schema.get("anyOf", []), *schema.get("oneOf", [])]


def requests_of(operation: Operation, ours: UUID, theirs: UUID) -> Iterator[Built]:
    """The operation called with foreign ids everywhere, then in one place after the other."""
    seen: set[str] = set()

    def build(alone: str, branch: int, *, lean: bool) -> Built:
        def choose(place: str) -> UUID:
            return theirs if alone in {"", place} else ours

        return Builder(operation, choose, branch=branch, lean=lean).build()

    for lean in (True, False):
        for branch in range(build("", 0, lean=lean).branches):
            for alone in ["", *build("", branch, lean=lean).slots]:
                built = build(alone, branch, lean=lean)
                key = repr((built.url, built.params, built.json, built.data))
                if key not in seen:
                    seen.add(key)
                    yield built
    bare = build("", 0, lean=True)
    if operation.method == "get" and bare.params:
        bare.params = {}
        yield bare

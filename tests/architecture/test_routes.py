"""Every route says who may call it."""

from collections import Counter
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

# Reached without a session or a key; everything else names a permission.
PUBLIC = {
    "/healthz",
    "/readyz",
}
# What guards a route that is neither public nor asks for a permission.
GUARDS = {"logged_in"}


@pytest.fixture(scope="module")
def app() -> FastAPI:
    from quittance.api import create_app

    return create_app()


def routes(app: FastAPI) -> list[APIRoute]:
    return [route for route in app.routes if isinstance(route, APIRoute)]


def calls(dependant: Dependant) -> Iterator[object]:
    """Everything a route depends on, at any depth."""
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from calls(dependency)


def is_guarded(route: APIRoute) -> bool:
    return any(
        hasattr(call, "permission") or getattr(call, "__name__", "") in GUARDS
        for call in calls(route.dependant)
    )


def test_every_route_asks_for_a_permission_or_is_listed_as_public(app: FastAPI) -> None:
    unguarded = {route.path for route in routes(app) if not is_guarded(route)}
    assert unguarded == PUBLIC


def test_an_operation_id_names_one_operation(app: FastAPI) -> None:
    ids = Counter(route.unique_id for route in routes(app))
    assert [id for id, count in ids.items() if count > 1] == []

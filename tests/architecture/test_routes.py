"""Every route says who may call it."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from quittance.platform.settings import Settings

# Reached by anybody; everything else asks for a permission or for a person's session.
PUBLIC = {
    "GET /health/live",
    "GET /health/ready",
    "GET /{path:console}",  # the console's files
    "HEAD /{path:console}",
    "GET /v1/openapi.json",  # the contract, which anybody reads in the repository
    "GET /p/{code}",  # the debtor's link
    "GET /p/{code}/transmettre",
    "GET /p/{code}/annuler",  # the code of the message that told of a change
    "POST /p/{code}/annuler",
    "POST /p/{code}/renew",  # an expired one; the answer tells nothing
    "POST /v1/session",  # to log in
    "POST /v1/session/refresh",  # with the rotating cookie alone
    "DELETE /v1/session",  # with either cookie
    "POST /v1/invitations/open",  # with the key of a link, like those below
    "POST /v1/invitations/accept",
    "POST /v1/password-resets",  # the answer tells nothing
    "POST /v1/password-resets/open",
    "POST /v1/password-resets/finish",
}
# What guards a route besides a permission.
GUARDS = {"logged_in", "debtor"}


@cache
def routes() -> list[RouteContext]:
    from quittance.api import create_app

    contexts = iter_route_contexts(create_app(Settings(demo=True)).routes)
    return [context for context in contexts if isinstance(context.original_route, APIRoute)]


def calls(dependant: Dependant) -> Iterator[object]:
    """Everything a route depends on, at any depth."""
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from calls(dependency)


def is_guarded(route: RouteContext) -> bool:
    return any(
        hasattr(call, "permission") or getattr(call, "__name__", "") in GUARDS
        for call in calls(route.dependant)
    )


def test_every_route_asks_for_a_permission_or_is_listed_as_public() -> None:
    unguarded = {
        f"{method} {route.path}"
        for route in routes()
        if not is_guarded(route)
        for method in route.methods or ()
    }
    assert unguarded == PUBLIC


def test_an_operation_id_names_one_operation() -> None:
    ids = Counter(route.operation_id for route in routes() if route.include_in_schema)
    assert [id for id, count in ids.items() if count > 1 or not id] == []

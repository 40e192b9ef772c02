"""A room is entered by its doors: nobody climbs in through a window."""

from functools import cache

import grimp

from tests.architecture.house import rooms

# `models` is a door to read by: set-based joins need columns (docs/decisions/0009). That only the
# owner of a table writes it is kept by the layers and by review.
DOORS = {"service", "queries", "events", "errors", "models"}
NAMED_DOORS = {
    "accounts.access",
    "accounts.standing",
    "customers.ingest",
    "customers.ingest_contacts",
    "customers.reaching",
    "customers.restoring",
    "deliveries.forgetting",
    "deliveries.letter_queries",
    "deliveries.letters",
    "deliveries.ports",
    "deliveries.posting",
    "deliveries.reading",
    "promises.settling",
    "receivables.holds",
    "receivables.ingest",
    "receivables.levels",
    "receivables.restoring",
    "receivables.snapshots",
    "scenarios.forgetting",
    "templates.context",
    "templates.kinds",
    "templates.letters",
    "templates.rates",
    "templates.render",
    "templates.transfer",
}


@cache
def imports() -> list[tuple[str, str]]:
    """Who imports whom, module by module."""
    graph = grimp.build_graph("quittance", cache_dir=None)
    return sorted(
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
    )


def room_of(module: str) -> str | None:
    """The room a module stands in; the entrances and the floor are no rooms."""
    _, _, inside = module.partition(".")
    room = inside.partition(".")[0]
    return room if room in rooms() and inside != room else None


def is_a_door(imported: str) -> bool:
    """Whether other rooms may import that module."""
    inside = imported.removeprefix("quittance.")
    return inside.partition(".")[2] in DOORS or inside in NAMED_DOORS


def test_rooms_are_entered_by_their_doors() -> None:
    windows = [
        f"{importer} -> {imported}"
        for importer, imported in imports()
        if room_of(importer)
        and room_of(imported)
        and room_of(importer) != room_of(imported)
        and not is_a_door(imported)
    ]
    assert windows == []


def test_every_named_door_leads_somewhere() -> None:
    modules = {module for pair in imports() for module in pair}
    assert {f"quittance.{door}" for door in NAMED_DOORS} <= modules

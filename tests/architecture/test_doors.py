"""A room is entered by its doors: nobody climbs in through a window."""

from functools import cache

import grimp

from tests.architecture.house import rooms

DOORS = {"service", "queries", "events", "errors"}
NAMED_DOORS = {
    "accounts.access",
    "receivables.holds",
    "receivables.snapshots",
    "templates.render",
    "templates.letters",
}
# Reporting joins the tables of all rooms, and changes none.
READERS_OF_MODELS = {"reporting"}


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


def is_a_door(imported: str, importer: str) -> bool:
    """Whether that module may be imported from there."""
    inside = imported.removeprefix("quittance.")
    name = inside.partition(".")[2]
    if name == "models" and room_of(importer) in READERS_OF_MODELS:
        return True
    return name in DOORS or inside in NAMED_DOORS


def test_rooms_are_entered_by_their_doors() -> None:
    windows = [
        f"{importer} -> {imported}"
        for importer, imported in imports()
        if room_of(importer)
        and room_of(imported)
        and room_of(importer) != room_of(imported)
        and not is_a_door(imported, importer)
    ]
    assert windows == []


def test_every_named_door_leads_somewhere() -> None:
    modules = {module for pair in imports() for module in pair}
    assert {f"quittance.{door}" for door in NAMED_DOORS} <= modules

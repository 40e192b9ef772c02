"""How often Python looks for garbage: seldom, in a process that lives for days."""

from __future__ import annotations

import gc

from sqlalchemy.orm import configure_mappers

# Objects made before the young are looked through, and how often that before older ones are.
MADE_BETWEEN_LOOKS = (10_000, 10, 50)


def look_seldom() -> None:
    """What lives as long as the process is never looked through for garbage, the rest seldom.

    A whole look halts everything for a fifth of a second; nearly all we make is freed without.
    """
    configure_mappers()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*MADE_BETWEEN_LOOKS)

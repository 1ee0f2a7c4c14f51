"""What a screen reader finds on the screen, as JSON lines; for Debian's own Python, which has AT-SPI.

A line a thing that is showing: the program's process, role, name, description, place on the screen, and whether it
has the focus and can be used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  the version comes first


def things(accessible: Any) -> Iterator[list[object]]:
    """The thing itself and what stands in it."""
    states = accessible.get_state_set()
    if not states.contains(Atspi.StateType.SHOWING):
        return
    place = accessible.get_extents(Atspi.CoordType.SCREEN)
    yield [
        accessible.get_process_id(),
        accessible.get_role_name(),
        accessible.get_name(),
        accessible.get_description(),
        [place.x, place.y, place.width, place.height],
        states.contains(Atspi.StateType.FOCUSED),
        states.contains(Atspi.StateType.SENSITIVE),
    ]
    for child in children(accessible):
        yield from things(child)


def children(accessible: Any) -> Iterator[Any]:
    """Those that are still there when asked for."""
    for place in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(place)
        if child is not None:
            yield child


if __name__ == "__main__":
    for program in children(Atspi.get_desktop(0)):
        for window in children(program):
            for thing in things(window):
                print(json.dumps(thing, ensure_ascii=False))

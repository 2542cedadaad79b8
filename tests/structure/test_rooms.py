"""Modules import from another room only what its `__init__.py` exports, and every room has a
docstring and exports names that exist."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from product_tree import Module, product, room_of, rooms


def imports_past_exports(module: Module) -> Iterator[str]:
    """Yields each import from inside another room, or of a name that the room does not export."""
    own_room = room_of(module.name)
    for source, name, _ in module.imports:
        room = room_of(source)
        if room is None or room == own_room:
            continue
        if source != room:
            yield f"{module.relative_path}: from {source} import {name}"
        elif name not in product()[room].exports:
            yield f"{module.relative_path}: {room} does not export {name}"


def test_other_rooms_import_only_what_a_room_exports() -> None:
    found = [line for module in product().values() for line in imports_past_exports(module)]
    assert found == []


@pytest.mark.parametrize("room", rooms())
def test_a_room_has_a_docstring_and_its_exports_exist(room: str) -> None:
    module = import_module(room)
    assert module.__doc__ and len(module.__doc__) > len(room)
    assert all(hasattr(module, name) for name in getattr(module, "__all__", ()))

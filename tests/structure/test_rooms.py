"""Modules import from another room only what its `__init__.py` exports, and every room has a
docstring and exports names that exist."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest
from product_tree import Module, product, room_of, rooms


def imports_past_exports(module: Module) -> Iterator[str]:
    """Yields each import from inside another room, or of a name that the room does not export."""
    own_room = room_of(module.name)
    for source, name, local_name in module.imports:
        if f"{source}.{name}" in rooms():  # the room as an object
            yield from uses_past_exports(module, f"{source}.{name}", local_name)
            continue
        room = room_of(source)
        if room is None or room == own_room:
            continue
        if source != room:
            yield f"{module.relative_path}: from {source} import {name}"
        elif name not in product()[room].exports:
            yield f"{module.relative_path}: {room} does not export {name}"


def uses_past_exports(module: Module, room: str, local_name: str) -> Iterator[str]:
    """Yields each attribute of a room, imported as `local_name`, that the room does not export."""
    if room == room_of(module.name):
        return
    exports = {*product()[room].exports, "__name__"}
    for node in module.nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if (
                name == local_name and attribute not in exports
            ):
                yield f"{module.relative_path}: {room} does not export {attribute}"


def test_other_rooms_import_only_what_a_room_exports() -> None:
    found = [line for module in product().values() for line in imports_past_exports(module)]
    assert found == []


def claims_with(statement: str) -> Module:
    """core.service.claims as it would be with one import more."""
    claims = product()["core.service.claims"]
    return replace(claims, source=f"{claims.source}\n{statement}\n")


@pytest.mark.parametrize(
    "statement",
    [
        "from core.ledger.lots import Terms",
        "import core.ledger.lots",
        "import core.ledger",
        "from core import ledger\nledger.stored_procedures",
        "from core.ledger import stored_procedures",
        "from ..ledger.lots import Terms",
        "from ..ledger import *",
        "from .. import ledger as books\nbooks.stored_procedures",
    ],
)
def test_imports_past_the_exports_are_found(statement: str) -> None:
    assert len(list(imports_past_exports(claims_with(statement)))) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "from core.ledger import lots",
        "from . import complaints",
        "from core import ledger\nledger.lots",
    ],
)
def test_exports_and_a_rooms_own_modules_may_be_imported(statement: str) -> None:
    assert list(imports_past_exports(claims_with(statement))) == []


@pytest.mark.parametrize("room", rooms())
def test_a_room_has_a_docstring_and_its_exports_exist(room: str) -> None:
    module = import_module(room)
    assert module.__doc__ and len(module.__doc__) > len(room)
    assert all(hasattr(module, name) for name in getattr(module, "__all__", ()))

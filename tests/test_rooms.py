"""A room is used through its door: other rooms import only what its `__init__.py` exports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = ("core", "flows", "web", "ivr", "sms", "ussd", "desk", "phone", "jobs", "commands")
ROOMS = sorted(
    ".".join(folder.parent.relative_to(ROOT).parts)
    for top in ("core", "flows", "desk")
    for folder in (ROOT / top).glob("*/__init__.py")
)


def product_files() -> Iterator[Path]:
    for top in PRODUCT:
        yield from (ROOT / top).rglob("*.py")
    yield from (ROOT / "wsgi.py", ROOT / "hotline.py")


def room_of(module: str) -> str | None:
    return next((room for room in ROOMS if module == room or module.startswith(f"{room}.")), None)


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(file: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of every `from module import name`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def trespasses(file: Path) -> Iterator[str]:
    here = room_of(module_of(file))
    for module, name in imports_of(file):
        room = room_of(module)
        if room is None or room == here:
            continue
        if module != room:
            yield f"{file.relative_to(ROOT)}: from {module} import {name}"
        elif name not in getattr(import_module(room), "__all__", ()):
            yield f"{file.relative_to(ROOT)}: {room} does not export {name}"


def test_other_rooms_use_what_a_room_exports() -> None:
    assert [each for file in product_files() for each in trespasses(file)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_holds(room: str) -> None:
    module = import_module(room)
    assert module.__doc__ and len(module.__doc__) > len(room)
    assert all(hasattr(module, name) for name in getattr(module, "__all__", ()))

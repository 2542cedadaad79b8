"""What an area of the desk declares: its pages, and its entries in the menu bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.staff import Role
from desk.frame.authorization import DeskBlueprint
from desk.frame.context import DeskContext

RESERVED_KEYS = frozenset({"g i"})  # the agent's own account, which the layout links to


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link in the menu bar, shown to the roles that its view admits.

    name: the name of the endpoint without "desk.", of the icon, and of the label's message
        ("place-<name>").
    position: the menu is sorted by it, across all areas.
    keys: the keyboard shortcut, as keys pressed one after the other ("g q").
    also: the first path segments of other pages on which this entry is marked as current. On pages
        below its own path it always is.
    """

    name: str
    position: int
    keys: str
    also: tuple[str, ...] = ()

    @property
    def endpoint(self) -> str:
        return f"desk.{self.name}"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the desk. Each of `pages` registers the views of one module on the blueprint."""

    pages: tuple[Callable[[DeskBlueprint, DeskContext], None], ...]
    menu: tuple[MenuEntry, ...] = ()


class InvalidMenu(ValueError):
    """Two entries share a position or a shortcut, or an entry leads to no view."""


class Menu:
    def __init__(self, entries: Iterable[MenuEntry], desk: DeskBlueprint) -> None:
        """`desk`: the blueprint, with all views registered. Raises InvalidMenu."""
        self.entries = sorted(entries, key=lambda entry: entry.position)
        self._accesses = desk.accesses
        if dead := [entry.name for entry in self.entries if entry.name not in desk.accesses]:
            raise InvalidMenu(f"no view: {dead}")
        keys = {entry.keys for entry in self.entries} - RESERVED_KEYS
        positions = {entry.position for entry in self.entries}
        if not len(keys) == len(positions) == len(self.entries):
            raise InvalidMenu("a position or a keyboard shortcut is used twice")

    def for_role(self, role: Role) -> list[MenuEntry]:
        return [entry for entry in self.entries if role in self._accesses[entry.name].roles]

    def entry_of(self, path: str) -> MenuEntry | None:
        """The entry that is current on the page `path`, which is relative to /desk/: "complaints"
        for complaints/1. None if there is none."""
        first = path.partition("/")[0]
        return next((each for each in self.entries if first in (each.name, *each.also)), None)

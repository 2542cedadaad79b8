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

    name: of the endpoint, without "desk."; the message "place-<name>" and the icon have it too.
    position: entries stand in ascending order, whatever area declares them.
    keys: the keyboard shortcut, as keys pressed one after the other ("g q").
    also: first segments of the paths of other pages that belong to this entry. A page below the
        entry's own path belongs to it without being named.
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
        """The entry to which a page belongs: /desk/complaints/1 belongs to the complaints. `path`
        is relative to the desk's home."""
        first = path.partition("/")[0]
        return next((each for each in self.entries if first in (each.name, *each.also)), None)

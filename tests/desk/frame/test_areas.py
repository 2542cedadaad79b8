"""What the areas of the desk declare: all of them are served, and a wrong declaration is an error
when the application starts."""

from importlib import import_module
from typing import Any

import pytest
from desk_steps import FOLDER

from core.staff import Role
from desk.frame import Area, DeskBlueprint, Menu, MenuEntry, requires_role
from desk.frame.area import InvalidMenu
from desk.frame.authorization import UndeclaredAccess
from desk.routes import AREAS

# As the desk had it before its areas declared it: order, shortcut, and who sees an entry.
MENU = [
    ("home", "g q", {"agent", "supervisor", "auditor"}),
    ("members", "g m", {"agent", "supervisor", "auditor"}),
    ("complaints", "g c", {"agent", "supervisor", "auditor"}),
    ("claims", "g b", {"agent", "supervisor", "auditor"}),
    ("approvals", "g a", {"supervisor", "auditor"}),
    ("orders", "g o", {"agent", "supervisor", "auditor"}),
    ("wall", "g w", {"supervisor", "auditor"}),
    ("catalogue", "g g", {"agent", "supervisor", "auditor"}),
    ("rules", "g r", {"agent", "supervisor", "auditor"}),
    ("wording", "g s", {"agent", "supervisor", "auditor"}),
    ("agents", "g p", {"supervisor", "auditor"}),
    ("trail", "g t", {"supervisor", "auditor"}),
]


def blueprint() -> DeskBlueprint:
    desk = DeskBlueprint("desk", "desk")
    view = requires_role(Role.AGENT)(lambda: "")
    for name in ("one", "two"):
        desk.add_url_rule(f"/{name}", name, view)
    return desk


def test_every_area_is_served() -> None:
    folders = {file.parent.name for file in FOLDER.glob("*/__init__.py")}
    modules = (import_module(f"desk.{name}") for name in folders - {"frame", "words"})
    declared = [module.AREA for module in modules]
    assert len(declared) == len(AREAS) and all(area in AREAS for area in declared)


@pytest.mark.parametrize("role", [*Role])
def test_the_menu_shows_the_entries_of_the_agents_role(desk: Any, role: Role) -> None:
    page = desk.signed_in(role.value).get("/desk/").text
    nav = page.partition("<nav")[2].partition("</nav>")[0]
    shown = [part.partition('"')[0] for part in nav.split('data-keys="')[1:]]
    assert shown == [keys for _, keys, roles in MENU if role.value in roles]


@pytest.mark.parametrize(
    ("path", "name"),
    [("", None), ("orders/20260001", "orders"), ("suppliers/hongda", "catalogue"), ("me", None)],
)
def test_a_page_belongs_to_a_menu_entry(path: str, name: str | None) -> None:
    entries = [entry for area in AREAS for entry in area.menu]
    desk = DeskBlueprint("desk", "desk")
    for entry in entries:
        desk.add_url_rule(f"/{entry.name}", entry.name, requires_role(Role.AGENT)(lambda: ""))
    found = Menu(entries, desk).entry_of(path)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    "entries",
    [
        [MenuEntry("three", 1, "g o")],
        [MenuEntry("one", 1, "g o"), MenuEntry("two", 1, "g t")],
        [MenuEntry("one", 1, "g o"), MenuEntry("two", 2, "g o")],
        [MenuEntry("one", 1, "g i")],
    ],
    ids=["no such view", "same position", "same shortcut", "reserved shortcut"],
)
def test_a_wrong_menu_is_refused(entries: list[MenuEntry]) -> None:
    with pytest.raises(InvalidMenu):
        Menu(entries, blueprint())


@pytest.mark.parametrize("roles", [(), ("king",), ("agent",), (Role.AGENT, "king")])
def test_an_unknown_role_is_refused(roles: Any) -> None:
    with pytest.raises(UndeclaredAccess):
        requires_role(*roles)


def test_an_area_with_a_view_that_declares_nothing_is_refused() -> None:
    area = Area(pages=(lambda desk, context: desk.add_url_rule("/x", "x", lambda: ""),))
    (serve,) = area.pages
    with pytest.raises(UndeclaredAccess):
        serve(DeskBlueprint("desk", "desk"), None)  # type: ignore[arg-type]

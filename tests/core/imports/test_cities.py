"""Cities in files of members and events."""

from collections.abc import Callable
from typing import Any

import pytest
from import_rows import MEMBERS

from core.books import audit
from core.imports import Progress
from core.kernel import Database
from core.members import profiles
from core.organisation import units

CITIES = """\
number,name,joined_on,province,city,member_id
+8613900000004,陈静,2024-01-31,GD,4401,600
+8613900000005,周敏,2024-01-31,GD,,601
"""
EVENTS = """\
event_id,source,kind,happened_at,number,member_id,province,city,name
e1,billing,province_moved,2026-05-01T09:00:00Z,,601,GD,4403,
e2,billing,province_moved,2026-05-02T09:00:00Z,,600,JS,3201,
e3,billing,province_moved,2026-05-03T09:00:00Z,,600,JS,,
e4,billing,joined,2026-05-03T09:00:00Z,+8613900000006,602,ZJ,3302,李明
"""


@pytest.fixture(autouse=True)
def _units(database: Database) -> None:
    database.run(units.add_units)


def test_members_are_in_the_cities_of_the_files(
    database: Database, load: Callable[..., Any]
) -> None:
    assert load("members", CITIES) == (Progress(2, 2, 0), [])
    assert load("changes", EVENTS) == (Progress(4, 4, 0), [])

    def place(member_id: int) -> str:
        return database.read(lambda conn: profiles.by_id(conn, member_id)).place

    assert [place(each) for each in (600, 601, 602)] == ["3201", "4403", "3302"]
    assert database.read(lambda conn: list(audit.violations(conn))) == []


def test_a_file_of_before_cities_were_known_is_the_same(load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    first, *rows = MEMBERS.splitlines()
    with_column = "\n".join([f"{first},city", *(f"{row}," for row in rows)])
    assert load("members", with_column, "again.csv") == (Progress(3, 0, 0), [])


@pytest.mark.parametrize("city", ["3201", "Guangzhou"])
def test_city_of_another_province_is_rejected(load: Callable[..., Any], city: str) -> None:
    progress, [(_, reason)] = load("members", CITIES.replace("4401", city))
    assert (progress.applied, progress.rejected) == (1, 1)
    assert f"city is {city}, which the programme does not have in GD" in reason

"""Files of events: what is applied, rejected, and changed by importing again."""

from collections.abc import Callable
from typing import Any

from import_rows import MEMBERS, rows

from core.imports import Progress
from core.kernel import Database
from core.members import profiles

HEADER = (
    "event_id,source,kind,happened_at,number,member_id,new_number,province,name,language,born_on"
)
EVENTS = f"""{HEADER}
e1,billing,arrears_begun,2026-05-01T09:00:00+08:00,139 0000 0001,,,,,,
e2,billing,suspended,2026-05-03 09:00,+8613900000001,,,,,,
e4,billing,number_changed,2026-05-06T01:00:00Z,+8613900000022,502,13900000012,,,,
e3,billing,number_changed,2026-05-05T01:00:00Z,+8613900000002,502,+8613900000022,,,,
e5,billing,province_moved,2026-05-07T01:00:00Z,,500,,SC,,,
e6,billing,joined,2026-05-08T01:00:00Z,+8613900000006,,,BJ,李明,zh,1990-01-31
e7,billing,left,2026-05-09T01:00:00Z,+8613900000001,,,,,,
"""
BAD = {
    "b1,billing,married,2026-05-01T09:00:00Z,+8613900000001,,,,,,": "kind is married, not one of",
    "b2,billing,suspended,0001-01-01T00:00:00+14:00,+8613900000001,,,,,,": "not between 1900",
    "b2,billing,suspended,2026-05-01,+8613900000001,,,,,,": "happened_at is 2026-05-01, not a mo",
    "b3,billing,suspended,2026-02-30T09:00Z,+8613900000001,,,,,,": "not a moment such as",
    "b4,rumour,suspended,2026-05-01T09:00Z,+8613900000001,,,,,,": "source is rumour, not one of",
    "b5,billing,suspended,2026-05-01T09:00Z,,,,,,,": "number is missing",
    "b6,billing,suspended,2026-05-01T09:00Z,+8613900000001,,,GD,,,": "province does not go with",
    "b7,billing,province_moved,2026-05-01T09:00Z,,501,,ZZ,,,": "the programme does not have",
    "b8,billing,province_moved,2026-05-01T09:00Z,,501,,,,,": "province is missing",
    "b9,billing,number_changed,2026-05-01T09:00Z,,501,12,,,,": "is not a valid telephone number",
    "b10,billing,number_changed,2026-05-01T09:00Z,,501,+8613900000003,,,,": "is another member's",
    "b11,billing,suspended,2026-05-01T09:00Z,+8613900000009,,,,,,": "no member had the number",
    "b12,billing,suspended,2027-05-01T09:00Z,+8613900000001,,,,,,": "which is still to come",
    "b13,billing,joined,2026-05-01T09:00Z,+8613900000016,500,,GD,Ann,,": "member_id 500 is another",
    "b14,billing,joined,2026-05-01T09:00Z,+8613900000001,,,GD,Ann,,": "is another member's",
    "b15,billing,joined,2026-05-01T09:00Z,+8613900000016,,,GD,,,": "name is missing",
    "b16,billing,number_replaced,2026-05-01T09:00Z,,501,,,,,": "kind is number_replaced, not one",
    "b17,billing,number_removed,2026-05-01T09:00Z,,501,,,,,": "number is missing",
    "b18,billing,number_added,2026-05-01T09:00Z,,501,,,,,": "new_number is missing",
    "b19,billing,number_removed,2026-05-01T09:00Z,+8613900000001,,,,,,": "a person decides",
    "2.02611E+17,billing,suspended,2026-05-01T09:00Z,,501,,,,,": "lost its digits",
}


def test_events_are_applied_once(database: Database, load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    assert load("changes", EVENTS) == (Progress(7, 7, 0), [])
    before = rows(database)
    assert load("changes", EVENTS, "again.csv") == (Progress(7, 0, 0), [])
    assert rows(database) == before

    def state(member_id: int) -> tuple[str, str, str]:
        found = database.read(lambda conn: profiles.by_id(conn, member_id))
        return found.number, found.status, found.province

    assert state(501) == ("+8613900000001", "left", "GD")
    assert state(502) == ("+8613900000012", "active", "BJ")
    assert state(500) == ("+8613900000003", "suspended", "SC")
    assert state(503) == ("+8613900000006", "active", "BJ")


def test_rejected_rows_have_their_reasons(database: Database, load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    before = rows(database)
    progress, reasons = load("changes", "\n".join([HEADER, *BAD]))
    assert (progress.applied, progress.rejected) == (0, len(BAD))
    for (_, reason), expected in zip(reasons, BAD.values(), strict=True):
        assert expected in reason
    assert rows(database) == before


def test_rejected_row_is_right_once_the_earlier_event_is_there(load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    _, *changes = EVENTS.splitlines()
    first = changes[3].replace(",502,", ",,")
    second = changes[2].replace(",502,", ",,")
    progress, _ = load("changes", f"{HEADER}\n{second}\n", "second.csv")
    assert progress.rejected == 1
    load("changes", f"{HEADER}\n{first}\n", "first.csv")
    assert load("changes", f"{HEADER}\n{second}\n", "second.csv") == (Progress(1, 1, 0), [])

"""Who sends a message, as the first query of each turn finds them."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, delete, event, insert, update

from core.conversation import Caller, turn_log
from core.members import NOBODY, changes, numbers, profiles
from core.programme import local_day
from core.schema import further_number, msisdn, opted_out
from core.schema import member as member_table

FIRST, SECOND, STRANGER = "+8613800000001", "+8613800000002", "+8613899999999"


@pytest.fixture
def first(conn: Connection) -> int:
    found = profiles.id_of(conn, FIRST)
    assert found is not None
    return found


def caller(conn: Connection, at: datetime, number: str, known_id: int = NOBODY) -> Caller:
    day = local_day(at)
    return turn_log.caller(conn, number, day, "session", "message", known_id=known_id)


@pytest.mark.parametrize("known", [True, False])
def test_known_member_is_found_like_one_who_is_not(
    conn: Connection, at: datetime, first: int, known: bool
) -> None:
    found = caller(conn, at, FIRST, first if known else NOBODY)
    assert found == caller(conn, at, FIRST) and found.member_id == first


def test_known_member_takes_one_query(conn: Connection, at: datetime, first: int) -> None:
    sent: list[str] = []
    event.listen(conn, "before_cursor_execute", lambda *each: sent.append(each[2]))
    caller(conn, at, FIRST, first)
    assert len(sent) == 1
    caller(conn, at, FIRST)
    assert len(sent) == 3


def test_number_that_has_passed_on_leads_to_its_new_member(
    conn: Connection, at: datetime, first: int
) -> None:
    second = profiles.id_of(conn, SECOND)
    assert second is not None
    changes.change_number(conn, member_id=first, number=STRANGER, key="away", at=at)
    changes.change_number(conn, member_id=second, number=FIRST, key="here", at=at)
    assert caller(conn, at, FIRST, first).member_id == second
    assert caller(conn, at, SECOND, second).member is None


def test_who_has_left_is_nobody_by_the_number(conn: Connection, at: datetime, first: int) -> None:
    with conn.begin_nested() as savepoint:
        leave = update(member_table).values(status="left").where(member_table.c.number == FIRST)
        conn.execute(leave)
        conn.execute(delete(msisdn).where(msisdn.c.number == FIRST))
        assert caller(conn, at, FIRST, first).member is None
        savepoint.rollback()
    assert caller(conn, at, FIRST, first).member_id == first


def test_further_number_leads_to_a_known_member(conn: Connection, at: datetime, first: int) -> None:
    numbers.add(conn, member_id=first, number=STRANGER, by="li", key="further", at=at)
    assert caller(conn, at, STRANGER, first).member_id == first
    conn.execute(delete(further_number))
    conn.execute(delete(msisdn).where(msisdn.c.number == STRANGER))
    assert caller(conn, at, STRANGER, first).member is None


def test_number_of_another_who_wants_no_texts_blocks_no_stranger(
    conn: Connection, at: datetime
) -> None:
    conn.execute(insert(opted_out).values(number=FIRST, at=at))
    assert caller(conn, at, FIRST).texts_blocked
    assert not caller(conn, at, STRANGER).texts_blocked
    conn.execute(insert(opted_out).values(number=STRANGER, at=at))
    assert caller(conn, at, STRANGER).texts_blocked

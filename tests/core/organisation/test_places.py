"""The place of an act is where the member was when it was done, whatever move comes after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import DBAPIError

from core.kernel import Database
from core.loyalty import partner_exchange
from core.members import changes, profiles
from core.organisation import Move, NoSuchUnit, moves, units
from core.programme import current_rules
from core.redemption import placing
from core.schema import claim, exchange, gift_order, org, org_move
from core.seed import PRICES
from core.service import claims

Change = Callable[..., Any]
HOUR = timedelta(hours=1)


def act(conn: Connection, name: str, at: datetime) -> None:
    """An order, an exchange and a claim of member 1."""
    member = profiles.by_id(conn, 1)
    placing.redeem(
        conn,
        member=member,
        sku="credit-10",
        points=PRICES["credit-10"],
        key=f"order:{name}",
        at=at,
        channel="sms",
        order_id=name,
        number=f"4000{name}",
    )
    partner_exchange.request(
        conn,
        member=member,
        exchange_id=name,
        partner="airline",
        amount=100,
        key=f"exchange:{name}",
        at=at,
    )
    claims.file(
        conn,
        member_id=1,
        receipt_number=name,
        channel="sms",
        key=f"claim:{name}",
        at=at,
        claim_id=name,
        number=f"5000{name}",
    )


def places(conn: Connection, name: str) -> set[str]:
    found = (
        select(gift_order.c.org).where(gift_order.c.order_id == name),
        select(exchange.c.org).where(exchange.c.exchange_id == name),
        select(claim.c.org).where(claim.c.claim_id == name),
    )
    return {conn.execute(each).scalar_one() for each in found}


def test_acts_keep_the_place_where_they_were_done(
    conn: Connection, change: Change, at: datetime
) -> None:
    act(conn, "a", at)
    change(changes.move_province, province="XJ", key="1", when=at + HOUR)
    act(conn, "b", at + 2 * HOUR)
    change(changes.move_province, province="SH", key="2", when=at + 3 * HOUR)
    assert [places(conn, name) for name in "ab"] == [{"GD"}, {"XJ"}]
    assert moves.history(conn, 1) == [
        Move(at + 3 * HOUR, "XJ", "SH"),
        Move(at + HOUR, "GD", "XJ"),
    ]
    asked = [at - HOUR, at + HOUR, at + 2 * HOUR, at + 3 * HOUR]
    assert [moves.place_at(conn, 1, each) for each in asked] == ["GD", "XJ", "XJ", "SH"]
    assert moves.place_at(conn, 2, at) == "GD"


def test_act_that_is_repeated_late_has_the_place_of_its_own_time(
    conn: Connection, change: Change, at: datetime
) -> None:
    change(changes.move_province, province="XJ", when=at + HOUR)
    act(conn, "late", at)
    assert places(conn, "late") == {"GD"}


def test_move_comes_after_what_was_done_before_it(
    conn: Connection, change: Change, at: datetime
) -> None:
    """The clocks of two machines differ, and the member's orders decide."""
    act(conn, "a", at + HOUR)
    change(changes.move_province, province="XJ", when=at)
    (move,) = moves.history(conn, 1)
    assert move.moved_at == at + HOUR + timedelta(microseconds=1)


def test_only_a_move_is_recorded_and_once(conn: Connection, change: Change) -> None:
    change(changes.move_province, province="GD", key="stays")
    assert moves.history(conn, 1) == []
    for _ in range(2):
        change(changes.move_province, province="XJ", key="moves")
    assert len(moves.history(conn, 1)) == 1
    with pytest.raises(NoSuchUnit):
        change(changes.move_province, province="ZZ", key="nowhere")


def test_moves_are_append_only(seeded: Database, at: datetime) -> None:
    move = {"member_id": 1, "province": "XJ", "key": "k", "at": at}
    seeded.run(lambda conn: changes.move_province(conn, **move))
    for statement in (update(org_move).values(was="SH"), delete(org_move)):
        with pytest.raises(DBAPIError):
            seeded.run(lambda conn, statement=statement: conn.execute(statement))


def test_provinces_of_the_programme_are_units(conn: Connection) -> None:
    known = units.all_units(conn)
    assert {each.code for each in current_rules().provinces} == known.keys() - {"CN"}
    assert (known["GD"].parent, known["GD"].name_in("zh")) == ("CN", "广东")
    conn.execute(delete(org).where(org.c.code == "XZ"))
    assert [units.add_provinces(conn) for _ in range(2)] == [1, 0]

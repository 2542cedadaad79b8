"""The place of an act is where the member was when it was done, whatever move comes after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import DBAPIError

from core.books import audit
from core.kernel import Database
from core.loyalty import partner_exchange
from core.members import changes, profiles
from core.organisation import Move, NoSuchUnit, moves, units
from core.programme import current_rules
from core.redemption import placing
from core.schema import claim, exchange, gift_order, org, org_move
from core.schema import member as member_table
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
    change(changes.move, place="XJ", key="1", when=at + HOUR)
    act(conn, "b", at + 2 * HOUR)
    change(changes.move, place="SH", key="2", when=at + 3 * HOUR)
    assert [places(conn, name) for name in "ab"] == [{"GD"}, {"XJ"}]
    assert moves.history(conn, 1) == [
        Move(at + 3 * HOUR, "XJ", "SH"),
        Move(at + HOUR, "GD", "XJ"),
    ]
    asked = [at - HOUR, at + HOUR, at + 2 * HOUR, at + 3 * HOUR]
    assert [moves.place_at(conn, 1, each) for each in asked] == ["GD", "XJ", "XJ", "SH"]
    assert moves.place_at(conn, 2, at) == "4403"


def test_act_that_is_repeated_late_has_the_place_of_its_own_time(
    conn: Connection, change: Change, at: datetime
) -> None:
    change(changes.move, place="XJ", when=at + HOUR)
    act(conn, "late", at)
    assert places(conn, "late") == {"GD"}


def test_move_comes_after_what_was_done_before_it(
    conn: Connection, change: Change, at: datetime
) -> None:
    """The clocks of two machines differ, and the member's orders decide."""
    act(conn, "a", at + HOUR)
    change(changes.move, place="XJ", when=at)
    (move,) = moves.history(conn, 1)
    assert move.moved_at == at + HOUR + timedelta(microseconds=1)


def test_only_a_move_is_recorded_and_once(conn: Connection, change: Change) -> None:
    change(changes.move, place="GD", key="stays")
    assert moves.history(conn, 1) == []
    for _ in range(2):
        change(changes.move, place="XJ", key="moves")
    assert len(moves.history(conn, 1)) == 1
    with pytest.raises(NoSuchUnit):
        change(changes.move, place="ZZ", key="nowhere")


def test_moves_are_append_only(seeded: Database, at: datetime) -> None:
    move = {"member_id": 1, "place": "XJ", "key": "k", "at": at}
    seeded.run(lambda conn: changes.move(conn, **move))
    for statement in (update(org_move).values(was="SH"), delete(org_move)):
        with pytest.raises(DBAPIError):
            seeded.run(lambda conn, statement=statement: conn.execute(statement))


def test_act_has_the_finest_place_that_is_known(
    conn: Connection, change: Change, at: datetime
) -> None:
    act(conn, "a", at)
    change(changes.move, place="4401", key="city", when=at + HOUR)
    act(conn, "b", at + 2 * HOUR)
    change(changes.move, place="GD", key="known already", when=at + 3 * HOUR)
    change(changes.move, place="XZ", key="away", when=at + 4 * HOUR)
    act(conn, "c", at + 5 * HOUR)
    assert [places(conn, name) for name in "abc"] == [{"GD"}, {"4401"}, {"XZ"}]
    assert [(each.was, each.became) for each in moves.history(conn, 1)] == [
        ("4401", "XZ"),
        ("GD", "4401"),
    ]
    member = profiles.by_id(conn, 1)
    assert (member.province, member.city) == ("XZ", None)
    assert list(audit.violations(conn)) == []


def test_city_of_another_province_is_found(conn: Connection) -> None:
    conn.execute(update(member_table).where(member_table.c.member_id == 2).values(province="XJ"))
    assert list(audit.violations(conn)) == ["member 2 is in XJ, of which 4403 is no city"]
    back = {"province": "GD"}
    conn.execute(update(member_table).where(member_table.c.member_id == 2).values(**back))


def test_cities_roll_up_to_their_province(conn: Connection) -> None:
    known = units.all_units(conn)
    assert [units.province_of(known, code) for code in ("4401", "XZ", "")] == ["GD", "XZ", ""]
    names = [units.name_of(known, "4401", language) for language in ("zh", "en")]
    assert names == ["广东广州", "Guangzhou, Guangdong"]


def test_the_group_is_no_place(conn: Connection, change: Change) -> None:
    with pytest.raises(NoSuchUnit):
        change(changes.move, place="CN", key="group")


def test_units_of_the_programme_are_units(conn: Connection) -> None:
    known, rules = units.all_units(conn), current_rules()
    programme = {each.code for each in (*rules.provinces, *rules.cities)}
    assert programme == known.keys() - {"CN"}
    assert (known["GD"].parent, known["GD"].name_in("zh")) == ("CN", "广东")
    assert (known["4401"].parent, known["4401"].kind) == ("GD", "city")
    conn.execute(delete(org).where(org.c.code == "QH"))
    assert [units.add_units(conn) for _ in range(2)] == [1, 0]

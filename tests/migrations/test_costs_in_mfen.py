"""Revision 0017: what a point costs is in thousandths of a fen, in books that exist already."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from old_book import load
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from core.books import seals
from core.kernel import Database
from core.loyalty import transfers
from core.schema import transfer
from migrations import downgrade, upgrade

AT = datetime(2026, 6, 1, 2, tzinfo=UTC)
PARTS = [
    {"amount": 60, "expires_at": "2027-12-31", "issuer": "province:GD", "unit_cost": 1},
    {"amount": 40, "expires_at": None, "issuer": "partner:coffee", "unit_cost": 3},
]


def costs(database: Database, column: str) -> list[Any]:
    query = text(f"SELECT member_id, lot_id, {column} FROM lot ORDER BY member_id, lot_id")
    return [tuple(row) for row in database.read(lambda conn: conn.execute(query).all())]


def run(database: Database, statement: str) -> None:
    database.run(lambda conn: conn.execute(text(statement)))


def test_costs_are_multiplied_by_a_thousand_and_back(old: Database) -> None:
    before = costs(old, "unit_cost")
    assert len(before) > 10
    upgrade(old, "0017")
    assert costs(old, "unit_cost_mfen") == [(m, n, cost * 1_000) for m, n, cost in before]
    downgrade(old, "0016")
    assert costs(old, "unit_cost") == before


def test_costs_stay_as_they_are(old: Database) -> None:
    upgrade(old, "0017")
    for change in ("UPDATE lot SET unit_cost_mfen = 1", "DELETE FROM lot"):
        with pytest.raises(DBAPIError, match=r"append-only|permission denied"):
            run(old, change)
    run(old, "UPDATE lot SET held = held")


def test_points_on_their_way_keep_their_costs(old: Database) -> None:
    def send(conn: Connection) -> None:
        row = {"member_id": 1, "transfer_id": "t", "to_member_id": 2, "amount": 100, "version": 1}
        conn.execute(insert(transfer), row | {"parts": PARTS, "status": "open", "opened_at": AT})

    def parts(conn: Connection) -> Any:
        return conn.execute(select(transfer.c.parts)).scalar_one()

    old.run(send)
    upgrade(old)
    found = old.read(lambda conn: transfers.find(conn, 1, "t"))
    assert [(p.amount, p.terms.issuer, p.terms.unit_cost_mfen) for p in found.parts] == [
        (60, "province:GD", 1_000),
        (40, "partner:coffee", 3_000),
    ]
    downgrade(old, "0016")
    assert old.read(parts) == PARTS


def test_days_sealed_before_are_as_they_were_sealed(empty: Database) -> None:
    """A seal covers postings, and the cost of a point is in none."""
    upgrade(empty, "0001")
    empty.run(partial(load, without="seal"))  # it has one that covers nothing
    days = seals.make(empty, AT + timedelta(days=3))
    published = {
        (head.day, head.shard): head.head
        for day in days
        for head in empty.read(partial(seals.heads, day=day))
    }
    assert sum(head != seals.GENESIS for head in published.values()) > 1_000
    upgrade(empty)
    assert list(seals.check(empty, published)) == []


def test_going_back_is_refused_while_a_cost_is_no_whole_number_of_fen(old: Database) -> None:
    upgrade(old, "0017")
    run(
        old,
        "INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen,"
        " issuer) SELECT member_id, 'growth', version, amount, amount, 0, 850, 'province:GD'"
        " FROM posting WHERE unit = 'growth' AND version = 1 AND member_id = 5",
    )
    with pytest.raises(NotImplementedError, match="no whole number of fen"):
        downgrade(old, "0016")

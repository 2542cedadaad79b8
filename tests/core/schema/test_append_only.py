"""What was posted stays posted, whatever SQL is tried on it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any

import pytest
from batches import grant_all
from single_holds import place_hold
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError

from core.kernel import Database
from core.ledger import holds, ledger
from core.loyalty import Applied, Grant
from core.schema import (
    APPEND_ONLY,
    complaint_step,
    enrolment,
    gift_order,
    leave_notice,
    line,
    member_event,
    metadata,
    number_change,
    org_move,
    parcel_event,
    programme_day,
    seal,
    spending,
    tier_change,
    trail,
)
from migrations import upgrade

COLUMN = {
    "posting": "memo",
    "lot_use": "amount",
    "idempotency": "request_hash",
    "number_change": "became",
    "tier_change": "became",
    "programme_day": "amount",
    "seal": "head",
    "trail": "act",
    "line": "words",
    "complaint_step": "words",
    "consent": "evidence",
    "org_move": "became",
    "member_event": "became",
    "leave_notice": "said",
    "enrolment": "evidence",
    "parcel_event": "kind",
    "spending": "partner",
}
LOT = ("granted", "unit_cost_mfen", "issuer", "unit", "lot_id")


@pytest.fixture
def full(seeded: Database, at: datetime) -> Database:
    """At least one row in every table that is append-only."""
    day = date(2026, 6, 1)

    def fill(conn: Connection) -> None:
        conn.execute(insert(number_change).values(member_id=1, changed_at=at, was="a", became="b"))
        rated = {"member_id": 1, "rated_on": day, "was": "gold", "became": "gold", "growth": 1}
        conn.execute(insert(tier_change).values(**rated))
        total = {"contra": "issued", "unit": "points", "kind": "mobile", "postings": 1, "amount": 1}
        conn.execute(insert(programme_day).values(day=day, **total))
        looked = {"entry_id": "1", "agent": "agent", "act": "look", "detail": {}, "at": at}
        conn.execute(insert(trail).values(member_id=1, **looked))
        said = {"who": "member", "words": "Hello", "at": at}
        conn.execute(insert(line).values(member_id=0, handover_id="h", line_id=1, **said))
        worked = {"agent": "agent", "act": "note", "words": "Called.", "at": at}
        conn.execute(
            insert(complaint_step).values(member_id=2, complaint_id="c", step_id=1, **worked)
        )
        moved = {"member_id": 1, "moved_at": at, "was": "a", "became": "b"}
        conn.execute(insert(org_move).values(**moved))
        conn.execute(insert(leave_notice).values(member_id=1, notice_no=1, said="given", at=at))
        agreed = {"channel": "sms", "evidence": "sms:m", "at": at}
        conn.execute(insert(enrolment).values(member_id=1, **agreed))
        event = {"source": "billing", "event_id": "1", "kind": "left", "applied": True}
        event |= {"happened_at": at, "recorded_at": at, "request_hash": "f", "became": "b"}
        conn.execute(insert(member_event).values(member_id=1, event_no=1, **event))
        order = conn.execute(select(gift_order.c.member_id, gift_order.c.order_id)).first()
        assert order is not None
        taken = {"parcel_no": 1, "event_id": "1", "kind": "picked_up"}
        taken |= {"happened_at": at, "noted_at": at}
        conn.execute(insert(parcel_event).values(**order._mapping, **taken))
        spent = {"version": 1, "partner": "coffee", "points": 1, "at": at, "org": "GD"}
        conn.execute(insert(spending).values(member_id=1, **spent))
        conn.execute(insert(seal).values(shard=0, day=day, postings=0, head="f", sealed_at=at))

    seeded.run(fill)
    return seeded


def contents(database: Database) -> dict[str, Any]:
    with database.engine.begin() as conn:
        return {
            name: sorted(conn.execute(select(metadata.tables[name])).all(), key=repr)
            for name in (*APPEND_ONLY, "lot")
        }


def refused(database: Database, statement: str) -> None:
    before = contents(database)
    with pytest.raises(DBAPIError, match=r"append-only|has that row already"):
        database.run(lambda conn: conn.execute(text(statement)))
    assert contents(database) == before


def test_every_append_only_table_is_covered() -> None:
    assert set(COLUMN) == set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_append_only_rows_cannot_be_updated_or_deleted(full: Database, table: str) -> None:
    column = COLUMN[table]
    refused(full, f"UPDATE {table} SET {column} = {column}")
    refused(full, f"DELETE FROM {table}")
    key = ", ".join(column.name for column in metadata.tables[table].primary_key)
    refused(
        full,
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true"
        f" ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
    )
    if full.engine.dialect.name == "postgresql":
        refused(full, f"TRUNCATE {table} CASCADE")
    else:
        refused(full, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        refused(full, f"REPLACE INTO {table} SELECT * FROM {table}")
        refused(full, f"UPDATE OR REPLACE {table} SET {column} = {column}")


@pytest.mark.parametrize("column", LOT)
def test_grant_columns_of_a_lot_cannot_be_updated(full: Database, column: str) -> None:
    refused(full, f"UPDATE lot SET {column} = {column}")
    refused(full, f"UPDATE lot SET remaining = remaining, {column} = {column}")
    refused(full, "DELETE FROM lot")
    if full.engine.dialect.name == "sqlite":
        refused(full, "INSERT OR REPLACE INTO lot SELECT * FROM lot")


def test_sqlite_triggers_protect_against_foreign_connections(
    new_database: Callable[[str, bool], str],
) -> None:
    """SQLite's own shell knows nothing of our pragmas."""
    database = Database(new_database("sqlite", True))
    with closing(sqlite3.connect(str(database.engine.url.database))) as raw:
        for table in ("posting", "lot", "lot_use"):
            for statement in (
                f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
                f"DELETE FROM {table}",
            ):
                with pytest.raises(sqlite3.IntegrityError):
                    raw.execute(statement)
    database.dispose()


@pytest.fixture
def as_owner(new_database: Callable[[str, bool], str], postgres: Any) -> Iterator[Database]:
    """Migrated by a role that owns the tables and is no superuser, and used by it."""
    admin = Database(new_database("postgresql", False))
    with admin.engine.begin() as conn:
        conn.execute(text("DROP SCHEMA public CASCADE"))
        exists = conn.execute(text("SELECT 1 FROM pg_roles WHERE rolname = 'clerk'")).first()
        if exists is None:
            conn.execute(text("CREATE ROLE clerk LOGIN"))
        conn.execute(text("CREATE SCHEMA public AUTHORIZATION clerk"))
    owner = Database(admin.engine.url.set(username="clerk", password=None).render_as_string(False))
    upgrade(owner)
    yield owner
    for database in (owner, admin):
        database.dispose()


def test_table_owner_lacks_update_and_delete_privileges(as_owner: Database) -> None:
    held = text("SELECT has_table_privilege(:table, :right)")

    def rights(conn: Connection) -> list[tuple[str, str]]:
        return [
            (table, right)
            for table in (*APPEND_ONLY, "lot")
            for right in ("UPDATE", "DELETE", "TRUNCATE")
            if conn.execute(held, {"table": table, "right": right}).scalar_one()
        ]

    assert as_owner.read(rights) == []
    for statement in ("DELETE FROM posting", "UPDATE posting SET amount = 1", "TRUNCATE seal"):
        with pytest.raises(DBAPIError, match="permission denied"):
            as_owner.run(lambda conn, statement=statement: conn.execute(text(statement)))
    # The one column that the foreign keys need the right to: there is the trigger.
    with pytest.raises(DBAPIError, match="append-only"):
        as_owner.run(lambda conn: conn.execute(text("UPDATE posting SET memo = ''")))


def test_table_owner_can_post_hold_and_reverse(
    as_owner: Database, join: Callable[..., int], earn: Callable[..., Any], at: datetime
) -> None:
    def work(conn: Connection) -> None:
        join(conn)
        earn(conn, 100)
        for key in ("sent", "given up"):
            held = {"member_id": 1, "amount": 10, "key": key, "at": at, "expires_at": None}
            place_hold(conn, **held)
        paid = {"contra": "issued", "kind": "redeem", "at": at, "member_id": 1}
        posted = holds.settle_hold(conn, hold_id="sent", key="s", **paid)
        holds.release_hold(conn, member_id=1, hold_id="given up", key="r", at=at)
        ledger.reverse(conn, member_id=1, version=posted.version, key="undo", at=at)
        ledger.spend(conn, amount=7, key="spend", **paid)
        grants = [Grant(1, "bulk", 5, "issued", "mobile", None, 1)]
        assert grant_all(conn, grants, at=at) == [Applied.NOW]
        assert ledger.balance(conn, 1).available == 98

    as_owner.run(work)

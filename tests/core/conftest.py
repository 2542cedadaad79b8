from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text

from core.books import audit
from core.kernel import Database
from core.ledger import GROWTH, POINTS, ledger
from core.schema import member, msisdn

Join = Callable[..., int]
Earn = Callable[..., ledger.PostingResult]
CHECKS = """
    SELECT conrelid::regclass, conname FROM pg_constraint
    WHERE contype = 'c' AND connamespace = 'public'::regnamespace"""


@pytest.fixture
def join() -> Join:
    """(conn, member_id, **columns): inserts a member with empty accounts of points and growth."""

    def join(conn: Connection, member_id: int = 1, **columns: object) -> int:
        number = f"+86138000010{member_id:02}"
        values: dict[str, object] = {
            "member_id": member_id,
            "number": number,
            "name": "Lin",
            "tier": "basic",
            "joined_on": date(2020, 1, 1),
            "status": "active",
            "province": "GD",
            "address": "7 Hill Road",
            "pin_wrong": 0,
            "marketing_ok": False,
        }
        conn.execute(insert(member).values(**(values | columns)))
        conn.execute(insert(msisdn).values(number=number, member_id=member_id))
        for unit in (POINTS, GROWTH):
            ledger.open_account(conn, member_id, unit)
        return member_id

    return join


@pytest.fixture
def earn(at: datetime) -> Earn:
    """(conn, amount, ...): grants points, valid until the end of 2028, or growth."""

    def earn(
        conn: Connection,
        amount: int,
        *,
        member_id: int = 1,
        key: str = "earn",
        expires_at: date | None = date(2028, 12, 31),
        unit: str = POINTS,
        unit_cost_mfen: int = 1_000,
        usable_from: date | None = None,
    ) -> ledger.PostingResult:
        return ledger.grant(
            conn,
            member_id=member_id,
            unit=unit,
            amount=amount,
            contra="issued",
            kind="mobile",
            key=key,
            at=at,
            expires_at=expires_at,
            unit_cost_mfen=unit_cost_mfen,
            usable_from=usable_from,
        )

    return earn


@pytest.fixture
def unguarded() -> Callable[[Connection], None]:
    """(conn): disables triggers, CHECKs and foreign keys for the rest of the transaction."""

    def unguarded(conn: Connection) -> None:
        if conn.dialect.name == "postgresql":
            conn.execute(text("SET LOCAL session_replication_role = replica"))
            for table, check in conn.execute(text(CHECKS)).all():
                conn.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {check}"))
            return
        conn.execute(text("PRAGMA defer_foreign_keys = ON"))
        conn.execute(text("PRAGMA ignore_check_constraints = ON"))
        triggers = conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for (name,) in triggers.all():
            conn.execute(text(f"DROP TRIGGER {name}"))

    return unguarded


@pytest.fixture
def tamper(unguarded: Callable[[Connection], None]) -> Callable[..., None]:
    """(database, *statements): executes and commits statements with all constraints disabled."""

    def tamper(database: Database, *statements: str) -> None:
        with database.engine.connect() as conn:
            if conn.dialect.name == "sqlite":
                # Takes effect only outside a transaction, and lasts as long as the connection.
                driver = conn.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA foreign_keys = OFF")
            with conn.begin():
                unguarded(conn)
                for statement in statements:
                    assert conn.execute(text(statement)).rowcount >= 1

    return tamper


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    """One transaction over the demo programme; the audit finds nothing at its end."""
    with seeded.engine.begin() as connection:
        yield connection
        assert list(audit.violations(connection)) == []


@pytest.fixture
def change(conn: Connection, at: datetime) -> Callable[..., Any]:
    """(verb, **arguments): call a function that changes something, for member 1."""

    def change(
        verb: Callable[..., Any], *, key: str = "key", when: datetime = at, **arguments: Any
    ) -> Any:
        return verb(conn, **({"member_id": 1, "key": key, "at": when} | arguments))

    return change

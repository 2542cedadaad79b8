"""The statements of core.loyalty.accrual_batch: a chunk in one statement, on either database."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Protocol

import orjson
import psycopg
from sqlalchemy import Connection, CursorResult, Table, TextClause, insert, text
from sqlalchemy.exc import DBAPIError

from core.ledger.accounts import POINTS, Account
from core.schema import idempotency, lot, posting

Row = dict[str, Any]

# One parameter for any number of rows, so that the statement stays the same, and prepared.
_WANTED = {
    "postgresql": "json_array_elements(CAST(:wanted AS json)) AS w(value)",
    "sqlite": "json_each(:wanted) AS w",
}
# In one order, and within a member the one in which a bill locks them (points, then growth): two
# chunks, or a chunk and a turn, wait for each other, never in a circle.
_LOCK = """
    SELECT a.member_id, a.unit, a.balance, a.held, a.version
    FROM {wanted}
    JOIN member_account a
      ON a.member_id = CAST(w.value->>0 AS bigint) AND a.unit = w.value->>1
    ORDER BY a.member_id, a.unit DESC {for_update}"""
_KEPT = """
    SELECT i.member_id, i.key, i.request_hash
    FROM {wanted}
    JOIN idempotency i ON i.member_id = CAST(w.value->>0 AS bigint) AND i.key = w.value->>1"""
_MOVE = """
    UPDATE member_account
    SET balance = CAST(w.value->>2 AS bigint), version = CAST(w.value->>3 AS bigint)
    FROM {wanted}
    WHERE member_account.member_id = CAST(w.value->>0 AS bigint)
      AND member_account.unit = w.value->>1"""


def _by_dialect(statement: str) -> dict[str, TextClause]:
    for_update = {"postgresql": "FOR UPDATE OF a", "sqlite": ""}
    return {
        dialect: text(statement.format(wanted=wanted, for_update=for_update[dialect]))
        for dialect, wanted in _WANTED.items()
    }


_LOCK_ACCOUNTS, _KEPT_KEYS, _MOVE_ACCOUNTS = (_by_dialect(one) for one in (_LOCK, _KEPT, _MOVE))


class Granted(Protocol):
    """What a row of a posting needs to know of a core.loyalty.accrual_batch.Grant."""

    @property
    def amount(self) -> int: ...
    @property
    def contra(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def memo(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def unit_cost(self) -> int: ...
    @property
    def expires_at(self) -> date | None: ...
    @property
    def effective_at(self) -> datetime | None: ...


def lock(conn: Connection, accounts: Collection[tuple[int, str]]) -> dict[tuple[int, str], Account]:
    """By member and unit; those that there are."""
    rows = _run(conn, _LOCK_ACCOUNTS, list(accounts))
    return {(row.member_id, row.unit): Account(*tuple(row)) for row in rows}


def kept(conn: Connection, keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """The hash of the request that each key was kept with."""
    rows = _run(conn, _KEPT_KEYS, keys)
    return {(row.member_id, row.key): row.request_hash for row in rows}


class Rows:
    """What a chunk will write. Columns in one order throughout: COPY goes by it."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._moved: dict[tuple[int, str], Account] = {}
        self._postings: list[Row] = []
        self._lots: list[Row] = []
        self._keys: list[Row] = []

    def post(self, moved: Account, grant: Granted) -> None:
        """`moved` is the account as it stands after the posting."""
        self._moved[moved.member_id, moved.unit] = moved
        whose = {"member_id": moved.member_id, "unit": moved.unit}
        self._postings.append(
            {
                **whose,
                "version": moved.version,
                "amount": grant.amount,
                "balance_after": moved.balance,
                "contra": grant.contra,
                "kind": grant.kind,
                "memo": grant.memo,
                "key": grant.key,
                "effective_at": grant.effective_at or self._at,
                "recorded_at": self._at,
            }
        )
        if moved.unit == POINTS:
            self._lots.append(
                {
                    **whose,
                    "lot_id": moved.version,
                    "granted": grant.amount,
                    "remaining": grant.amount,
                    "held": 0,
                    "unit_cost": grant.unit_cost,
                    "issuer": grant.issuer,
                    "expires_at": grant.expires_at,
                }
            )

    def keep(self, member_id: int, key: str, request_hash: str, result: dict[str, int]) -> None:
        self._keys.append(
            {
                "member_id": member_id,
                "key": key,
                "request_hash": request_hash,
                "result": result,
                "recorded_at": self._at,
            }
        )

    def write(self, conn: Connection) -> None:
        if not self._keys:
            return
        moved = [(a.member_id, a.unit, a.balance, a.version) for a in self._moved.values()]
        _run(conn, _MOVE_ACCOUNTS, moved)
        for table, rows in (
            (posting, self._postings),
            (lot, self._lots),
            (idempotency, self._keys),
        ):
            insert_all(conn, table, rows)


def _run(
    conn: Connection, statement: dict[str, TextClause], wanted: Sequence[Sequence[object]]
) -> CursorResult[Any]:
    return conn.execute(statement[conn.dialect.name], {"wanted": orjson.dumps(wanted).decode()})


def insert_all(conn: Connection, table: Table, rows: list[Row]) -> None:
    """Every row has the same columns, in the same order."""
    if not rows:
        return
    if conn.dialect.name != "postgresql":
        conn.execute(insert(table), rows)
        return
    for row in rows if table is idempotency else ():
        row["result"] = orjson.dumps(row["result"]).decode()
    driver = conn.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({', '.join(rows[0])}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row([*row.values()])
    except psycopg.Error as error:
        # As SQLAlchemy would raise it, so that Database.run() knows what is worth another try.
        raise DBAPIError.instance("COPY", None, error, psycopg.Error, driver.broken) from error

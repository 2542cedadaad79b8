"""Writes thousands of postings at once, with one statement per table, on either database.

core.loyalty.accrual_batch decides what to post; this module locks the accounts, looks the keys up
and writes the rows, in the order of core.ledger.posting.apply_once(). The rows are those that a
single posting writes.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import orjson
import psycopg
from sqlalchemy import (
    Connection,
    CursorResult,
    Executable,
    Table,
    TextClause,
    column,
    insert,
    text,
)
from sqlalchemy.exc import DBAPIError

from core.kernel import Values, idempotency, row_builder
from core.ledger import debts, lots
from core.ledger.accounts import ACCOUNT_COLUMNS, POINTS, Account
from core.ledger.debts import Debt
from core.ledger.lots import Terms, lot_row
from core.ledger.posting import PostingDetails, PostingResult, posting_row
from core.schema import idempotency as idempotency_table
from core.schema import lot, lot_use, posting

# One parameter for any number of rows, so that the statement stays the same, and prepared.
_WANTED = {
    "postgresql": "json_array_elements(CAST(:wanted AS json)) AS w(value)",
    "sqlite": "json_each(:wanted) AS w",
}
# Accounts are always locked in the same order, points before growth as a single bill does: two
# chunks, or a chunk and a turn, may wait for each other, but never deadlock.
_LOCK = """
    SELECT a.member_id, a.unit, a.balance, a.held, a.version
    FROM {wanted}
    JOIN member_account a
      ON a.member_id = CAST(w.value->>0 AS bigint) AND a.unit = w.value->>1
    ORDER BY a.member_id, a.unit DESC {for_update}"""
_FIND_KEYS = """
    SELECT i.member_id, i.key, i.request_hash
    FROM {wanted}
    JOIN idempotency i ON i.member_id = CAST(w.value->>0 AS bigint) AND i.key = w.value->>1"""
_UPDATE = """
    UPDATE member_account
    SET balance = CAST(w.value->>2 AS bigint), version = CAST(w.value->>3 AS bigint)
    FROM {wanted}
    WHERE member_account.member_id = CAST(w.value->>0 AS bigint)
      AND member_account.unit = w.value->>1"""
_TAKE = """
    UPDATE lot
    SET remaining = lot.remaining - CAST(w.value->>2 AS bigint)
    FROM {wanted}
    WHERE lot.member_id = CAST(w.value->>0 AS bigint) AND lot.unit = 'points'
      AND lot.lot_id = CAST(w.value->>1 AS bigint)"""


def _by_dialect(statement: str) -> dict[str, TextClause]:
    for_update = {"postgresql": "FOR UPDATE OF a", "sqlite": ""}
    return {
        dialect: text(statement.format(wanted=wanted, for_update=for_update[dialect]))
        for dialect, wanted in _WANTED.items()
    }


_LOCK_ACCOUNTS = {
    dialect: statement.columns(*(column(each.name, each.type) for each in ACCOUNT_COLUMNS))
    for dialect, statement in _by_dialect(_LOCK).items()
}
_FIND_KEPT, _UPDATE_ACCOUNTS = _by_dialect(_FIND_KEYS), _by_dialect(_UPDATE)
_TAKE_FROM_LOTS = _by_dialect(_TAKE)
_account = row_builder(Account, _LOCK_ACCOUNTS["postgresql"])


def lock_accounts(
    conn: Connection, accounts: Collection[tuple[int, str]]
) -> dict[tuple[int, str], Account]:
    """Lock these accounts, and return them by member and unit. Those that do not exist are left
    out."""
    rows = _run(conn, _LOCK_ACCOUNTS, list(accounts))
    return {(row.member_id, row.unit): _account(row) for row in rows}


def find_keys(conn: Connection, keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """The hash of the request that each key was kept with, by member and key; new keys are left
    out."""
    rows = _run(conn, _FIND_KEPT, keys)
    return {(row.member_id, row.key): row.request_hash for row in rows}


class BatchRows:
    """The rows that a batch will write, all at once."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._accounts: dict[tuple[int, str], Account] = {}
        self._postings: list[Values] = []
        self._lots: list[Values] = []
        self._uses: list[Values] = []
        self._taken: list[tuple[int, int, int]] = []
        self._paid: list[tuple[int, Debt, int]] = []
        self._keys: list[Values] = []

    def add_grant(
        self, account: Account, amount: int, details: PostingDetails, terms: Terms
    ) -> None:
        """`account` is the account after the posting."""
        self._accounts[account.member_id, account.unit] = account
        self._postings.append(posting_row(account, amount, details))
        if account.unit == POINTS:
            self._lots.append(lot_row(account.member_id, account.version, amount, terms))

    def add_payment(
        self, account: Account, lot_id: int, debt: Debt, part: int, request_hash: str
    ) -> None:
        """Pay a debt out of the grant that was added last. `account` is the account after it."""
        details = debt.payment(lot_id, self._at)
        self._add_use(account, lot_id, part, details, request_hash)
        self._lots[-1]["remaining"] -= part
        self._paid.append((account.member_id, debt, part))

    def add_taken(
        self, account: Account, lot_id: int, points: int, details: PostingDetails, request_hash: str
    ) -> None:
        """Take points that are not held out of a lot. `account` is the account after it."""
        self._add_use(account, lot_id, points, details, request_hash)
        self._taken.append((account.member_id, lot_id, points))

    def _add_use(
        self, account: Account, lot_id: int, points: int, details: PostingDetails, request_hash: str
    ) -> None:
        self._accounts[account.member_id, account.unit] = account
        self._postings.append(posting_row(account, -points, details))
        self._uses.append(lots.use_row(account.member_id, account.version, lot_id, points))
        result = PostingResult(account.version, account.balance).values()
        self.add_key(account.member_id, details.key, request_hash, result)

    def add_key(self, member_id: int, key: str, request_hash: str, result: Values) -> None:
        self._keys.append(idempotency.key_row(member_id, key, request_hash, result, self._at))

    def write(self, conn: Connection) -> None:
        if not self._keys:
            return
        accounts = [(a.member_id, a.unit, a.balance, a.version) for a in self._accounts.values()]
        _run(conn, _UPDATE_ACCOUNTS, accounts)
        insert_all(conn, posting, self._postings)
        insert_all(conn, lot, self._lots)
        if self._taken:
            _run(conn, _TAKE_FROM_LOTS, self._taken)
        insert_all(conn, lot_use, self._uses)
        for member_id, debt, part in self._paid:
            debts.record_payment(conn, member_id, debt, part, self._at)
        insert_all(conn, idempotency_table, self._keys)


def insert_all(conn: Connection, table: Table, rows: list[Values]) -> None:
    """Insert the rows: COPY on PostgreSQL, executemany on SQLite. Every row has the same columns,
    in the same order."""
    if not rows:
        return
    if conn.dialect.name != "postgresql":
        conn.execute(insert(table), rows)
        return
    for row in rows if table is idempotency_table else ():
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
        # As SQLAlchemy would raise it, so that Database.run() recognises errors that are retried.
        raise DBAPIError.instance("COPY", None, error, psycopg.Error, driver.broken) from error


def _run(
    conn: Connection, statement: dict[str, Any], wanted: Sequence[Sequence[object]]
) -> CursorResult[Any]:
    executable: Executable = statement[conn.dialect.name]
    return conn.execute(executable, {"wanted": orjson.dumps(wanted).decode()})

"""The baselines of the ledger's benchmark: pgbench, COPY, and the same statements by sqlite3."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from clients import Measurement
from postgres_server import Server

TPCB_SCALE = 10  # a million accounts; fewer branches than clients would queue for their rows
_WHEN = "2026-06-01T02:00:00.000000+00:00"


def prepare_tpcb(server: Server) -> None:
    server.sql("CREATE DATABASE tpcb")
    server.run("pgbench", "-i", "-q", "-s", str(TPCB_SCALE), database="tpcb")
    server.sql("CHECKPOINT", database="tpcb")


def tpcb(server: Server, clients: int, seconds: float) -> Measurement:
    """pgbench's built-in script, its statements prepared as ours are."""
    with tempfile.TemporaryDirectory() as folder:
        threads, whole = str(min(2, clients)), str(max(1, round(seconds)))
        arguments = ("-n", "-M", "prepared", "-c", str(clients), "-j", threads, "-T", whole, "-l")
        output = server.run("pgbench", *arguments, database="tpcb", cwd=folder)
        times = [
            int(line.split()[2]) / 1000
            for log in Path(folder).glob("pgbench_log.*")
            for line in log.read_text().splitlines()
        ]
    rate = next(float(line.split()[2]) for line in output.splitlines() if line.startswith("tps"))
    return Measurement.of(times, rate)


@contextmanager
def sqlite(path: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    yield connection
    connection.close()


def sqlite_accrual(connection: sqlite3.Connection, member_id: int, key: str) -> None:
    run = connection.execute
    run("BEGIN IMMEDIATE")
    balance, version = _account(connection, member_id, key)
    _post(connection, member_id, key, 10, balance, version)
    run(
        "INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen,"
        " issuer, expires_at) VALUES (?, 'points', ?, 10, 10, 0, 1000, 'programme', '9999-12-31')",
        (member_id, version + 1),
    )
    _store_result_and_commit(connection, member_id, key, version)


def sqlite_spend(connection: sqlite3.Connection, member_id: int, key: str) -> None:
    run = connection.execute
    run("BEGIN IMMEDIATE")
    balance, version = _account(connection, member_id, key)
    lots = run(
        "SELECT lot_id FROM lot WHERE member_id = ? AND unit = 'points' AND remaining > 0"
        " AND remaining > held ORDER BY expires_at IS NULL, expires_at, lot_id",
        (member_id,),
    ).fetchall()
    which = (member_id, lots[0][0])
    _post(connection, member_id, key, -1, balance, version)
    run(
        "UPDATE lot SET remaining = remaining - 1"
        " WHERE member_id = ? AND unit = 'points' AND lot_id = ?",
        which,
    )
    run(
        "INSERT INTO lot_use (member_id, unit, lot_id, version, amount)"
        " VALUES (?, 'points', ?, ?, 1)",
        (*which, version + 1),
    )
    _store_result_and_commit(connection, member_id, key, version)


def _account(connection: sqlite3.Connection, member_id: int, key: str) -> tuple[int, int]:
    account = connection.execute(
        "SELECT balance, version FROM member_account WHERE member_id = ? AND unit = 'points'",
        (member_id,),
    ).fetchone()
    connection.execute(
        "SELECT request_hash, result FROM idempotency WHERE member_id = ? AND key = ?",
        (member_id, key),
    ).fetchone()
    return int(account[0]), int(account[1])


def _post(
    connection: sqlite3.Connection,
    member_id: int,
    key: str,
    amount: int,
    balance: int,
    version: int,
) -> None:
    connection.execute(
        "INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo,"
        " key, effective_at, recorded_at)"
        " VALUES (?, 'points', ?, ?, ?, 'issued', 'mobile', '', ?, ?, ?)",
        (member_id, version + 1, amount, balance + amount, key, _WHEN, _WHEN),
    )
    connection.execute(
        "UPDATE member_account SET balance = ?, version = ?"
        " WHERE member_id = ? AND unit = 'points'",
        (balance + amount, version + 1, member_id),
    )


def _store_result_and_commit(
    connection: sqlite3.Connection, member_id: int, key: str, version: int
) -> None:
    connection.execute(
        "INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (member_id, key, "0" * 64, f'{{"version":{version + 1}}}', _WHEN),
    )
    connection.execute("COMMIT")


def copy_postings(url: str, count: int, members: int, version: int) -> float:
    """Postings a second by COPY into the tables of an accrual, in one transaction. The accounts
    are left as they were: COPY cannot change a row."""
    rows = range(count)

    def member_of(row: int) -> int:
        return row % members + 1

    began = time.perf_counter()
    with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        with cursor.copy(
            "COPY posting (member_id, unit, version, amount, balance_after, contra,"
            " kind, memo, key, effective_at, recorded_at) FROM STDIN"
        ) as copy:
            for row in rows:
                at = version + row // members
                copy.write_row(
                    (
                        member_of(row),
                        "points",
                        at,
                        10,
                        10,
                        "issued",
                        "mobile",
                        "",
                        f"copy:{version}:{row}",
                        _WHEN,
                        _WHEN,
                    )
                )
        with cursor.copy(
            "COPY lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen,"
            " issuer, expires_at) FROM STDIN"
        ) as copy:
            for row in rows:
                at = version + row // members
                copy.write_row(
                    (member_of(row), "points", at, 10, 10, 0, 1_000, "programme", "2028-12-31")
                )
        with cursor.copy(
            "COPY idempotency (member_id, key, request_hash, result, recorded_at) FROM STDIN"
        ) as copy:
            for row in rows:
                copy.write_row(
                    (
                        member_of(row),
                        f"copy:{version}:{row}",
                        "0" * 64,
                        '{"version": 1, "balance_after": 10}',
                        _WHEN,
                    )
                )
    return count / (time.perf_counter() - began)


_EXPIRY = (
    """CREATE TEMPORARY TABLE due AS
        SELECT l.member_id, l.lot_id, l.remaining - l.held AS free, l.expires_at,
               a.version + row_number() OVER w AS version,
               a.balance - sum(l.remaining - l.held) OVER w AS balance
        FROM lot l JOIN member_account a USING (member_id, unit)
        WHERE l.unit = 'points' AND l.remaining > l.held AND l.expires_at < '2026-06-02'
        WINDOW w AS (PARTITION BY l.member_id ORDER BY l.expires_at, l.lot_id)""",
    f"""INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo,
                             key, effective_at, recorded_at)
        SELECT member_id, 'points', version, -free, balance, 'expired', 'expire', expires_at::text,
               'expire:' || lot_id || ':' || version, '{_WHEN}', '{_WHEN}'
        FROM due""",
    """UPDATE lot SET remaining = lot.remaining - due.free FROM due
        WHERE lot.member_id = due.member_id AND lot.unit = 'points' AND lot.lot_id = due.lot_id""",
    """INSERT INTO lot_use (member_id, unit, version, lot_id, amount)
        SELECT member_id, 'points', version, lot_id, free FROM due""",
    f"""INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)
        SELECT member_id, 'expire:' || lot_id || ':' || version, repeat('0', 64),
               jsonb_build_object('version', version, 'balance_after', balance), '{_WHEN}'
        FROM due""",
    """UPDATE member_account a SET balance = due.balance, version = due.version
        FROM (SELECT DISTINCT ON (member_id) member_id, balance, version FROM due
              ORDER BY member_id, version DESC) due
        WHERE a.member_id = due.member_id AND a.unit = 'points'""",
)


def expire_by_sql(server: Server, name: str) -> float:
    """The seconds that plain SQL takes to expire all that is due, in one transaction."""
    with psycopg.connect(server.url(name).replace("+psycopg", "")) as connection:
        began = time.perf_counter()
        for statement in _EXPIRY:
            connection.execute(statement)
        connection.commit()
        return time.perf_counter() - began

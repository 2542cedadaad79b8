"""A PostgreSQL server with ledgers of any size, filled by set-based SQL; the audit accepts them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, make_url, text

import migrations
from core.kernel import Database

sys.path.append(str(Path(__file__).parents[1] / "tests" / "support"))
from embedded_postgresql import EmbeddedPostgresql

POSTINGS_EACH = 40  # a member's: three grants, then what spends the oldest of them, and so on
GRANTED = 100
SKU, BUCKETS, STOCK = "bench", 16, 10_000_000
MEMORY_MB = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
# Both sides write to the same server. fsync stays on; no checkpoint comes in between by time. The
# buffers are what a server of its own would get: a quarter of the memory.
SETTINGS = (
    f"shared_buffers = '{MEMORY_MB // 4}MB'",
    "max_wal_size = '16GB'",
    "checkpoint_timeout = '1h'",
)

_AT = "'2026-06-01T02:00:00.000000+00:00'"
_NUMBERS_CTE = (
    "WITH RECURSIVE {name}(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM {name} WHERE n < {to})"
)
# Of a member's posting v: how many were grants up to it, and spent ones.
_SPENT, _GRANTS = "(v.n / 4)", "(v.n - v.n / 4)"
_MEMBERS = (
    """INSERT INTO member (member_id, number, name, tier, joined_on, status, province, pin_wrong,
                            marketing_ok)
        SELECT m.n, '+86' || (13000000000 + m.n), 'Lin', 'basic', '2020-01-01', 'active', 'GD', 0,
               FALSE FROM m""",
    "INSERT INTO msisdn SELECT '+86' || (13000000000 + m.n), m.n FROM m",
    f"""INSERT INTO member_account (member_id, unit, balance, held, version)
        SELECT m.n, 'points', {GRANTED} * ({{each}} - 2 * ({{each}} / 4)), 0, {{each}} FROM m""",
)
# Posting by posting, member by member, as time brings them: a member's own lie far apart.
_LEDGER = (
    f"""INSERT INTO posting (member_id, unit, version, amount, balance_after, contra, kind, memo,
                             key, effective_at, recorded_at)
        SELECT m.n, 'points', v.n, CASE v.n % 4 WHEN 0 THEN -{GRANTED} ELSE {GRANTED} END,
               {GRANTED} * ({_GRANTS} - {_SPENT}),
               'issued', CASE v.n % 4 WHEN 0 THEN 'redeem' ELSE 'mobile' END, '', 'fill:' || v.n,
               {_AT}, {_AT}
        FROM v CROSS JOIN m""",
    f"""INSERT INTO idempotency (member_id, key, request_hash, result, recorded_at)
        SELECT m.n, 'fill:' || v.n, '{"0" * 64}', '{{{{"version": 1, "balance_after": 100}}}}',
               {_AT}
        FROM v CROSS JOIN m""",
    f"""INSERT INTO lot (member_id, unit, lot_id, granted, remaining, held, unit_cost_mfen, issuer,
                         expires_at)
        SELECT m.n, 'points', v.n, {GRANTED},
               CASE WHEN {_GRANTS} <= {{each}} / 4 THEN 0 ELSE {GRANTED} END, 0, 1000, 'programme',
               '9999-12-31'
        FROM v CROSS JOIN m WHERE v.n % 4 <> 0""",
    f"""INSERT INTO lot_use (member_id, unit, version, lot_id, amount)
        SELECT m.n, 'points', v.n, {_SPENT} + ({_SPENT} - 1) / 3, {GRANTED}
        FROM v CROSS JOIN m WHERE v.n % 4 = 0""",
)


class Server(EmbeddedPostgresql):
    def __init__(self, folder: str) -> None:
        super().__init__(Path(folder) / "postgresql", SETTINGS)

    def run(self, program: str, *arguments: str, database: str, cwd: str | None = None) -> str:
        """A program that comes with PostgreSQL, against that database."""
        url = make_url(self.url(database))
        where = {"PGHOST": url.query["host"], "PGUSER": url.username, "PGDATABASE": database}
        done = subprocess.run(
            [self.programs / program, *arguments],
            env={**os.environ, **{key: str(value) for key, value in where.items()}},
            cwd=cwd,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def wal_bytes(self) -> int:
        return int(self.sql("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")[0][0])

    def create_ledger(self, name: str, members: int, each: int = POSTINGS_EACH) -> str:
        self.sql(f"CREATE DATABASE {name}")
        database = Database(self.url(name))
        migrations.upgrade(database)
        with database.engine.begin() as connection:
            # What is written here is sound: checking each foreign key would take most of the time.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            fill(connection, members, each)
        database.dispose()
        self.sql("VACUUM ANALYZE", database=name)
        return self.url(name)

    def checkpoint(self) -> None:
        """After it, whoever changes a page first writes all of it into the log."""
        self.sql("CHECKPOINT")


@contextmanager
def server(folder: str) -> Iterator[Server]:
    started = Server(folder)
    try:
        yield started
    finally:
        started.stop()


def fill(connection: Connection, members: int, each: int) -> None:
    member_numbers = _NUMBERS_CTE.format(name="m", to=members)
    versions = _NUMBERS_CTE.format(name="v", to=each).removeprefix("WITH RECURSIVE ")
    both = f"{member_numbers}, {versions}"
    for numbers, statements in ((member_numbers, _MEMBERS), (both, _LEDGER)):
        for statement in statements:
            head, _, select = statement.partition("SELECT")
            query = f"{head} {numbers} SELECT{select}".format(each=each)
            connection.execute(text(query))
    connection.execute(
        text(
            "INSERT INTO gift (sku, kind, number, points, name_zh, name_en, on_sale, sort)"
            " VALUES (:sku, 'gift', 1, 1, '-', '-', TRUE, 1)"
        ),
        {"sku": SKU},
    )
    connection.execute(
        text(
            'INSERT INTO stock (sku, bucket, at_first, "left", reserved, sent)'
            " VALUES (:sku, :bucket, :stock, :stock, 0, 0)"
        ),
        [{"sku": SKU, "bucket": bucket, "stock": STOCK} for bucket in range(BUCKETS)],
    )

"""Benchmark of the ledger against its database: ratios measured in one run, in alternation.

    python bench/ledger.py [--short] [--postings 10000000] [--audit]

    1  hold, settle, accrual and a whole redemption against pgbench's TPC-B-like script,
       on the same PostgreSQL, with 1, 2 and 8 clients
    2  SQLite: accrual and spending against the same statements by hand (sqlite3)
    3  bulk accrual against single ones, and against COPY into the same tables
    4  balance, a page of history and a posting, with ten million postings and with ten thousand

Clients are processes and share the machine's cores with the server. fsync is on for both sides.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import baselines
from clients import AT, LAST_DAY, WARM_UP, Client, Measurement, measure
from postgres_server import POSTINGS_EACH, Server, fill, server

import migrations
from core.books import audit
from core.kernel import Database
from core.loyalty import CHUNK, Grant

sys.path.append(str(Path(__file__).parents[1] / "tests" / "support"))
from batches import grant_all

WAL_SAMPLE = 50
OPERATIONS = ("hold", "settle", "accrual", "order")
COMPARED_OPERATIONS = (
    ("balance", "balance"),
    ("history", "history"),
    ("accrual", "posting"),
    ("accrual", "1st posting"),
)
SIZED_TABLES = ("posting", "lot", "lot_use", "idempotency")


@dataclass(frozen=True, slots=True)
class Size:
    """The amounts of a run: the full one takes minutes, SHORT takes seconds."""

    clients: tuple[int, ...] = (1, 2, 8)
    rounds: int = 3
    seconds: float = 2.0
    members: int = 50_000
    members_sqlite: int = 5_000
    bulk: int = 40_000
    small: int = 10_000
    large: int = 10_000_000


SHORT = Size((1, 2), 1, 0.2, 500, 100, 2_000, 400, 2_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="seconds; its figures mean nothing")
    parser.add_argument("--postings", type=int, default=Size().large)
    parser.add_argument("--audit", action="store_true", help="of the large book too: minutes")
    arguments = parser.parse_args()
    size = SHORT if arguments.short else Size(large=arguments.postings)
    with tempfile.TemporaryDirectory() as folder, server(folder) as postgres:
        against_tpcb(postgres, size)
        against_sqlite(Path(folder) / "book.db", size)
        bulk_against_copy(postgres, size)
        large_against_small(postgres, size, audit_large=arguments.audit or arguments.short)


def against_tpcb(postgres: Server, size: Size) -> None:
    url = postgres.create_ledger("book", size.members)
    baselines.prepare_tpcb(postgres)
    postgres.checkpoint()
    print(f"\nPostgreSQL, {size.rounds} rounds of {size.seconds:g} s; TPC-B: pgbench -M prepared,")
    print(f"scale {baselines.TPCB_SCALE}. 'statements': the same accrual without the functions.")
    heading = ("", "clients", "each/s", "TPC-B/s", "ratio", "p50 ms", "p99", "TPC-B p50", "p99")
    print(_row(*heading, "client us"))
    for clients in size.clients:
        load = {"clients": clients, "seconds": size.seconds, "members": size.members}
        rounds: dict[str, list[tuple[Measurement, Measurement]]] = {}
        for _ in range(size.rounds):
            before = baselines.tpcb(postgres, clients, size.seconds)
            done = measure(url, OPERATIONS, **load)
            done["statements"] = measure(url, ("accrual",), stored_procedures=False, **load)[
                "accrual"
            ]
            after = baselines.tpcb(postgres, clients, size.seconds)
            for operation, measured in done.items():
                rounds.setdefault(operation, []).append((measured, _mean(before, after)))
        for operation, pairs in rounds.items():
            ours, theirs = _median([o for o, _ in pairs]), _median([t for _, t in pairs])
            ratio = statistics.median(o.rate / t.rate for o, t in pairs)
            rates = (f"{ours.rate:.0f}", f"{theirs.rate:.0f}", f"{ratio:.2f}")
            times = (ours.p50_ms, ours.p99_ms, theirs.p50_ms, theirs.p99_ms)
            print(
                _row(
                    operation, clients, *rates, *(f"{ms:.2f}" for ms in times), f"{ours.cpu_us:.0f}"
                )
            )
    _wal(postgres, url, size)
    _print_audit(url)


def against_sqlite(path: Path, size: Size) -> None:
    url = f"sqlite:///{path}"
    database = Database(url)
    migrations.upgrade(database)
    with database.engine.begin() as connection:
        fill(connection, size.members_sqlite, 4)
    database.dispose()
    print(f"\nSQLite, 1 client, WAL and synchronous=FULL, {size.rounds} rounds")
    print(_row("", "each/s", "by hand", "ratio", "p50 ms", "p99"))
    client = Client(url, 1, size.members_sqlite, stored_procedures=False)
    for operation, baseline in (
        ("accrual", baselines.sqlite_accrual),
        ("spend", baselines.sqlite_spend),
    ):
        pairs = []
        with baselines.sqlite(str(path)) as raw:
            for turn in range(size.rounds):
                ours = _measure(getattr(client, operation), size.seconds)
                numbers = iter(range(10**9))

                def run_baseline(turn: int = turn, numbers: Iterator[int] = numbers) -> None:
                    number = next(numbers)
                    member_id = number % size.members_sqlite + 1
                    baseline(raw, member_id, f"{operation}:{turn}:{number}")  # noqa: B023  used up in this turn

                pairs.append((ours, _measure(run_baseline, size.seconds)))
        ours, theirs = _median([o for o, _ in pairs]), _median([t for _, t in pairs])
        ratio = statistics.median(o.rate / t.rate for o, t in pairs)
        rates = (f"{ours.rate:.0f}", f"{theirs.rate:.0f}", f"{ratio:.2f}")
        print(_row(operation, *rates, f"{ours.p50_ms:.2f}", f"{ours.p99_ms:.2f}"))
    client.database.dispose()
    _print_audit(url)


def bulk_against_copy(postgres: Server, size: Size) -> None:
    url = postgres.create_ledger("bulk", size.members, 4)
    postgres.sql("CREATE DATABASE copied TEMPLATE bulk")
    database = Database(url)
    print(f"\nBulk accrual, {size.bulk} at a time in transactions of {CHUNK}, postings a second")
    print(_row("", "bulk", "single", "times", "COPY", "ratio"))
    for turn in range(size.rounds):
        single = _measure(
            Client(url, turn, size.members, stored_procedures=True).accrual, size.seconds
        )
        grants = [
            _grant(number % size.members + 1, f"b{turn}:{number}") for number in range(size.bulk)
        ]
        began = time.perf_counter()
        for first in range(0, size.bulk, CHUNK):
            chunk = grants[first : first + CHUNK]
            database.run(lambda conn, chunk=chunk: grant_all(conn, chunk, at=AT))
        rate = size.bulk / (time.perf_counter() - began)
        first_version = 5 + turn * (size.bulk // size.members + 1)
        copy = baselines.copy_postings(
            postgres.url("copied"), size.bulk, size.members, first_version
        )
        rates = (f"{rate:.0f}", f"{single.rate:.0f}", f"{rate / single.rate:.1f}")
        print(_row(f"round {turn + 1}", *rates, f"{copy:.0f}", f"{rate / copy:.2f}"))
    database.dispose()
    _print_audit(url)


def large_against_small(postgres: Server, size: Size, *, audit_large: bool) -> None:
    books = {
        name: (postgres.create_ledger(name, postings // POSTINGS_EACH), postings)
        for name, postings in (("small", size.small), ("large", size.large))
    }
    small, large = (
        Client(url, 1, postings // POSTINGS_EACH, stored_procedures=True)
        for url, postings in books.values()
    )
    print(f"\nOne client, {size.small:,} and {size.large:,} postings, {POSTINGS_EACH} a member;")
    print("one on the small book, one on the large one, and so on; the first postings after a")
    print("checkpoint write whole pages into the log, and in the large book most are first ones")
    print(_row("", "small p50 ms", "p99", "large p50 ms", "p99", "ratio p50", "mean"))
    for operation, name in COMPARED_OPERATIONS:
        if name == "1st posting":
            postgres.checkpoint()
        here, there = _measure_alternately(
            getattr(small, operation), getattr(large, operation), size.rounds * size.seconds
        )
        ratios = (there.p50_ms / here.p50_ms, here.rate / there.rate)
        times = (here.p50_ms, here.p99_ms, there.p50_ms, there.p99_ms, *ratios)
        print(_row(name, *(f"{ms:.2f}" for ms in times)))
    small.database.dispose()
    large.database.dispose()
    _sizes(postgres)
    _print_audit(books["small"][0])
    if audit_large:
        _print_audit(books["large"][0])


def _sizes(postgres: Server) -> None:
    print("\nBytes a row with its indexes, and a posting's share")
    postings = postgres.sql("SELECT count(*) FROM posting", database="large")[0][0]
    total = 0
    for table in SIZED_TABLES:
        query = f"SELECT pg_total_relation_size('{table}'), count(*) FROM {table}"
        taken, rows = postgres.sql(query, database="large")[0]
        total += taken
        print(_row(table, f"{taken / max(1, rows):.0f}", f"{taken / postings:.0f}"))
    print(_row("together", "", f"{total / postings:.0f}"))


def _wal(postgres: Server, url: str, size: Size) -> None:
    """Prints the WAL bytes of each operation, after its pages were written once since the
    checkpoint."""
    client = Client(url, 99, min(100, size.members), stored_procedures=True)
    results = []
    for operation in OPERATIONS:
        for _ in range(2):
            for _ in range(WAL_SAMPLE if operation == "settle" else 0):
                client.hold()
            before = postgres.wal_bytes()
            for _ in range(WAL_SAMPLE):
                getattr(client, operation)()
            written = (postgres.wal_bytes() - before) / WAL_SAMPLE
        results.append(f"{operation} {written:.0f}")
    client.database.dispose()
    print("WAL bytes each:", ", ".join(results))


def _print_audit(url: str) -> None:
    database = Database(url)
    wrong = database.read(lambda conn: list(audit.violations(conn)))
    database.dispose()
    print("audit:", "sound" if not wrong else "; ".join(wrong[:5]))
    if wrong:
        raise SystemExit(1)


def _grant(member_id: int, key: str) -> Grant:
    return Grant(member_id, key, 10, "issued", "mobile", LAST_DAY, 1)


def _measure(run: Callable[[], None], seconds: float) -> Measurement:
    times, began = [], time.perf_counter()
    after = began
    while after - began < seconds:
        before = after
        run()
        after = time.perf_counter()
        times.append((after - before) * 1000)
    return Measurement.of(times, len(times) / (after - began))


def _measure_alternately(
    one: Callable[[], None], other: Callable[[], None], seconds: float
) -> tuple[Measurement, Measurement]:
    """Alternates two operations, so that what slows the machine for a moment slows both."""
    for _ in range(WARM_UP):
        one()
        other()
    times: tuple[list[float], list[float]] = ([], [])
    began = time.perf_counter()
    while time.perf_counter() - began < 2 * seconds:
        for run, taken in zip((one, other), times, strict=True):
            before = time.perf_counter()
            run()
            taken.append((time.perf_counter() - before) * 1000)
    here, there = (Measurement.of(taken, 1000 * len(taken) / sum(taken)) for taken in times)
    return here, there


def _mean(one: Measurement, other: Measurement) -> Measurement:
    pairs = ((getattr(one, name), getattr(other, name)) for name in Measurement.__slots__)
    return Measurement(*((a + b) / 2 for a, b in pairs))


def _median(rounds: list[Measurement]) -> Measurement:
    return Measurement(
        *(statistics.median(getattr(one, name) for one in rounds) for name in Measurement.__slots__)
    )


def _row(first: object, *cells: object) -> str:
    return f"{first!s:11}" + "".join(f"{cell!s:>13}" for cell in cells)


if __name__ == "__main__":
    main()

"""Clients that repeat one operation, each in its own process: threads would share one GIL."""

from __future__ import annotations

import multiprocessing
import random
import statistics
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from core.kernel import Database
from core.ledger import holds, ledger
from core.members import profiles
from core.redemption import placing

sys.path.append(str(Path(__file__).parents[1] / "tests" / "support"))
from single_holds import place_hold

AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
LAST_DAY = date(9999, 12, 31)  # orders are placed on days up to 1,000,000 later
SPEND_POINTS, GRANT_POINTS = 1, 10
PAGE = 5
WARM_UP = 30
DAYS_A_SECOND = 10  # orders so far apart keep within what a member may in a day


@dataclass(frozen=True, slots=True)
class Measurement:
    rate: float  # a second, over all clients
    p50_ms: float
    p99_ms: float
    cpu_us: float = 0.0  # of the clients, for each

    @classmethod
    def of(cls, times_ms: list[float], rate: float, cpu_us: float = 0.0) -> Measurement:
        ordered = sorted(times_ms)
        return cls(rate, ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100], cpu_us)


class Client:
    """The operations of a client; each is one transaction or one read."""

    def __init__(
        self, url: str, client_number: int, member_count: int, stored_procedures: bool
    ) -> None:
        self.database = Database(url, stored_procedures=stored_procedures)
        self._prefix, self._done = f"{client_number}.{time.time_ns():x}", 0
        self._random = random.Random(self._prefix)  # keys and numbers of no earlier client
        self._member_count = member_count
        self._held: list[tuple[int, str]] = []

    def accrual(self) -> None:
        self._run(
            lambda conn, member_id, key: ledger.grant(
                conn,
                member_id=member_id,
                amount=GRANT_POINTS,
                contra="issued",
                kind="mobile",
                key=key,
                at=AT,
                expires_at=LAST_DAY,
                unit_cost_mfen=1_000,
            )
        )

    def spend(self) -> None:
        self._run(
            lambda conn, member_id, key: ledger.spend(
                conn,
                member_id=member_id,
                amount=SPEND_POINTS,
                contra="issued",
                kind="redeem",
                key=key,
                at=AT,
            )
        )

    def hold(self) -> None:
        def work(conn: Connection, member_id: int, key: str) -> tuple[int, str]:
            until = AT + timedelta(days=15)
            place_hold(
                conn, member_id=member_id, amount=SPEND_POINTS, key=key, at=AT, expires_at=until
            )
            return member_id, key

        self._held.append(self._run(work))

    def settle(self) -> None:
        member_id, hold_id = self._held.pop()
        self._run(
            lambda conn, _, key: holds.settle_hold(
                conn,
                member_id=member_id,
                hold_id=hold_id,
                contra="issued",
                kind="redeem",
                key=key,
                at=AT,
            )
        )

    def order(self) -> None:
        """The whole redemption of a gift: rules, stock, number, points, order, outbox."""
        at = AT + timedelta(days=time.time() % 100_000 * DAYS_A_SECOND)
        number = str(self._random.getrandbits(60))

        def work(conn: Connection, member_id: int, key: str) -> None:
            member = profiles.find(conn, f"+86{13_000_000_000 + member_id}")
            assert member is not None
            placing.redeem(
                conn,
                member=member,
                sku="bench",
                points=1,
                key=key,
                at=at,
                channel="sms",
                order_id=key,
                number=number,
            )

        self._run(work)

    def balance(self) -> None:
        member_id = self._random_member()
        self.database.read(lambda conn: ledger.balance(conn, member_id))

    def history(self) -> None:
        member_id = self._random_member()
        self.database.read(lambda conn: ledger.history(conn, member_id, limit=PAGE))

    def can_run(self, operation: str) -> bool:
        return operation != "settle" or bool(self._held)

    def _run(self, work: Callable[[Connection, int, str], Any]) -> Any:
        self._done += 1
        member_id, key = self._random_member(), f"{self._prefix}.{self._done}"
        return self.database.run(lambda conn: work(conn, member_id, key))

    def _random_member(self) -> int:
        return self._random.randrange(self._member_count) + 1


def measure(
    url: str,
    operations: tuple[str, ...],
    *,
    clients: int,
    seconds: float,
    members: int,
    stored_procedures: bool = True,
) -> dict[str, Measurement]:
    """Runs each operation for `seconds` in `clients` concurrent processes."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(clients), context.Queue()
    processes = [
        context.Process(
            target=_work,
            args=(
                url,
                client_number,
                members,
                stored_procedures,
                operations,
                seconds,
                barrier,
                results,
            ),
        )
        for client_number in range(clients)
    ]
    for process in processes:
        process.start()
    done = [results.get() for _ in processes]
    for process in processes:
        process.join()
    if None in done:
        raise SystemExit("a client failed: see above")
    return {
        operation: Measurement.of(
            [ms for one in done for ms in one[operation][0]],
            sum(one[operation][1] for one in done),
            statistics.mean(one[operation][2] for one in done),
        )
        for operation in operations
    }


def _work(
    url: str,
    client_number: int,
    members: int,
    stored_procedures: bool,
    operations: tuple[str, ...],
    seconds: float,
    barrier: Any,
    results: Any,
) -> None:
    client = Client(url, client_number, members, stored_procedures)
    done: dict[str, tuple[list[float], float, float]] | None = {}
    try:
        for operation in operations:
            run: Callable[[], None] = getattr(client, operation)
            for _ in range(WARM_UP):
                if client.can_run(operation):
                    run()
            barrier.wait()
            done[operation] = _timed(client, operation, run, seconds)
    except Exception:
        barrier.abort()  # or the others would wait for this one for ever
        traceback.print_exc()
        done = None
    client.database.dispose()
    results.put(done)


def _timed(
    client: Client, operation: str, run: Callable[[], None], seconds: float
) -> tuple[list[float], float, float]:
    times, began, cpu = [], time.perf_counter(), time.process_time()
    after = began
    while after - began < seconds and client.can_run(operation):
        before = after
        run()
        after = time.perf_counter()
        times.append((after - before) * 1000)
    count = max(1, len(times))
    return times, count / (after - began), (time.process_time() - cpu) * 1e6 / count

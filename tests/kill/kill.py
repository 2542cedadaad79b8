"""Members redeem over all channels while worker processes are killed, connections to the database
cut and PostgreSQL itself crashed; then the books, and every sentence that the members were told,
are compared (judge.py).

    python tests/kill/kill.py [--kills 200] [--seed 1]

Exit 1, naming what is wrong, where anything acknowledged is lost, anything was applied twice, or a
sentence contradicts the ledger.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

from argon2 import PasswordHasher

sys.path.append(str(Path(__file__).parents[1] / "support"))  # as the conftest does for pytest

from batches import grant_all
from carrier import ANSWERED, PIN, Carrier, Counts, redeem
from judge import Redemption, contradictions, keep_promises, texts_told
from processes import START_SECONDS, Deployment
from sqlalchemy import Connection, func, insert, select, update

import migrations
from core.books import audit
from core.kernel import Database
from core.loyalty import accrual_batch
from core.members import pins
from core.schema import gift_order, hold, member, member_account, msisdn, posting, stock
from core.seed import seed

CLIENTS = 6
FIRST_MEMBER, MEMBERS = 1_000, 20_000
ADDRESS = "广州市天河区体育西路18号"
POINTS, GIFT_POINTS, GIFTS = 5_000, 1_000, 1_000_000
SKU = "thermos-cup"
CONFIRMATION = "换好了"
DISCONNECT_EVERY, CRASH_EVERY = 5, 20  # kills of workers
ANSWERS_BETWEEN = 3  # kills: what is killed must be at work, or the kill shows nothing
PAUSE_SECONDS_MAX = 0.2
STUCK_SECONDS = START_SECONDS  # every worker may have been killed, and be starting again
SOUND = (
    "Nothing was lost or applied twice, no sentence contradicts the ledger, and the audit found no"
    " violations."
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        deployment = Deployment(Path(folder))
        try:
            database = Database(deployment.database_url)
            migrations.upgrade(database)
            database.run(add_members)
            assert deployment.is_durable(), "what a crash loses must be ours"
            deployment.start_serving()
            counts, kills = kill_under_load(
                deployment, arguments.kills, random.Random(arguments.seed)
            )
            deployment.stop_serving()
            errors = compare(database, counts)
            keep_promises(database, deployment.redis, datetime.now(UTC))
            last_day = last_day_of_points(datetime.now(UTC)).isoformat()
            redemption = Redemption(SKU, GIFT_POINTS, POINTS, last_day)
            errors += contradictions(database, counts.told, redemption, datetime.now(UTC))
            texts = database.read(texts_told)
            database.dispose()
        finally:
            deployment.close()
    for what, number in sorted((kills | counts.events).items()):
        print(f"{number:8}  {what}")
    for outcome in ("acknowledged", "unknown"):
        count = sum(one == outcome for one in counts.outcomes.values())
        print(f"{count:8}  redemptions {outcome}")
    print(f"{sum(map(len, counts.told.values())):8}  answers read, and texts: {texts}")
    print("\n".join(errors) or SOUND)
    return 1 if errors else 0


def add_members(conn: Connection) -> None:
    """Members with points and a PIN, one for each redemption, and gifts enough for all."""
    now = datetime.now(UTC)
    seed(conn, now, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    pin_hash = pins.hashed(PIN, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    common = {"name": "Lin", "language": "zh", "tier": "basic", "joined_on": date(2020, 1, 1)}
    common |= {
        "status": "active",
        "province": "GD",
        "address": ADDRESS,
        "pin_hash": pin_hash,
        "pin_wrong": 0,
    }
    ids = range(FIRST_MEMBER, FIRST_MEMBER + MEMBERS)
    rows = [
        common | {"member_id": member_id, "number": number_of(member_id), "marketing_ok": False}
        for member_id in ids
    ]
    conn.execute(insert(member), rows)
    conn.execute(
        insert(msisdn),
        [{"number": number_of(member_id), "member_id": member_id} for member_id in ids],
    )
    empty = {"unit": "points", "balance": 0, "held": 0, "version": 0}
    conn.execute(insert(member_account), [empty | {"member_id": member_id} for member_id in ids])
    last_day = last_day_of_points(now)
    for first in range(0, MEMBERS, accrual_batch.CHUNK):
        chunk = ids[first : first + accrual_batch.CHUNK]
        grant_all(
            conn,
            [
                accrual_batch.Grant(member_id, "earned", POINTS, "issued", "mobile", last_day, 1)
                for member_id in chunk
            ],
            at=now,
        )
    more = {"left": stock.c.left + GIFTS, "at_first": stock.c.at_first + GIFTS}
    conn.execute(update(stock).where(stock.c.sku == SKU).values(**more))


def last_day_of_points(now: datetime) -> date:
    return date(now.year + 2, 12, 31)


def number_of(member_id: int) -> str:
    return f"+86139{member_id:08}"


def kill_under_load(
    deployment: Deployment, kills: int, randomness: random.Random
) -> tuple[Counts, dict[str, int]]:
    counts, stopped = Counts(), threading.Event()
    carrier, members = (
        Carrier(deployment.url, counts),
        iter(range(FIRST_MEMBER, FIRST_MEMBER + MEMBERS)),
    )
    members_lock = threading.Lock()

    def client() -> None:
        while not stopped.is_set():
            with members_lock:
                member_id = next(members)
            try:
                redeem(carrier, counts, member_id, number_of(member_id), CONFIRMATION)
            except Exception as error:
                counts.errors.append(f"member {member_id}: {error!r}")
                raise

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in clients:
        thread.start()
    done = {"workers killed": 0, "connections cut": 0, "PostgreSQL crashed": 0}
    try:
        while done["workers killed"] < kills and not counts.errors:
            wait_until_answering(deployment, counts)
            time.sleep(randomness.uniform(0, PAUSE_SECONDS_MAX))
            if deployment.kill_worker(randomness):
                done["workers killed"] += 1
                crash_or_disconnect(deployment, done)
    finally:
        stopped.set()
        for thread in clients:
            thread.join()
    return counts, done


def crash_or_disconnect(deployment: Deployment, done: dict[str, int]) -> None:
    killed = done["workers killed"]
    if killed % CRASH_EVERY == CRASH_EVERY // 2:
        deployment.crash_postgresql()
        done["PostgreSQL crashed"] += 1
    elif killed % DISCONNECT_EVERY == 0:
        done["connections cut"] += deployment.terminate_connections()
    if killed % CRASH_EVERY == 0:
        print(f"{killed} kills", file=sys.stderr, flush=True)


def wait_until_answering(deployment: Deployment, counts: Counts) -> None:
    """Returns once messages are being answered again, or with an error that says what was waited
    for, and what was there meanwhile."""
    before, until = counts.events.copy(), time.monotonic() + STUCK_SECONDS
    while (answered := counts.events[ANSWERED] - before[ANSWERED]) < ANSWERS_BETWEEN:
        if counts.errors:
            return
        if time.monotonic() > until:
            met = ", ".join(f"{n} {what}" for what, n in (counts.events - before).items())
            counts.errors.append(
                f"{answered} of {ANSWERS_BETWEEN} messages were answered within"
                f" {STUCK_SECONDS:.0f} s (since the last kill: {met or 'nothing'});"
                f" {deployment.state()}"
            )
        time.sleep(0.01)


def compare(database: Database, counts: Counts) -> list[str]:
    """The members' side against the book's."""

    def look(conn: Connection) -> list[str]:
        errors = [*counts.errors, *audit.violations(conn)]
        per_member = {
            name: {
                member_id: (number, int(points))
                for member_id, number, points in conn.execute(
                    select(table.c.member_id, func.count(), func.sum(points))
                    .where(table.c.member_id >= FIRST_MEMBER)
                    .where(*more)
                    .group_by(table.c.member_id)
                )
            }
            for name, table, points, more in (
                ("order", gift_order, gift_order.c.points, ()),
                ("hold", hold, hold.c.amount, ()),
                ("posting", posting, posting.c.amount, (posting.c.amount < 0,)),
            )
        }
        for member_id, outcome in counts.outcomes.items():
            ordered, held = per_member["order"].get(member_id), per_member["hold"].get(member_id)
            one_order = (1, GIFT_POINTS)
            if ordered != held or ordered not in (None, one_order):
                errors.append(f"member {member_id}, {outcome}: ordered {ordered}, held {held}")
            if outcome == "acknowledged" and ordered != one_order:
                errors.append(f"member {member_id}: acknowledged, and lost")
        unexpected = set(per_member["order"]) - set(counts.outcomes)
        errors += [
            f"member {member_id}: an order that no one asked for"
            for member_id in sorted(unexpected)
        ]
        errors += [
            f"member {member_id}: points taken at once" for member_id in per_member["posting"]
        ]
        unknown = [
            member_id for member_id, outcome in counts.outcomes.items() if outcome == "unknown"
        ]
        applied = sum(member_id in per_member["order"] for member_id in unknown)
        counts.add("of the unknown redemptions, applied (once)", applied)
        return errors

    return database.read(look)


if __name__ == "__main__":
    sys.exit(main())

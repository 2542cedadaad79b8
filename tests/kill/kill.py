"""Members redeem over all channels while worker processes are killed, connections to the database
cut and PostgreSQL itself crashed; then the books are compared with what the members were told.

    python tests/kill/kill.py [--kills 200] [--seed 1]

Exit 1, naming what is wrong, where anything acknowledged is lost or anything was applied twice.
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
from carrier import ANSWERED, PIN, Carrier, Counts, redeem
from rig import Rig
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
POINTS, GIFT_POINTS, GIFTS = 5_000, 1_000, 1_000_000
SKU = "thermos-cup"
DONE = "换好了"
BACKENDS_EVERY, CRASH_EVERY = 5, 20  # kills of workers
ANSWERS_BETWEEN = 3  # kills: what is killed must be at work, or the kill shows nothing
PAUSE_SECONDS_MAX = 0.2
STUCK_SECONDS = 120.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(Path(folder))
        try:
            database = Database(rig.database_url)
            migrations.upgrade(database)
            database.run(enrol)
            assert rig.durable(), "what a crash loses must be ours"
            rig.serve()
            counts, kills = storm(rig, given.kills, random.Random(given.seed))
            rig.stop_serving()
            wrong = compare(database, counts)
            database.dispose()
        finally:
            rig.close()
    for what, number in sorted((kills | counts.seen).items()):
        print(f"{number:8}  {what}")
    for outcome in ("acknowledged", "unknown"):
        count = sum(one == outcome for one in counts.outcome.values())
        print(f"{count:8}  redemptions {outcome}")
    print("\n".join(wrong) or "Nothing was lost or applied twice; the audit found no violations.")
    return 1 if wrong else 0


def enrol(conn: Connection) -> None:
    """Members with points and a PIN, one for each redemption, and gifts enough for all."""
    now = datetime.now(UTC)
    seed(conn, now, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    quick = pins.hashed(PIN, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    common = {"name": "Lin", "language": "zh", "tier": "basic", "joined_on": date(2020, 1, 1)}
    common |= {"status": "active", "province": "GD", "pin_hash": quick, "pin_wrong": 0}
    ids = range(FIRST_MEMBER, FIRST_MEMBER + MEMBERS)
    people = [
        common | {"member_id": who, "number": number_of(who), "marketing_ok": False} for who in ids
    ]
    conn.execute(insert(member), people)
    conn.execute(insert(msisdn), [{"number": number_of(who), "member_id": who} for who in ids])
    empty = {"unit": "points", "balance": 0, "held": 0, "version": 0}
    conn.execute(insert(member_account), [empty | {"member_id": who} for who in ids])
    last_day = date(now.year + 2, 12, 31)
    for first in range(0, MEMBERS, accrual_batch.CHUNK):
        chunk = ids[first : first + accrual_batch.CHUNK]
        accrual_batch.grant_all(
            conn,
            [
                accrual_batch.Grant(who, "earned", POINTS, "issued", "mobile", last_day, 1)
                for who in chunk
            ],
            at=now,
        )
    more = {"left": stock.c.left + GIFTS, "at_first": stock.c.at_first + GIFTS}
    conn.execute(update(stock).where(stock.c.sku == SKU).values(**more))


def number_of(member_id: int) -> str:
    return f"+86139{member_id:08}"


def storm(rig: Rig, kills: int, randomness: random.Random) -> tuple[Counts, dict[str, int]]:
    counts, over = Counts(), threading.Event()
    carrier, members = Carrier(rig.url, counts), iter(range(FIRST_MEMBER, FIRST_MEMBER + MEMBERS))
    taking = threading.Lock()

    def client() -> None:
        while not over.is_set():
            with taking:
                member_id = next(members)
            try:
                redeem(carrier, counts, member_id, number_of(member_id), DONE)
            except Exception as error:
                counts.wrong.append(f"member {member_id}: {error!r}")
                raise

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in clients:
        thread.start()
    done = {"workers killed": 0, "connections cut": 0, "PostgreSQL crashed": 0}
    try:
        while done["workers killed"] < kills and not counts.wrong:
            at_work(counts)
            time.sleep(randomness.uniform(0, PAUSE_SECONDS_MAX))
            if rig.kill_a_worker(randomness):
                done["workers killed"] += 1
                besides(rig, done)
    finally:
        over.set()
        for thread in clients:
            thread.join()
    return counts, done


def besides(rig: Rig, done: dict[str, int]) -> None:
    killed = done["workers killed"]
    if killed % CRASH_EVERY == CRASH_EVERY // 2:
        rig.crash_postgresql()
        done["PostgreSQL crashed"] += 1
    elif killed % BACKENDS_EVERY == 0:
        done["connections cut"] += rig.kill_backends()
    if killed % CRASH_EVERY == 0:
        print(f"{killed} kills", file=sys.stderr, flush=True)


def at_work(counts: Counts) -> None:
    """Returns once messages are being answered again."""
    enough, until = counts.seen[ANSWERED] + ANSWERS_BETWEEN, time.monotonic() + STUCK_SECONDS
    while counts.seen[ANSWERED] < enough and not counts.wrong:
        if time.monotonic() > until:
            counts.wrong.append("nothing was answered any more")
        time.sleep(0.01)


def compare(database: Database, counts: Counts) -> list[str]:
    """The members' side against the book's."""

    def look(conn: Connection) -> list[str]:
        wrong = [*counts.wrong, *audit.violations(conn)]
        per_member = {
            name: {
                who: (number, int(points))
                for who, number, points in conn.execute(
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
        for who, outcome in counts.outcome.items():
            ordered, held = per_member["order"].get(who), per_member["hold"].get(who)
            once = (1, GIFT_POINTS)
            if ordered != held or ordered not in (None, once):
                wrong.append(f"member {who}, {outcome}: ordered {ordered}, held {held}")
            if outcome == "acknowledged" and ordered != once:
                wrong.append(f"member {who}: acknowledged, and lost")
        strangers = set(per_member["order"]) - set(counts.outcome)
        wrong += [f"member {who}: an order that no one asked for" for who in sorted(strangers)]
        wrong += [f"member {who}: points taken at once" for who in per_member["posting"]]
        unknown = [who for who, outcome in counts.outcome.items() if outcome == "unknown"]
        applied = sum(who in per_member["order"] for who in unknown)
        counts.saw("of the unknown redemptions, applied (once)", applied)
        return wrong

    return database.read(look)


if __name__ == "__main__":
    sys.exit(main())

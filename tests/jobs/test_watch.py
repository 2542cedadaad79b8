"""What one worker reads of the whole hotline for the metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import insert, update

from core.books import marks
from core.kernel import Database
from core.messaging import Topic, outbox
from core.schema import agent, handover, seal
from core.staff import idle_timeout
from jobs import leases
from jobs.leases import LEASE, Lease
from jobs.schedule import Daily, Job
from jobs.watch import Watch

MINUTE = timedelta(minutes=1)
DAILY = Job("close_days", Daily(hour=2), lambda run: None)


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(at: datetime) -> Clock:
    return Clock(at)


@pytest.fixture
def watch(database: Database, clock: Clock) -> Callable[[str], Watch]:
    return lambda name: Watch(database, (DAILY,), name=name, now=clock)


def value(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(f"hotline_{name}", labels)


def ask_for_agent(conn: Any, at: datetime, number: int, channel: str, way: str) -> None:
    conn.execute(
        insert(handover).values(
            member_id=0, handover_id=f"h{number}", number="", channel=channel, way=way,
            topic="menu", language="zh", session_id=f"s{number}", path=[], proofs=[],
            transcript=[], turn=1, priority=1, rank_at=at, status="open", version=1,
            requested_at=at, tries=0,
        )
    )  # fmt: skip


def test_queue_is_told_by_channel_and_way(
    database: Database, watch: Callable[[str], Watch], clock: Clock
) -> None:
    def fill(conn: Any) -> None:
        ask_for_agent(conn, clock.at - 5 * MINUTE, 1, "voice", "queue")
        ask_for_agent(conn, clock.at - 2 * MINUTE, 2, "voice", "queue")
        ask_for_agent(conn, clock.at - MINUTE, 3, "sms", "text")

    database.run(fill)
    watching = watch("one")
    watching.read()
    assert value("queue_waiting", channel="voice", way="queue") == 2
    assert value("queue_longest_wait_seconds", channel="voice", way="queue") == 300
    assert value("queue_waiting", channel="sms", way="text") == 1
    database.run(lambda conn: conn.execute(update(handover).values(status="closed")))
    watching.read()
    assert value("queue_waiting", channel="voice", way="queue") == 0
    assert value("queue_longest_wait_seconds", channel="voice", way="queue") == 0


def test_outbox_tells_how_late_its_oldest_event_is(
    database: Database, watch: Callable[[str], Watch], clock: Clock
) -> None:
    def fill(conn: Any) -> None:
        for minutes in (7, 3, -5):  # the last is not due yet
            at = clock.at - minutes * MINUTE
            outbox.put(conn, 0, Topic.TEXT, f"event{minutes}", {}, at)

    database.run(fill)
    watch("one").read()
    assert value("outbox_waiting", topic="text") == 2
    assert value("outbox_lag_seconds", topic="text") == 420


def test_a_job_is_overdue_until_it_is_done(
    database: Database, watch: Callable[[str], Watch], clock: Clock
) -> None:
    watching = watch("one")
    watching.read()
    assert value("job_overdue_seconds", job="close_days") == 8 * 3600  # due at 2, and it is 10
    lease = Lease("close_days", DAILY.when.due(clock.at), "one")  # type: ignore[union-attr]
    holder = leases.take(database, lease, clock, Counter())
    assert holder
    holder.finish()
    watching.read()
    assert value("job_overdue_seconds", job="close_days") == 0
    at = value("job_last_success_timestamp_seconds", job="close_days")
    assert at == clock.at.timestamp()
    clock.at += timedelta(days=1)
    watching.read()
    watching.read()
    assert value("job_overdue_seconds", job="close_days") == 8 * 3600


def test_last_audit_and_last_seal_are_told(
    database: Database, watch: Callable[[str], Watch], clock: Clock
) -> None:
    def fill(conn: Any) -> None:
        marks.note_audit(conn, 3, clock.at - MINUTE)
        marks.note_audit(conn, 0, clock.at)
        sealed = {"shard": 0, "postings": 0, "head": "0" * 64, "sealed_at": clock.at}
        conn.execute(insert(seal).values(day=clock.at.date(), **sealed))

    database.run(fill)
    watch("one").read()
    assert value("last_audit_timestamp_seconds") == clock.at.timestamp()
    assert value("last_audit_violations") == 0
    assert value("last_seal_timestamp_seconds") == clock.at.timestamp()
    day = value("last_sealed_day_timestamp_seconds")
    assert day == clock.at.timestamp() - 10 * 3600  # as the day begins in Shanghai


def test_open_desks_are_counted(
    database: Database, watch: Callable[[str], Watch], clock: Clock
) -> None:
    def add(conn: Any) -> None:
        row = {"role": "agent", "language": "zh", "number": "+861", "active": True, "name": "A"}
        row |= {"password_hash": "", "totp_used": 0, "presence": "away", "missed_call": False}
        row["presence_since"] = clock.at
        conn.execute(insert(agent), [row | {"agent": name} for name in ("an", "bo", "cy")])
        idle_timeout.record_open_desks(conn, ["an", "bo"], clock.at)

    database.run(add)
    watch("one").read()
    assert value("desks_open") == 2
    assert value("agents", state="away") == 3


def test_one_worker_reads_and_another_follows_when_it_is_gone(
    database: Database, watch: Callable[[str], Watch], clock: Clock
) -> None:
    first, second = watch("first"), watch("second")
    first.read()
    clock.at += MINUTE
    second.read()
    assert value("watch_timestamp_seconds") == (clock.at - MINUTE).timestamp()
    clock.at += LEASE
    second.read()
    assert value("watch_timestamp_seconds") == clock.at.timestamp()
    read_by_second = clock.at
    clock.at += MINUTE
    first.read()  # notices that it has lost the lease
    assert value("watch_timestamp_seconds") == read_by_second.timestamp()
    assert value("job_overdue_seconds", job="close_days") == 0  # the second tells


def test_a_database_that_is_away_leaves_what_was_read(
    database: Database, watch: Callable[[str], Watch], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = watch("one")
    watching.read()
    read_at = clock.at
    clock.at += MINUTE

    def away(work: Callable[..., Any]) -> Any:
        raise OSError

    monkeypatch.setattr(database, "read", away)
    monkeypatch.setattr(database, "run", away)
    watching.read()
    assert value("watch_timestamp_seconds") == read_at.timestamp()

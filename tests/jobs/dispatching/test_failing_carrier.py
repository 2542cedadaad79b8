"""A carrier that is out of reach or refuses, and texts that have to wait."""

from datetime import UTC, datetime, timedelta

import pytest
from carriers import CarrierLine
from dispatched import NUMBER, TEXT, Clock, NewWorker, Put, event, sent

from core.kernel import Database
from core.messaging.outbox import BACKOFF_MAX, TRIES_MAX
from core.schema import opted_out


def test_unreachable_carrier_is_retried_with_backoff_until_limit(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    put("text", TEXT)
    pauses = []
    while event(database).done_at is None:
        line.faults = [503]
        new_worker().run_once()
        row = event(database)
        pauses.append((row.due_at - clock.at).total_seconds())
        clock.at = row.due_at
    assert pauses[:4] == [2, 4, 8, 16] and max(pauses) == BACKOFF_MAX.total_seconds()
    assert len(pauses) == TRIES_MAX
    assert (event(database).failed, line.texts(NUMBER)) == ("503", [])
    line.faults = []
    new_worker().run_once()
    assert line.texts(NUMBER) == []


@pytest.mark.parametrize(
    ("fault", "failed"), [(400, "20500"), (404, "20500"), (429, None), (401, None), (500, None)]
)
def test_carrier_error_code_decides_whether_text_is_retried(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    put: Put,
    fault: int,
    failed: str | None,
) -> None:
    put("text", TEXT)
    line.faults = [fault]
    new_worker().run_once()
    row = event(database)
    assert (row.failed, row.done_at is None) == (failed, failed is None)
    assert [text.status for text in sent(database)] == ["failed" if failed else "sending"]


def test_opted_out_number_gets_no_text_until_opt_in(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    """Their STOP came to the hotline, which needs not ask the carrier."""
    put("text", TEXT, "1")
    line.message(NUMBER, "STOP")
    new_worker().run_once()
    assert event(database, "1").failed == "opted_out" and line.posts("Messages.json") == 0
    line.message(NUMBER, "START")
    put("text", TEXT, "2")
    new_worker().run_once()
    assert event(database, "2").failed is None and len(line.texts(NUMBER)) == 1


def test_opt_out_reported_by_carrier_is_remembered(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    """Their STOP never came to us: its 21610 says so, once."""
    line.message(NUMBER, "STOP")
    database.run(lambda conn: conn.execute(opted_out.delete()))
    for n in range(2):
        put("text", TEXT, f"{n}")
        new_worker().run_once()
        assert event(database, f"{n}").failed == "opted_out"
    assert line.posts("Messages.json") == 1
    assert [row.status for row in sent(database)] == ["failed", "failed"]


def test_notice_is_deferred_during_quiet_hours(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    tomorrow = (clock.at + timedelta(days=1)).date()
    clock.at = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 15, tzinfo=UTC)  # 23:00 there
    last_day = (tomorrow + timedelta(days=20)).isoformat()
    notice = {"notice": "expiry", "points": 5, "last_day": last_day, "days_before": 30}
    put("notice", notice)
    new_worker().run_once()
    waiting = event(database)
    assert (waiting.tries, waiting.done_at, line.asked) == (0, None, [])
    assert waiting.due_at == clock.at + timedelta(hours=9)
    clock.at = waiting.due_at
    new_worker().run_once()
    (text,) = line.texts(NUMBER)
    assert "5分" in text and "不再提醒" in text

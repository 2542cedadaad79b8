"""What the worker delivers, once each, and what it cannot deliver."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from carriers import CarrierLine
from dispatched import AGENT, NUMBER, SECONDS_MAX, TEXT, Clock, NewWorker, Put, event, sent, until

from core.kernel import Database


def test_agent_text_is_sent_verbatim(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    put("text", TEXT)
    assert new_worker().run_once()
    assert line.texts(NUMBER) == [TEXT["words"]]
    done = event(database)
    assert (done.tries, done.failed) == (1, None) and done.done_at is not None
    until(lambda: [row.status for row in sent(database)] == ["delivered"])
    (row,) = sent(database)
    assert (row.number, row.words, row.error) == (NUMBER, TEXT["words"], None)
    assert new_worker().run_once() and len(line.texts(NUMBER)) == 1


def test_a_text_is_sent_without_characters_that_cannot_be_displayed(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    """In a gift's name, for example, that was stored before names were checked."""
    put("text", TEXT | {"words": "Your tea\u000b cup\ufffe has left\u202e."})
    assert new_worker().run_once()
    assert line.texts(NUMBER) == ["Your tea cup has left."]
    assert [row.words for row in sent(database)] == ["Your tea cup has left."]


RINGS = {
    "call_agent": (
        {"handover_id": "h", "number": AGENT, "attempt": 2, "language": "en"},
        "/ivr/agent/answered?m=1&h=h&t=2&lang=en",
        "/ivr/agent/rang?m=1&h=h&t=2&lang=en",
    ),
    "call_member_back": (
        {"handover_id": "h", "number": AGENT},
        "/ivr/member/called-back?m=1&h=h",
        "/ivr/member/call-back-ended?m=1&h=h",
    ),
    # As the release before wrote it.
    "call": (
        {"to": AGENT, "url": "/ivr/x?h=1", "status": "/ivr/rang?h=1", "ring_seconds": 20},
        "/ivr/x?h=1",
        "/ivr/rang?h=1",
    ),
}


@pytest.mark.parametrize("topic", RINGS)
def test_call_topic_places_call_with_its_callback_urls(
    database: Database, line: CarrierLine, new_worker: NewWorker, write: Put, topic: str
) -> None:
    payload, url, status = RINGS[topic]
    write(topic, payload)
    new_worker().run_once()
    (sid,) = line.ringing(AGENT)
    asked = line.asked[-1][2]
    base = line.settings.public_url
    assert asked["Url"] == f"{base}{url}" and asked["Timeout"] == "20"
    assert asked["StatusCallback"] == f"{base}{status}"
    write("hang_up", {"call": sid}, "hang up")
    new_worker().run_once()
    assert line.ringing(AGENT) == []


GONE = "CA" + "9" * 32


MOVED = {"call": GONE, "handover_id": "h", "turn": 3}


TO_ONE_WHO_IS_GONE = [
    ("move_member", MOVED | {"to": "agent"}, "21220", "/ivr/member/join?m=1&h=h&n=3"),
    ("move_member", MOVED | {"to": "queue"}, "21220", "/ivr/member/wait?m=1&h=h&n=3"),
    ("move_member", MOVED | {"to": "dialogue"}, "21220", "/ivr/member/go-on?m=1&h=h&n=3"),
    ("move_member", MOVED | {"to": "pin"}, "21220", "/ivr/member/prove?m=1&h=h&n=3"),
    (
        "move_member",
        MOVED | {"to": "redemption", "kind": "gift", "number": 7},
        "21220",
        "/ivr/member/redeem?m=1&h=h&n=3&kind=gift&number=7",
    ),
    ("move_member", MOVED | {"to": "the moon"}, "unknown_destination", None),
    ("redirect", {"call": GONE, "url": "/ivr/y"}, "21220", "/ivr/y"),
    ("hang_up", {"call": GONE}, "20404", None),
    ("hold_member", {"handover_id": "none", "call": GONE, "on": True}, "no_conference", None),
    (
        "participant",
        {"conference": "none", "call": GONE, "hold": True, "hold_url": "/ivr/z"},
        "no_conference",
        None,
    ),
]


@pytest.mark.parametrize(("topic", "payload", "why", "url"), TO_ONE_WHO_IS_GONE)
def test_command_on_ended_call_fails_without_retry(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    write: Put,
    topic: str,
    payload: dict[str, Any],
    why: str,
    url: str | None,
) -> None:
    """Refused for good; the address is the right one."""
    write("call_member_back", {"handover_id": "h", "number": AGENT}, "a call that goes on")
    new_worker().run_once()
    (sid,) = line.ringing(AGENT)
    write(topic, payload | ({"call": sid} if why == "21220" else {}))
    new_worker().run_once()
    assert (event(database).failed, event(database).tries) == (why, 1)
    asked = line.asked[-1][2].get("Url") if url else None
    assert asked == (url and f"{line.settings.public_url}{url}")


def test_an_unknown_topic_is_refused(database: Database, put: Put) -> None:
    with pytest.raises(ValueError, match="carrier_pigeon"):
        put("carrier_pigeon", {})


def test_unknown_notice_is_not_sent_and_stays_pending(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    clock.at = clock.at.replace(hour=4) + timedelta(days=1)  # noon there
    put("notice", {"notice": "a joke", "was": "gold", "became": "basic"})
    new_worker().run_once()
    assert (event(database).tries, event(database).done_at, line.asked) == (1, None, [])


def test_deleting_recording_is_idempotent(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    recording = "RE" + "1" * 32
    line.recordings.add(recording, 2)
    for event_id in ("e", "again"):
        put("delete_recording", {"recording": recording}, event_id)
        new_worker().run_once()
        assert line.recordings.wav(recording) is None
        assert (event(database, event_id).tries, event(database, event_id).failed) == (1, None)
        assert event(database, event_id).done_at is not None
    assert [method for method, *_ in line.asked] == ["DELETE", "DELETE"]


def test_concurrent_workers_send_each_text_once(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    for n in range(24):
        put("text", TEXT | {"words": f"{n}"}, f"{n}")
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(lambda n: new_worker(f"w{n}").run_once(), range(4)))
    assert sorted(line.texts(NUMBER), key=int) == [f"{n}" for n in range(24)]


def test_running_worker_sends_what_comes_in_and_stops_on_request(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    stop = threading.Event()
    running = threading.Thread(target=new_worker(stop=stop).run_until_stopped)
    running.start()
    try:
        time.sleep(0.5)
        put("text", TEXT)
        until(lambda: line.texts(NUMBER))
    finally:
        stop.set()
        running.join(SECONDS_MAX)
    assert not running.is_alive() and event(database).done_at is not None


def test_event_without_notification_text_is_marked_done(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    put("claim_filed", {"number": "70000001", "due": "2026-12-01", "channel": "sms"})
    new_worker().run_once()
    assert event(database).failed is None and event(database).done_at is not None
    assert line.asked == [] == sent(database)

"""What leaves the house: once, whoever dies or is out of reach meanwhile."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from carriers import CarrierLine, carrier_line
from code_sealer import CODE_SEALER
from job_data import Killed, join, killed_at
from sqlalchemy import Connection, insert, select
from sqlalchemy.event import listen, remove

from core.contact_centre import PictureFiles, SessionSummary, offers, requests
from core.kernel import Database
from core.members import BLANK, one_time_codes
from core.messaging import outbox
from core.messaging.outbox import BACKOFF_MAX, LEASE, TRIES_MAX
from core.schema import agent as agent_table
from core.schema import handover, opted_out, sent_text
from core.schema import outbox as outbox_table
from core.staff import agent_changes, agents
from flows.all_words import load_wording
from jobs.delivery_context import DeliveryContext
from jobs.dispatcher import Dispatcher
from jobs.twilio_api import Carrier
from web.carrier_files import CarrierFiles

CALLS = ["call_agent", "call_member_back"]
NUMBER, AGENT = "+8613800001001", "+8613900000001"
WORDING = load_wording()
SECONDS_MAX = 60


@dataclass
class Clock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, new_database: Callable[[str, bool], str]
) -> Iterator[Database]:
    database = Database(new_database(request.param, False))
    database.run(lambda conn: join(conn, 1))
    yield database
    database.dispose()


@pytest.fixture
def line(database: Database, redis_url: str) -> Iterator[CarrierLine]:
    with carrier_line(database.engine.url.render_as_string(False), redis_url) as line:
        yield line


@pytest.fixture
def clock() -> Clock:
    """Today: the carrier's own clock is the real one."""
    return Clock(datetime.now(UTC))


NewWorker = Callable[..., Dispatcher]


@pytest.fixture
def new_worker(database: Database, line: CarrierLine, clock: Clock, tmp_path: Path) -> NewWorker:
    def make(name: str = "w", stop: threading.Event | None = None) -> Dispatcher:
        context = DeliveryContext(
            database,
            Carrier(line.settings),
            WORDING,
            "zh",
            clock.now,
            CODE_SEALER,
            CarrierFiles(line.settings),
            PictureFiles(tmp_path),
        )
        return Dispatcher(context, name=name, stop=stop or threading.Event())

    return make


@pytest.fixture
def put(database: Database, clock: Clock) -> Callable[..., None]:
    """(topic, payload, event_id): asked for now."""

    def put(topic: str, payload: dict[str, Any], event_id: str = "e") -> None:
        work = partial(outbox.put, member_id=1, event_id=event_id, topic=topic, payload=payload)
        database.run(lambda conn: work(conn, at=clock.at))

    return put


Put = Callable[..., None]


@pytest.fixture
def write(database: Database, clock: Clock) -> Put:
    """As put, without the check of the topic: what another release may have written."""

    def write(topic: str, payload: dict[str, Any], event_id: str = "e") -> None:
        row = {"member_id": 1, "event_id": event_id, "topic": topic, "payload": payload}
        due = {"recorded_at": clock.at, "due_at": clock.at, "tries": 0}
        database.run(lambda conn: conn.execute(insert(outbox_table).values(row | due)))

    return write


TEXT = {"to": NUMBER, "words": "Your parcel left today."}


def event(database: Database, event_id: str = "e") -> Any:
    row = select(outbox_table).where(outbox_table.c.event_id == event_id)
    return database.read(lambda conn: conn.execute(row).one())


def sent(database: Database) -> list[Any]:
    rows = select(sent_text).order_by(sent_text.c.event_id)
    return database.read(lambda conn: list(conn.execute(rows)))


def until(come: Callable[[], Any]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.02)


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


def statements_of(database: Database, work: Callable[[], Any]) -> int:
    """How many there are, BEGIN and COMMIT counted in, as killed_at() counts them."""
    seen: list[None] = []
    names = ("begin", "before_cursor_execute", "commit")

    def note(*_: Any) -> None:
        seen.append(None)

    for name in names:
        listen(database.engine, name, note)
    work()
    for name in names:
        remove(database.engine, name, note)
    return len(seen)


@contextmanager
def killed_after_the_carriers_yes(database: Database, line: CarrierLine) -> Iterator[None]:
    def die(*_: Any) -> None:
        if line.posts("Messages.json"):
            raise Killed

    listen(database.engine, "begin", die)
    try:
        yield
    finally:
        remove(database.engine, "begin", die)


def test_worker_killed_at_any_statement_still_sends_text_once(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    """Before each of its statements in turn, those between the carrier's yes and our note of it
    included."""
    put("text", TEXT | {"words": "how many"}, "count")
    statements = statements_of(database, new_worker().run_once)
    for n in range(1, statements + 1):
        put("text", TEXT | {"words": f"{n}"}, f"{n}")
        with pytest.raises(Killed), killed_at(database, n):
            new_worker("first").run_once()
        new_worker("too early").run_once()
        began, clock.at = clock.at, clock.at + LEASE
        new_worker("another").run_once()
        assert line.texts(NUMBER).count(f"{n}") == 1
        assert event(database, f"{n}").done_at is not None
        clock.at = began
    assert len({row.carrier_id for row in sent(database)}) == statements + 1


def test_status_callback_completes_text_of_killed_worker(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    """A worker dies after the carrier's yes; a status of that text tells us its id."""
    put("text", TEXT)
    with pytest.raises(Killed), killed_after_the_carriers_yes(database, line):
        new_worker().run_once()
    assert line.texts(NUMBER) == [TEXT["words"]]
    until(lambda: [row.status for row in sent(database)] == ["delivered"])
    clock.at += LEASE
    asked = len(line.asked)
    new_worker("another").run_once()
    assert event(database).done_at is not None and len(line.asked) == asked


def test_status_callback_during_takeover_lookup_prevents_resend(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    """Who takes the text over has read that nobody knows its id, and then it becomes known."""
    put("text", TEXT)
    with pytest.raises(Killed), killed_after_the_carriers_yes(database, line):
        new_worker().run_once()
    clock.at += LEASE
    line.before_listing = lambda: until(lambda: sent(database)[0].status == "delivered")
    new_worker("another").run_once()
    assert line.texts(NUMBER) == [TEXT["words"]] and event(database).done_at is not None


def test_identical_texts_of_two_events_are_both_sent(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock
) -> None:
    """What another event has sent is not taken for this one's."""
    put("text", TEXT, "one")
    new_worker().run_once()
    put("text", TEXT, "two")
    line.faults = [500]
    new_worker().run_once()
    clock.at += LEASE
    new_worker().run_once()
    assert len(line.texts(NUMBER)) == 2 and event(database, "two").tries == 2


@pytest.fixture
def accepted(database: Database, clock: Clock) -> Callable[[str], Any]:
    """(way): member 1 waits so, and the agent has just taken them."""

    def accept(way: str) -> Any:
        which = {"member_id": 1, "handover_id": "h"}
        summary = SessionSummary("CAmember", "voice", "zh", "", [], [], [], 1)

        def work(conn: Connection) -> None:
            agent_changes.create(
                conn, agent="ann", name="Ann", role=agents.Role.AGENT, language="en",
                number=AGENT, password_hash="", password_expires_at=None, at=clock.at,
            )  # fmt: skip
            agent_changes.set_presence(conn, "ann", "available", clock.at)
            requests.request(
                conn,
                number=NUMBER,
                way=way,
                summary=summary,
                priority=3,
                key="h",
                at=clock.at,
                **which,
            )
            offers.accept(conn, agent="ann", at=clock.at, **which)

        database.run(work)
        return which

    return accept


def stands(database: Database) -> Any:
    row = select(
        handover.c.status, handover.c.agent, handover.c.outcome, agent_table.c.presence
    ).select_from(handover.join(agent_table, agent_table.c.agent == "ann"))
    return tuple(database.read(lambda conn: conn.execute(row).one()))


def test_call_placed_by_killed_worker_is_not_placed_again(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    accepted: Callable[[str], Any],
    clock: Clock,
) -> None:
    accepted("queue")
    work = partial(outbox.claim, topics=CALLS, worker="dead", at=clock.at, limit=1)
    (claimed,) = database.run(work)
    Carrier(line.settings).call(AGENT, "/ivr/x", "/ivr/rang", 20)  # and the worker dies
    assert claimed.tries == 1
    clock.at += timedelta(seconds=1) + LEASE
    new_worker().run_once()
    assert len(line.ringing(AGENT)) == 1


@pytest.mark.parametrize("way", ["queue", "callback"])
@pytest.mark.parametrize("how", ["refused", "too late"])
def test_agent_call_that_cannot_be_placed_counts_as_missed(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    accepted: Callable[[str], Any],
    clock: Clock,
    way: str,
    how: str,
) -> None:
    accepted(way)
    assert stands(database) == ("offered", "ann", None, "available")
    line.faults = [400]
    if how == "too late":
        line.faults = [503]
        new_worker().run_once()
        assert stands(database)[0] == "offered"  # not yet
        clock.at += timedelta(minutes=1)
    new_worker().run_once()
    assert stands(database) == ("open", None, None, "away")


def test_failed_callback_ends_handover_as_unreachable(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    accepted: Callable[[str], Any],
    clock: Clock,
) -> None:
    which = accepted("callback")
    new_worker().run_once()
    (call,) = line.ringing(AGENT)
    connect = partial(offers.connect, this_try=1, call=call, at=clock.at)
    database.run(lambda conn: connect(conn, **which))
    clock.at += timedelta(minutes=1)
    new_worker().run_once()
    assert stands(database)[:3] == ("wrap_up", "ann", "unreachable")
    assert line.ringing(AGENT) == []  # nor is the agent left alone with the music


def test_late_call_failure_does_not_end_connected_conversation(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    accepted: Callable[[str], Any],
    clock: Clock,
) -> None:
    """Both are talking: the carrier had called, and only the worker did not live to note it."""
    which = accepted("callback")
    claim = partial(outbox.claim, topics=CALLS, worker="dead", at=clock.at, limit=1)

    def dead(conn: Connection) -> None:
        claim(conn)
        offers.connect(conn, **which, this_try=1, call="CAagent", at=clock.at)
        claim(conn)
        offers.member_answered(conn, **which, call="CAback")

    database.run(dead)
    clock.at += timedelta(seconds=1) + LEASE
    new_worker().run_once()
    assert stands(database)[:3] == ("talking", "ann", None) and line.asked == []


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


CODE = {
    "sentence": "redeem_gift-code_sent",
    "facts": {"name": {"zh": "耳机", "en": "Earphones"}, "points": 5_001, "left": 1},
    "language": "en",
    "code": (1, 1),
}


@pytest.fixture
def code(database: Database, clock: Clock) -> str:
    """The code of CODE, which was issued to the member now."""

    def issue(conn: Connection) -> None:
        one_time_codes.issue(
            conn, member_id=1, purpose="p", at=clock.at, code="135246", sealer=CODE_SEALER
        )

    database.run(issue)
    return "135246"


@pytest.mark.parametrize("arrives", [True, False])
def test_code_is_in_the_text_while_it_is_valid_and_never_stored_with_it(
    database: Database,
    line: CarrierLine,
    new_worker: NewWorker,
    put: Put,
    clock: Clock,
    code: str,
    arrives: bool,
    capfd: pytest.CaptureFixture[str],
) -> None:
    put("code", CODE)
    line.faults = [500]
    new_worker().run_once()
    clock.at += timedelta(seconds=2) if arrives else timedelta(minutes=5)
    new_worker().run_once()
    assert event(database).failed == (None if arrives else "too_late")
    assert [code in text for text in line.texts(NUMBER)] == [True] * arrives
    assert BLANK in sent(database)[0].words
    assert code not in f"{sent(database)} {event(database)} {capfd.readouterr()}"


def test_code_sent_by_killed_worker_is_not_sent_again(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put, clock: Clock, code: str
) -> None:
    put("code", CODE)
    with pytest.raises(Killed), killed_after_the_carriers_yes(database, line):
        new_worker().run_once()
    assert len(line.texts(NUMBER)) == 1
    clock.at += LEASE
    new_worker("another").run_once()
    assert len(line.texts(NUMBER)) == 1 and event(database).done_at is not None


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
    assert "5分" in text and "退订" in text


def test_event_without_notification_text_is_marked_done(
    database: Database, line: CarrierLine, new_worker: NewWorker, put: Put
) -> None:
    put("claim_filed", {"number": "70000001", "due": "2026-12-01", "channel": "sms"})
    new_worker().run_once()
    assert event(database).failed is None and event(database).done_at is not None
    assert line.asked == [] == sent(database)

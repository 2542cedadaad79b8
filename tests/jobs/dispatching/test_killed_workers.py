"""A text is sent once, wherever the worker that sends it is killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from carriers import CarrierLine
from code_sealer import CODE_SEALER
from dispatched import NUMBER, TEXT, Clock, NewWorker, Put, event, sent, until
from job_data import Killed, killed_at
from sqlalchemy import Connection
from sqlalchemy.event import listen, remove

from core.kernel import Database
from core.members import BLANK, one_time_codes
from core.messaging.outbox import LEASE


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
            conn,
            member_id=1,
            purpose=one_time_codes.Purpose("k", "p"),
            at=clock.at,
            code="135246",
            sealer=CODE_SEALER,
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

"""Calls that the worker places, and what becomes of the handover."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from carriers import CarrierLine
from dispatched import AGENT, NUMBER, Clock, NewWorker
from sqlalchemy import Connection, select

from core.contact_centre import SessionSummary, offers, requests
from core.kernel import Database
from core.messaging import outbox
from core.messaging.outbox import LEASE
from core.schema import agent as agent_table
from core.schema import handover
from core.staff import agent_changes, agents
from jobs.twilio_api import TwilioCarrier

CALLS = ["call_agent", "call_member_back"]


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
    TwilioCarrier(line.settings).call(AGENT, "/ivr/x", "/ivr/rang", 20)  # and the worker dies
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

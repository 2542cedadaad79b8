"""How each thing that leaves the house is delivered: one table, by topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.contact_centre import conversations, recordings
from core.messaging import Event
from core.programme import shipped_rules
from flows.notifications import texts
from jobs import texting
from jobs.delivery_context import Office
from jobs.twilio_api import Refused


@dataclass(frozen=True, slots=True)
class Topic:
    """`worth_for`: later than that it does more harm than good. `secret`: what its payload says is
    wiped when it has been delivered, or never will be. `instead` is done where it never will be, in
    the transaction that says so."""

    deliver: Callable[[Office, Event], None]
    worth_for: timedelta | None = None
    secret: bool = False
    instead: Callable[[Connection, Event, datetime], None] | None = None


def deliver(office: Office, event: Event) -> None:
    """Refused: it never will be. NotYet, Unreachable: at another time."""
    topic = TOPICS[event.topic]
    if topic.worth_for is not None and office.now() >= event.recorded_at + topic.worth_for:
        raise Refused("too_late")
    topic.deliver(office, event)


def _call(office: Office, event: Event) -> None:
    """A telephone that a lost answer may have let ring already is not rung twice."""
    given, carrier = event.payload, office.carrier
    if event.tries > 1 and carrier.has_called(given["to"], event.recorded_at):
        return
    carrier.call(given["to"], given["url"], given["status"], given["ring_seconds"])


def _never_rang(conn: Connection, event: Event, at: datetime) -> None:
    conversations.never_rang(conn, event.payload["url"], at)


def _redirect(office: Office, event: Event) -> None:
    office.carrier.redirect(event.payload["call"], event.payload["url"])


def _hang_up(office: Office, event: Event) -> None:
    office.carrier.hang_up(event.payload["call"])


def _hold(office: Office, event: Event) -> None:
    given = event.payload
    office.carrier.hold(given["conference"], given["call"], given["hold"], given["hold_url"])


def _text(office: Office, event: Event) -> None:
    """As an agent wrote it, word for word."""
    texting.send(office, event, event.payload["to"], event.payload["words"])


def _delete_recording(office: Office, event: Event) -> None:
    office.carrier.delete_recording(event.payload["recording"])


SOMEBODY_WAITS = timedelta(minutes=1)
CODE_LIFETIME = timedelta(minutes=shipped_rules().security.code_minutes)
TOPICS = {
    "call": Topic(_call, worth_for=SOMEBODY_WAITS, instead=_never_rang),
    "redirect": Topic(_redirect, worth_for=SOMEBODY_WAITS),
    "hang_up": Topic(_hang_up),
    "participant": Topic(_hold, worth_for=SOMEBODY_WAITS),
    "text": Topic(_text),
    recordings.TOPIC: Topic(_delete_recording),
    **{topic: Topic(texting.tell) for topic in texts.TOPICS},
    "code": Topic(texting.tell, worth_for=CODE_LIFETIME, secret=True),
}

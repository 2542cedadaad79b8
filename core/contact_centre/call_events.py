"""Writes outbox events for the calls and texts that a handover needs, in the transaction of its
change.

The events name agents, members and calls, not addresses: the channel chooses the carrier's address
and parameters when the event is delivered (ivr.call_addresses).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from core.contact_centre.handover import HandoverRow, member_call_leg
from core.messaging import Topic, outbox


class Destination(StrEnum):
    """Where the member's leg of a call goes next."""

    AGENT = "agent"
    QUEUE = "queue"
    PIN = "pin"  # the dialogue that asks for the PIN
    REDEMPTION = "redemption"  # the dialogue that redeems points for one gift
    DIALOGUE = "dialogue"  # the dialogue that the member left for the agent


def call_agent(
    conn: Connection, row: HandoverRow, number: str, language: str, at: datetime
) -> None:
    """Call the agent's telephone, `number`. The event's `attempt` tells the reports of this call
    from late reports of an earlier one."""
    _write(
        conn,
        row,
        Topic.CALL_AGENT,
        at,
        handover_id=row.handover_id,
        number=number,
        attempt=row.tries,
        language=language,
    )


def call_member_back(conn: Connection, row: HandoverRow, at: datetime) -> None:
    """Call the member at the handover's number."""
    which = {"handover_id": row.handover_id, "number": row.number}
    _write(conn, row, Topic.CALL_MEMBER_BACK, at, **which)


def move_member(
    conn: Connection, row: HandoverRow, to: Destination, at: datetime, **gift: object
) -> None:
    """Move the member's call to its destination. `gift`: kind and catalogue number of what is to be
    redeemed, for Destination.REDEMPTION."""
    _write(conn, row, Topic.MOVE_MEMBER, at, **_to(row, to), **gift)


def free_member(conn: Connection, row: HandoverRow, at: datetime) -> None:
    """Move the member's call back to its dialogue, once for each handover: a second time would
    interrupt the dialogue. A move that has failed is tried again, because the member still waits.
    """
    event_id = f"handover:{row.handover_id}:left_alone"
    payload = _to(row, Destination.DIALOGUE)
    outbox.put(conn, row.member_id, Topic.MOVE_MEMBER, event_id, payload, at, may_exist=True)


def hold_member(conn: Connection, row: HandoverRow, on: bool, at: datetime) -> None:
    """Play hold music to the member, or (`on` false) let them hear the agent again."""
    which = {"handover_id": row.handover_id, "call": member_call_leg(row)}
    _write(conn, row, Topic.HOLD_MEMBER, at, **which, on=on)


def hang_up(conn: Connection, row: HandoverRow, call: str, at: datetime) -> None:
    """End the call leg with the carrier's id `call`."""
    _write(conn, row, Topic.HANG_UP, at, call=call)


def text_member(conn: Connection, row: HandoverRow, words: str, at: datetime) -> str:
    """Send `words` as they are. Returns the event's id."""
    return _write(conn, row, Topic.TEXT, at, to=row.number, words=words)


def announce_colleague(conn: Connection, row: HandoverRow, at: datetime) -> None:
    """Tell the member of a written conversation that another agent will answer."""
    _write(conn, row, Topic.AGENT_REPLACED, at, number=row.number, language=row.language)


def _to(row: HandoverRow, to: Destination) -> dict[str, Any]:
    return {
        "handover_id": row.handover_id,
        "call": member_call_leg(row),
        "to": to.value,
        "turn": row.turn,
        "lang": row.language,
    }


def _write(conn: Connection, row: HandoverRow, topic: Topic, at: datetime, **payload: Any) -> str:
    """Return the event's id. It has the handover's version, which every change increments, so no
    two events have the same id."""
    event_id = f"handover:{row.handover_id}:{row.version}:{topic}"
    outbox.put(
        conn, member_id=row.member_id, event_id=event_id, topic=topic, payload=payload, at=at
    )
    return event_id

"""What the carrier reports about the call legs of a handover: a leg has ended, the member's leg has
left the conference, a recording is ready.

Reports come late and more than once; a report that no longer applies changes nothing.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam

from core.contact_centre import call_events, conversations, offers, queue, requests
from core.contact_centre.handover import CHANGE, HandoverRow, find_handover
from core.members import NOBODY, profiles
from core.schema import handover

_RELEASE_AGENT_LEG = CHANGE.where(
    handover.c.status.in_(("open", "offered")), handover.c.agent_call.is_not(None)
).values(agent_call=None)
_ATTACH_RECORDING = CHANGE.values(recording_url=bindparam("url"))


def member_requeued(
    conn: Connection, *, member_id: int, handover_id: str, at: datetime
) -> HandoverRow:
    """The member's leg has moved from the conference to the queue: hang up the agent's leg. Hanging
    up earlier would end the conference, and the member's call with it. Returns the row as it was
    before."""
    which = {"whose": member_id, "which": handover_id}
    before = find_handover(conn, member_id, handover_id)
    row = conn.execute(_RELEASE_AGENT_LEG, which).first()
    if before.agent_call and row is not None:
        call_events.hang_up(conn, row, before.agent_call, at)
    return before


def agent_hung_up(
    conn: Connection, *, member_id: int, handover_id: str, this_try: int, call: str, at: datetime
) -> None:
    """The agent's leg `call` of offer number `this_try` has ended. If it was never connected, the
    offer is missed; if it was, the conversation ends. The end of a former agent's leg changes
    nothing."""
    offers.missed(conn, member_id=member_id, handover_id=handover_id, this_try=this_try, at=at)
    if find_handover(conn, member_id, handover_id).agent_call == call:
        conversations.end(conn, member_id=member_id, handover_id=handover_id, at=at)


def caller_hung_up(conn: Connection, call: str, number: str, at: datetime) -> None:
    """The member's leg `call` has ended: abandon its place in the queue, or end its conversation,
    if it is in one of them. `number` is the caller's."""
    member = profiles.find(conn, number)
    requests.record_end(conn, member_id=member.member_id if member else NOBODY, call=call, at=at)
    row = queue.of_call(conn, call)
    if row is None:
        return
    which = {"member_id": row.member_id, "handover_id": row.handover_id}
    if offers.give_up(conn, **which, how="abandoned", at=at) is None:
        conversations.end(conn, **which, at=at)


def member_alone(conn: Connection, *, member_id: int, handover_id: str, at: datetime) -> None:
    """The member's leg is alone in the conference. If the conversation has ended meanwhile, because
    the agent hung up before the member had entered, move the member on: nobody else will come."""
    row = find_handover(conn, member_id, handover_id)
    if row.status in ("wrap_up", "closed"):
        call_events.free_member(conn, row, at)


def attach_recording(conn: Connection, *, member_id: int, handover_id: str, url: str) -> None:
    """Store the carrier's address of the recording of a conversation."""
    conn.execute(_ATTACH_RECORDING, {"whose": member_id, "which": handover_id, "url": url})

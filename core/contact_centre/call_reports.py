"""What the carrier reports about the call legs of a handover: a leg has ended, the member's leg has
left the conference, a recording is ready.

Reports come late and more than once; a report that no longer applies changes nothing.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam

from core.contact_centre import call_events, conversations, offers, queue
from core.contact_centre.handover import CHANGE, HandoverRow, find_handover
from core.schema import handover

_RELEASE_AGENT_LEG = CHANGE.where(
    handover.c.status.in_(("open", "offered")), handover.c.agent_call.is_not(None)
).values(agent_call=None)
_ATTACH_RECORDING = CHANGE.values(recording_url=bindparam("url"))


def member_requeued(
    conn: Connection, *, member_id: int, handover_id: str, at: datetime
) -> HandoverRow:
    """The member's leg has left the conference for the queue: only now is the agent's leg hung up.
    Earlier, the conference would have ended, and with it the member's wait."""
    which = {"whose": member_id, "which": handover_id}
    before = find_handover(conn, member_id, handover_id)
    row = conn.execute(_RELEASE_AGENT_LEG, which).first()
    if before.agent_call and row is not None:
        call_events.hang_up(conn, row, before.agent_call, at)
    return before


def agent_hung_up(
    conn: Connection, *, member_id: int, handover_id: str, this_try: int, call: str, at: datetime
) -> None:
    """The agent's leg `call` has ended: before a word was said the call is missed, afterwards the
    conversation is over. An older leg of a handover that was passed on changes nothing."""
    offers.missed(conn, member_id=member_id, handover_id=handover_id, this_try=this_try, at=at)
    if find_handover(conn, member_id, handover_id).agent_call == call:
        conversations.end(conn, member_id=member_id, handover_id=handover_id, at=at)


def caller_hung_up(conn: Connection, call: str, at: datetime) -> None:
    """The member's leg `call` has ended, in the queue or in a conversation, if in either."""
    row = queue.of_call(conn, call)
    if row is None:
        return
    which = {"member_id": row.member_id, "handover_id": row.handover_id}
    if offers.give_up(conn, **which, how="abandoned", at=at) is None:
        conversations.end(conn, **which, at=at)


def attach_recording(conn: Connection, *, member_id: int, handover_id: str, url: str) -> None:
    conn.execute(_ATTACH_RECORDING, {"whose": member_id, "which": handover_id, "url": url})

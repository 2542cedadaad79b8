"""Offers a waiting member to an agent, and connects the two.

A handover is 'open' while the member waits, 'offered' while the agent's telephone rings, 'talking'
once both are connected, and 'closed' if that never happens. What follows 'talking' is in
core.contact_centre.conversations.

Every step is one conditional UPDATE, and its row count is the result: of two agents who accept the
same caller at once, only one succeeds. The calls to make are written to the outbox in the same
transaction.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from core.contact_centre import call_events
from core.contact_centre.call_events import Destination
from core.contact_centre.handover import (
    CHANGE,
    IS_DUE,
    OPEN,
    HandoverRow,
    due_by,
    find_handover,
    is_due,
    member_call_leg,
)
from core.kernel import NotAllowed
from core.programme import current_rules
from core.schema import agent as agent_table
from core.schema import handover

_OFFER = OPEN.where(IS_DUE).values(
    status="offered", agent=bindparam("who"), offered_at=bindparam("at"), tries=handover.c.tries + 1
)
_WRITE = OPEN.values(
    status="talking", agent=bindparam("who"), offered_at=bindparam("at"), talking_at=bindparam("at")
)
_RINGING = CHANGE.where(handover.c.status == "offered", handover.c.tries == bindparam("this_try"))
_CONNECT = _RINGING.values(
    status="talking", talking_at=bindparam("at"), agent_call=bindparam("call")
)
_BACK_IN_QUEUE = _RINGING.values(status="open", agent=None)
_GIVE_UP = CHANGE.where(handover.c.status.in_(("open", "offered"))).values(
    status="closed", ended_at=bindparam("at"), closed_at=bindparam("at"), outcome=bindparam("how")
)
_MEMBER_ANSWERED = CHANGE.where(handover.c.status == "talking").values(
    member_call=bindparam("call")
)

_BUSY = (
    select(handover.c.way, func.count())
    .where(
        handover.c.agent == bindparam("who"),
        handover.c.status.in_(("offered", "talking", "wrap_up")),
    )
    .group_by(handover.c.way)
)
_LOCK_AGENT = (
    select(agent_table.c.number, agent_table.c.language)
    .where(agent_table.c.agent == bindparam("who"))
    .with_for_update()
)
_AWAY = (
    update(agent_table)
    .where(agent_table.c.agent == bindparam("who"), agent_table.c.presence == "available")
    .values(presence="away", presence_since=bindparam("at"), missed_call=True)
)


def accept(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, at: datetime
) -> HandoverRow:
    """Give a member in the queue to `agent`. A written conversation begins at once; for a spoken
    one the agent's telephone is called first.

    Raises NotAllowed: 'busy' (the agent has the maximum number of conversations), 'not_due' (a
    callback whose time has not come), 'taken' (another agent was first).
    """
    number, language = conn.execute(_LOCK_AGENT, {"who": agent}).one()
    found = find_handover(conn, member_id, handover_id)
    if not is_due(found, at):
        raise NotAllowed("not_due")
    written = found.way == "text"
    in_hand = {str(way): int(count) for way, count in conn.execute(_BUSY, {"who": agent})}
    texts = in_hand.pop("text", 0)
    if texts >= current_rules().agents.texts_at_once_max if written else in_hand:
        raise NotAllowed("busy")
    values = {"whose": member_id, "which": handover_id, "who": agent, "at": at}
    due = {} if written else {"due_by": due_by(at)}
    row = conn.execute(_WRITE if written else _OFFER, values | due).first()
    if row is None:
        raise NotAllowed("taken")
    if not written:
        call_events.call_agent(conn, row, number, language, at)
    return row


def connect(
    conn: Connection, *, member_id: int, handover_id: str, this_try: int, call: str, at: datetime
) -> HandoverRow | None:
    """The agent has answered and accepts the call: move the member's leg to the agent, or call the
    member back. `call` is the carrier's id of the agent's leg; `this_try` is the number of the
    offer (`tries` of its row). Returns None if the offer is no longer open."""
    values = {"whose": member_id, "which": handover_id, "this_try": this_try}
    row = conn.execute(_CONNECT, values | {"call": call, "at": at}).first()
    if row is None:
        return None
    if member_call_leg(row) is None:
        call_events.call_member_back(conn, row, at)
    else:
        call_events.move_member(conn, row, Destination.AGENT, at)
    return row


def missed(
    conn: Connection, *, member_id: int, handover_id: str, this_try: int, at: datetime
) -> None:
    """The agent did not answer, or declined: put the member back into the queue at the same rank,
    and set the agent to 'away', so that the next caller is not offered to an empty desk. Does
    nothing if the offer number `this_try` was accepted or is not the newest."""
    which = {"whose": member_id, "which": handover_id}
    before = find_handover(conn, member_id, handover_id)
    if conn.execute(_BACK_IN_QUEUE, which | {"this_try": this_try}).first() is not None:
        conn.execute(_AWAY, {"who": before.agent, "at": at})


def member_answered(
    conn: Connection, *, member_id: int, handover_id: str, call: str
) -> HandoverRow | None:
    """A member who is called back has answered; `call` is the carrier's id of their leg. Returns
    None if the agent has hung up in the meantime."""
    which = {"whose": member_id, "which": handover_id}
    return conn.execute(_MEMBER_ANSWERED, which | {"call": call}).first()


def give_up(
    conn: Connection, *, member_id: int, handover_id: str, how: str, at: datetime
) -> HandoverRow | None:
    """Close the handover of a member who no longer waits, with the outcome `how`. Returns None if
    an agent is connected already or the handover is closed."""
    values = {"whose": member_id, "which": handover_id, "how": how, "at": at}
    return conn.execute(_GIVE_UP, values).first()

"""How agent and member come together: open, offered, talking; or closed, where they do not.

Every step is a conditional UPDATE, and whether it found its row is the answer: of two agents who
reach for one caller, one gets it. What the carrier has to do for it leaves by the outbox, in the
same transaction. What comes after is in core.contact_centre.conversations.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from core.contact_centre import call_legs
from core.contact_centre.handover import (
    CHANGE,
    OPEN,
    Handed,
    address,
    ask,
    call_of_member,
    find,
    send_member,
)
from core.kernel import NotAllowed
from core.programme import current_rules
from core.schema import agent as agent_table
from core.schema import handover

_OFFER = OPEN.values(
    status="offered", agent=bindparam("who"), offered_at=bindparam("at"), tries=handover.c.tries + 1
)
_WRITE = OPEN.values(
    status="talking", agent=bindparam("who"), offered_at=bindparam("at"), talking_at=bindparam("at")
)
_RINGING = CHANGE.where(handover.c.status == "offered", handover.c.tries == bindparam("this_try"))
_CONNECT = _RINGING.values(
    status="talking", talking_at=bindparam("at"), agent_call=bindparam("call")
)
_BACK_IN_LINE = _RINGING.values(status="open", agent=None)
_GIVE_UP = CHANGE.where(handover.c.status.in_(("open", "offered"))).values(
    status="closed", ended_at=bindparam("at"), closed_at=bindparam("at"), outcome=bindparam("how")
)
_REACHED = CHANGE.where(handover.c.status == "talking").values(member_call=bindparam("call"))

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
) -> Handed:
    """A written talk begins at once; for a spoken one the agent's telephone rings first.
    NotAllowed: 'busy', or 'taken' where another was quicker."""
    number, language = conn.execute(_LOCK_AGENT, {"who": agent}).one()
    written = find(conn, member_id, handover_id).way == "text"
    has = {str(way): int(count) for way, count in conn.execute(_BUSY, {"who": agent})}
    texts = has.pop("text", 0)
    if texts >= current_rules().agents.texts_at_once_max if written else has:
        raise NotAllowed("busy")
    values = {"whose": member_id, "which": handover_id, "who": agent, "at": at}
    taken = conn.execute(_WRITE if written else _OFFER, values).first()
    if taken is None:
        raise NotAllowed("taken")
    if not written:
        this_try = {"t": taken.tries, "lang": language}
        ring = {
            "to": number,
            "url": address(taken, call_legs.ANSWERED, **this_try),
            "status": address(taken, call_legs.RANG, **this_try),
            "ring_seconds": call_legs.RING_SECONDS,
        }
        ask(conn, taken, "call", ring, at)
    return taken


def connect(
    conn: Connection, *, member_id: int, handover_id: str, this_try: int, call: str, at: datetime
) -> Handed | None:
    """The agent has said yes on the telephone: the member is fetched. None: too late for it."""
    values = {"whose": member_id, "which": handover_id, "this_try": this_try}
    taken = conn.execute(_CONNECT, values | {"call": call, "at": at}).first()
    if taken is None:
        return None
    member_call = call_of_member(taken)
    if member_call is None:
        dial = {
            "to": taken.number,
            "url": address(taken, call_legs.CALLED_BACK),
            "status": address(taken, call_legs.CALL_BACK_ENDED),
            "ring_seconds": call_legs.RING_SECONDS,
        }
        ask(conn, taken, "call", dial, at)
    else:
        send_member(conn, taken, call_legs.JOIN, at)
    return taken


def missed(
    conn: Connection, *, member_id: int, handover_id: str, this_try: int, at: datetime
) -> None:
    """Nobody picked up, or not to take it: the caller is in line again, where they were, and the
    agent counts as away, or the next caller would ring there too."""
    which = {"whose": member_id, "which": handover_id}
    before = find(conn, member_id, handover_id)
    if conn.execute(_BACK_IN_LINE, which | {"this_try": this_try}).first() is not None:
        conn.execute(_AWAY, {"who": before.agent, "at": at})


def reached(conn: Connection, *, member_id: int, handover_id: str, call: str) -> Handed | None:
    """Who is called back has picked up. None: the agent has gone in the meantime."""
    which = {"whose": member_id, "which": handover_id}
    return conn.execute(_REACHED, which | {"call": call}).first()


def give_up(
    conn: Connection, *, member_id: int, handover_id: str, how: str, at: datetime
) -> Handed | None:
    """Before an agent was there. None: too late for that."""
    values = {"whose": member_id, "which": handover_id, "how": how, "at": at}
    return conn.execute(_GIVE_UP, values).first()

"""A talk between agent and member, from the first word to the wrap-up: talking, wrap_up, closed.

What was said of core.contact_centre.offers goes here too. A spoken talk is a conference of two
legs; the agent's takes it along, and a member who is still there then goes on with the dialogue.
"""

from datetime import datetime

from sqlalchemy import Connection, Update, bindparam

from core.contact_centre import call_legs, offers
from core.contact_centre.handover import CHANGE, Handed, ask, call_of_member, find, send_member
from core.kernel import NotAllowed
from core.redemption import inventory
from core.schema import handover

_MINE = CHANGE.where(handover.c.agent == bindparam("who"))
_TALKING = _MINE.where(handover.c.status == "talking")
_TOUCH = _TALKING.values(status="talking")
_HAND_ON = _TALKING.values(
    status="open", agent=None, meant_for=bindparam("whom"), note=bindparam("words")
)
_TAKE_OVER = CHANGE.where(handover.c.status == "talking").values(
    status="open", agent=None, meant_for=bindparam("whom")
)
_LET_GO = CHANGE.where(
    handover.c.status.in_(("open", "offered")), handover.c.agent_call.is_not(None)
).values(agent_call=None)
_END = CHANGE.where(handover.c.status == "talking").values(
    status="wrap_up", ended_at=bindparam("at"), outcome=bindparam("how")
)
_NOT_REACHED = _END.where(handover.c.member_call.is_(None))
_RECORDED = CHANGE.values(recording_url=bindparam("url"))
_CLOSE = _MINE.where(handover.c.status == "wrap_up").values(
    status="closed",
    closed_at=bindparam("at"),
    disposition=bindparam("what"),
    note=bindparam("words"),
)


def hold(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, on: bool, at: datetime
) -> None:
    talk = _talking(conn, _TOUCH, member_id, handover_id, agent)
    held = {"conference": handover_id, "call": call_of_member(talk), "hold": on}
    ask(conn, talk, "participant", held | {"hold_url": call_legs.HOLD_MUSIC}, at)


def ask_for_pin(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, at: datetime
) -> None:
    """The member keys it where no agent hears it, and comes back to this one."""
    send_member(conn, _in_a_dialogue(conn, member_id, handover_id, agent), call_legs.PROVE, at)


def let_redeem(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, sku: str, at: datetime
) -> None:
    """What the agent has found for the member is read back, paid for and proved in the dialogue:
    no agent takes points. NotAllowed 'not_on_sale'."""
    gift = inventory.by_sku(conn, sku)
    if gift is None:
        raise NotAllowed("not_on_sale")
    talk = _in_a_dialogue(conn, member_id, handover_id, agent)
    send_member(conn, talk, call_legs.REDEEM, at, kind=gift.kind, number=gift.number)


def hand_on(
    conn: Connection,
    *,
    member_id: int,
    handover_id: str,
    agent: str,
    to: str,
    words: str,
    at: datetime,
) -> Handed:
    """To a colleague, or to 'supervisor': the member is in line again, where the time of asking
    puts them, and what this agent says about it goes along. Whoever is free may take it: to be
    handed on must not mean to wait for somebody who has gone home."""
    values = {"words": words, "whom": to}
    talk = _talking(conn, _HAND_ON, member_id, handover_id, agent, **values)
    if talk.way != "text":
        send_member(conn, talk, call_legs.WAIT, at)
    return talk


def take_over(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, at: datetime
) -> None:
    """From a colleague who does not go on with it. What is written goes on at once; on the
    telephone the member waits in line until that of whoever takes over is answered."""
    which = {"whose": member_id, "which": handover_id, "whom": agent}
    talk = conn.execute(_TAKE_OVER, which).first()
    if talk is None:
        raise NotAllowed("not_yours")
    if talk.way != "text":
        send_member(conn, talk, call_legs.WAIT, at)
    offers.accept(conn, member_id=member_id, handover_id=handover_id, agent=agent, at=at)


def back_in_line(conn: Connection, *, member_id: int, handover_id: str, at: datetime) -> None:
    """The member's leg has left the agent's: only now is that hung up. Before, the conference
    would have ended with it, and the member's dialogue gone on."""
    which = {"whose": member_id, "which": handover_id}
    leg = find(conn, member_id, handover_id).agent_call
    talk = conn.execute(_LET_GO, which).first()
    if leg and talk is not None:
        ask(conn, talk, "hang_up", {"call": leg}, at)


def end(
    conn: Connection, *, member_id: int, handover_id: str, at: datetime, how: str = "helped"
) -> Handed | None:
    """The talk is over, whoever ended it; None: it was so already."""
    return _over(conn, _END, member_id, handover_id, at, how)


def never_rang(conn: Connection, url: str, at: datetime) -> None:
    """The call that would have gone on there was never made, so no status of it will ever come:
    what a telephone that nobody picks up leads to is done without."""
    which = call_legs.about(url)
    if "this_try" in which:
        offers.missed(conn, **which, at=at)
    else:
        _over(conn, _NOT_REACHED, **which, at=at, how="unreachable")


def recorded(conn: Connection, *, member_id: int, handover_id: str, url: str) -> None:
    conn.execute(_RECORDED, {"whose": member_id, "which": handover_id, "url": url})


def close(
    conn: Connection,
    *,
    member_id: int,
    handover_id: str,
    agent: str,
    disposition: str,
    note: str,
    at: datetime,
) -> None:
    """Wrap-up is done: NotAllowed 'not_yours' where there is nothing to wrap up."""
    values = {"whose": member_id, "which": handover_id, "who": agent, "at": at}
    if conn.execute(_CLOSE, values | {"what": disposition, "words": note}).first() is None:
        raise NotAllowed("not_yours")


def _in_a_dialogue(conn: Connection, member_id: int, handover_id: str, agent: str) -> Handed:
    talk = _talking(conn, _TOUCH, member_id, handover_id, agent)
    if talk.way != "queue":
        raise NotAllowed("no_dialogue")  # who is called back is in none
    return talk


def _over(
    conn: Connection, change: Update, member_id: int, handover_id: str, at: datetime, how: str
) -> Handed | None:
    values = {"whose": member_id, "which": handover_id, "at": at, "how": how}
    talk = conn.execute(change, values).first()
    if talk is not None and talk.agent_call:
        ask(conn, talk, "hang_up", {"call": talk.agent_call}, at)
    return talk


def _talking(
    conn: Connection, change: Update, member_id: int, handover_id: str, agent: str, **values: str
) -> Handed:
    which = {"whose": member_id, "which": handover_id, "who": agent}
    talk = conn.execute(change, which | values).first()
    if talk is None:
        raise NotAllowed("not_yours")
    return talk

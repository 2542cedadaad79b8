"""A conversation between agent and member, from the first word to the end of the wrap-up: statuses
'talking', 'wrap_up', 'closed'.

As in core.contact_centre.offers, every step is one conditional UPDATE, and the calls it needs are
written to the outbox in the same transaction. A spoken conversation is a conference of two call
legs. It ends when the agent's leg ends; a member who has not hung up then returns to the
dialogue.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Update, bindparam

from core.contact_centre import call_events, offers
from core.contact_centre.call_events import Destination
from core.contact_centre.handover import CHANGE, HandoverRow
from core.kernel import NotAllowed
from core.programme import local_day
from core.redemption import gifts
from core.schema import handover

_MINE = CHANGE.where(handover.c.agent == bindparam("who"))
_TALKING = _MINE.where(handover.c.status == "talking")
_HOLD = _TALKING.values(held_at=bindparam("since"))
_TO_DIALOGUE = _TALKING.values(held_at=None)
_TRANSFER = _TALKING.values(
    status="open",
    agent=None,
    held_at=None,
    meant_for=bindparam("whom"),
    note=bindparam("words"),
)
_TAKE_OVER = CHANGE.where(handover.c.status == "talking").values(
    status="open", agent=None, held_at=None, meant_for=bindparam("whom")
)
_END = CHANGE.where(handover.c.status == "talking").values(
    status="wrap_up", held_at=None, ended_at=bindparam("at"), outcome=bindparam("how")
)
_END_BEFORE_ANSWER = _END.where(handover.c.member_call.is_(None))
_CLOSE = _MINE.where(handover.c.status == "wrap_up").values(
    status="closed",
    closed_at=bindparam("at"),
    disposition=bindparam("what"),
    note=bindparam("words"),
)


def hold(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, on: bool, at: datetime
) -> None:
    """Put the member on hold, or take them off hold if `on` is false. Raises
    NotAllowed('not_yours')."""
    row = _talking(conn, _HOLD, member_id, handover_id, agent, since=at if on else None)
    call_events.hold_member(conn, row, on, at)


def ask_for_pin(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, at: datetime
) -> None:
    """Send the member to the dialogue that asks for the PIN, where no agent hears the keys.
    Afterwards they return to this agent. Raises NotAllowed: 'not_yours', 'no_dialogue'."""
    row = _in_a_dialogue(conn, member_id, handover_id, agent)
    call_events.move_member(conn, row, Destination.PIN, at)


def send_to_redeem(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, sku: str, at: datetime
) -> None:
    """Send the member to the dialogue that redeems the gift `sku`: the dialogue
    reads it back, and asks for confirmation and proof of identity, because no agent spends a
    member's points.

    Raises NotAllowed: 'not_on_sale', 'not_yours', 'no_dialogue'.
    """
    gift = gifts.by_sku(conn, sku, today=local_day(at))
    if gift is None:
        raise NotAllowed("not_on_sale")
    row = _in_a_dialogue(conn, member_id, handover_id, agent)
    call_events.move_member(
        conn, row, Destination.REDEMPTION, at, kind=gift.listed_as, number=gift.number
    )


def transfer(
    conn: Connection,
    *,
    member_id: int,
    handover_id: str,
    agent: str,
    to: str,
    words: str,
    at: datetime,
) -> HandoverRow:
    """Pass the member on to the agent `to`, or to 'supervisor', with the note `words`. The member
    is back in the queue, at the rank of their first request. `to` is a preference: any free agent
    may accept, since the preferred one may have signed off. Raises NotAllowed('not_yours')."""
    values = {"words": words, "whom": to}
    row = _talking(conn, _TRANSFER, member_id, handover_id, agent, **values)
    if row.way == "text":
        call_events.announce_colleague(conn, row, at)
    else:
        call_events.move_member(conn, row, Destination.QUEUE, at)
    return row


def take_over(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, at: datetime
) -> None:
    """Give a colleague's conversation to `agent`. A written one continues at once; in a spoken
    one the member waits in the queue until the new agent's telephone is answered.

    Raises NotAllowed: 'not_yours' (it has ended), and as offers.accept().
    """
    which = {"whose": member_id, "which": handover_id, "whom": agent}
    row = conn.execute(_TAKE_OVER, which).first()
    if row is None:
        raise NotAllowed("not_yours")
    if row.way != "text":
        call_events.move_member(conn, row, Destination.QUEUE, at)
    offers.accept(conn, member_id=member_id, handover_id=handover_id, agent=agent, at=at)


def end(
    conn: Connection,
    *,
    member_id: int,
    handover_id: str,
    at: datetime,
    how: str = "helped",
    parting_words: str = "",
) -> HandoverRow | None:
    """End the conversation with the outcome `how`, and return its row; None if it had ended before.
    `parting_words` are texted to the member if the conversation was by text."""
    row = _end(conn, _END, member_id, handover_id, at, how)
    if row is not None and row.way == "text" and parting_words:
        call_events.text_member(conn, row, parting_words, at)
    return row


def not_reached(conn: Connection, *, member_id: int, handover_id: str, at: datetime) -> None:
    """The call to the member could not be placed, so the carrier will never report its end: end the
    conversation as 'unreachable'. Does nothing if the member has answered after all."""
    _end(conn, _END_BEFORE_ANSWER, member_id, handover_id, at, "unreachable")


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
    """Finish the wrap-up. Raises NotAllowed('not_yours'): there is nothing of this agent's to wrap
    up."""
    values = {"whose": member_id, "which": handover_id, "who": agent, "at": at}
    if conn.execute(_CLOSE, values | {"what": disposition, "words": note}).first() is None:
        raise NotAllowed("not_yours")


def _in_a_dialogue(conn: Connection, member_id: int, handover_id: str, agent: str) -> HandoverRow:
    row = _talking(conn, _TO_DIALOGUE, member_id, handover_id, agent)
    if row.way != "queue":
        raise NotAllowed("no_dialogue")  # a member who is called back has no open dialogue
    return row


def _end(
    conn: Connection, change: Update, member_id: int, handover_id: str, at: datetime, how: str
) -> HandoverRow | None:
    values = {"whose": member_id, "which": handover_id, "at": at, "how": how}
    row = conn.execute(change, values).first()
    if row is not None and row.agent_call:
        call_events.hang_up(conn, row, row.agent_call, at)
    return row


def _talking(
    conn: Connection, change: Update, member_id: int, handover_id: str, agent: str, **values: Any
) -> HandoverRow:
    which = {"whose": member_id, "which": handover_id, "who": agent}
    row = conn.execute(change, which | values).first()
    if row is None:
        raise NotAllowed("not_yours")
    return row

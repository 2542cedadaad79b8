"""Books a callback at the time that was chosen, or as soon as an agent is free."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from core.contact_centre import HandoverRequest, callbacks, offers, requests
from core.members import NOBODY, masked
from flows.dialogues.agent.actions import tell_place
from flows.dialogues.agent.callback import booked
from flows.dialogues.agent.request import request_agent
from flows.engine import Context

SHOWN_DIGITS = 4
"""How many of its last digits tell which number is called, where it is heard."""


def awaited_by_text(context: Context) -> HandoverRequest | None:
    """The request that an agent is to answer by text; None if there is none."""
    if not context.traits.agents_write:
        return None
    member_id = context.caller.member_id if context.caller else NOBODY
    return requests.find_open(context.conn, member_id, context.session.caller, "text", context.at)


def choose_time(context: Context) -> Literal["chosen", "soon", "calling"]:
    """Asks for a callback at the time, or changes the time of the one that is asked for. Who waits
    for an answer by text waits no longer."""
    caller, number = context.caller, context.session.caller
    chosen = context.answers["call_at"]
    call_at = datetime.fromisoformat(chosen) if chosen else None
    context.answers.update(to=masked(number), last=number[-SHOWN_DIGITS:])
    if (awaited := awaited_by_text(context)) is not None:
        offers.give_up(
            context.conn,
            member_id=caller.member_id if caller else NOBODY,
            handover_id=awaited.handover_id,
            how="abandoned",
            at=context.at,
        )
    request = booked(context)
    if request is None:
        request = request_agent(context, "callback", call_at=call_at)
    elif not _changes_time(context, request, call_at):
        return "calling"
    if call_at is not None:
        return "chosen"
    tell_place(context, request)
    return "soon"


def _changes_time(context: Context, request: HandoverRequest, call_at: datetime | None) -> bool:
    """False if an agent is calling already."""
    changed = callbacks.set_time(
        context.conn,
        member_id=context.caller.member_id if context.caller else NOBODY,
        handover_id=request.handover_id,
        call_at=call_at,
        at=context.at,
    )
    return changed is not None

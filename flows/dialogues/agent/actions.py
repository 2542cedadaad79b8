"""The actions of asking for an agent: which way, and what is asked for."""

from __future__ import annotations

from typing import Literal

from core.contact_centre import HandoverRequest, queue, requests
from core.members import profiles
from core.programme import current_rules
from flows.dialogues.agent.callback import booked, tell_when
from flows.dialogues.agent.request import has_said_something, request_agent
from flows.engine import Context, place_to_tell


def choose_way(
    context: Context,
) -> Literal["queue", "write", "call_back", "not_now", "there"]:
    if context.traits.agents_write:
        return "write"
    if not context.traits.queues_callers:
        return "call_back"
    with_agent = queue.of_call(context.conn, context.session.session_id)
    if with_agent is not None and with_agent.status == "talking":
        return "there"  # the agent is waiting for the caller to enter the PIN or redeem a gift
    refusal = queue.refusal(context.conn, context.at)
    if refusal is None:
        return "queue"
    hours = current_rules().agents
    context.say(refusal, from_hour=hours.from_hour, until_hour=hours.until_hour)
    return "not_now"


def join_queue(context: Context) -> Literal["joined"]:
    context.answers["ahead"] = request_agent(context, "queue").ahead
    if has_said_something(context):
        context.say("seen")
    return "joined"


def request_reply_by_text(context: Context) -> Literal["asked"]:
    tell_place(context, request_agent(context, "text"))
    return "asked"


def can_call_back(context: Context) -> Literal["yes", "no"]:
    """Whether the caller can be called back: not if the number is withheld."""
    return "yes" if profiles.shows_number(context.session.caller) else "no"


def request_callback(context: Context) -> Literal["booked", "booked_before"]:
    """Requests a callback, once. A caller who was in the queue keeps the place in it."""
    conn, session_id = context.conn, context.session.session_id
    if (before := booked(context)) is not None:
        queue.leave(conn, session_id, context.at)
        tell_when(context, before)
        return "booked_before"
    if queue.leave_for_callback(conn, session_id):
        _tell_who_is_there(context)
    else:
        tell_place(context, request_agent(context, "callback"))
    context.say("booked")
    return "booked"


def accept_no(context: Context) -> Literal["said"]:
    context.say("declined")
    return "said"


def report_proofs(context: Context) -> Literal["told"]:
    """Records for the waiting agent which proofs of identity the caller has given by now."""
    session = context.session
    requests.record_proofs(
        context.conn, session.session_id, proofs=session.proofs, turn=session.seq + 1
    )
    return "told"


def tell_place(context: Context, request: HandoverRequest) -> None:
    """The facts on how long it takes until an agent is free."""
    context.answers["ahead"] = place_to_tell(context, request.handover_id, request.ahead)
    _tell_who_is_there(context)


def _tell_who_is_there(context: Context) -> None:
    hours = current_rules().agents
    context.answers.update(
        staff=queue.staffing(context.conn, context.at).value,
        from_hour=hours.from_hour,
        until_hour=hours.until_hour,
    )

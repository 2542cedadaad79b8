"""A person: in line on the phone, called back elsewhere. What was said so far goes along."""

from __future__ import annotations

from typing import Literal

from core import handovers, members
from core.handovers import Handover, Talk
from core.members import NOBODY
from flows.context import Context
from flows.flow import Flow
from flows.steps import Call, Do, End, Queue, YesNo


def way(context: Context) -> Literal["queue", "call_back"]:
    return "queue" if context.manner.queues else "call_back"


def join_queue(context: Context) -> Literal["joined"]:
    context.answers["ahead"] = _hand_over(context, "queue").ahead
    return "joined"


def can_call_back(context: Context) -> Literal["yes", "no"]:
    """Who withholds the number is not promised a call that nobody could make."""
    return "yes" if members.shows_number(context.talk.caller) else "no"


def ask_for_call(context: Context) -> Literal["booked"]:
    context.answers["ahead"] = _hand_over(context, "callback").ahead
    return "booked"


def _hand_over(context: Context, by: str) -> Handover:
    caller, number = context.caller, context.talk.caller
    return handovers.request(
        context.conn,
        member_id=caller.member_id if caller else NOBODY,
        number=number if members.shows_number(number) else "",
        way=by,
        talk=_talk_so_far(context),
        priority=handovers.priority_of(caller, context.at),
        key=f"{context.message_key}:{by}",
        at=context.at,
        handover_id=context.world.ids.new(),
    )


def _talk_so_far(context: Context) -> Talk:
    talk = context.talk
    stacks = [*talk.trail, talk.stack[:-1]]
    return Talk(
        session_id=talk.session_id,
        channel=talk.channel,
        language=talk.language,
        topic=context.answers.get("topic", ""),
        transcript=talk.lines,
        path=[f"{stack[-1].flow}.{stack[-1].state}" for stack in stacks if stack],
        proofs=talk.proofs,
        turn=talk.seq + 1,
    )


AGENT = Flow(
    "agent",
    Do("way", way, on={"queue": "join", "call_back": "book"}),
    Do("join", join_queue, effect=True, on={"joined": "wait"}),
    Queue("wait", on={"bridged": "helped", "left": "not_served", "failed": "not_served"}),
    Do("not_served", can_call_back, on={"yes": "book", "no": "unreachable"}),
    Do("book", ask_for_call, effect=True, on={"booked": "booked"}),
    End("booked"),
    End("unreachable"),
    End("helped"),
    passing=True,
    members_only=False,
)

OFFER = Flow(
    "offer",
    YesNo(
        "help",
        rungs=2,
        on={"yes": "agent", "no": "stay", "no_input": "bye", "no_match": "agent"},
    ),
    Call("agent", AGENT, then="stay"),
    End("stay", silent=True),
    End("bye", hangs_up=True),
    passing=True,
    members_only=False,
)
"""Where both ladders end: help is offered. Further silence ends the call, with a word and with the
talk kept; further wrong keys mean that somebody is there and struggles, who is put through."""

"""The callback that is under way, for whoever has not been called: it stands, and when it comes. An
agent is offered at once; no second callback is asked for."""

from __future__ import annotations

from typing import Literal

from flows.dialogues.agent.callback import booked, is_booked, tell_when
from flows.dialogues.agent.flow import AGENT
from flows.dialogues.missed_callback.no_call_words import tells_of_no_call
from flows.engine import Call, Context, Dialogue, Do, End, Flow, YesNo
from flows.protocol import Frame


def continuation(context: Context, text: str) -> Frame | None:
    """That the callback stands, for who says so while one is under way."""
    return CALLBACK_STANDS.start() if tells_of_no_call(text) and is_booked(context) else None


def look(context: Context) -> Literal["offer", "told", "none"]:
    """ "told": no agent can be reached from here but by the callback."""
    request = booked(context)
    if request is None:
        return "none"
    tell_when(context, request)
    is_late = request.call_at is not None and request.call_at < context.at
    context.answers["is_late"] = "yes" if is_late else "no"
    traits = context.traits
    return "offer" if traits.queues_callers or traits.agents_write else "told"


CALLBACK_STANDS = Flow(
    "callback_stands",
    Do("look", look, on={"offer": "offer", "told": "told", "none": "none"}),
    YesNo("offer", act="agent", on={"yes": "agent", "no": "kept"}),
    Call("agent", AGENT, then="over"),
    End("told"),
    End("kept"),
    End("none"),
    End("over", silent=True),
    members_only=False,
)

DIALOGUE = Dialogue(
    __package__,
    CALLBACK_STANDS,
    facts={
        "booked_at": "23:58",
        "booked_on": "2026-12-28",
        "call_day": "later",
        "call_on": "2026-12-28",
        "call_time": "23:58",
        "is_late": "no",
        "planned": "yes",
    },
    entry_points=[CALLBACK_STANDS],
)

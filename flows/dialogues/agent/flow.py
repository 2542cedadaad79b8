"""Asking for an agent: in the queue, by text, or by callback. The agent gets the transcript."""

from __future__ import annotations

from flows.dialogues.agent.actions import (
    accept_no,
    can_call_back,
    choose_way,
    join_queue,
    report_proofs,
    request_callback,
    request_reply_by_text,
)
from flows.dialogues.agent.callback import CALLBACK, CANCEL_CALLBACK, is_booked
from flows.dialogues.agent.callback_questions import OfferTime
from flows.dialogues.agent.callback_time import CALLBACK_TIME
from flows.dialogues.agent.text_instead import TEXT_INSTEAD
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.redeem.flow import REDEEM_CREDIT, REDEEM_DATA, REDEEM_GIFT
from flows.engine import Call, Dialogue, Do, End, Flow, Keyword, Queue, Undo, YesNo
from flows.language import Label
from flows.protocol import channels_where

QUEUE_OUTCOMES = {
    "bridged": "helped",
    "left": "not_served",
    "failed": "not_served",
    "prove": "identify",
    "gift": "redeem_gift",
    "credit": "redeem_credit",
    "data": "redeem_data",
}

AGENT = Flow(
    "agent",
    Do(
        "way",
        choose_way,
        says=["closed", "full"],
        on={
            "queue": "join",
            "write": "write",
            "call_back": "book",
            "not_now": "not_served",
            "there": "tell",
        },
    ),
    Do("join", join_queue, effect=True, says=["seen"], on={"joined": "wait"}),
    Queue("wait", on=QUEUE_OUTCOMES),
    Call("identify", IDENTIFY, then="tell"),
    Call("redeem_gift", REDEEM_GIFT, give=["argument"], then="tell"),
    Call("redeem_credit", REDEEM_CREDIT, give=["argument"], then="tell"),
    Call("redeem_data", REDEEM_DATA, give=["argument"], then="tell"),
    Do("tell", report_proofs, effect=True, on={"told": "back"}),
    Queue("back", on=QUEUE_OUTCOMES),
    Do("not_served", can_call_back, on={"yes": "book", "no": "unreachable"}),
    Do(
        "book",
        request_callback,
        effect=True,
        says=["booked"],
        on={"booked": "offer_time", "booked_before": "booked_before"},
    ),
    OfferTime(
        "offer_time",
        attempts_max=1,
        on={
            "fine": "soon",
            "time": "time",
            "dropped": "drop",
            "no_input": "soon",
            "no_match": "soon",
        },
    ),
    Call("drop", CANCEL_CALLBACK, then="over"),
    Call("time", CALLBACK_TIME, give=["argument"], then="over"),
    Do("write", request_reply_by_text, effect=True, on={"asked": "writing"}),
    End("booked_before", done=True),
    End("soon", done=True),
    End("over", silent=True),
    End("writing"),
    End("unreachable"),
    End("helped"),
    passing=True,
    members_only=False,
)

OFFER = Flow(
    "offer",
    YesNo(
        "help",
        act="agent",
        attempts_max=2,
        on={"yes": "agent", "no": "decline", "no_input": "bye", "no_match": "stay"},
    ),
    Call("agent", AGENT, then="stay"),
    Do("decline", accept_no, says=["declined"], on={"said": "stay"}),
    End("stay", silent=True),
    End("bye", hangs_up=True),
    passing=True,
    members_only=False,
)
"""Offers an agent after several reprompts. Further silence ends the call with a goodbye, and the
session can be resumed. Further wrong keys lead back to the question: nobody is put through to an
agent without having asked for one.
"""

ON_THE_CALL = (
    "queue-ahead",
    "queue-minutes",
    "queue-nobody",
    "queue-coming",
    "queue-call_back",
    "leg-whisper",
    "leg-whisper_stranger",
    "leg-anything",
    "leg-gone",
    "leg-declined",
    "leg-joining",
    "leg-called_back",
    "leg-missed_you",
    "leg-handed_on",
    "leg-back",
    "leg-bye",
    "leg-call_again",
)
"""Sentences that the caller hears in the queue, and that caller and agent hear before and after a
call. The routes of ivr say them."""

BY_TEXT = (
    "agent-received",
    "agent-keyword",
    "agent-place",
    "agent-withdrawn",
    "agent-left",
    "agent-replaced",
)
"""Sentences that a member who writes with an agent gets: the receipt of the first text, the keyword
of what a text asks for, the place in the queue where it is asked for, that the request is
withdrawn, and that the agent has ended the conversation, or is gone and another one will answer."""

DIALOGUE = Dialogue(
    __package__,
    AGENT,
    OFFER,
    CANCEL_CALLBACK,
    CALLBACK,
    CALLBACK_TIME,
    TEXT_INSTEAD,
    undoes={Label.AGENT: Undo(CANCEL_CALLBACK, is_booked)},
    entry_points=[CALLBACK, CALLBACK_TIME, TEXT_INSTEAD],
    keywords=[
        Keyword(
            "agent",
            AGENT,
            zh="RG 人工 客服 转人工 人工客服",
            en="AGENT HUMAN OPERATOR",
            topics="客服",
            when_asked="",
        )
    ],
    facts={
        "about": "…",
        "ahead": 12,
        "booked_at": "23:58",
        "booked_on": "2026-12-28",
        "call_day": "later",
        "call_on": "2026-12-28",
        "call_time": "23:58",
        "days": 7,
        "planned": "yes",
        "from_hour": 10,
        "last": "0001",
        "keyword": "CREDIT 100",
        "minutes": 30,
        "name": {"zh": "欧阳小明", "en": "Christopher Li"},
        "proved": "yes",
        "staff": "closed",
        "tier": "diamond",
        "to": "138****0001",
        "until_hour": 22,
        "wish": "receipt",
    },
    says={
        **dict.fromkeys(ON_THE_CALL, channels_where(lambda traits: traits.queues_callers)),
        **dict.fromkeys(BY_TEXT, channels_where(lambda traits: traits.agents_write)),
    },
)

"""Leaving the programme: why, an offer to who stays, what is lost, the notice. Whoever has given
notice can stay after all until it ends, by the same dialogue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from core.kernel import Refused
from core.loyalty import staying
from core.members import Act, membership
from core.programme import current_rules, local_day
from flows.dialogues.agent.callback import is_booked
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Answers
from flows.dialogues.code_confirmation.flow import code_entry_steps, needs_code
from flows.dialogues.complaint.withdrawal import has_withdrawable
from flows.dialogues.leave.stay_words import asks_membership, stays, takes_back
from flows.engine import Choice, Context, Dialogue, Do, End, Flow, Keyword, Menu, Said, Undo, YesNo
from flows.language import Label, Topic, answers
from flows.protocol import Channel, Frame, Heard

_UNSAID = re.compile(
    r"(?:我)?(?:跳过|略过|不想说|不说|不方便说|没有?(?:什么)?原因|没(?:什么)?理由|就是想退|随便)[了吧啊]?"
    r"|skip(?: it| this)?|no reason|(?:i'd |id |i would )?rather not say|none of your business",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Reason(Menu):
    """Asks why, once: whoever would rather not say so has other reasons. Who wants to stay after
    all need give none: the outcome "none"."""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return _is_unsaid(heard.text) or _declines(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _is_unsaid(heard.text):
            return super().hear(context, replace(heard, text=str(len(REASONS))))
        return "none" if _declines(heard.text) else super().hear(context, heard)


def _is_unsaid(text: str) -> bool:
    return _UNSAID.fullmatch(text.strip(" 。.!！")) is not None


def _declines(text: str) -> bool:
    """Whether whoever is asked about leaving does not want to after all: 算了不退了. A no is one,
    and never the reason whose label begins with it."""
    return stays(text) or answers.reply_of(text) in (answers.Reply.NO, answers.Reply.CANCEL)


def _reply(text: str) -> answers.Reply | None:
    """To the question whether to leave."""
    return answers.Reply.NO if stays(text) else None


BARE_CANCEL = re.compile(r"(?:cancel|取消)[.!。！]*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Stay(YesNo):
    """Asks whoever is leaving whether they stay. Who does not want to leave says yes by that. A
    bare "cancel" may mean the question as well, and so changes nothing."""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        text = heard.text
        return stays(text) or (takes_back(text) and not BARE_CANCEL.fullmatch(text.strip()))

    def hear(self, context: Context, heard: Heard) -> str | None:
        return "yes" if self.is_meant_for(context, heard) else super().hear(context, heard)


REASONS: tuple[membership.LeaveReason, ...] = ("unused", "choice", "number", "other")


def look(context: Context) -> Literal["noticed", "ask"]:
    day = context.member.leaves_on
    if day is None:
        return "ask"
    context.answers["on"] = day.isoformat()
    return "noticed"


STAYING = re.compile(r"退|注销|后悔|反悔|留下|leav|stay|chang|member")
"""Words of whoever wants to stay after all."""


def has_given_notice(context: Context) -> bool:
    return context.caller is not None and context.caller.leaves_on is not None


def asked(context: Context, text: str) -> Frame | None:
    """The question whether to stay, for whoever has given notice and wants that. Words that name
    nothing are of leaving where no question is open and nothing else could be taken back."""
    session = context.session
    is_open = not session.resting and any(frame.flow == LEAVE.name for frame in session.stack)
    if is_open or not has_given_notice(context):
        return None
    is_free = session.resting or len(session.stack) == 1
    if not stays(text) and not (is_free and takes_back(text) and not _has_other(context)):
        return None
    return LEAVE.start()


def tell(context: Context, text: str) -> Sequence[Said]:
    """Until when whoever has given notice is a member, if the words ask."""
    if context.caller is None or not asks_membership(text):
        return ()
    day = context.caller.leaves_on
    return [(f"{LEAVE.name}-member_until", {"on": day.isoformat()})] if day else ()


def _has_other(context: Context) -> bool:
    """Whether something else was asked for that words could take back."""
    return is_booked(context) or has_withdrawable(context)


def reasons(context: Context) -> Sequence[Choice]:
    return [
        Choice(reason, str(number), {"reason": reason})
        for number, reason in enumerate(REASONS, start=1)
    ]


def make_offer(context: Context) -> Literal["offer", "none"]:
    """What the programme offers to who stays, if anything."""
    context.answers["offer"] = staying.offer(context.conn, context.member.member_id, context.at)
    return "offer" if context.answers["offer"] else "none"


def take_offer(context: Context) -> Literal["kept", "refused"]:
    member_id, points = context.member.member_id, context.answers["offer"]
    try:
        with context.conn.begin_nested():
            is_granted = staying.accept(context.conn, member_id, points, context.at)
    except Refused:
        return "refused"
    return "kept" if is_granted else "refused"


def _effective_on(context: Context) -> str:
    """The day of a notice that is given now."""
    days = timedelta(days=current_rules().leaving.warning_days)
    return (local_day(context.at) + days).isoformat()


def weigh(context: Context) -> Literal["confirm", "code"]:
    """What is lost, and how leaving is confirmed. What is held belongs to orders, which go on."""
    points = context.member.unexpired
    context.answers.update(points=points, on=_effective_on(context))
    return coding.confirmation_for(context, points)


def leave(context: Context) -> Literal["noticed", "refused"]:
    """Gives notice. The day is that of a notice that was given meanwhile, if there is one."""
    answers, member_id = context.answers, context.member.member_id
    reason = next(each for each in REASONS if each == answers["reason"])
    try:
        with context.conn.begin_nested():
            membership.give_notice(
                context.conn,
                member_id=member_id,
                key=answers["action_key"],
                at=context.at,
                reason=reason,
            )
    except Refused:
        return "refused"
    day = membership.leaves_on(context.conn, member_id)
    assert day is not None
    answers["on"] = day.isoformat()
    return "noticed"


def stay(context: Context) -> Literal["stays", "refused"]:
    try:
        with context.conn.begin_nested():
            membership.withdraw_notice(
                context.conn,
                member_id=context.member.member_id,
                key=context.message_key,
                at=context.at,
            )
    except Refused:
        return "refused"
    return "stays"


def _effect(context: Context, answers: Answers) -> Answers:
    """When leaving takes effect, until when the member can change their mind."""
    return {"on": answers.get("on", _effective_on(context))}


def purpose(answers: Answers) -> str:
    return f"leave {answers['reason']}"


LEAVE = Flow(
    "leave",
    Do("look", look, on={"noticed": "take_back", "ask": "reason"}),
    Stay("take_back", on={"yes": "stay", "no": "still"}),
    Do("stay", stay, effect=True, on={"stays": "stays", "refused": "refused"}),
    Reason(
        "reason",
        choices=reasons,
        save="reason",
        no="none",
        on={"picked": "make_offer", "none": "cancelled"},
    ),
    Do("make_offer", make_offer, on={"offer": "offer", "none": "weigh"}),
    Stay("offer", on={"yes": "take_offer", "no": "weigh"}),
    Do("take_offer", take_offer, effect=True, on={"kept": "kept", "refused": "refused"}),
    Do("weigh", weigh, on={"confirm": "confirm", "code": "send_code"}),
    YesNo(
        "confirm",
        costly=True,
        act="leave",
        replies=_reply,
        on={"yes": "prove", "no": "cancelled"},
    ),
    Do("prove", needs_code, on={"yes": "send_code", "no": "leave"}),
    *code_entry_steps(purpose, then="leave", read_back="confirm", declines=stays),
    Do("leave", leave, effect=True, on={"noticed": "noticed", "refused": "refused"}),
    End("noticed"),
    End("stays"),
    End("kept"),
    End("still"),
    End("cancelled"),
    End("refused", refuses=True),
    *coding.ENDINGS,
    act=Act.SPEND,
    asides={Topic.HOW_LONG: _effect, Topic.CAN_UNDO: _effect},
)

DIALOGUE = Dialogue(
    __package__,
    LEAVE,
    keywords=[Keyword("leave", LEAVE, zh="注销 退会", en="LEAVE", topics="退会")],
    wishes={Label.LEAVE: LEAVE},
    undoes={Label.LEAVE: Undo(LEAVE, has_given_notice, STAYING)},
    facts={**coding.FACTS, "offer": 500, "on": "2026-12-28", "points": 88_888, "reason": "choice"},
    says={"leave-member_until": tuple(Channel)},
)

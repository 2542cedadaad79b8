"""Leaving the programme: why, what is lost, the notice. Whoever has given notice can stay after all
until it ends, by the same dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from core.kernel import Refused
from core.members import Act, membership
from core.programme import current_rules, local_day
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Answers
from flows.dialogues.code_confirmation.flow import code_entry_steps, needs_code
from flows.engine import Choice, Context, Dialogue, Do, End, Flow, Keyword, Menu, YesNo
from flows.language import Label

REASONS: tuple[membership.LeaveReason, ...] = ("unused", "choice", "number", "other")


def look(context: Context) -> Literal["noticed", "ask"]:
    day = membership.leaves_on(context.conn, context.member.member_id)
    if day is None:
        return "ask"
    context.answers["on"] = day.isoformat()
    return "noticed"


def reasons(context: Context) -> Sequence[Choice]:
    return [
        Choice(reason, str(number), {"reason": reason})
        for number, reason in enumerate(REASONS, start=1)
    ]


def weigh(context: Context) -> Literal["confirm", "code"]:
    """What is lost, with what is held; and how leaving is confirmed."""
    day = local_day(context.at) + timedelta(days=current_rules().leaving.warning_days)
    points = context.member.balance
    context.answers.update(points=points, on=day.isoformat())
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


def purpose(answers: Answers) -> str:
    return f"leave {answers['reason']}"


LEAVE = Flow(
    "leave",
    Do("look", look, on={"noticed": "take_back", "ask": "reason"}),
    YesNo("take_back", on={"yes": "stay", "no": "still"}),
    Do("stay", stay, effect=True, on={"stays": "stays", "refused": "refused"}),
    Menu("reason", choices=reasons, save="reason", on={"picked": "weigh", "none": "cancelled"}),
    Do("weigh", weigh, on={"confirm": "confirm", "code": "send_code"}),
    YesNo("confirm", costly=True, act="leave", on={"yes": "prove", "no": "cancelled"}),
    Do("prove", needs_code, on={"yes": "send_code", "no": "leave"}),
    *code_entry_steps(purpose, then="leave", read_back="confirm"),
    Do("leave", leave, effect=True, on={"noticed": "noticed", "refused": "refused"}),
    End("noticed"),
    End("stays"),
    End("still"),
    End("cancelled"),
    End("refused", refuses=True),
    *coding.ENDINGS,
    act=Act.SPEND,
)

DIALOGUE = Dialogue(
    __package__,
    LEAVE,
    keywords=[Keyword("leave", LEAVE, zh="注销 退会", en="LEAVE", topics="退会")],
    wishes={Label.LEAVE: LEAVE},
    facts={**coding.FACTS, "on": "2026-12-28", "points": 88_888, "reason": "choice"},
)

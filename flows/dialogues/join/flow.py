"""Joining the programme: what it is, the conditions, the consent to them, the first points.
Marketing texts are asked about apart, once it is done: whoever says nothing gets none."""

from __future__ import annotations

from typing import Literal

from core.kernel import NotAllowed, NumberTaken
from core.loyalty import Consent, Newcomer, enrolment
from core.members import NumberInUse, masked, member_points, profiles
from core.programme import current_rules, local_day
from flows.dialogues.texts.flow import SUBSCRIBE
from flows.engine import Call, Context, Dialogue, Do, End, Flow, Keyword, YesNo
from flows.language import Label


def look(
    context: Context,
) -> Literal["ask", "member", "hidden", "not_ours", "left_lately"]:
    """Whether the caller may join, and the conditions."""
    number, today = context.session.caller, local_day(context.at)
    if context.caller is not None:
        return "member"
    if not profiles.shows_number(number):
        return "hidden"
    try:
        enrolment.check(context.conn, number, today=today)
    except NotAllowed as refused:
        return "left_lately" if refused.reason == "left_lately" else "not_ours"
    rules = current_rules()
    context.answers.update(
        rate=rules.earning.points_per_yuan,
        years=rules.expiry.years_after,
        page=rules.joining.conditions_at,
    )
    return "ask"


def join(context: Context) -> Literal["joined", "member", "not_ours", "left_lately"]:
    """Joins; the message that said yes is the evidence. The caller is a member from here on, for
    the rest of this turn and for the session."""
    session, today = context.session, local_day(context.at)
    if context.caller is not None:  # since the question, on another channel or with an agent
        return "member"
    newcomer = Newcomer(
        number=session.caller,
        name=masked(session.caller),
        province=current_rules().joining.province,
        joined_on=today,
        language=session.language,
    )
    message = context.message_key.removeprefix(f"{session.session_id}:")
    consent = Consent(channel=context.channel, evidence=f"{context.channel}:{message}")
    try:
        with context.conn.begin_nested():
            enrolment.enrol(
                context.conn, newcomer, consent, key=context.answers["action_key"], at=context.at
            )
    except NumberInUse as taken:
        # At this very moment: the turn is taken again, and finds the member, or its own answer.
        raise NumberTaken from taken
    except NotAllowed as refused:
        return "left_lately" if refused.reason == "left_lately" else "not_ours"
    context.caller = member_points.caller(context.conn, session.caller, today)
    session.member_id = context.member.member_id
    context.say("joined", points=context.member.available)
    return "joined"


def balance(context: Context) -> Literal["points", "none"]:
    context.answers["points"] = context.member.available
    return "points" if context.member.available else "none"


JOIN = Flow(
    "join",
    Do(
        "look",
        look,
        on={
            "ask": "consent",
            "member": "already",
            "hidden": "hidden",
            "not_ours": "not_ours",
            "left_lately": "left_lately",
        },
    ),
    YesNo("consent", costly=True, act="join", on={"yes": "join", "no": "declined"}),
    Do(
        "join",
        join,
        effect=True,
        says=["joined"],
        on={
            "joined": "marketing",
            "member": "already",
            "not_ours": "not_ours",
            "left_lately": "left_lately",
        },
    ),
    YesNo(
        "marketing",
        attempts_max=1,
        on={"yes": "subscribe", "no": "balance", "no_input": "balance", "no_match": "balance"},
    ),
    Call("subscribe", SUBSCRIBE, then="balance"),
    Do("balance", balance, on={"points": "points", "none": "none"}),
    End("points"),
    End("none"),
    End("already"),
    End("declined"),
    End("hidden", refuses=True),
    End("not_ours", refuses=True),
    End("left_lately", refuses=True),
    members_only=False,
)

DIALOGUE = Dialogue(
    __package__,
    JOIN,
    keywords=[Keyword("join", JOIN, zh="RH 入会", en="JOIN", topics="入会")],
    wishes={Label.JOIN: JOIN},
    facts={"page": "jf.example.cn/hy", "points": 88_888, "rate": 1, "years": 2},
)

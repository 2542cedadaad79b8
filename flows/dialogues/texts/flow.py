"""Which texts a member wants: marketing texts, and each kind of notice. Refusing marketing never
stops a notice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from core.members import Act
from core.messaging import Consent, NoticeKind, SaidBy, TextClass, consents
from flows.dialogues.texts.regrets import opts_in, regrets, stopped_just_now
from flows.engine import Call, Context, Dialogue, Do, End, Flow, Keyword, Menu, YesNo
from flows.language import Label, answers
from flows.protocol import Frame

Record = Callable[[Context], Literal["done"]]
_TO_KEEP = re.compile(
    "(?:不|别|不要|先别)退订?了?|继续(?:接?收|发送?|订阅)?吧?|保留吧?"
    "|(?:continue|carry on|go on|keep)(?: (?:them|it|sending))?",
    re.IGNORECASE,
)
_KINDS = {
    NoticeKind.EXPIRY: re.compile(r"[到过過]期|失效|作废|expir|run(?:ning)? out", re.IGNORECASE),
    NoticeKind.TIER: re.compile(r"等[级級]|[级級][别別]|[升降][级級]|\btiers?\b", re.IGNORECASE),
}
"""How members name each kind of notice."""


_TO_END = re.compile(
    "(?:快|都|全)?(?:停|停停|停停停|停掉|停止|关|关掉|关闭|退|退掉)[了吧]*|不要再?(?:[发收]了?|了)|别再?发了?"
    "|(?:please )?(?:stop|end)(?: (?:it|them|that|now))?|not any ?more|no more",
    re.IGNORECASE,
)
"""Elsewhere they leave what was begun. "取消" and "cancel" do so here too: they may mean either."""


def reply_to_refusing(text: str) -> answers.Reply | None:
    """The answer to "shall the texts stop?": who wants to go on wants to receive them, and who says
    "stop" wants none."""
    said = text.strip(" 。.!！")
    if _TO_KEEP.fullmatch(said):
        return answers.Reply.NO
    return answers.Reply.YES if _TO_END.fullmatch(said) else None


def record(text_class: TextClass, kind: NoticeKind | None = None, *, given: bool) -> Record:
    """An action that records what the member has said, with the message as the evidence. The
    message is named without its session: by text that is the member's number."""

    def say(context: Context) -> Literal["done"]:
        message = context.message_key.removeprefix(f"{context.session.session_id}:")
        evidence = f"{context.channel}:{message}"
        said = Consent(text_class, kind, given, SaidBy.MEMBER, evidence, context.at)
        consents.record(context.conn, context.member.member_id, said)
        return "done"

    return say


def notices(name: str, kind: NoticeKind, *, given: bool) -> Flow:
    """The dialogue that stops the notices of a kind, or brings them back."""
    return Flow(
        name,
        Do("start", record(TextClass.SERVICE, kind, given=given), effect=True, on={"done": "done"}),
        End("done"),
        act=Act.SPEAK if not given else Act.LOOK,
    )


def switch(name: str, kind: NoticeKind, stop: Flow, start: Flow) -> Flow:
    """The dialogue that says whether the notices of a kind are on, and offers the other."""

    def look(context: Context) -> Literal["on", "off"]:
        member_id = context.member.member_id
        is_allowed = consents.allow(context.conn, member_id, TextClass.SERVICE, kind)
        return "on" if is_allowed and not context.session.texts_blocked else "off"

    return Flow(
        name,
        Do("look", look, on={"on": "refuse", "off": "accept"}),
        YesNo(
            "refuse",
            spoken_choice=True,
            replies=reply_to_refusing,
            on={"yes": "stop", "no": "unchanged"},
        ),
        YesNo("accept", spoken_choice=True, on={"yes": "start", "no": "unchanged"}),
        Call("stop", stop, then="over"),
        Call("start", start, then="over"),
        End("unchanged"),
        End("over", silent=True),
        act=Act.LOOK,
    )


_ALL_OTHERS = re.compile(
    r"只(?:想|要|需要|收|接收|发|留|保留|给我发|愿意)|除了.{1,14}(?:以外|之外|外|其他|其它|别的|都)"
    r"|(?:别|不要|停|不想|不再|不收).*除了.{1,14}$|除了.{1,14}(?:别|不要|不想|停)|(?:提醒|通知|短信|的)(?:除外|不算|例外|不包括)"
    r"|\bonly\b|\bnothing (?:else|but)\b|\b(?:everything|all) (?:but|except)\b|\bexcept\b"
    r"|\bjust send me\b",
    re.IGNORECASE,
)
OTHERS = "others"


def notice_kind_in(_: Context, text: str) -> str:
    """The one kind of notice that the words name; "" if they name none, or both. OTHERS: they want
    that one, and what is sent besides shall stop."""
    if _ALL_OTHERS.search(text):
        return OTHERS
    named = [kind.value for kind, pattern in _KINDS.items() if pattern.search(text)]
    return named[0] if len(named) == 1 else ""


def pick_notice_kind(context: Context) -> Literal["expiry", "tier", "others", "unnamed"]:
    match context.answers.pop("argument", ""):
        case NoticeKind.EXPIRY:
            return "expiry"
        case NoticeKind.TIER:
            return "tier"
        case "others":
            return "others"
    return "unnamed"


def look_up_marketing(context: Context) -> Literal["on", "off"]:
    is_on = context.member.marketing_ok and not context.session.texts_blocked
    return "on" if is_on else "off"


STOP_EXPIRY = notices("stop_expiry", NoticeKind.EXPIRY, given=False)
START_EXPIRY = notices("start_expiry", NoticeKind.EXPIRY, given=True)
STOP_TIER = notices("stop_tier", NoticeKind.TIER, given=False)
START_TIER = notices("start_tier", NoticeKind.TIER, given=True)

EXPIRY_NOTICES = switch("expiry_notices", NoticeKind.EXPIRY, STOP_EXPIRY, START_EXPIRY)
TIER_NOTICES = switch("tier_notices", NoticeKind.TIER, STOP_TIER, START_TIER)
NOTICES = Flow(
    "notices",
    Do(
        "kind",
        pick_notice_kind,
        on={"expiry": "expiry", "tier": "tier", "others": "others", "unnamed": "which"},
    ),
    Menu("which", on={"expiry": "expiry", "tier": "tier"}),
    Call("expiry", EXPIRY_NOTICES, then="over"),
    Call("tier", TIER_NOTICES, then="over"),
    End("others"),
    End("over", silent=True),
    act=Act.LOOK,
)

STOP_MARKETING = Flow(
    "stop_marketing",
    Do("stop", record(TextClass.MARKETING, given=False), effect=True, on={"done": "stopped"}),
    End("stopped"),
    act=Act.SPEAK,  # whatever the membership is, nobody has to receive advertising
)

SUBSCRIBE = Flow(
    "subscribe",
    Do("start", record(TextClass.MARKETING, given=True), effect=True, on={"done": "subscribed"}),
    End("subscribed"),
    act=Act.LOOK,
)

MARKETING = Flow(
    "marketing",
    Do("look", look_up_marketing, on={"on": "refuse", "off": "accept"}),
    Menu(
        "refuse",
        on={"yes": "stop", "no": "unchanged", "notices": "notices"},
        yes="yes",
        no="no",
        spoken_choice=True,
        replies=reply_to_refusing,
    ),
    Menu(
        "accept",
        on={"yes": "subscribe", "no": "unchanged", "notices": "notices"},
        yes="yes",
        no="no",
        spoken_choice=True,
    ),
    Call("stop", STOP_MARKETING, then="over"),
    Call("subscribe", SUBSCRIBE, then="over"),
    Call("notices", NOTICES, then="over"),
    End("unchanged"),
    End("over", silent=True),
    act=Act.LOOK,
)
"""The menu's entry: says whether marketing texts are on, and offers the other, or the notices."""

MARKETING_WANTED = Flow(
    "marketing_wanted",
    Do("look", look_up_marketing, on={"on": "already", "off": "ask"}),
    Call("ask", MARKETING, then="over"),
    End("already"),
    End("over", silent=True),
    act=Act.LOOK,
)
"""What a wish for them in own words leads to: who gets them already is told so, and not asked
whether they shall stop."""

_SWITCHES = {
    None: MARKETING,
    NoticeKind.EXPIRY: EXPIRY_NOTICES,
    NoticeKind.TIER: TIER_NOTICES,
}


def asked(context: Context, text: str) -> Frame | None:
    """The question whether texts shall come again, for whoever has stopped them just now and says
    that this was not meant, or for whoever asks for them again."""
    session = context.session
    is_free = session.resting or len(session.stack) == 1
    if not is_free or context.caller is None:
        return None
    if regrets(text) and (stopped := stopped_just_now(context)) is not None:
        return _SWITCHES[stopped.kind].start()
    return MARKETING_WANTED.start() if opts_in(text) else None


DIALOGUE = Dialogue(
    __package__,
    STOP_MARKETING,
    SUBSCRIBE,
    MARKETING,
    MARKETING_WANTED,
    STOP_EXPIRY,
    START_EXPIRY,
    STOP_TIER,
    START_TIER,
    EXPIRY_NOTICES,
    TIER_NOTICES,
    NOTICES,
    keywords=[
        Keyword("stop_marketing", STOP_MARKETING, zh="R TD 退订", en="R", when_asked="marketing"),
        Keyword(
            "subscribe",
            SUBSCRIBE,
            zh="DY 订阅",
            en="SUBSCRIBE DY",
            carriers="START UNSTOP",
            when_asked="marketing",
        ),
        Keyword(
            "marketing",
            MARKETING,
            zh="推广短信",
            en="MARKETING",
            topics="推广短信 MARKETING",
        ),
        Keyword(
            "notices",
            NOTICES,
            zh="提醒短信",
            en="NOTICES",
            named_in=notice_kind_in,
            topics="提醒短信 NOTICES",
        ),
        Keyword("stop_expiry", STOP_EXPIRY, zh="TDDQ 退订到期 退订到期提醒", en="EXPIRYOFF"),
        Keyword("start_expiry", START_EXPIRY, zh="DYDQ 订阅到期 订阅到期提醒", en="EXPIRYON"),
        Keyword("stop_tier", STOP_TIER, zh="TDDJ 退订等级 退订等级提醒", en="TIEROFF"),
        Keyword("start_tier", START_TIER, zh="DYDJ 订阅等级 订阅等级提醒", en="TIERON"),
    ],
    wishes={
        Label.STOP: STOP_MARKETING,
        Label.SUBSCRIBE: MARKETING_WANTED,
        Label.NOTICES: NOTICES,
    },
    asks={Label.STOP: MARKETING, Label.SUBSCRIBE: MARKETING_WANTED},
)

"""A callback that is booked: cancelling it, and hearing that it is booked."""

from __future__ import annotations

import re
from typing import Literal

from core.contact_centre import HandoverRequest, offers, requests
from core.members import NOBODY
from core.programme import current_rules
from flows.engine import Context, Do, End, Flow
from flows.language import simplified
from flows.protocol import Frame

_CALL_ZH = "(?:回个?电话?|回拨|(?:再)?(?:给我)?打(?:个?电话)?(?:给我|过来|来)?|给我回?个?电话?)"
_CALL_EN = "(?:call(?:ing)? ?(?:me )?back|callback|call-back|call me)"
_CANCELS = re.compile(
    f"(?:那|就|我|你们?|您|请|帮我|麻烦|先|算了)*(?:取消|撤销|不用|不要|不需要|不必|别)(?:再|我的|预约的?)*"
    f"{_CALL_ZH}(?:了|吧|的?预约|啦|谢谢)*"
    f"|(?:回电话?|预约)(?:取消|不用|不要)(?:了|吧|掉)*"
    r"|(?:please |i want to |can you |could you |ok |never ?mind |no )*"
    r"(?:cancel|forget|stop|withdraw|drop|don'?t|do not|no need (?:to|for)"
    r"|i don'?t need|never ?mind)"
    rf" (?:the |my |that |a |about )*{_CALL_EN}(?: request| please| anymore| any more| thanks)*"
)
_ASKS = re.compile(
    "(?:请|麻烦|帮我|你们?|您|能不能|可以|能|给我|让客服|客服|尽快)*(?:回个?电话?|回拨)(?:给我|吧|一下|吗|呀)*"
    r"|(?:please |can you |could you |will you |have someone |just )*call (?:me )?back"
    r"(?: please| now| soon| later)*"
)
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def booked(context: Context) -> HandoverRequest | None:
    """The caller's callback that is still to come; None if there is none."""
    member_id = context.caller.member_id if context.caller else NOBODY
    return requests.find_open(context.conn, member_id, context.session.caller, "callback")


def is_booked(context: Context) -> bool:
    return booked(context) is not None


def tell_when(context: Context, request: HandoverRequest) -> None:
    """Saves when the callback was asked for."""
    assert request.booked_at is not None
    at = request.booked_at.astimezone(current_rules().zone)
    context.answers.update(booked_on=f"{at:%Y-%m-%d}", booked_at=f"{at:%H:%M}")


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words about the callback: "不用回电了", "call me back please"."""
    said = simplified(text.lower().replace("’", "'"))
    plain = _MARKS.sub(" " if said.isascii() else "", said).strip()
    if _CANCELS.fullmatch(plain):
        return CANCEL_CALLBACK.start()
    return CALLBACK.start() if _ASKS.fullmatch(plain) and is_booked(context) else None


def cancel_callback(context: Context) -> Literal["cancelled", "calling", "none"]:
    request = booked(context)
    if request is None:
        return "none"
    closed = offers.give_up(
        context.conn,
        member_id=context.caller.member_id if context.caller else NOBODY,
        handover_id=request.handover_id,
        how="abandoned",
        at=context.at,
    )
    return "calling" if closed is None else "cancelled"


def look(context: Context) -> Literal["booked", "none"]:
    request = booked(context)
    if request is None:
        return "none"
    tell_when(context, request)
    return "booked"


CANCEL_CALLBACK = Flow(
    "cancel_callback",
    Do(
        "cancel",
        cancel_callback,
        effect=True,
        on={"cancelled": "cancelled", "calling": "calling", "none": "none"},
    ),
    End("cancelled"),
    End("calling"),
    End("none"),
    members_only=False,
)
CALLBACK = Flow(
    "callback",
    Do("look", look, on={"booked": "booked", "none": "none"}),
    End("booked"),
    End("none"),
    members_only=False,
)

"""A text from an agent in place of the callback that is booked: "actually just text me"."""

from __future__ import annotations

import re

from flows.dialogues.agent.actions import request_reply_by_text
from flows.dialogues.agent.callback import cancel_callback, is_booked
from flows.dialogues.agent.callback_refused import clauses_of, plain, wants_no_call
from flows.engine import Context, Do, End, Flow
from flows.protocol import Frame

_TEXT = re.compile(
    "(?:还是|不如|改成?|换成?|那|就|直接|请|麻烦|其实|你们?|您|让?客服|可以|能不能|能|要不|给我|我要?|用)*"
    "(?:[发回写](?:个|条|一条|一下)*)?(?:短信|信息|文字)"
    "(?:给我|联系|回复|回|说|沟通|聊|我|就行|就好|就可以|就够|可以|行|吧|了|好了|吗|谢谢)*"
    r"|(?:(?:actually|no|wait|oh|sorry|please|just|better|can|could|would|will|i'?d|i|prefer|rather"
    r"|you|have|an?|the|agent|someone|to|that|if|it|ok|okay|maybe|let'?s|do) )*"
    r"(?:text|message|sms|(?:text|write|reply) (?:to|by text to)|send)"
    r" me(?: an? (?:text|message|sms))?"
    r"(?: (?:instead|please|rather|then|thanks|back|is (?:fine|better|enough)|here|by text))*"
    r"|(?:(?:actually|no|wait|oh|sorry|please|just|better|i'?d prefer|an?|the) )*"
    r"(?:by |via )?(?:text|sms)(?: (?:instead|please|rather|then|thanks|is better|is enough))+"
)
_INSTEAD = re.compile(r"不如|还是|改|换|要不|\b(?:instead|rather|prefer|better)\b")


def asked(context: Context, text: str) -> Frame | None:
    """Words of whoever has a callback booked: just now, or they say that the text is instead."""
    if not context.traits.agents_write or not _wants_text(text):
        return None
    is_instead = _INSTEAD.search(text.lower()) or any(map(wants_no_call, clauses_of(text)))
    is_meant = is_instead or _is_just_booked(context)
    return TEXT_INSTEAD.start() if is_meant and is_booked(context) else None


def _is_just_booked(context: Context) -> bool:
    session = context.session
    is_last = session.done.get("turn", 0) >= session.seq - 1
    return is_last and session.done.get("flow") in ("agent", "callback_time")


def _wants_text(text: str) -> bool:
    wanted = [_TEXT.fullmatch(plain(each)) is not None for each in clauses_of(text)]
    refused = map(wants_no_call, clauses_of(text))
    return any(wanted) and all(a or b for a, b in zip(wanted, refused, strict=True))


TEXT_INSTEAD = Flow(
    "text_instead",
    Do(
        "cancel",
        cancel_callback,
        effect=True,
        on={"cancelled": "write", "calling": "calling", "none": "write"},
    ),
    Do("write", request_reply_by_text, effect=True, on={"asked": "writing"}),
    End("writing"),
    End("calling"),
    members_only=False,
)

"""Texting the member a summary: the balance, what of it expires, and the tier."""

from __future__ import annotations

from typing import Literal

from core.members import Act, is_fixed_line
from core.messaging import Topic, outbox
from flows.engine import Context, Dialogue, Do, End, Flow


def request_summary(context: Context) -> Literal["asked", "no_texts", "no_mobile"]:
    if is_fixed_line(context.member.number):
        return "no_mobile"
    if context.session.texts_blocked:
        return "no_texts"
    event_id, payload = f"summary:{context.message_key}", {"language": context.session.language}
    member_id = context.member.member_id
    outbox.put(context.conn, member_id, Topic.SUMMARY, event_id, payload, context.at)
    return "asked"


SUMMARY = Flow(
    "summary",
    Do(
        "ask",
        request_summary,
        effect=True,
        on={"asked": "asked", "no_texts": "texts_refused", "no_mobile": "no_mobile"},
    ),
    End("asked"),
    End("texts_refused", refuses=True),
    End("no_mobile", refuses=True),
    act=Act.LOOK,
)

DIALOGUE = Dialogue(__package__, SUMMARY)

"""Says, at the beginning of a call or a USSD session, that texts did not arrive, and what the
latest was about. Their words are not repeated: some are only for who has entered the PIN."""

from __future__ import annotations

from typing import Literal

from core.messaging import undelivered
from flows.engine import Context, Dialogue, Do, End, Flow
from flows.protocol import Channel


def is_due(context: Context) -> bool:
    caller = context.caller
    return caller is not None and (
        undelivered.find(context.conn, caller.member_id, context.at) is not None
    )


def tell(context: Context) -> Literal["missed", "none"]:
    found = undelivered.find(context.conn, context.member.member_id, context.at)
    if found is None:
        return "none"
    undelivered.mark_told(context.conn, context.member.member_id, context.at)
    context.answers.update(count=found.count, about=found.about)
    return "missed"


UNDELIVERED = Flow(
    "undelivered",
    Do("tell", tell, effect=True, on={"missed": "missed", "none": "none"}),
    End("missed"),
    End("none", silent=True),
    passing=True,
)

DIALOGUE = Dialogue(
    __package__,
    UNDELIVERED,
    facts={"about": "complaint_decided", "count": 88},
    entry_points=[UNDELIVERED],
    says={"undelivered-missed": (Channel.SMS,)},
)

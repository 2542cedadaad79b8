"""The points that others have given to the member: "有人给我送积分了吗", "who sent me points?"."""

from __future__ import annotations

from typing import Literal

from core.loyalty import ReceivedPoints, received_points
from core.members import profiles
from core.programme import local_day
from flows.engine import Context
from flows.language import LANGUAGES, understanding

RECEIVED = "received"
"""The argument of who asks for these only."""
RECEIVED_MAX, LAST_DIGITS = 2, 4


def received_in(context: Context, text: str) -> str:
    return RECEIVED if understanding.asks_for_received(text) else ""


def choose(context: Context) -> Literal["all", "received", "nobody"]:
    """Saves the points received as text in every language, if only they are asked for. "nobody":
    there are none."""
    if context.answers.pop("argument", "") != RECEIVED:
        return "all"
    found = received_points.newest(context.conn, context.member.member_id, limit=RECEIVED_MAX)
    context.answers["received"] = {each: _lines(context, each, found) for each in LANGUAGES}
    return "received" if found else "nobody"


def _lines(context: Context, language: str, found: list[ReceivedPoints]) -> str:
    def words(key: str, **facts: object) -> str:
        return context.services.wording.say(f"history-{key}", language, context.channel, facts)

    return words("between").join(
        words(
            "given_by",
            on=local_day(each.at).isoformat(),
            to=profiles.masked(each.giver),
            last=each.giver[-LAST_DIGITS:],
            points=each.amount,
        )
        for each in found
    )

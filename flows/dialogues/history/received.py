"""The points that others have given to the member, or the member to others: "有人给我送积分了吗",
"who sent me points?", "对方收到没"."""

from __future__ import annotations

from typing import Literal

from core.loyalty import ReceivedPoints, Transfer, received_points, transfers
from core.members import profiles
from core.programme import local_day
from flows.engine import Context
from flows.language import LANGUAGES, understanding

RECEIVED, GIVEN = "received", "given"
"""The argument of who asks for these only."""
RECEIVED_MAX, LAST_DIGITS = 2, 4


def between_members_in(context: Context, text: str) -> str:
    """The argument that the words mean; "" if they ask for the whole history."""
    if understanding.asks_for_given(text):
        return GIVEN
    return RECEIVED if understanding.asks_for_received(text) else ""


def choose(context: Context) -> Literal["all", "received", "nobody"]:
    """Saves the points received, or those that were given last, as text in every language, if only
    they are asked for. "nobody": there are none."""
    asked = context.answers.pop("argument", "")
    if asked not in (RECEIVED, GIVEN):
        return "all"
    context.answers["which"] = asked
    member_id = context.member.member_id
    if asked == GIVEN:
        given = transfers.newest(context.conn, member_id)
        lines = {each: _given(context, each, given) for each in LANGUAGES} if given else {}
    else:
        found = received_points.newest(context.conn, member_id, limit=RECEIVED_MAX)
        lines = {each: _received(context, each, found) for each in LANGUAGES} if found else {}
    context.answers["received"] = lines
    return "received" if lines else "nobody"


def _received(context: Context, language: str, found: list[ReceivedPoints]) -> str:
    return _words(context, language, "between").join(
        _words(
            context,
            language,
            "given_by",
            on=local_day(each.at).isoformat(),
            to=profiles.masked(each.giver),
            last=each.giver[-LAST_DIGITS:],
            points=each.amount,
        )
        for each in found
    )


def _given(context: Context, language: str, given: Transfer) -> str:
    receiver = profiles.by_ids(context.conn, [given.to_member_id])[given.to_member_id].number
    return _words(
        context,
        language,
        "given_to",
        on=local_day(given.opened_at).isoformat(),
        to=profiles.masked(receiver),
        last=receiver[-LAST_DIGITS:],
        points=given.amount,
        status=given.status,
    )


def _words(context: Context, language: str, key: str, **facts: object) -> str:
    return context.services.wording.say(f"history-{key}", language, context.channel, facts)

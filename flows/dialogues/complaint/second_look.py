"""A second look at a complaint: whoever is not satisfied has it raised to level 2.

It is asked once. Whoever has picked it where the complaint was spoken of is not asked again.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from core.kernel import NotAllowed
from core.programme import current_rules
from core.service import Complaint, complaints, second_looks
from flows.dialogues.agent.flow import OFFER
from flows.dialogues.complaint.dissatisfied import (
    asks_second_look,
    finds_bad,
    is_dissatisfied,
    is_refused,
    is_unsolved,
    names_decision,
    objected,
)
from flows.dialogues.complaint.lookup import save
from flows.dialogues.complaint.regraded import regraded
from flows.dialogues.missed_callback.no_call_words import tells_of_no_call
from flows.engine import Context, Do, End, Flow, YesNo, quoted, without_secrets
from flows.language import answers
from flows.protocol import Frame

_COMPLAINS = re.compile("投诉|投訴|complain")
BEST, DISSATISFIED_MAX = 5, 2
"""The best grade, and the best of a member who is not satisfied."""
GRADE = "grade"
"""The flow that takes the grade of a decided complaint."""
PICKED = "is_picked"
"""The answer of whoever has asked for it at a question that offers it."""
Found = Literal[
    "again", "raise", "picked", "in_hand", "appeal", "too_late", "withdrawn", "unknown", "none"
]


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words of a member who is not satisfied with a complaint of theirs.
    Who has none, and says that nothing is solved or nobody has called, or gives a low grade, is
    offered an agent."""
    if context.caller is None:
        return None
    if 0 < regraded(text, just_now=_was_last(context, GRADE)) <= DISSATISFIED_MAX:
        graded = second_looks.find(context.conn, context.caller.member_id, closed=True)
        return SECOND_LOOK.start(argument=graded.number) if graded else None
    if answers.asks(text) and not tells_of_no_call(text):
        return None
    is_low = (answers.given_grade_of(text) or BEST) <= DISSATISFIED_MAX
    if is_unsolved(text) or tells_of_no_call(text) or is_low:
        closed = _was_last(context, GRADE)
        found = second_looks.find(context.conn, context.caller.member_id, closed=closed)
        return SECOND_LOOK.start(argument=found.number) if found else OFFER.start()
    is_asked = asks_second_look(text)
    if not (is_asked or is_dissatisfied(text) or finds_bad(text)):
        return None
    closed = is_asked or names_decision(text) or _was_last(context, GRADE, SECOND_LOOK.name)
    found = second_looks.find(context.conn, context.caller.member_id, closed=closed)
    if found is None or (found.status != "decided" and not (is_asked or is_dissatisfied(text))):
        return None
    return SECOND_LOOK.start(argument=found.number)


def _was_last(context: Context, *flows: str) -> bool:
    """Whether one of these was done last, so that words without a name are about it."""
    return context.session.done.get("flow") in flows


def objection(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words which say no to what was decided and why, "no, nobody has
    apologized", until the decision is graded. Who says that they complain complains anew."""
    if context.caller is None or answers.asks(text) or _COMPLAINS.search(text.lower()):
        return None
    why = objected(text)
    if not why:
        return None
    found = complaints.latest(context.conn, context.caller.member_id, "decided")
    return SECOND_LOOK.start(argument=found.number, words=without_secrets(why)) if found else None


def find(context: Context) -> Found:
    number, member_id = context.answers.pop("argument", ""), context.member.member_id
    if number:
        context.answers["number"] = quoted(number)
        found = complaints.by_number(context.conn, member_id, number)
    else:
        found = second_looks.find(context.conn, member_id, closed=True)
    if found is None:
        return "unknown" if number else "none"
    save(context, found)
    return _state(context, found)


def _state(context: Context, found: Complaint) -> Found:
    if found.status == "withdrawn":
        return "withdrawn"
    if found.level > 1:
        return "in_hand" if found.status == "open" else "appeal"
    if second_looks.is_too_late(found, context.at):
        return _too_late(context)
    if context.answers.pop(PICKED, False):
        return "picked"
    return "raise" if found.status == "open" else "again"


def _too_late(context: Context) -> Literal["too_late"]:
    context.answers["reopen_days"] = current_rules().complaint.reopen_days
    return "too_late"


def ask(context: Context) -> Literal["asked", "in_hand", "too_late", "withdrawn"]:
    number, member_id = context.answers["number"], context.member.member_id
    try:
        asked = second_looks.ask(
            context.conn,
            member_id=member_id,
            number=number,
            channel=context.channel,
            at=context.at,
        )
    except NotAllowed as error:  # an agent, or the member, was faster
        if error.reason == second_looks.TOO_LATE:
            return _too_late(context)
        return "in_hand" if error.reason == second_looks.HIGHEST_LEVEL else "withdrawn"
    if words := context.answers.get("words"):
        key = context.message_key
        complaints.add(
            context.conn, member_id=member_id, number=number, words=words, key=key, at=context.at
        )
    save(context, asked)
    return "asked"


def reply(text: str) -> answers.Reply | None:
    return answers.Reply.YES if is_refused(text) else None


SECOND_LOOK = Flow(
    "second_look",
    Do("start", find, on={found: found for found in get_args(Found)} | {"picked": "ask"}),
    YesNo("again", keyword="second_look", replies=reply, on={"yes": "ask", "no": "kept"}),
    YesNo("raise", keyword="second_look", replies=reply, on={"yes": "ask", "no": "kept"}),
    Do(
        "ask",
        ask,
        effect=True,
        on={
            "asked": "asked",
            "in_hand": "in_hand",
            "too_late": "too_late",
            "withdrawn": "withdrawn",
        },
    ),
    End("asked"),
    End("kept"),
    End("in_hand"),
    *(End(found, refuses=True) for found in ("appeal", "too_late", "withdrawn", "unknown", "none")),
)

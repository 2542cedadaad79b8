"""Adding to a complaint that the member has just filed: "还有，他态度也很差", "also, he was rude".

Such words are read back, and the member says whether they belong to that complaint.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

from core.kernel import NotAllowed
from core.service import complaints
from flows.dialogues.complaint.filing import COMPLAINT, READ_BACK
from flows.dialogues.complaint.intent import Intent, intent_of
from flows.dialogues.complaint.lookup import ADDED_CHARS_MAX, beginning_of
from flows.engine import MEANT, WORDS_MAX, Call, Context, Do, End, Flow, Menu, Record
from flows.language import Does, Label, answers, simplified, understanding
from flows.protocol import Frame

JUST_NOW = timedelta(minutes=30)
"""How long words may go on with what was filed: as long as a session by text lives."""

_OPENING = re.compile(
    r"(?:还有|另外|而且|并且|再就是|再补充|补充|对了|顺便|加一[句条点]|再加)(?:一下|一[点句条]|的?是|说)?"
    r"|(?:and |oh )?(?:also|another thing|one more thing|in addition|additionally|plus|furthermore"
    r"|besides)\b|and\b"
)


_EXPLICIT = re.compile(
    r"(?:我|还|再|另外|想要?|要|需要|有|[一几]?[件点个些]|事情?|请|麻烦|帮我|给|把|对|刚才|刚刚|之前|的|那个?|这个?|投诉|上|里)*"
    r"(?:补充|追加)(?:一下|一[点句条些]|几句|说明|到|进|刚才|之前|我|的|那个?|这个?|投诉|内容|情况|[里中上])*"
    r"(?:[\s:：,，.。;；!！]+|$)"
    r"|(?:please |can you |could you |can i |i'?d like to |i want to |i need to |let me )*"
    r"(?:add|append)(?: (?:something|this|more|one (?:more )?thing|details?))*"
    r" to (?:my|the|that|this)(?: (?:last|earlier|first))? complaint"
    r"(?:[\s:,.;!-]+(?:that )?|$)"
)
"""The words that only say that something is to be added; what follows them is added."""


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words which may go on with a complaint just filed; None for any
    other words."""
    named = _EXPLICIT.match(simplified(text.lower().strip()))
    if context.caller is None or not (named or _goes_on(text)):
        return None
    newest = next(iter(complaints.all_open(context.conn, context.caller.member_id)), None)
    if newest is None or (not named and context.at - newest.opened_at > JUST_NOW):
        return None
    words = text.strip()[named.end() if named else 0 :][:WORDS_MAX]
    if named and not words:
        return None if context.traits.spoken else ADD_TO_COMPLAINT.start(number=newest.number)
    return ADD_TO_COMPLAINT.start(
        argument=words, number=newest.number, added=beginning_of(words, ADDED_CHARS_MAX)
    )


def _goes_on(text: str) -> bool:
    """Whether the words begin like an addition and wish for nothing else, or complain."""
    if (
        answers.reply_of(text)
        or answers.small_talk_of(text)
        or intent_of(text) is not Intent.COMPLAINT
    ):
        return False
    found = understanding.understand(text)
    if found.does is Does.UNDO or found.refused is not None:
        return False
    is_complaint = found.wishes == (Label.COMPLAINT,)
    opening = _OPENING.match(simplified(text.lower().lstrip()))
    if opening is None:
        return is_complaint and found.does is Does.ACT
    is_other_wish = found.does is Does.ACT and not is_complaint
    return len(text.strip()) > opening.end() + 1 and not is_other_wish


def add(context: Context) -> Literal["added", "too_late"]:
    try:
        complaints.add(
            context.conn,
            member_id=context.member.member_id,
            number=context.answers["number"],
            words=context.answers["argument"],
            key=context.message_key,
            at=context.at,
        )
    except NotAllowed:  # decided, or withdrawn, meanwhile
        return "too_late"
    return "added"


def file_anew(context: Context) -> Literal["filed"]:
    context.answers[READ_BACK] = True
    return "filed"


def begin(context: Context) -> Literal["given", "to_write"]:
    return "given" if context.answers.get("argument") else "to_write"


def take_words(context: Context) -> Literal["taken"]:
    words = context.answers["words"]
    context.answers.pop(MEANT, None)
    context.answers.update(argument=words, added=beginning_of(words, ADDED_CHARS_MAX))
    return "taken"


ADD_TO_COMPLAINT = Flow(
    "add_to_complaint",
    Do("start", begin, on={"given": "ask", "to_write": "words"}),
    Record("words", save="words", on={"recorded": "take"}),
    Do("take", take_words, on={"taken": "ask"}),
    Menu("ask", yes="add", no="neither", on={"add": "add", "new": "new", "neither": "neither"}),
    Do("add", add, effect=True, on={"added": "added", "too_late": "too_late"}),
    Do("new", file_anew, on={"filed": "file"}),
    Call("file", COMPLAINT, give=["argument", READ_BACK], then="over"),
    End("added"),
    End("neither"),
    End("too_late", refuses=True),
    End("over", silent=True),
)

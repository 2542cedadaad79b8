"""Making a suggestion, recorded on a call and typed elsewhere. Nothing is decided on it, so the
member is thanked and promised nothing. Words that complain may be filed as a complaint instead."""

from __future__ import annotations

from typing import Literal

from core.service import suggestions
from flows.dialogues.complaint.filing import COMPLAINT, READ_BACK
from flows.dialogues.complaint.lookup import MORE, READ_BACK_CHARS_MAX, beginning_of
from flows.engine import (
    MEANT,
    Argument,
    Call,
    Context,
    Dialogue,
    Do,
    End,
    Flow,
    Keyword,
    Menu,
    Record,
)
from flows.language import Does, Label, answers, understanding


def read_words(context: Context) -> Literal["given", "complaint", "ask"]:
    """Takes the suggestion from the text, if it follows the keyword: "JY more gifts, please"."""
    words = context.answers.pop("argument", "")
    if answers.small_talk_of(words) in (answers.SmallTalk.THANKS, answers.SmallTalk.GREETING):
        words = ""
    context.answers.update(words=words, words_url="")
    return weigh_words(context) if words else "ask"


def weigh_words(context: Context) -> Literal["given", "complaint"]:
    """ "complaint": they surely complain, and somebody should answer them in time."""
    words = context.answers["words"]
    if not words or context.answers.pop(MEANT, False):
        return "given"
    found = understanding.understand(words)
    if found.does is not Does.ACT or found.wishes != (Label.COMPLAINT,):
        return "given"
    context.answers["beginning"] = beginning_of(words)
    return "complaint"


def make_suggestion(context: Context) -> Literal["made"]:
    suggestions.make(
        context.conn,
        member_id=context.member.member_id,
        words=context.answers["words"],
        recording_url=context.answers["words_url"] or None,
        channel=context.channel,
        at=context.at,
        suggestion_id=context.services.ids.new(),
    )
    return "made"


def give_to_complaint(context: Context) -> Literal["given"]:
    context.answers.update({"argument": context.answers["words"], READ_BACK: True})
    return "given"


SUGGESTION = Flow(
    "suggestion",
    Do("start", read_words, on={"given": "make", "complaint": "kind", "ask": "words"}),
    Record("words", save="words", on={"recorded": "weigh", "no_input": "unheard"}),
    Do("weigh", weigh_words, on={"given": "make", "complaint": "kind"}),
    Menu("kind", on={"complaint": "give", "suggestion": "make"}),
    Do("give", give_to_complaint, on={"given": "file"}),
    Call("file", COMPLAINT, give=["argument", READ_BACK], then="over"),
    Do("make", make_suggestion, effect=True, on={"made": "thanks"}),
    End("thanks"),
    End("unheard", refuses=True),
    End("over", silent=True),
)

DIALOGUE = Dialogue(
    __package__,
    SUGGESTION,
    keywords=[
        Keyword("suggest", SUGGESTION, argument=Argument.TEXT, zh="JY 建议", en="SUGGEST"),
    ],
    wishes={Label.SUGGESTION: SUGGESTION},
    facts={
        "beginning": {
            "zh": "字" * READ_BACK_CHARS_MAX + MORE,
            "en": "w" * READ_BACK_CHARS_MAX + MORE,
        },
    },
)

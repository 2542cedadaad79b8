"""Making a suggestion, recorded on a call and typed elsewhere. Nothing is decided on it, so the
member is thanked and promised nothing."""

from __future__ import annotations

from typing import Literal

from core.service import suggestions
from flows.engine import Argument, Context, Dialogue, Do, End, Flow, Keyword, Record
from flows.language import Label


def read_words(context: Context) -> Literal["given", "ask"]:
    """Takes the suggestion from the text, if it follows the keyword: "JY more gifts, please"."""
    words = context.answers.pop("argument", "")
    context.answers.update(words=words, words_url="")
    return "given" if words else "ask"


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


SUGGESTION = Flow(
    "suggestion",
    Do("start", read_words, on={"given": "make", "ask": "words"}),
    Record("words", save="words", on={"recorded": "make", "no_input": "unheard"}),
    Do("make", make_suggestion, effect=True, on={"made": "thanks"}),
    End("thanks"),
    End("unheard", refuses=True),
)

DIALOGUE = Dialogue(
    __package__,
    SUGGESTION,
    keywords=[
        Keyword("suggest", SUGGESTION, argument=Argument.TEXT, zh="JY 建议", en="SUGGEST"),
    ],
    wishes={Label.SUGGESTION: SUGGESTION},
)

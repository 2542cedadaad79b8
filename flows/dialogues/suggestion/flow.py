"""Making a suggestion, recorded on a call and typed elsewhere. Nothing is decided on it, so the
member is thanked and promised nothing. Words that complain may be filed as a complaint instead."""

from __future__ import annotations

import re
from typing import Literal

from core.service import suggestions
from flows.dialogues.complaint.filing import COMPLAINT, READ_BACK
from flows.dialogues.complaint.lookup import MORE, READ_BACK_CHARS_MAX, beginning_of
from flows.engine import (
    MEANT,
    WORDS_MAX,
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
    says_something,
    without_secrets,
)
from flows.language import Does, Label, answers, understanding

_OPENING = re.compile(
    r"(?:你好|您好|[,，。 ])*(?:我|想|要|给|你们|您|这里|这边)*(?:有|提)(?:[一几]?[个条点些])?小?"
    r"建议(?:就?是|想说)?[\s:：,，.。;；]+"
    r"|(?:hi|hello|hey)?[,. ]*(?:i (?:have|'ve got|got)|i'?ve got|here'?s|this is|just)? ?"
    r"(?:a |an |one |my |some )?(?:small |quick |good |great )?(?:suggestions?|ideas?)(?: for you)?"
    r"(?: is(?: that)?| would be(?: that)?|[:,.;-]+(?: that)?) +",
    re.IGNORECASE,
)
_IDEA = re.compile(
    r"(?:hi|hello|hey|so|and|please|i think|i feel|maybe|perhaps|[,. ])*"
    r"(?:you (?:guys |people |all )?(?:should|could|might want to|ought to|need to)"
    r" (?:really |also |maybe )?(?:add|offer|have|include|let|make|give|put|bring|get|sell|open)"
    r"|why not (?:add|offer|have|include|let|make|give|put|bring|get|sell|open)"
    r"|(?:how|what) about (?:adding|offering|having|including|letting|making|giving|putting"
    r"|bringing)"
    r"|it (?:would|'d) be (?:nice|great|good|better|helpful|cool|lovely) if you"
    r"|i wish you (?:would|could|had|offered|sold))\b.{3,}",
    re.IGNORECASE | re.DOTALL,
)
"""What is suggested without being called a suggestion."""
WORDS_MIN = 4
NAME_CHARS, NAMED_CHARS_MAX = 4, 20
MORE_WORDS = "more"
"""The answer that has what was written of words that were too short."""
_AROUND = re.compile(
    r"^(?:(?:关于|你们|您|我|这个|那个|的|(?:about|your|the|my|our|this|that|an?)\b|\s)+)"
    r"|(?:的?问题|方面|[吧的啊])$|[\s.!。！,，]+$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:我|暂时|目前|现在|也|真的|其实|倒|没什么了?[,，]?|啊|哦|嗯)*(?:没有?|无)(?:什么|啥|任何|别的|其他)*(?:的)?"
    r"(?:建议|意见|想法|要说的|可说的)(?:了|啊|呢|哦|谢谢|[\s,.!，。！])*"
    r"|(?:no|i have no|i don'?t have any|i haven'?t got any|i have none|there are no|without)"
    r"(?: (?:more|other|further|particular|real))* ?(?:suggestions?|ideas?|comments?|feedback)?"
    r"(?:[,.! ]*(?:thanks|thank you|at all|right now|now|sorry|today|yet|from me))*[.! ]*",
    re.IGNORECASE,
)


def suggested_in(context: Context, text: str) -> str:
    """What is suggested behind words that announce it; '' if nothing is."""
    said = text.strip()
    plain = said.replace("’", "'")
    opening = _OPENING.match(plain)
    words = said[opening.end() :] if opening else said if _IDEA.fullmatch(plain) else ""
    return words[:WORDS_MAX] if len(words) >= WORDS_MIN and says_something(words) else ""


def read_words(context: Context) -> Literal["given", "complaint", "nothing", "short", "ask"]:
    """Takes the suggestion from the text, if it follows the keyword: "JY more gifts, please"."""
    words = context.answers.pop("argument", "")
    if answers.is_politeness(words):
        words = ""
    context.answers.update(words=without_secrets(words), words_url="")
    return weigh_words(context) if words else "ask"


def weigh_words(context: Context) -> Literal["given", "complaint", "nothing", "short"]:
    """ "complaint": they surely complain, and somebody should answer them in time. "nothing": they
    say that there is nothing to suggest. "short": they only name something."""
    words = context.answers["words"]
    if not words or context.answers.pop(MEANT, False):
        return "given"
    if _NONE.fullmatch(words.strip().replace("’", "'")):
        return "nothing"
    if is_too_short(words):
        context.answers["named"] = words.strip()
        return "short"
    found = understanding.understand(words)
    if found.does is not Does.ACT or found.wishes != (Label.COMPLAINT,):
        return "given"
    context.answers["beginning"] = beginning_of(words)
    return "complaint"


def is_too_short(words: str) -> bool:
    """Whether the words only name what they are about, "your app", and do not say how it should
    be."""
    if understanding.tells_grievance(words) or understanding.wants_change(words):
        return False
    if len(words.strip()) > NAMED_CHARS_MAX:
        return False
    said = _AROUND.sub("", words.strip())
    return len(said.split()) <= 1 if said.isascii() else len(said) <= NAME_CHARS


def join_words(context: Context) -> Literal["joined"]:
    """How it should be, behind what it is about."""
    context.answers.pop(MEANT, None)
    more = context.answers.pop(MORE_WORDS)
    context.answers["words"] = without_secrets(f"{context.answers['words']}: {more}")
    return "joined"


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


_WEIGHED = {"given": "make", "complaint": "kind", "nothing": "nothing", "short": "more"}
SUGGESTION = Flow(
    "suggestion",
    Do("start", read_words, on=_WEIGHED | {"ask": "words"}),
    Record("words", save="words", on={"recorded": "weigh", "no_input": "unheard"}),
    Do("weigh", weigh_words, on=_WEIGHED),
    Record("more", save=MORE_WORDS, on={"recorded": "join"}),
    Do("join", join_words, on={"joined": "make"}),
    Menu("kind", on={"complaint": "give", "suggestion": "make"}),
    Do("give", give_to_complaint, on={"given": "file"}),
    Call("file", COMPLAINT, give=["argument", READ_BACK], then="over"),
    Do("make", make_suggestion, effect=True, on={"made": "thanks"}),
    End("thanks"),
    End("nothing"),
    End("unheard", refuses=True),
    End("over", silent=True),
)

DIALOGUE = Dialogue(
    __package__,
    SUGGESTION,
    keywords=[
        Keyword(
            "suggest",
            SUGGESTION,
            argument=Argument.TEXT,
            zh="JY 建议",
            en="SUGGEST",
            named_in=suggested_in,
        ),
    ],
    wishes={Label.SUGGESTION: SUGGESTION},
    facts={
        "beginning": {
            "zh": "字" * READ_BACK_CHARS_MAX + MORE,
            "en": "w" * READ_BACK_CHARS_MAX + MORE,
        },
        "named": {"zh": "字" * NAMED_CHARS_MAX, "en": "w" * NAMED_CHARS_MAX},
    },
)

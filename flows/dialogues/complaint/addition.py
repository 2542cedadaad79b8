"""Adding to a complaint that the member has just filed: "还有，他态度也很差", "also, he was rude".

Such words are read back, and the member says whether they belong to that complaint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from core.kernel import NotAllowed
from core.programme import local_day
from core.service import Complaint, complaints
from flows.dialogues.complaint.added_words import (
    Added,
    added_in,
    begins_like_more,
    goes_on,
    takes_out,
)
from flows.dialogues.complaint.filed_words import adds_nothing, asks_if_filed
from flows.dialogues.complaint.filing import COMPLAINT, READ_BACK
from flows.dialogues.complaint.intent import Intent, asks_how_long, intent_of
from flows.dialogues.complaint.lookup import ADDED_CHARS_MAX, beginning_of
from flows.dialogues.complaint.open_cases import find_open
from flows.dialogues.complaint.read_back import MORE_WORDS, both_ends_of
from flows.dialogues.complaint.status import COMPLAINT_STATUS
from flows.dialogues.complaint.withdrawal import JUST_NOW
from flows.engine import (
    MEANT,
    WORDS_MAX,
    Call,
    Context,
    Do,
    End,
    Flow,
    Menu,
    Record,
    without_secrets,
)
from flows.language import Does, Label, answers, understanding
from flows.protocol import Frame, Heard


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words which may go on with a complaint just filed; None for any
    other words."""
    if context.caller is None:
        return None
    if takes_out(text) and _found(context, context.caller.member_id, None):
        return ADD_TO_COMPLAINT.start(takes_out=True)
    if asks_if_filed(text):
        return _case_asked_for(context, context.caller.member_id)
    named = added_in(text)
    if not (named or _goes_on(text)):
        return None
    complaint = _found(context, context.caller.member_id, named)
    if complaint is None or (named is None and context.at - complaint.opened_at > JUST_NOW):
        return None
    words = without_secrets((named.words if named else text.strip())[:WORDS_MAX])
    if not words:
        return None if context.traits.spoken else ADD_TO_COMPLAINT.start(number=complaint.number)
    return ADD_TO_COMPLAINT.start(
        argument=words, number=complaint.number, added=beginning_of(words, ADDED_CHARS_MAX)
    )


def _case_asked_for(context: Context, member_id: int) -> Frame | None:
    """How the case stands that is open; of several it is a complaint just filed, if there is
    one."""
    newest = next(iter(complaints.all_open(context.conn, member_id)), None)
    if newest is not None and context.at - newest.opened_at <= JUST_NOW:
        return COMPLAINT_STATUS.start(argument=newest.number)
    return COMPLAINT_STATUS.start() if find_open(context).count else None


def _found(context: Context, member_id: int, named: Added | None) -> Complaint | None:
    """The complaint whose number is given, else the newest that is open."""
    if named is not None and named.number:
        return complaints.by_number(context.conn, member_id, named.number)
    return next(iter(complaints.all_open(context.conn, member_id)), None)


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
    if not begins_like_more(text):
        return is_complaint and found.does is Does.ACT
    return goes_on(text) and (is_complaint or found.does is not Does.ACT)


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


def begin(context: Context) -> Literal["given", "to_write", "stays"]:
    """ "stays": nothing that is in a complaint is removed, since agents work on it."""
    if context.answers.get("takes_out"):
        return "stays"
    return "given" if context.answers.get("argument") else "to_write"


def take_words(context: Context) -> Literal["taken", "asked", "neither"]:
    """ "asked": the words ask how the complaint stands. "neither": there is nothing to add. Words
    that the member has said to be more of it are more of it."""
    words = _named_in(context.answers["words"])
    if not context.answers.pop(MEANT, False):
        if adds_nothing(words):
            return "neither"
        if _asks_of_it(words):
            return "asked"
    context.answers.update(argument=words, added=beginning_of(words, ADDED_CHARS_MAX))
    return "taken"


def _named_in(words: str) -> str:
    """The words without "补充：" before them."""
    named = added_in(words)
    return named.words if named is not None and named.words else words


def _asks_of_it(words: str) -> bool:
    return asks_if_filed(words) or asks_how_long(words)


def say_filed(context: Context) -> Literal["said"]:
    """Says that the complaint is filed, and when it is decided."""
    number = context.answers["number"]
    found = complaints.by_number(context.conn, context.member.member_id, number)
    if found is not None:
        context.say("filed", due=local_day(found.decide_due).isoformat())
    return "said"


@dataclass(frozen=True, kw_only=True)
class AddedBack(Menu):
    """Reads back what is to be added. "asked": words that ask how the complaint stands. "more":
    words that add still more, which are read back with the others."""

    beside: ClassVar[tuple[str, ...]] = ("asked", "more")
    """Outcomes that no key has."""

    def fixed_options(self) -> list[str]:
        return [each for each in super().fixed_options() if each not in self.beside]

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return _asks_of_it(heard.text) or bool(_more_in(heard.text))

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _asks_of_it(heard.text):
            return "asked"
        outcome = super().hear(context, heard)
        if outcome is None and (more := _more_in(heard.text)):
            context.answers[MORE_WORDS] = more
            return "more"
        return outcome


def _more_in(text: str) -> str:
    """What the words add, if they say that they do; "" for any other words."""
    named = added_in(text)
    if named is not None:
        return named.words
    return text.strip() if goes_on(text) else ""


def add_more(context: Context) -> Literal["taken"]:
    """The same words again add nothing."""
    given, more = context.answers, without_secrets(context.answers.pop(MORE_WORDS)[:WORDS_MAX])
    if more not in given["argument"]:
        given["argument"] = f"{given['argument']}\n{more}"[:WORDS_MAX]
    given["added"] = both_ends_of(given["argument"], ADDED_CHARS_MAX)
    return "taken"


def reply_to_adding(text: str) -> answers.Reply | None:
    return answers.Reply.NO if adds_nothing(text) else None


ADD_TO_COMPLAINT = Flow(
    "add_to_complaint",
    Do("start", begin, on={"given": "ask", "to_write": "words", "stays": "stays"}),
    Record("words", save="words", on={"recorded": "take"}),
    Do("take", take_words, on={"taken": "ask", "asked": "tell", "neither": "neither"}),
    Do("tell", say_filed, says=["filed"], on={"said": "words"}),
    AddedBack(
        "ask",
        yes="add",
        no="neither",
        replies=reply_to_adding,
        on={
            "add": "add",
            "new": "new",
            "neither": "neither",
            "asked": "tell_again",
            "more": "add_more",
        },
    ),
    Do("add_more", add_more, on={"taken": "ask"}),
    Do("tell_again", say_filed, says=["filed"], on={"said": "ask"}),
    Do("add", add, effect=True, on={"added": "added", "too_late": "too_late"}),
    Do("new", file_anew, on={"filed": "file"}),
    Call("file", COMPLAINT, give=["argument", READ_BACK], then="over"),
    End("added"),
    End("neither"),
    End("too_late", refuses=True),
    End("stays", refuses=True),
    End("over", silent=True),
    resumable=True,
)

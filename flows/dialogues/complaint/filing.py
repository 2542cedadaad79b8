"""Filing a complaint, recorded on a call and typed elsewhere.

Nothing is filed before the member has said yes to it: words are read back, a recording is confirmed
by key. Who has spoken them may record them instead: what the recogniser has heard may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from core.contact_centre import picture_intake, recordings
from core.kernel import reference_numbers
from core.programme import current_rules
from core.schema import COMPLAINT_CATEGORIES
from core.service import complaints
from flows.dialogues.complaint.about import CategoryMenu, note_category
from flows.dialogues.complaint.category import CATEGORY, category_of
from flows.dialogues.complaint.filed_words import asks_if_filed
from flows.dialogues.complaint.intent import (
    Intent,
    asks_for_hotline,
    asks_how_long,
    asks_what_follows,
    intent_of,
    is_aside,
)
from flows.dialogues.complaint.lookup import FILING, beginning_of, save
from flows.dialogues.complaint.read_back import (
    MORE_WORDS,
    HeardBack,
    ReadBack,
    Recorded,
    Words,
    add_words,
    answer_aside,
    rewrite_words,
    say_classified,
    say_harm,
    say_how_long,
    say_not_yet,
)
from flows.dialogues.complaint.replies import reply_to_filing
from flows.dialogues.complaint.status import COMPLAINT_STATUS
from flows.dialogues.complaint.withdrawal import JUST_NOW, receipt_facts
from flows.engine import MEANT, Call, Context, Do, End, Flow, Menu, without_secrets
from flows.language import Topic

_LEAD = re.compile(r"^(?:一下(?!子)[\s,，:：]*|(?:about|that)\s+)", re.IGNORECASE)
"""Of "投诉一下 商户乱收费" and "complain that he swore", where it belongs to the keyword."""
READ_BACK = "is_read_back"
"""The answer of whoever begins this dialogue with words that have been read back, and are to be
filed at once."""
NO_OTHER = "none"
"""In place of the number of another complaint."""
Written = Literal["read_back", "status", "called_off"]


def read_words(context: Context) -> Literal["ask", "heard", "file", "praised", "hotline", Written]:
    """Takes the complaint from the text, if it follows the keyword ("TS my bill is wrong"), or from
    the member's own words, which may be spoken."""
    words = _LEAD.sub("", context.answers.pop("argument", ""))
    if context.answers.pop(READ_BACK, False):
        take_words(context, words)
        return "file"
    if not words:
        return "ask"
    if words.isdecimal():  # a complaint's number
        context.answers["argument"] = words
        return "status"
    if asks_for_hotline(words):
        return "hotline"
    intent = intent_of(words)
    if intent is Intent.PRAISE:
        return "praised"
    if intent is Intent.QUESTION:
        context.say("how")
    if intent in (Intent.QUESTION, Intent.BARE):
        return "ask"
    outcome = _weigh(context, words, intent)
    return "heard" if outcome == "read_back" and context.traits.spoken else outcome


def check_words(
    context: Context,
) -> Literal["recorded", "doubtful", "how_long", "harm", "not_yet", Written]:
    """A question is a complaint here: the member was asked for one. Words about how one stands may
    be either, unless the member has said that they are what they want to write. How long it takes,
    whether it does harm and whether it is filed, is answered, and the words are asked for again."""
    if context.answers["words_url"]:
        return "recorded"
    words = context.answers["words"]
    if context.answers.pop(MEANT, False):
        take_words(context, words)
        return "read_back"
    if asks_how_long(words):
        return "how_long"
    if asks_if_filed(words):
        return "not_yet"
    if is_aside(words) and asks_what_follows(words):
        return "harm"
    outcome = _weigh(context, words, intent_of(words))
    return "doubtful" if outcome == "status" else outcome


def take_meant(context: Context) -> Literal["taken"]:
    """The words that were asked about are the complaint, or more of it."""
    if MORE_WORDS in context.answers:
        add_words(context)
    else:
        take_words(context, context.answers["words"])
    return "taken"


def _weigh(context: Context, words: str, intent: Intent) -> Written:
    match intent:
        case Intent.STATUS:
            context.answers["argument"] = ""
            return "status"
        case Intent.CALLED_OFF:
            return "called_off"
        case _:
            take_words(context, words)
            return "read_back"


def take_words(context: Context, words: str) -> None:
    words = without_secrets(words)
    context.answers.update(words=words, words_url="", beginning=beginning_of(words))


def discard_recording(context: Context) -> Literal["discarded"]:
    """Has the recording deleted that the member does not want to be filed."""
    url, member_id = context.answers.pop("words_url"), context.member.member_id
    recordings.discard(context.conn, member_id, url, context.at)
    return "discarded"


def note_still_open(context: Context) -> Literal["noted"]:
    """Whoever does not want a complaint filed, and has filed another one just now, is told that
    this one stays."""
    member_id = context.member.member_id
    newest = next(iter(complaints.all_open(context.conn, member_id)), None)
    is_recent = newest is not None and context.at - newest.opened_at <= JUST_NOW
    context.answers["earlier"] = newest.number if newest and is_recent else NO_OTHER
    return "noted"


def file_complaint(context: Context) -> Literal["filed", "unclassified"]:
    words, order = context.answers["words"], context.answers.get("order")
    category = context.answers.get(CATEGORY) or category_of(words, is_about_order=bool(order))
    complaint = complaints.file(
        context.conn,
        member_id=context.member.member_id,
        words=words,
        recording_url=context.answers["words_url"] or None,
        channel=context.channel,
        key=context.message_key,
        at=context.at,
        complaint_id=context.services.ids.new(),
        number=context.services.ids.digits(reference_numbers.DIGITS),
        order_number=order,
        category=category,
    )
    picture_intake.assign_offered(
        context.conn, context.member.member_id, complaint.number, context.at
    )
    save(context, complaint)
    context.answers.update(receipt_facts(context.member))
    if category is not None:
        return "filed"
    context.say("filed")
    return "unclassified"


def _decision(context: Context, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How long it takes. Once it is filed, the case itself says by when."""
    return None if "number" in given else {"days": current_rules().complaint.decide_working_days}


def _harm(context: Context, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same is true of every complaint."""
    return {}


_WRITTEN = {"read_back": "confirm", "status": "status", "called_off": "unfiled"}

COMPLAINT = Flow(
    FILING,
    Do(
        "start",
        read_words,
        says=["how"],
        on={
            "ask": "words",
            "heard": "heard",
            "file": "file",
            "praised": "praised",
            "hotline": "hotline",
        }
        | _WRITTEN,
    ),
    HeardBack(
        "heard",
        yes="file",
        no="drop",
        act="file",
        replies=reply_to_filing,
        doubt_refuses=False,
        on={
            "file": "file",
            "again": "words",
            "drop": "unfiled",
            "rewritten": "rewrite_heard",
            "asked": "not_yet_heard",
            "classified": "classified_heard",
        },
    ),
    Do("not_yet_heard", say_not_yet, says=["not_yet"], on={"said": "heard"}),
    Do("classified_heard", say_classified, says=["noted"], on={"said": "heard"}),
    Do("rewrite_heard", rewrite_words, on={"rewritten": "heard"}),
    Words(
        "words",
        save="words",
        on={"recorded": "check", "no_input": "unheard", "called_off": "unfiled"},
    ),
    Do(
        "check",
        check_words,
        on={
            "recorded": "keep",
            "doubtful": "doubtful",
            "how_long": "tell_how_long",
            "harm": "tell_harm",
            "not_yet": "tell_not_yet",
        }
        | _WRITTEN,
    ),
    Do("tell_how_long", say_how_long, says=["how_long"], on={"said": "words"}),
    Do("tell_harm", say_harm, says=["harm"], on={"said": "words"}),
    Do("tell_not_yet", say_not_yet, says=["not_yet"], on={"said": "words"}),
    Menu("doubtful", on={"words": "take", "status": "status"}),
    Do("take", take_meant, on={"taken": "confirm"}),
    ReadBack(
        "confirm",
        act="file",
        replies=reply_to_filing,
        doubt_refuses=False,
        on={
            "yes": "file",
            "no": "unfiled",
            "more": "add_words",
            "doubtful": "doubtful",
            "rewritten": "rewrite",
            "how_long": "how_long",
            "asked": "asked",
            "unclear": "confirm",
        },
    ),
    Do("how_long", say_how_long, says=["how_long"], on={"said": "confirm"}),
    Do("asked", answer_aside, says=["harm", "not_added", "not_yet"], on={"said": "confirm"}),
    Do("add_words", add_words, on={"added": "confirm"}),
    Do("rewrite", rewrite_words, on={"rewritten": "confirm"}),
    Recorded(
        "keep",
        yes="file",
        no="drop",
        act="file",
        replies=reply_to_filing,
        doubt_refuses=False,
        on={
            "file": "file",
            "again": "record_again",
            "drop": "drop",
            "asked": "not_yet_kept",
            "classified": "classified_kept",
        },
    ),
    Do("classified_kept", say_classified, says=["noted"], on={"said": "keep"}),
    Do("not_yet_kept", say_not_yet, says=["not_yet"], on={"said": "keep"}),
    Do("record_again", discard_recording, effect=True, on={"discarded": "words"}),
    Do("drop", discard_recording, effect=True, on={"discarded": "unfiled"}),
    Do(
        "file",
        file_complaint,
        effect=True,
        says=["filed"],
        on={"filed": "filed", "unclassified": "about"},
    ),
    CategoryMenu(
        "about",
        settled=True,
        attempts_max=1,
        on=dict.fromkeys(COMPLAINT_CATEGORIES, "note")
        | {"untold": "untold", "no_input": "over", "no_match": "over"},
    ),
    Do("note", note_category, effect=True, on={"noted": "noted", "over": "over"}),
    Call("status", COMPLAINT_STATUS, give=["argument"], then="over"),
    Do("unfiled", note_still_open, on={"noted": "cancelled"}),
    End("filed"),
    End("noted"),
    End("untold"),
    End("cancelled"),
    End("praised"),
    End("hotline"),
    End("unheard", refuses=True),
    End("over", silent=True),
    resumable=True,
    files_pictures=True,
    asides={Topic.HOW_LONG: _decision, Topic.HARM: _harm},
)

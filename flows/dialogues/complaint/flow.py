"""Filing a complaint, recorded on a call and typed elsewhere.

Nothing is filed before the member has said yes to it: words are read back, a recording is confirmed
by key. Who has spoken them may record them instead: what the recogniser has heard may be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.contact_centre import picture_intake, recordings
from core.kernel import reference_numbers
from core.programme import current_rules
from core.service import complaints
from flows.dialogues.complaint.grade import GRADE
from flows.dialogues.complaint.intent import Intent, intent_of, is_withdrawal
from flows.dialogues.complaint.lookup import MORE, READ_BACK_CHARS_MAX, beginning_of, save
from flows.dialogues.complaint.status import COMPLAINT_STATUS
from flows.dialogues.complaint.withdrawal import FILING, WITHDRAW_COMPLAINT
from flows.engine import (
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
    YesNo,
)
from flows.language import Label
from flows.protocol import Heard

Written = Literal["read_back", "status", "called_off"]


def read_words(context: Context) -> Literal["ask", "heard", Written]:
    """Takes the complaint from the text, if it follows the keyword ("TS my bill is wrong"), or from
    the member's own words, which may be spoken."""
    words = context.answers.pop("argument", "")
    if not words:
        return "ask"
    if words.isdecimal():  # a complaint's number
        context.answers["argument"] = words
        return "status"
    intent = intent_of(words)
    if intent is Intent.QUESTION:
        context.say("how")
    if intent in (Intent.QUESTION, Intent.BARE):
        return "ask"
    outcome = _weigh(context, words, intent)
    return "heard" if outcome == "read_back" and context.traits.spoken else outcome


def check_words(context: Context) -> Literal["recorded", Written]:
    """A question is a complaint here: the member was asked for one."""
    if context.answers["words_url"]:
        return "recorded"
    words = context.answers["words"]
    return _weigh(context, words, intent_of(words))


def _weigh(context: Context, words: str, intent: Intent) -> Written:
    match intent:
        case Intent.STATUS:
            context.answers["argument"] = ""
            return "status"
        case Intent.CALLED_OFF:
            return "called_off"
        case _:
            context.answers.update(words=words, words_url="", beginning=beginning_of(words))
            return "read_back"


@dataclass(frozen=True, kw_only=True)
class ConfirmFiling(YesNo):
    """To withdraw the complaint that is read back is a no."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        return "no" if is_withdrawal(heard.text) else super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class FilingMenu(Menu):
    """To withdraw the complaint that is read back drops it."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        return "drop" if is_withdrawal(heard.text) else super().hear(context, heard)


def discard_recording(context: Context) -> Literal["discarded"]:
    """Has the recording deleted that the member does not want to be filed."""
    url, member_id = context.answers.pop("words_url"), context.member.member_id
    recordings.discard(context.conn, member_id, url, context.at)
    return "discarded"


def file_complaint(context: Context) -> Literal["filed"]:
    complaint = complaints.file(
        context.conn,
        member_id=context.member.member_id,
        words=context.answers["words"],
        recording_url=context.answers["words_url"] or None,
        channel=context.channel,
        key=context.message_key,
        at=context.at,
        complaint_id=context.services.ids.new(),
        number=context.services.ids.digits(reference_numbers.DIGITS),
        order_number=context.answers.get("order"),
    )
    picture_intake.assign_offered(
        context.conn, context.member.member_id, complaint.number, context.at
    )
    save(context, complaint)
    context.answers["contact_hours"] = current_rules().complaint.first_contact_hours
    return "filed"


_WRITTEN = {"read_back": "confirm", "status": "status", "called_off": "cancelled"}

COMPLAINT = Flow(
    FILING,
    Do("start", read_words, says=["how"], on={"ask": "words", "heard": "heard"} | _WRITTEN),
    FilingMenu(
        "heard",
        yes="file",
        no="drop",
        on={"file": "file", "again": "words", "drop": "cancelled"},
    ),
    Record("words", save="words", on={"recorded": "check", "no_input": "unheard"}),
    Do("check", check_words, on={"recorded": "keep"} | _WRITTEN),
    ConfirmFiling("confirm", act="file", on={"yes": "file", "no": "cancelled"}),
    FilingMenu("keep", on={"file": "file", "again": "record_again", "drop": "drop"}),
    Do("record_again", discard_recording, effect=True, on={"discarded": "words"}),
    Do("drop", discard_recording, effect=True, on={"discarded": "cancelled"}),
    Do("file", file_complaint, effect=True, on={"filed": "filed"}),
    Call("status", COMPLAINT_STATUS, give=["argument"], then="over"),
    End("filed"),
    End("cancelled"),
    End("unheard", refuses=True),
    End("over", silent=True),
    resumable=True,
    files_pictures=True,
)

DIALOGUE = Dialogue(
    __package__,
    COMPLAINT,
    COMPLAINT_STATUS,
    WITHDRAW_COMPLAINT,
    GRADE,
    keywords=[
        Keyword("complain", COMPLAINT, argument=Argument.TEXT, zh="TS 投诉", en="COMPLAIN"),
        Keyword(
            "complaint_status",
            COMPLAINT_STATUS,
            argument=Argument.REFERENCE,
            zh="CX TSCX 投诉进度",
            en="STATUS",
        ),
        Keyword(
            "withdraw_complaint",
            WITHDRAW_COMPLAINT,
            argument=Argument.REFERENCE,
            zh="撤销 撤诉 撤销投诉 取消投诉 投诉撤销",
            en="WITHDRAW",
            hears_questions=True,
        ),
    ],
    wishes={Label.COMPLAINT: COMPLAINT, Label.STATUS: COMPLAINT_STATUS},
    facts={
        "beginning": {
            "zh": "字" * READ_BACK_CHARS_MAX + MORE,
            "en": "w" * READ_BACK_CHARS_MAX + MORE,
        },
        "contact_hours": 168,
        "due": "2026-12-28",
        "number": "88888888",
        "opened": "2026-12-28",
    },
    entry_points=[GRADE],
)

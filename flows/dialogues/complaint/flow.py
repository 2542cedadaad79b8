"""Filing a complaint, recorded on a call and typed elsewhere; and looking up its status."""

from __future__ import annotations

from typing import Literal, get_args

from core.contact_centre import picture_intake
from core.kernel import reference_numbers
from core.programme import current_rules, local_day
from core.service import Complaint, complaint_handling, complaints
from flows.engine import Argument, Context, Dialogue, Do, End, Flow, Keyword, Record, YesNo, quoted
from flows.language import Label

READ_BACK_CHARS_MAX, MORE = 40, "..."

Found = Literal["none", "unknown", "open", "overdue", "appealable", "decided", "closed"]


def read_words(context: Context) -> Literal["given", "ask"]:
    """Takes the complaint from the text, if it follows the keyword: "TS my bill is wrong"."""
    words = context.answers.pop("argument", "")
    if not words:
        return "ask"
    context.answers.update(words=words, words_url="", beginning=_beginning_of(words))
    return "given"


def _beginning_of(words: str) -> str:
    """As much of a complaint as is read back; the whole may be as long as ten texts."""
    shown = " ".join(words.split())
    return shown if len(shown) <= READ_BACK_CHARS_MAX else shown[:READ_BACK_CHARS_MAX] + MORE


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
    _save(context, complaint)
    context.answers["contact_hours"] = current_rules().complaint.first_contact_hours
    return "filed"


def look_up(context: Context) -> Found:
    number = context.answers.pop("argument", "")
    member_id = context.member.member_id
    if number:
        context.answers["number"] = quoted(number)
        complaint = complaints.by_number(context.conn, member_id, number)
    else:
        complaint = complaints.latest(context.conn, member_id)
    if complaint is None:
        return "unknown" if number else "none"
    _save(context, complaint)
    match complaint.status:
        case "decided":
            return "decided"
        case "closed":
            return "closed"
        case _:
            return _lateness(context, complaint)


def _lateness(context: Context, complaint: Complaint) -> Literal["open", "overdue", "appealable"]:
    """Whether the decision is overdue, and if so whether the member may appeal already."""
    today = local_day(context.at)
    if local_day(complaint.decide_due) >= today:
        return "open"
    at_the_latest = complaint_handling.by_number(context.conn, complaint.number).at_the_latest
    return "appealable" if local_day(at_the_latest) < today else "overdue"


def _save(context: Context, complaint: Complaint) -> None:
    context.answers.update(
        number=complaint.number,
        opened=local_day(complaint.opened_at).isoformat(),
        due=local_day(complaint.decide_due).isoformat(),
    )


COMPLAINT = Flow(
    "complaint",
    Do("start", read_words, on={"given": "confirm", "ask": "words"}),
    YesNo("confirm", act="file", on={"yes": "file", "no": "cancelled"}),
    Record("words", save="words", on={"recorded": "file", "no_input": "unheard"}),
    Do("file", file_complaint, effect=True, on={"filed": "filed"}),
    End("filed"),
    End("cancelled"),
    End("unheard"),
    resumable=True,
    files_pictures=True,
)

COMPLAINT_STATUS = Flow(
    "complaint_status",
    Do("look", look_up, on={found: found for found in get_args(Found)}),
    *(End(found) for found in get_args(Found)),
)

DIALOGUE = Dialogue(
    __package__,
    COMPLAINT,
    COMPLAINT_STATUS,
    keywords=[
        Keyword("complain", COMPLAINT, argument=Argument.TEXT, zh="TS 投诉", en="COMPLAIN"),
        Keyword(
            "complaint_status",
            COMPLAINT_STATUS,
            argument=Argument.REFERENCE,
            zh="CX TSCX",
            en="STATUS",
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
)

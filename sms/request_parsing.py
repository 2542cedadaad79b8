"""Parses Twilio's messaging parameters: texts into `Heard`, opt-outs, and delivery statuses. What
a text says is the same whoever carries it: `text_heard`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypedDict

from sqlalchemy import Connection

from core.contact_centre import picture_intake
from core.members import text_consent
from flows.engine import plain_key
from flows.protocol import Channel, Heard, HeardKind
from sms.delivery_statuses import error_of, status_of
from web.keywords import parse_message
from web.parameters import (
    caller,
    member_id,
    required_id,
    required_text,
    text,
    url,
    whole_number,
    word,
)

BODY_CHARS_MAX = 39_015
"""Of a text of 255 parts, the most that there can be. Twilio's have 1,600. The dialogue says so of
a text that is too long for it."""
EVENT_ID_CHARS_MAX = 200
TO_CHARS_MAX = 255
STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "REVOKE", "OPTOUT"})
"""Opt-out words, which refuse marketing where the carrier forwards them. CANCEL, END and QUIT are
not among them: they may be answers to a question."""
MARKETING_STOP = "stop_marketing"


class Status(TypedDict):
    carrier_id: str
    status: str | None
    error: str | None
    event: tuple[int, str] | None


def message(form: Mapping[str, str]) -> Heard:
    """What a member's text says to the dialogue. Raises BadRequest."""
    read = text if picture_urls(form) else required_text  # a picture may come without words
    body = read(form, "Body", BODY_CHARS_MAX)
    return text_heard(caller(form, "From"), body, required_id(form, "MessageSid"))


def text_heard(number: str, body: str, message_id: str) -> Heard:
    """What the text `body` of `number` says to the dialogue."""
    base = Heard(
        channel=Channel.SMS,
        session_id=f"sms:{number}",
        caller=number,
        message_id=message_id,
        kind=HeardKind.ENTERED,
        typed=body,
    )
    if plain_key(body).replace(" ", "") in STOP_WORDS:
        return replace(base, kind=HeardKind.COMMAND, command=MARKETING_STOP)
    return parse_message(base, body)


def recipient(form: Mapping[str, str]) -> str:
    return text(form, "To", TO_CHARS_MAX)


def picture_urls(form: Mapping[str, str]) -> list[str]:
    """The carrier's addresses of the pictures that came with a text. Raises BadRequest."""
    count = whole_number(form, "NumMedia") or 0
    places = range(min(count, picture_intake.PER_MESSAGE_MAX))
    return [address for place in places if (address := url(form, f"MediaUrl{place}"))]


def answered_by_carrier(form: Mapping[str, str]) -> bool:
    """Whether the carrier has answered this text itself, so that it gets no reply of ours: a second
    one or, after STOP, one that is refused (error 21610). YES is excepted: it opts in as well, but
    may be an answer to a question.
    """
    opts, body = word(form, "OptOutType"), text(form, "Body", BODY_CHARS_MAX)
    return opts in ("STOP", "HELP") or (opts == "START" and plain_key(body) != "YES")


def asks_for_texts(form: Mapping[str, str]) -> bool:
    """Whether the carrier has unblocked the number."""
    return word(form, "OptOutType") == "START"


def consent_change(
    form: Mapping[str, str], at: datetime, *, marketing_number: str
) -> Callable[[Connection], None] | None:
    """A function that records that the carrier has blocked the number, or unblocked it; None if it
    reports neither. What was sent to `marketing_number` is about the texts from there only."""
    changes = {"STOP": text_consent.stop_texts, "START": text_consent.resume_texts}
    change = changes.get(word(form, "OptOutType"))
    if change is None:
        return None
    return partial(
        change,
        number=caller(form, "From"),
        at=at,
        evidence=f"sms:{required_id(form, 'MessageSid')}",
        only_marketing=recipient(form) == marketing_number != "",
    )


def status(form: Mapping[str, str], query: Mapping[str, str]) -> Status:
    """What became of a text that was sent. Its member and event are in the address, which the
    carrier signs with the rest.
    """
    whose, event_id = member_id(query, "m"), text(query, "e", EVENT_ID_CHARS_MAX)
    return {
        "carrier_id": required_id(form, "MessageSid"),
        "status": status_of(word(form, "MessageStatus")),
        "error": error_of(word(form, "ErrorCode")),
        "event": None if whose is None else (whose, event_id),
    }

"""Africa's Talking's parameters as what was heard. The text grows: only what is new counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.protocol import Channel, Heard, HeardKind, Session, traits_of
from web.errors import BadRequest
from web.parameters import caller, required_id

COMMANDS = traits_of(Channel.USSD).command_keys
TEXT_CHARS_MAX = 4_000


def request_heard(form: Mapping[str, str]) -> Heard:
    """All of the text so far; `read` finds what of it is new once the session is known.

    The message is named by the session and the text's length: the text itself may hold a PIN, and
    of one session no two requests have the same length.
    """
    text = form.get("text", "")
    if len(text) > TEXT_CHARS_MAX:
        raise BadRequest(f"text is longer than {TEXT_CHARS_MAX} characters.")
    session_id = required_id(form, "sessionId")
    return Heard(
        channel=Channel.USSD,
        session_id=session_id,
        caller=caller(form, "phoneNumber"),
        message_id=f"{session_id}:{len(text)}",
        kind=HeardKind.ENTERED,
        text=text,
    )


def parse_in_session(heard: Heard, session: Session | None) -> Heard:
    """What is new since the last request. The first one's text is a deep link: *105*1# is '1'."""
    if session is None:
        return replace(heard, kind=HeardKind.STARTED)
    if len(heard.text) <= session.cursor:  # late, or out of order: show where we stand
        return replace(heard, kind=HeardKind.COMMAND, command="repeat", text="")
    new = heard.text[session.cursor :].removeprefix("*").strip()
    if new in COMMANDS:
        return replace(heard, kind=HeardKind.COMMAND, command=COMMANDS[new], text="")
    return replace(heard, kind=HeardKind.ENTERED if new else HeardKind.SILENCE, text=new)

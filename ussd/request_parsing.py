"""Parses Africa's Talking's parameters into `Heard`. Each request carries all that was entered in
the session so far; only what is new counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.protocol import Channel, Heard, HeardKind, Session, traits_of
from web.errors import BadRequest
from web.parameters import caller, required_id

COMMANDS = traits_of(Channel.USSD).command_keys
TEXT_CHARS_MAX = 4_000


def request_heard(form: Mapping[str, str]) -> Heard:
    """All of the text so far; `parse_in_session` finds what of it is new.

    The message id is made of the session's id and the length of the text: the text itself may hold
    a PIN, and no two requests of a session have texts of the same length.
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
    """What is new since the last request. The text of the first one is a deep link: '1' for
    *105*1#.
    """
    if session is None:
        return replace(heard, kind=HeardKind.STARTED)
    if len(heard.text) <= session.cursor:  # late or out of order: repeat the present screen
        return replace(heard, kind=HeardKind.COMMAND, command="repeat", text="")
    new = heard.text[session.cursor :].removeprefix("*").strip()
    if new in COMMANDS:
        return replace(heard, kind=HeardKind.COMMAND, command=COMMANDS[new], text="")
    return replace(heard, kind=HeardKind.ENTERED if new else HeardKind.SILENCE, text=new)

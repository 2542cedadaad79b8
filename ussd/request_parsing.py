"""Parses Africa's Talking's parameters into `Heard`. The text of a request is cumulative:
everything that was entered in the session so far, of which only the end is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.protocol import Channel, Heard, HeardKind, Session, traits_of
from web.parameters import caller, required_id, text

COMMANDS = traits_of(Channel.USSD).command_keys
TEXT_CHARS_MAX = 4_000


def request_heard(form: Mapping[str, str]) -> Heard:
    """The request with its cumulative text; `parse_in_session` reduces that to the new part.

    The message id consists of the session's id and the length of the text. It is unique, since
    every request of a session makes the text longer; the text itself may contain a PIN."""
    entered = text(form, "text", TEXT_CHARS_MAX)
    session_id = required_id(form, "sessionId")
    return Heard(
        channel=Channel.USSD,
        session_id=session_id,
        caller=caller(form, "phoneNumber"),
        message_id=f"{session_id}:{len(entered)}",
        kind=HeardKind.ENTERED,
        text=entered,
    )


def parse_in_session(heard: Heard, session: Session | None) -> Heard:
    """The part that is new since the last request. The first request of a session begins it; its
    text is a deep link: '1' for *105*1#."""
    if session is None:
        return replace(heard, kind=HeardKind.STARTED)
    if len(heard.text) <= session.cursor:  # late or out of order: repeat the present screen
        return replace(heard, kind=HeardKind.COMMAND, command="repeat", text="")
    new = heard.text[session.cursor :].removeprefix("*").strip()
    if new in COMMANDS:
        return replace(heard, kind=HeardKind.COMMAND, command=COMMANDS[new], text="")
    return replace(heard, kind=HeardKind.ENTERED if new else HeardKind.SILENCE, text=new)

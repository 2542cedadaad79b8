"""Parses what Kannel's get-url says of a text into `Heard`."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.protocol import Heard
from sms.request_parsing import BODY_CHARS_MAX, TO_CHARS_MAX, text_heard
from web.parameters import caller, required_id, required_text, text

RESENT_AS_CHARS = 32


def message(query: Mapping[str, str], secret: str) -> Heard:
    """What a member's text says to the dialogue. Raises BadRequest.

    The id is Kannel's own. An SMSC that delivers a text again gets another one, so the text is
    known by its sender and words as well, hashed with the secret: they may be a code."""
    number = caller(query, "from")
    body = required_text(query, "text", BODY_CHARS_MAX)
    heard = text_heard(number, body, required_id(query, "id"))
    digest = hmac.digest(secret.encode(), f"{number} {body}".encode(), "sha256").hex()
    return replace(heard, resent_as=digest[:RESENT_AS_CHARS])


def replied(query: Mapping[str, str]) -> tuple[str, str]:
    """The sender and `resent_as` of the text whose reply the SMSC has taken. Raises BadRequest."""
    return caller(query, "from"), required_id(query, "as")


def is_own(query: Mapping[str, str], own_numbers: Sequence[str]) -> bool:
    """Whether the text comes from the number that it goes to, or from one of ours: a reply would
    come back as well. Operators write numbers with and without +."""
    sender, *ours = (
        number.strip().removeprefix("+")
        for number in (
            text(query, "from", TO_CHARS_MAX),
            text(query, "to", TO_CHARS_MAX),
            *own_numbers,
        )
    )
    return sender in ours

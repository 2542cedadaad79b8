"""Asking for the PIN, where the caller's number is not proof enough. Begun by the engine."""

from __future__ import annotations

from typing import Literal

from core.members import PIN, NoPin, PinLocked, WrongPin, pins
from core.programme import shipped_rules
from flows.engine import Ask, Context, Dialogue, Do, End, Flow

PIN_DIGITS = shipped_rules().security.pin_digits


def known_by(context: Context) -> Literal["sure", "pin", "no_pin"]:
    """How the caller can be identified: already in this session, by the PIN, or not at all."""
    if PIN in context.session.proofs:
        return "sure"
    return "pin" if context.member.has_pin else "no_pin"


def check_pin(context: Context) -> Literal["sure", "wrong", "locked", "no_pin"]:
    """Checks the PIN. This is an effect, because failed attempts are counted; a message that is
    delivered twice counts once."""
    try:
        pins.check(context.conn, context.member.member_id, context.entered, context.at)
    except WrongPin as wrong:
        if wrong.tries_left == 0:
            return "locked"
        context.say("wrong", tries=wrong.tries_left)
        return "wrong"
    except PinLocked:
        return "locked"
    except NoPin:
        return "no_pin"
    context.session.proofs = [*context.session.proofs, PIN]
    return "sure"


IDENTIFY = Flow(
    "identify",
    Do("known", known_by, on={"sure": "sure", "pin": "pin", "no_pin": "no_pin"}),
    Ask("pin", digits_min=PIN_DIGITS, digits_max=PIN_DIGITS, secret=True, on={"given": "try"}),
    Do(
        "try",
        check_pin,
        effect=True,
        says=["wrong"],
        on={"sure": "sure", "wrong": "pin", "locked": "locked", "no_pin": "no_pin"},
    ),
    End("sure", silent=True),
    End("locked"),
    End("no_pin"),
    passing=True,
)

DIALOGUE = Dialogue(
    __package__, IDENTIFY, facts={"digits_max": PIN_DIGITS, "tries": 2}, entry_points=[IDENTIFY]
)

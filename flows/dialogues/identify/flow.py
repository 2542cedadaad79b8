"""Asking for the PIN, where the caller's number is not proof enough. Begun by the engine.

Whoever has forgotten or locked the PIN, or has none yet, chooses one on the spot, and what they
wanted goes on: a code to the number takes the place of the PIN.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.members import PIN, NoPin, PinLocked, WrongPin, one_time_codes, pins
from core.programme import local_day
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.identify.new_pin import (
    PIN_DIGITS,
    is_outdated,
    is_repeated,
    new_pin_steps,
)
from flows.engine import Ask, Context, Dialogue, Do, End, Flow, Menu, plain_key
from flows.language import understanding
from flows.protocol import Channel, Heard

FORGOTTEN_KEY = "1"


@dataclass(frozen=True, kw_only=True)
class PinEntry(Ask):
    """Asks for the PIN. FORGOTTEN_KEY alone, or words that say so, is the outcome "forgotten": a
    PIN has more digits. Whoever did not enter it at once is told of that."""

    def sentence(self, context: Context) -> str:
        hesitates = context.session.silences or context.session.misses
        return self.key(context, "-simply" if hesitates else "")

    def hear(self, context: Context, heard: Heard) -> str | None:
        if plain_key(heard.text) == FORGOTTEN_KEY or understanding.is_forgotten(heard.text):
            return "forgotten"
        return super().hear(context, heard)


class LockedPin(Menu):
    """Offers whoever has locked the PIN to choose another one, as whoever has forgotten it may."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        return "reset" if understanding.is_forgotten(heard.text) else super().hear(context, heard)


def known_by(
    context: Context,
) -> Literal["sure", "pin", "forgotten", "locked", "no_pin", "no_pin_here"]:
    """How the caller can be identified: already in this session, by the PIN, or by choosing one.
    Whoever has said that it is forgotten is not asked for it.
    "no_pin_here": where the number can be forged, a code is texted to it first: a forger could
    otherwise set the PIN that protects the points from then on."""
    if PIN in context.session.proofs:
        return "sure"
    member = context.member
    if not member.has_pin:
        context.say("no_pin")
        return "no_pin" if context.traits.number_verified else "no_pin_here"
    if context.answers.get(understanding.FORGOTTEN):
        return "forgotten"
    locked_on = member.pin_locked_on
    if locked_on is None or locked_on < local_day(context.at):
        return "pin"
    context.answers["lock"] = "by_hand" if locked_on == pins.LOCKED_BY_HAND else "today"
    return "locked"


def check_pin(context: Context) -> Literal["sure", "wrong", "locked", "no_pin"]:
    """Checks the PIN. This is an effect, because failed attempts are counted; a message that is
    delivered twice counts once."""
    try:
        pins.check(context.conn, context.member.member_id, context.entered, context.at)
    except WrongPin as wrong:
        context.say_refusal("wrong", tries=wrong.tries_left)
        return "wrong"
    except PinLocked:
        context.answers["lock"] = "today"
        return "locked"
    except NoPin:
        return "no_pin"
    context.session.proofs = [*context.session.proofs, PIN]
    return "sure"


def end_other_codes(context: Context) -> Literal["ended"]:
    """Once a code has been passed, those that other channels have asked for set no PIN."""
    one_time_codes.end_of_kind(context.conn, context.member.member_id, IDENTIFY.name)
    return "ended"


def choose_pin(context: Context) -> Literal["set", "differs", "outdated"]:
    """Sets the new PIN, which identifies the caller as well. Says so where something goes on that
    would not say it."""
    if is_outdated(context):
        return "outdated"
    if not is_repeated(context):
        return "differs"
    pins.reset(context.conn, context.member, context.entered)
    context.session.proofs = [*context.session.proofs, PIN]
    if context.answers.get("gate"):
        context.say("set_now")
    return "set"


IDENTIFY = Flow(
    "identify",
    Do(
        "known",
        known_by,
        says=["no_pin"],
        on={
            "sure": "sure",
            "pin": "pin",
            "forgotten": "send_code",
            "locked": "locked",
            "no_pin": "note",
            "no_pin_here": "send_code",
        },
    ),
    PinEntry(
        "pin",
        digits_min=PIN_DIGITS,
        digits_max=PIN_DIGITS,
        secret=True,
        names_agent=True,
        on={"given": "try", "forgotten": "send_code"},
    ),
    Do(
        "try",
        check_pin,
        effect=True,
        refusals=["wrong"],
        on={"sure": "sure", "wrong": "pin", "locked": "locked", "no_pin": "known"},
    ),
    *coding.code_entry_steps(lambda answers: "set PIN", then="passed"),
    Do("passed", end_other_codes, effect=True, on={"ended": "note"}),
    LockedPin("locked", on={"reset": "send_code", "later": "cancelled"}, yes="reset", no="later"),
    *new_pin_steps(choose_pin, on={"set": "chosen"}, says=["set_now"]),
    End("sure", silent=True),
    End("chosen", silent=True),
    End("cancelled"),
    *coding.ENDINGS,
    passing=True,
)

DIALOGUE = Dialogue(
    __package__,
    IDENTIFY,
    facts=coding.FACTS | {"digits_max": PIN_DIGITS, "lock": "today"},
    says={"identify-dropped": tuple(Channel)},
    entry_points=[IDENTIFY],
)

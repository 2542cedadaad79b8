"""Choosing a new PIN: steps that the dialogue of the PIN and the identification share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from core.members import PinLocked, pins
from core.programme import shipped_rules
from flows.engine import Ask, Context, Do, Step

PIN_DIGITS = shipped_rules().security.pin_digits
Chosen = Literal["set", "differs", "locked"]


def check_new_pin(context: Context) -> Literal["fine", "weak"]:
    """Refuses a weak PIN. Until the PIN is repeated, the session has only its slow hash."""
    if pins.weakness(context.entered, context.member.number):
        context.say_refusal("weak")
        return "weak"
    context.answers["first"] = pins.hashed(context.entered)
    return "fine"


def set_pin(context: Context) -> Chosen:
    if not pins.matches(context.answers.pop("first"), context.entered):
        context.say_refusal("differs")
        return "differs"
    try:
        pins.choose(context.conn, context.member, context.entered, context.at)
    except PinLocked:
        return "locked"
    return "set"


def new_pin_steps(
    *, then: str, action: Callable[[Context], Chosen] = set_pin, says: Sequence[str] = ()
) -> tuple[Step, ...]:
    """The steps from `new` to the step `then`. `action`: sets the PIN that was entered twice;
    `says`: what it may say besides what set_pin() says."""
    return (
        Ask(
            "new", digits_min=PIN_DIGITS, digits_max=PIN_DIGITS, secret=True, on={"given": "weigh"}
        ),
        Do("weigh", check_new_pin, refusals=["weak"], on={"fine": "again", "weak": "new"}),
        Ask(
            "again", digits_min=PIN_DIGITS, digits_max=PIN_DIGITS, secret=True, on={"given": "set"}
        ),
        Do(
            "set",
            action,
            effect=True,
            says=says,
            refusals=["differs"],
            on={"set": then, "differs": "new", "locked": "locked"},
        ),
    )

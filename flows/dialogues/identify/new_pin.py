"""Choosing a new PIN: steps that the dialogue of the PIN and the identification share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from core.members import one_time_codes, pins
from core.programme import shipped_rules
from flows.engine import Ask, Context, Do, End, Step

PIN_DIGITS = shipped_rules().security.pin_digits


def note_pin(context: Context) -> Literal["noted"]:
    """Notes which PIN it is that the new one replaces."""
    context.answers["replaced"] = pins.mark(context.conn, context.member.member_id)
    return "noted"


def is_outdated(context: Context) -> bool:
    """Whether the PIN has been changed elsewhere since the member was asked for a new one: what was
    proved for this has been used then."""
    replaced = context.answers.get("replaced")  # None: asked by the release before this one
    return replaced is not None and replaced != pins.mark(context.conn, context.member.member_id)


def check_new_pin(context: Context) -> Literal["fine", "weak", "outdated"]:
    """Refuses a weak PIN, also the code just used: whoever sends it twice would make it the PIN.
    Until the PIN is repeated, the session has only its slow hash."""
    member = context.member
    if is_outdated(context):
        return "outdated"
    if pins.weakness(context.entered, member.number) or one_time_codes.is_last_used(
        context.conn, member_id=member.member_id, code=context.entered
    ):
        context.say_refusal("weak")
        return "weak"
    context.answers["first"] = pins.hashed(context.entered)
    return "fine"


def is_repeated(context: Context) -> bool:
    """Whether the PIN was entered twice alike. Says so if not."""
    if pins.matches(context.answers.pop("first"), context.entered):
        return True
    context.say_refusal("differs")
    return False


def new_pin_steps(
    action: Callable[[Context], str], *, on: Mapping[str, str], says: Sequence[str] = ()
) -> tuple[Step, ...]:
    """The steps from `note` on. `action` sets the PIN if it is not is_outdated() and is_repeated();
    `on` has where its other outcomes lead to; `says`: what it may say."""
    return (
        Do("note", note_pin, on={"noted": "new"}),
        Ask(
            "new", digits_min=PIN_DIGITS, digits_max=PIN_DIGITS, secret=True, on={"given": "weigh"}
        ),
        Do(
            "weigh",
            check_new_pin,
            refusals=["weak"],
            on={"fine": "again", "weak": "new", "outdated": "outdated"},
        ),
        Ask(
            "again", digits_min=PIN_DIGITS, digits_max=PIN_DIGITS, secret=True, on={"given": "set"}
        ),
        Do(
            "set",
            action,
            effect=True,
            says=says,
            refusals=["differs"],
            on={**on, "differs": "new", "outdated": "outdated"},
        ),
        End("outdated", refuses=True),
    )

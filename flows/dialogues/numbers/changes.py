"""Adding a number to the membership, removing one, and making another one the main number.

Whoever asks is proved as for spending points: from a number of the membership, everything can be
done. Who holds a new number agrees by the code that is texted there: its text says what to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.kernel import NotAllowed
from core.members import (
    Act,
    NumberInUse,
    is_fixed_line,
    masked,
    member_points,
    mobile_digits,
    national_digits,
    numbers,
)
from core.programme import local_day, shipped_rules
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import CODE_DIGITS, Answers
from flows.dialogues.code_confirmation.flow import code_entry_steps, needs_code
from flows.dialogues.numbers import wanted
from flows.dialogues.numbers.agreement import ask_holder, check_agreement
from flows.engine import Ask, Choice, Context, Do, End, Flow, Menu, YesNo

LAST_DIGITS = 4
NUMBER_DIGITS_MIN, NUMBER_DIGITS_MAX = 7, 15  # E.164, with or without the country


def begin(context: Context) -> Literal["enter", "read", "pick", "named", "in_use", "full"]:
    """A number that the words have named need not be entered, nor picked. Of several none is
    taken."""
    context.answers["points"] = 0
    said = context.answers.pop("named", "")
    named = wanted.to_number(said)
    if said == wanted.SEVERAL:
        context.say("one_by_one")
    if context.answers["change"] != wanted.ADD:
        return _pick(context, named)
    context.answers.update(numbers_max=1 + numbers.FURTHER_MAX, entered=named)
    further = numbers.further(context.conn, context.member.member_id)
    if len(further) >= numbers.FURTHER_MAX:
        return "full"
    return "read" if named else "enter"


def _pick(context: Context, named: str) -> Literal["pick", "named", "in_use"]:
    possible = [each.value for each in others(context)]
    if named in possible:
        context.answers["number"] = named
        return "named"
    used = context.session.caller
    is_removed = context.answers["change"] == wanted.REMOVE and used != context.member.number
    return "in_use" if is_removed and (named == used or not possible) else "pick"


def others(context: Context) -> Sequence[Choice]:
    """The numbers that can be picked: no fixed line as the main one; and not to be removed, the
    one that the member uses now."""
    is_removed = context.answers["change"] == wanted.REMOVE
    further = [each.number for each in numbers.further(context.conn, context.member.member_id)]
    possible = [
        number
        for number in further
        if (number != context.session.caller if is_removed else not is_fixed_line(number))
    ]
    return [
        Choice(number, str(place), {"other": masked(number), "other_last": number[-LAST_DIGITS:]})
        for place, number in enumerate(possible, start=1)
    ]


def read_number(context: Context) -> Literal["found", "again", "fixed_line"]:
    number = wanted.to_number(context.answers["entered"])
    if not number:
        context.say_refusal("no_number")
        return "again"
    if is_fixed_line(number):
        return "fixed_line"
    if numbers.has(context.conn, context.member, number):
        context.say("yours", other=masked(number))
        return "again"
    context.answers["number"] = number
    return "found"


def weigh(context: Context) -> Literal["confirm", "code"]:
    number = context.answers["number"]
    context.answers.update(
        other=masked(number), other_last=number[-LAST_DIGITS:], whole=national_digits(number)
    )
    context.answers.pop("action_key", None)  # the key of an earlier choice
    return coding.confirmation_for(context, 0)


def needs_agreement(context: Context) -> Literal["yes", "no"]:
    return "yes" if context.answers["change"] == wanted.ADD else "no"


def change(context: Context) -> Literal["done", "refused"]:
    member_id, number = context.member.member_id, context.answers["number"]
    what = {"member_id": member_id, "number": number, "key": context.answers["action_key"]}
    try:
        with context.conn.begin_nested():
            match context.answers["change"]:
                case wanted.ADD:
                    numbers.add(context.conn, **what, by=context.channel, at=context.at)
                case wanted.REMOVE:
                    numbers.remove(context.conn, **what, at=context.at)
                case wanted.MAIN:
                    numbers.make_main(context.conn, **what, at=context.at)
    except (NotAllowed, NumberInUse):
        return "refused"
    context.caller = member_points.caller(
        context.conn, context.session.caller, local_day(context.at)
    )
    return "done"


def purpose(answers: Answers) -> str:
    return f"{answers['change']} {answers['number']}"


CHANGE_NUMBERS = Flow(
    "change_numbers",
    Do(
        "begin",
        begin,
        says=["one_by_one"],
        on={
            "enter": "entered",
            "read": "read",
            "pick": "pick",
            "named": "weigh",
            "in_use": "in_use",
            "full": "full",
        },
    ),
    Ask(
        "entered",
        digits_min=NUMBER_DIGITS_MIN,
        digits_max=NUMBER_DIGITS_MAX,
        save="entered",
        tells={"number_digits": mobile_digits(shipped_rules().region) or NUMBER_DIGITS_MAX},
        on={"given": "read"},
    ),
    Do(
        "read",
        read_number,
        says=["yours"],
        refusals=["no_number"],
        on={"found": "weigh", "again": "entered", "fixed_line": "fixed_line"},
    ),
    Menu("pick", choices=others, save="number", on={"picked": "weigh", "none": "none"}),
    Do("weigh", weigh, on={"confirm": "confirm", "code": "send_code"}),
    YesNo("confirm", costly=True, on={"yes": "prove", "no": "cancelled"}),
    Do("prove", needs_code, on={"yes": "send_code", "no": "proved"}),
    *code_entry_steps(purpose, then="proved", read_back="confirm"),
    Do("proved", needs_agreement, on={"yes": "ask_holder", "no": "change"}),
    Do(
        "ask_holder",
        ask_holder,
        effect=True,
        on={"sent": "agreement", "too_soon": "in_a_minute", "too_many": "too_many"},
    ),
    Ask(
        "agreement",
        digits_min=CODE_DIGITS,
        digits_max=CODE_DIGITS,
        secret=True,
        names_agent=True,
        on={"given": "check"},
    ),
    Do(
        "check",
        check_agreement,
        effect=True,
        refusals=["code_wrong", "code_replaced"],
        on={"agreed": "change", "wrong": "agreement", "expired": "expired"},
    ),
    Do("change", change, effect=True, on={"done": "done", "refused": "refused"}),
    End("done"),
    End("none"),
    End("cancelled"),
    End("in_use", refuses=True),
    End("full", refuses=True),
    End("fixed_line", refuses=True),
    End("in_a_minute", refuses=True),
    End("refused", refuses=True),
    *coding.ENDINGS,
    act=Act.SPEND,
)

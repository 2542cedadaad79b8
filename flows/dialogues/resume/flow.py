"""Going on after a dropped session, or starting again; and what a mistyped word was meant to be."""

from __future__ import annotations

from typing import Literal

from flows.engine import Context, Dialogue, Do, End, Flow, Menu, YesNo
from flows.protocol import Frame, copy_of


def go_on(context: Context) -> Literal["taken_up"]:
    """Stand where the dropped session stood. Who the caller is has to be shown again."""
    context.jump, context.session.parked = copy_of(context.session.parked), []
    return "taken_up"


def forget(context: Context) -> Literal["dropped"]:
    context.session.parked = []
    return "dropped"


RESUME = Flow(
    "resume",
    Menu("offer", on={"go_on": "go_on", "afresh": "forget"}),
    Do("go_on", go_on, on={"taken_up": "over"}),
    Do("forget", forget, on={"dropped": "over"}),
    End("over", silent=True),
    passing=True,
    members_only=False,
)


def do_as_meant(context: Context) -> Literal["done"]:
    """What stands ready as `meant`, as if it had been texted right: what was begun is left, and
    the menu beneath waits for it to end."""
    if begun := context.answers["begun"]:
        context.say_abandoned(begun)
    context.jump = [Frame(**context.answers["home"]), Frame(**context.answers["meant"])]
    return "done"


def go_back(context: Context) -> Literal["something", "nothing"]:
    """To the question that the mistyped word was no answer to, if there was one."""
    if len(context.session.stack) == 2:  # the menu, and the question whether that was meant
        return "nothing"
    context.say("go_on")
    return "something"


GUESS = Flow(
    "guess",
    YesNo("meant", on={"yes": "do", "no": "back"}),
    Do("do", do_as_meant, on={"done": "over"}),
    Do("back", go_back, says=["go_on"], on={"something": "over", "nothing": "never_mind"}),
    End("over", silent=True),
    End("never_mind"),
    passing=True,
    members_only=False,
)

DIALOGUE = Dialogue(__package__, RESUME, GUESS, facts={"word": "COMPLAINT"}, entry_points=[RESUME])

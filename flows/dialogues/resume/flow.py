"""Resuming a dropped session; and asking what a mistyped keyword was meant to be."""

from __future__ import annotations

from typing import Literal

from flows.engine import BEGUN, DOING, Context, Dialogue, Do, End, Flow, Menu, YesNo
from flows.language import LANGUAGES, facts_in_language
from flows.protocol import Frame, copy_of


def name_parked(context: Context) -> Literal["named"]:
    """Saves as an answer what the member was doing, in every language. Counts the offer."""
    context.session.parked_offers += 1
    frame = next(
        each
        for each in reversed(context.session.parked)
        if context.has_words(f"{each.flow}-{BEGUN}")
    )
    key, say = f"{frame.flow}-{frame.answers.get(DOING, BEGUN)}", context.services.wording.say
    context.answers["begun"] = {
        language: say(key, language, context.channel, facts_in_language(language, frame.answers))
        for language in LANGUAGES
    }
    return "named"


def resume_parked(context: Context) -> Literal["taken_up"]:
    """Continues where the dropped session was. Proofs of identity are not kept, so the engine asks
    for them again."""
    context.jump, context.session.parked = copy_of(context.session.parked), []
    return "taken_up"


def discard_parked(context: Context) -> Literal["dropped"]:
    context.session.parked = []
    return "dropped"


RESUME = Flow(
    "resume",
    Do("name", name_parked, on={"named": "offer"}),
    Menu("offer", on={"go_on": "go_on", "afresh": "forget"}, yes="go_on", no="afresh"),
    Do("go_on", resume_parked, on={"taken_up": "over"}),
    Do("forget", discard_parked, on={"dropped": "over"}),
    End("over", silent=True),
    passing=True,
    members_only=False,
)


def run_meant(context: Context) -> Literal["done"]:
    """Plays the dialogue of the keyword, as if the keyword had been typed correctly: on top of the
    home menu, and abandoning an unfinished dialogue."""
    if begun := context.answers["begun"]:
        context.leave(begun)
    opened = [Frame(**context.answers["home"]), Frame(**context.answers["meant"])]
    context.jump = copy_of(opened)  # an attempt that is repeated finds the stored ones unchanged
    return "done"


def return_to_question(context: Context) -> Literal["something", "nothing"]:
    """Returns to the question that was open when the mistyped word came, if there was one."""
    if len(context.session.stack) == 2:  # only the home menu and this question
        return "nothing"
    context.say("go_on")
    return "something"


GUESS = Flow(
    "guess",
    YesNo("meant", on={"yes": "do", "no": "back"}),
    Do("do", run_meant, on={"done": "over"}),
    Do(
        "back",
        return_to_question,
        says=["go_on"],
        on={"something": "over", "nothing": "never_mind"},
    ),
    End("over", silent=True),
    End("never_mind"),
    passing=True,
    members_only=False,
)

DIALOGUE = Dialogue(
    __package__,
    RESUME,
    GUESS,
    facts={
        "begun": {
            "zh": "给138****0001转赠积分",
            "en": "redeeming points for Thermos and cups",
        },
        "word": "COMPLAINT",
    },
    entry_points=[RESUME],
)

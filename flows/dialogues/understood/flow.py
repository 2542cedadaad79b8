"""Asking back what a member's own words meant: one wish, which of two, or none at a question that
takes any words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from flows.dialogues.agent.flow import AGENT
from flows.dialogues.understood.questions import DROPS, WishMeant
from flows.engine import (
    SAID,
    Call,
    Choice,
    Context,
    Dialogue,
    Do,
    End,
    Flow,
    Menu,
    deny,
    take_back,
)
from flows.language import Label
from flows.protocol import Frame, copy_of


def offered(context: Context) -> Sequence[Choice]:
    """The two wishes, and an agent."""
    wishes = dict.fromkeys([*context.answers["wishes"], Label.AGENT.value])
    return [
        Choice(wish, str(number), {"wish": wish}) for number, wish in enumerate(wishes, start=1)
    ]


def begin(context: Context) -> Literal["begun", "agent", "not_offered"]:
    """Begins the dialogue of the wish, as if the member had named it clearly: on top of the home
    menu, abandoning what was begun."""
    wish = Label(context.answers["wish"])
    take_back(context)
    opened = context.answers["opens"].get(wish)
    begun = context.answers["begun"]
    # A session returns from the agent to what was begun; where there are none, that is lost.
    if begun and (wish is not Label.AGENT or context.traits.sessionless):
        context.leave(begun, glanced=wish in context.answers.get("looked_up", []))
    if wish is Label.AGENT:
        return "agent"
    if opened is None and wish is not Label.MENU:
        return "not_offered"
    frames = [Frame(**each) for each in (context.answers["home"], opened) if each]
    context.jump = copy_of(frames)  # an attempt that is repeated finds the stored ones unchanged
    return "begun"


def decline(context: Context) -> Literal["begun", "none", "dropped"]:
    """ "begun": the question that was asked back about is still open, and is asked again.
    "dropped": nothing is wanted, so nothing is to be said in another way."""
    is_dropped = context.answers.pop(DROPS, False)
    if not is_dropped:
        deny(context)
    if not context.answers["begun"]:
        return "dropped" if is_dropped else "none"
    context.say("dropped" if is_dropped else "never_mind")
    return "begun"


BEGINNING = (
    Do("begin", begin, on={"begun": "over", "agent": "agent", "not_offered": "not_offered"}),
    Call("agent", AGENT, then="over"),
    End("over", silent=True),
    End("not_offered", refuses=True),
)
"""Begins the wish that the member meant, and ends the question."""

ASK_WISH = Flow(
    "ask_wish",
    WishMeant("meant", on={"yes": "begin", "no": "decline"}),
    Do(
        "decline",
        decline,
        says=["never_mind", "dropped"],
        on={"begun": "over", "none": "never_mind", "dropped": "dropped"},
    ),
    *BEGINNING,
    End("never_mind"),
    End("dropped"),
    passing=True,
    members_only=False,
)

OFFER_WISHES = Flow(
    "offer_wishes",
    Menu("which", choices=offered, save="wish", on={"picked": "begin", "none": "over"}),
    *BEGINNING,
    passing=True,
    members_only=False,
)


def take_words(context: Context) -> Literal["taken"]:
    """Gives the words to the question below, which they answer."""
    context.session.stack[-2].answers[SAID] = context.answers["words"]
    return "taken"


WISH_OR_WORDS = Flow(
    "wish_or_words",
    Menu("which", on={"words": "take", "wish": "begin"}),
    Do("take", take_words, on={"taken": "over"}),
    *BEGINNING,
    passing=True,
    members_only=False,
)

DIALOGUE = Dialogue(
    __package__,
    ASK_WISH,
    OFFER_WISHES,
    WISH_OR_WORDS,
    facts={"wish": Label.COMPLAINT.value},
)
"""Every label that is a wish has a name in the sentence `wish-name`."""

"""What supervisors call a dialogue, and what a member wants who is in one.

Members hear its title where it is plain what is meant: seven menus are each "main menu" to them. In
a list of all dialogues that says too little, so the desk has a name of its own for such a one.
"""

from __future__ import annotations

from desk.frame.context import DeskContext, language
from flows.protocol import Channel

HOME_MENU = "_home"


def dialogue_name(context: DeskContext, flow: str) -> str:
    """'' for a dialogue that there is no more."""
    own, title = f"flow-{flow}", f"{flow}-title"
    if context.words.has(own, language()):
        return context.words.say(own, language())
    if not context.wording.has(title, language(), Channel.SMS):
        return ""
    said = context.wording.say(title, language(), Channel.SMS, {})
    return said[:1].upper() + said[1:]


def wish_in_words(context: DeskContext, flow: str) -> str:
    """What a member who is in the dialogue `flow` wants; '' is no dialogue, and not said. Who is at
    a home menu has not said it yet, unless there is little else to want at that menu."""
    own, title = f"wish-{flow}", f"{flow}-title"
    if context.words.has(own, language()):
        return context.words.say(own, language())
    if flow.endswith(HOME_MENU) or not context.wording.has(title, language(), Channel.SMS):
        return ""
    return context.wording.say(title, language(), Channel.SMS, {})

"""A wish that is said at a menu and is more than the name of one of its options.

"查积分" names 补登积分 by a word that it shares, and "换话费" names a menu with 换话费 in it. Where
the words are clear by themselves, what they ask for begins at once; where they only ask for what
the option opens, the option is picked.
"""

from __future__ import annotations

from dataclasses import replace

from flows.engine import heard_wishes
from flows.engine.context import Context
from flows.engine.flow import Flow
from flows.engine.player import Player
from flows.engine.steps import Call, ServiceMenu
from flows.language import Does, Understanding, answers, understanding
from flows.protocol import Heard, HeardKind


def over_option(player: Player, context: Context, heard: Heard) -> Understanding | None:
    """The wish that goes before the option which `heard` names at the open menu; None if the option
    is to be picked, or none is named."""
    session = context.session
    if session.resting or heard.kind is not HeardKind.ENTERED or heard.is_doubtful:
        return None
    step = player.step(session.top)
    outcome = step.named_in_words(context, heard.text) if isinstance(step, ServiceMenu) else ""
    found = heard_wishes.read(heard) if outcome else None
    if found is None or not (found.does is Does.ACT or found.is_only_spoken):
        return None
    if understanding.wishes_in(heard.text):
        return found
    option = context.words(step.key(context, f"-{outcome}"))
    if answers.is_same(heard.text, option):
        return None  # what is shown as an option is one, whatever else its words may mean
    call = player.dialogues.flows[session.top.flow].steps[step.on[outcome]]
    assert isinstance(call, Call) and isinstance(call.flow, Flow)
    wanted = player.dialogues.by_wish.get(found.wishes[0])
    if wanted is None or wanted.name == call.flow.name:
        return None
    if wanted.name not in {flow.name for flow in call.flow.calls()}:
        return found
    if _is_told_apart(player, context, heard.text, call.flow, wanted, option):
        return replace(found, does=Does.ACT)
    return None


def _is_told_apart(
    player: Player, context: Context, text: str, menu: Flow, wanted: Flow, option: str
) -> bool:
    """Whether the words tell which dialogue of `menu` is wanted: by their own sentence, or by the
    name of its option. A sentence does not tell gifts from phone credit: "I want to redeem"."""
    alike = [flow for flow in menu.calls() if player.dialogues.is_same_kind(flow.name, wanted.name)]
    if len(alike) <= 1 and not answers.is_bare_name(text, option):
        return True
    first = menu.steps[menu.first]
    if not isinstance(first, ServiceMenu):
        return False
    labels = {
        name: context.words(f"{menu.name}-{first.name}-{name}") for name in first.fixed_options()
    }
    named = answers.option_named(text, labels)
    step = menu.steps[first.on[named]] if named else None
    return isinstance(step, Call) and step.flow.name == wanted.name

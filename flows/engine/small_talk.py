"""Answers what members say for politeness: a greeting, thanks, praise, a goodbye, "one moment",
"wrong number"; whether they are heard; the question who they are talking to; and the weather.

Each has one short reply of its own. Where nothing is begun, thanks, a wrong number and a goodbye
end the contact: a call is hung up, a screen is closed, a text leaves no question open. So does a
text that only says "OK" or shows 👍 where nothing was asked.
"""

from __future__ import annotations

from flows.engine import reprompts
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.steps import Menu, YesNo
from flows.engine.under_way import begun_dialogue, dismiss_questions, leave_begun
from flows.language import SmallTalk, Understanding, answers
from flows.protocol import Heard, HeardKind

SENTENCES = {
    SmallTalk.IDENTITY: "engine-identity",
    SmallTalk.HEARD: "engine-heard",
    SmallTalk.WAIT: "engine-no_hurry",
    SmallTalk.MISDIALED: "engine-misdialed",
    SmallTalk.ACKNOWLEDGED: "engine-acknowledged",
    SmallTalk.GREETING: "engine-hello",
    SmallTalk.THANKS: "engine-thanks",
    SmallTalk.PRAISE: "engine-praised",
    SmallTalk.WEATHER: "engine-weather",
}
_ENDINGS = (SmallTalk.THANKS, SmallTalk.GOODBYE, SmallTalk.MISDIALED)
_PLAIN = (SmallTalk.IDENTITY, SmallTalk.HEARD, SmallTalk.WAIT, SmallTalk.MISDIALED)
"""Whole phrases, of which no word names a wish."""


def heard_as(
    heard: Heard, found: Understanding | None, *, at_rest: bool = False
) -> SmallTalk | None:
    """found: what its words may mean: a wish goes first, but the question whether an agent is
    speaking is no wish for one. at_rest: whether no question is open."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful or heard.pictures is not None:
        return None
    kind = answers.small_talk_of(heard.text)
    if at_rest and kind is None and answers.is_acknowledgement(heard.text):
        return SmallTalk.ACKNOWLEDGED
    if kind is None and found is not None and found.praises:
        return SmallTalk.PRAISE
    is_wish = found is not None and (found.wishes or found.refused)
    return None if is_wish and kind not in _PLAIN else kind


def is_goodbye(player: Player, context: Context, heard: Heard) -> bool:
    """Whether it ends the contact. To a question for yes or no it is an answer, and whoever enters
    something for an agent goes back to the agent."""
    if heard_as(heard, None) is not SmallTalk.GOODBYE or _is_with_agent(player, context):
        return False
    step = player.step(context.session.top)
    return context.session.resting or not isinstance(step, YesNo)


def answer(player: Player, context: Context, kind: SmallTalk) -> None:
    session = context.session
    reprompts.reset(session)
    if kind is SmallTalk.GOODBYE:
        leave_begun(player, context)
        return _end(player, context)
    context.said.append(context.words(SENTENCES[kind]))
    dismiss_questions(player, session)
    is_at_menu = session.resting or _is_menu(player, context)
    if kind in _ENDINGS and is_at_menu and not _is_with_agent(player, context):
        return _end(player, context)
    if kind is SmallTalk.GREETING and session.resting:
        return player.go_home(context)
    if not session.resting:
        player.ask(context)


def _end(player: Player, context: Context) -> None:
    session = context.session
    context.said.append(context.words("engine-goodbye"))
    session.stack, session.trail = [player.dialogues.home(context).start()], []
    session.over = not context.traits.sessionless
    session.resting, session.parked = not session.over, []


def _is_menu(player: Player, context: Context) -> bool:
    """Whether a menu is open, and nothing is begun that would be lost."""
    step = player.step(context.session.top)
    is_begun = begun_dialogue(player, context.session) is not None
    return isinstance(step, Menu) and not isinstance(step, YesNo) and not is_begun


def _is_with_agent(player: Player, context: Context) -> bool:
    agent = player.dialogues.agent.name
    return any(frame.flow == agent for frame in context.session.stack)

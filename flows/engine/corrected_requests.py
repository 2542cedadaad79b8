"""Words that correct what was asked for, at the question for the PIN: "not the stand, the doll".
Nothing of it has been read back yet, so the dialogue beneath takes them as if they had been said
first."""

from __future__ import annotations

from collections.abc import Sequence

from flows.engine.context import Context
from flows.engine.flow import Said
from flows.engine.player import Player
from flows.engine.under_way import REQUEST, opening
from flows.protocol import Frame, Heard, HeardKind


def find(player: Player, context: Context, heard: Heard) -> tuple[Frame, Sequence[Said]] | None:
    """The dialogue beneath the question for the PIN, as it begins with what the words correct, and
    what is said of that; None if they correct nothing."""
    session = context.session
    is_said = heard.kind is HeardKind.ENTERED and not heard.is_doubtful
    if not is_said or session.resting or not session.top.answers.get("gate"):
        return None
    beneath = session.stack[-2]
    flow, request = player.dialogues.flows[beneath.flow], beneath.answers.get(REQUEST)
    if flow.corrects is None or not request or not any(map(str.isalpha, heard.text)):
        return None
    corrected = flow.corrects.request(context, heard.text, request)
    if not corrected:
        return None
    said = flow.corrects.says(context, request, corrected)
    return opening(player, session, flow, corrected), said


def take(player: Player, context: Context, begun: Frame, said: Sequence[Said]) -> None:
    """Puts the dialogue in the place of the one beneath, and asks for the PIN again."""
    context.session.stack[-2] = begun
    context.said += [context.words(key, facts) for key, facts in said]
    player.ask(context)

"""Formats the lines of a session's transcript for an agent: words stay as they are, and what they
asked for follows in the agent's language, such as "JF (points balance)"."""

from __future__ import annotations

import re

from desk.frame.context import DeskContext, language
from flows.dialogues import DIALOGUES
from flows.protocol import Channel

EVENT = re.compile(r"\((\w+)\) ?(.*)", re.DOTALL)  # as flows.engine.reply writes it


def in_words(context: DeskContext, who: str, noted: str) -> str:
    event = EVENT.fullmatch(noted) if who == "member" else None
    name = _name_of(context, event[1]) if event else None
    if event is None or name is None:
        return noted
    # Who says "balance" has asked for the balance: once is enough.
    return event[2] if event[2].lower() == name.lower() else f"{event[2]} ({name})".strip()


def _name_of(context: DeskContext, event: str) -> str | None:
    """What was asked for or what happened; None if it is neither, but words in parentheses."""
    if context.words.has(f"heard-{event}", language()):
        return context.words.say(f"heard-{event}", language())
    flow = DIALOGUES.by_command.get(event)
    title = f"{flow.name}-title" if flow else ""
    if context.wording.has(title, language(), Channel.SMS):
        return context.wording.say(title, language(), Channel.SMS, {})
    return None

"""What a member did in a dialogue: the words as they were, and what was no word by its name."""

from __future__ import annotations

import re

from desk.frame.context import DeskContext, language
from flows.dialogues import DIALOGUES
from flows.protocol import Channel

DONE = re.compile(r"\((\w+)\)(.*)", re.DOTALL)  # as flows.engine.reply notes it


def in_words(context: DeskContext, who: str, noted: str) -> str:
    done = DONE.fullmatch(noted) if who == "member" else None
    if done is None:
        return noted
    name, said = done.groups()
    return f"({_name(context, name)}){said}"


def _name(context: DeskContext, done: str) -> str:
    if context.words.has(f"heard-{done}", language()):
        return context.words.say(f"heard-{done}", language())
    flow = DIALOGUES.by_command.get(done)
    title = f"{flow.name}-title" if flow else ""
    if context.wording.has(title, language(), Channel.SMS):
        return context.wording.say(title, language(), Channel.SMS, {})
    return done

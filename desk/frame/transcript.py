"""What a member did in a dialogue: the words as they were, and what was no word by its name."""

from __future__ import annotations

import re

from desk.frame.context import Office, language
from flows.dialogues import DIALOGUES
from flows.protocol import Channel

DONE = re.compile(r"\((\w+)\)(.*)", re.DOTALL)  # as flows.engine.reply notes it


def in_words(office: Office, who: str, noted: str) -> str:
    done = DONE.fullmatch(noted) if who == "member" else None
    if done is None:
        return noted
    name, said = done.groups()
    return f"({_name(office, name)}){said}"


def _name(office: Office, done: str) -> str:
    if office.words.has(f"heard-{done}", language()):
        return office.words.say(f"heard-{done}", language())
    flow = DIALOGUES.by_keyword.get(done)
    title = f"{flow.name}-title" if flow else ""
    if office.wording.has(title, language(), Channel.SMS):
        return office.wording.say(title, language(), Channel.SMS, {})
    return done

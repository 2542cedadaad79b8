"""Where a sentence is said, in words: its dialogue and its question, instead of its key."""

from __future__ import annotations

from desk.frame import DeskContext, dialogue_name, language
from flows.dialogues import DIALOGUES

OF_OTHERS = ("text", "leg", "queue")
"""The first parts of the keys of sentences that belong to no dialogue, and are not said in many."""


def title(context: DeskContext, key: str) -> str:
    flow = next((name for name in DIALOGUES.flows if key.startswith(f"{name}-")), None)
    if flow is None:
        group = key.partition("-")[0]
        return _say(context, f"wording-of-{group if group in OF_OTHERS else 'all'}")
    dialogue = dialogue_name(context, flow)
    step = key.removeprefix(f"{flow}-").partition("-")[0]
    is_named = step in DIALOGUES.flows[flow].steps and context.words.has(f"step-{step}", language())
    name = _say(context, f"step-{step}") if is_named else ""
    # The menu of a dialogue that is called a menu needs no name of its own.
    return dialogue if name.lower() in dialogue.lower() else f"{dialogue} · {name}"


def _say(context: DeskContext, key: str) -> str:
    return context.words.say(key, language())

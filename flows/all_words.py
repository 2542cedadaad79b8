"""Loads all sentences of the hotline: of the engine, the dialogues and the notifications."""

from __future__ import annotations

from flows import notifications
from flows.dialogues import DIALOGUES
from flows.language import Wording


def load_wording() -> Wording:
    """The sentences as the files have them, without edits made at the desk. Takes 0.2 s the first
    time in a process, then 0.05 s, because parsed files are cached."""
    return Wording([*DIALOGUES.phrasebooks, notifications.PHRASEBOOK])

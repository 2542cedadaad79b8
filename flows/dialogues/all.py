"""All dialogues of the hotline: the folders of this package that declare a `DIALOGUE`.

They are found by looking, so that a new dialogue is its folder and its place in a menu. A folder
with sentences and no declaration is reported by `hotline flows check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from flows import dialogues
from flows.dialogues.agent.flow import AGENT, OFFER
from flows.dialogues.choose_language.flow import speak
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.menus.flow import TEXT_HOME, home, openings
from flows.dialogues.resume.flow import GUESS
from flows.engine import Dialogue, Dialogues


def _declared() -> Iterator[Dialogue]:
    for module in iter_modules(dialogues.__path__, f"{dialogues.__name__}."):
        if module.ispkg:
            declared = getattr(import_module(f"{module.name}.flow"), "DIALOGUE", None)
            if declared is not None:
                yield declared


DIALOGUES = Dialogues(
    declared=tuple(_declared()),
    home=home,
    openings=openings,
    linked=TEXT_HOME,
    identify=IDENTIFY,
    offer=OFFER,
    guess=GUESS,
    agent=AGENT,
    speak=speak,
)

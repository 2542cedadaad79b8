"""A menu of services, to which the caller comes back after each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from flows.engine.choices import Menu
from flows.engine.steps_base import Call, CalledFlow
from flows.protocol import Frame, Heard, Option

if TYPE_CHECKING:
    from flows.engine.context import Context

JUST_HEARD = "just_heard"
CAME_BACK = "came_back"


@dataclass(frozen=True, kw_only=True)
class ServiceMenu(Menu):
    """Its options each play a dialogue that returns to it. Where it is spoken, a caller who comes
    back is asked what else they need. The options are said in the order of their keys, but never
    begin with what was just heard: that comes last, and keeps its key."""

    def sentence(self, context: Context) -> str:
        came_back = context.traits.spoken and CAME_BACK in context.answers
        return "engine-anything_else" if came_back else self.key(context)

    def options(self, context: Context) -> tuple[Option, ...]:
        options, heard = super().options(context), context.answers.get(JUST_HEARD, ())
        if not heard or not context.traits.spoken:
            return options
        names = self.by_key()
        begins_with_heard = takewhile(lambda option: names[option.key] in heard, options)
        count = len(list(begins_with_heard))
        return (*options[count:], *options[:count])

    def hear(self, context: Context, heard: Heard) -> str | None:
        outcome = super().hear(context, heard)
        if outcome is not None:
            note_heard(context.session.top, {outcome})
            context.answers[CAME_BACK] = True
        return outcome


def note_heard(menu: Frame, options: Collection[str]) -> None:
    """Record that the caller hears before `menu` what these options of it say."""
    menu.answers[JUST_HEARD] = sorted(options)


def note_opened(home: CalledFlow, menu: Frame, opened: str) -> None:
    """Record that the caller, before `menu` of the flow `home`, hears the flow `opened`, which
    words have opened in place of a key."""
    option = _opening(home, opened)
    if option is not None:
        note_heard(menu, {option})


def _opening(flow: CalledFlow, opened: str) -> str | None:
    """The option of the menu of `flow` that leads to the other flow, perhaps by a further menu."""
    menu = flow.steps.get("menu")
    for outcome, step in menu.on.items() if isinstance(menu, ServiceMenu) else ():
        call = flow.steps.get(step)
        if not isinstance(call, Call):
            continue
        if call.flow.name == opened or _opening(call.flow, opened):
            return outcome
    return None

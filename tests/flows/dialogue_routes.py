"""The route to a dialogue: a keyword from its declaration, or options of the menus."""

from __future__ import annotations

from collections import deque

from flows.dialogues import DIALOGUES
from flows.engine import Flow, Keyword, Menu
from flows.protocol import Channel, traits_of


def keyword_of(flow: str) -> Keyword | None:
    opened = (each for each in DIALOGUES.keywords if each.flow and each.flow.name == flow)
    return next(opened, None)


def word_for(flow: str, language: str) -> str:
    """A keyword of the flow, preferably in this language; "" if the flow has none."""
    keyword = keyword_of(flow)
    return ([*getattr(keyword, language).split(), *keyword.words])[0] if keyword else ""


def menu_path(flow: str, channel: Channel) -> tuple[str, ...]:
    """The options to pick, starting at the main menu. Raises LookupError without such a path."""
    home = DIALOGUES.flows["voice_home" if traits_of(channel).spoken else "text_home"]
    open_: deque[tuple[Flow, tuple[str, ...]]] = deque([(home, ())])
    seen = set()
    while open_:
        menu, path = open_.popleft()
        if menu.name == flow:
            return path
        if menu.name in seen or "menu" not in menu.steps:
            continue
        seen.add(menu.name)
        step = menu.steps["menu"]
        assert isinstance(step, Menu)
        for option in step.fixed_options():
            called = menu.steps[step.on[option]]
            open_.append((DIALOGUES.flows[called.flow.name], (*path, option)))  # type: ignore[attr-defined]
    raise LookupError(f"no menu leads to {flow} on {channel}")


def route_to(flow: str, channel: Channel, language: str) -> tuple[str, ...] | str:
    """A keyword if the channel takes keywords and the dialogue has one, else a menu path."""
    word = word_for(flow, language) if traits_of(channel).keywords else ""
    return word or menu_path(flow, channel)

"""The set of dialogues that a hotline plays, and which of them the engine begins by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.engine.builtin import BUILTIN
from flows.engine.context import Context
from flows.engine.dialogue import Dialogue
from flows.engine.flow import Flow
from flows.engine.keywords import Keyword
from flows.language import Phrasebook


@dataclass(frozen=True)
class Dialogues:
    """Registries of everything that the dialogues declare, built once, when they are imported.

    `declared`: the dialogues; `declarations` has the engine's own as well. `home` and `openings`
    choose by member and channel: the menu that a session rests on, and what is played before it
    when the session begins. `linked`: the home whose keys a deep link presses. `identify`, `offer`,
    `guess` and `agent`: what the engine begins by itself where it asks for the PIN, offers help,
    asks about a mistyped keyword, or puts a caller through. `speak` changes the language, for good
    where the caller is a member.

    `flows`: every flow that can be played, by its name. `by_word` and `by_command`: the keywords by
    each of their words, and the flows that they open. `never_spoken`: see `Dialogue`.
    """

    declared: Sequence[Dialogue]
    home: Callable[[Context], Flow]
    openings: Callable[[Context], Sequence[Flow]]
    linked: Flow
    identify: Flow
    offer: Flow
    guess: Flow
    agent: Flow
    speak: Callable[[Context, str], None]
    declarations: tuple[Dialogue, ...] = field(init=False)
    keywords: tuple[Keyword, ...] = field(init=False)
    by_word: Mapping[str, Keyword] = field(init=False)
    by_command: Mapping[str, Flow] = field(init=False)
    flows: Mapping[str, Flow] = field(init=False)
    never_spoken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        declarations = (BUILTIN, *self.declared)
        keywords = tuple(keyword for each in declarations for keyword in each.keywords)
        opened = {keyword.command: keyword.flow for keyword in keywords if keyword.flow}
        begun = [flow for each in declarations for flow in each.entry_points]
        begun += [self.identify, self.offer, self.agent, self.guess]
        built = {
            "declarations": declarations,
            "keywords": keywords,
            "by_word": {word: keyword for keyword in keywords for word in keyword.words},
            "by_command": opened,
            "flows": _reached([*begun, *opened.values()]),
            "never_spoken": frozenset(name for each in declarations for name in each.never_spoken),
        }
        for name, value in built.items():
            object.__setattr__(self, name, value)

    @property
    def phrasebooks(self) -> list[Phrasebook]:
        return [each.phrasebook for each in self.declarations]


def _reached(begun: Sequence[Flow]) -> dict[str, Flow]:
    """These flows and all that they call, by name in alphabetical order."""
    found: dict[str, Flow] = {}
    open_ = list(begun)
    while open_:
        flow = open_.pop()
        if flow.name not in found:
            found[flow.name] = flow
            open_.extend(flow.calls())
    return dict(sorted(found.items()))

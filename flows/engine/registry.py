"""The set of dialogues that a hotline plays, and which of them the engine turns to by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.engine.context import Context
from flows.engine.flow import Flow


@dataclass(frozen=True)
class Dialogues:
    """`home` and `openings` choose by member and channel: the menu that a session rests on, and
    what is played before it when the session begins. `linked`: the home whose keys a deep link
    presses. `by_keyword`: what a text's keyword asks for.
    `speak` changes the language, for good where the caller is a member.
    """

    home: Callable[[Context], Flow]
    openings: Callable[[Context], Sequence[Flow]]
    linked: Flow
    by_keyword: Mapping[str, Flow]
    identify: Flow
    offer: Flow
    guess: Flow
    agent: Flow
    speak: Callable[[Context, str], None]
    roots: Iterable[Flow]
    flows: dict[str, Flow] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, Flow] = {}
        open_ = [*self.roots, *self.by_keyword.values()]
        open_ += [self.identify, self.offer, self.agent, self.guess]
        while open_:
            flow = open_.pop()
            if flow.name not in found:
                found[flow.name] = flow
                open_.extend(flow.calls())
        object.__setattr__(self, "flows", dict(sorted(found.items())))

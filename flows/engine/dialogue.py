"""`Dialogue`: what a dialogue's folder declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.engine.context import Context
from flows.engine.flow import Flow
from flows.engine.keywords import Keyword
from flows.language import Label, Phrasebook
from flows.protocol import Channel


@dataclass(frozen=True)
class Undo:
    """flow: takes back what a wish has done, after a question of its own.
    is_done: whether the caller has anything that it could take back.
    named: a pattern of the words that name it; None: whatever is understood as refusing the wish.
    """

    flow: Flow
    is_done: Callable[[Context], bool]
    named: re.Pattern[str] | None = None


class Dialogue:
    """The declaration of one folder of `flows.dialogues`; `flows.dialogues.all` finds all of them.

    package: the folder, which has the sentences in `words.zh.ftl` and `words.en.ftl`.
    keywords: the words that a member texts to begin one of the flows.
    facts: the variables that the sentences may use, with the longest value of each.
    wishes: which of the flows answers a wish that members express in words of their own.
    named_in: what finds in free words that which a flow without a keyword begins with.
    asks: which of the flows asks about a wish that is not plainly said: its first question says how
        things stand.
    undoes: what takes back what a wish has done.
    says: sentences that code says by their key, where no step does (see `Phrasebook`).
    defaults: facts that a session of the release before may lack.
    entry_points: flows that the engine begins by itself, such as the home menu.
    never_spoken: flows whose menus are shown as text only, so that the limit of options of a spoken
        menu does not apply: nine lines are read at a glance, but listening to them takes a minute.

    `hotline flows check` reports whatever is declared here and cannot be reached.
    """

    def __init__(
        self,
        package: str,
        *flows: Flow,
        keywords: Sequence[Keyword] = (),
        wishes: Mapping[Label, Flow] | None = None,
        named_in: Mapping[Flow, Callable[[Context, str], str]] | None = None,
        asks: Mapping[Label, Flow] | None = None,
        undoes: Mapping[Label, Undo] | None = None,
        facts: Mapping[str, Any] | None = None,
        says: Mapping[str, Collection[Channel]] | None = None,
        defaults: Mapping[str, Any] | None = None,
        entry_points: Collection[Flow] = (),
        never_spoken: Collection[Flow] = (),
    ) -> None:
        self.flows = flows
        self.keywords = tuple(keywords)
        self.wishes = dict(wishes or {})
        self.named_in = dict(named_in or {})
        self.asks = dict(asks or {})
        self.undoes = dict(undoes or {})
        self.phrasebook = Phrasebook(package, facts or {}, says or {}, defaults or {})
        self.entry_points = tuple(entry_points)
        self.never_spoken = frozenset(flow.name for flow in never_spoken)

    @property
    def package(self) -> str:
        return self.phrasebook.package

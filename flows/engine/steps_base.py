"""Steps that ask nothing: do something, play another dialogue, end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol, get_args, get_type_hints

from flows.protocol import Frame

if TYPE_CHECKING:
    from flows.engine.context import Context


class CalledFlow(Protocol):
    """What a step needs to know of the flow that it plays: see flows.engine.flow.Flow."""

    name: str

    def start(self, **answers: object) -> Frame:
        """A frame at the dialogue's first step."""

    def endings(self) -> list[str]:
        """The names of its End steps."""


@dataclass(frozen=True, kw_only=True)
class Step:
    name: str = field(kw_only=False)
    on: Mapping[str, str] = field(default_factory=dict)
    asks: ClassVar[bool] = False

    def outcomes(self) -> frozenset[str]:
        """Every outcome that this step can have: each must be in `on`."""
        return frozenset(self.on)

    def key(self, context: Context, suffix: str = "") -> str:
        return f"{context.session.top.flow}-{self.name}{suffix}"


@dataclass(frozen=True, kw_only=True)
class Do(Step):
    """Runs an action. Its outcomes are those of the Literal that the action returns, so that the
    type checker and the flow's own check read the same list. `says` names what it may say itself.
    `effect` marks an action that changes something: it runs once for a message, ever.
    """

    action: Callable[[Context], str] = field(kw_only=False)
    says: Sequence[str] = ()
    effect: bool = False

    def outcomes(self) -> frozenset[str]:
        returned = get_type_hints(self.action)["return"]
        return frozenset(get_args(returned))


@dataclass(frozen=True, kw_only=True)
class Call(Step):
    """Plays another dialogue, then goes `then`, or where `on` says for the End it came to.

    `give` names the answers that the other dialogue is to know.
    """

    flow: CalledFlow = field(kw_only=False)
    then: str
    give: Sequence[str] = ()

    def destination(self, ending: str) -> str:
        return self.on.get(ending, self.then)


@dataclass(frozen=True, kw_only=True)
class End(Step):
    """The dialogue is over: says its sentence unless `silent`; `hangs_up` ends the session too."""

    silent: bool = False
    hangs_up: bool = False

"""The base class of steps, and the steps that ask nothing: `Do`, `Call` and `End`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, get_args, get_type_hints

from flows.protocol import Frame

if TYPE_CHECKING:
    from flows.engine.context import Context


class CalledFlow(Protocol):
    """The part of flows.engine.flow.Flow that `Call` uses. Importing Flow itself would be a
    circle."""

    name: str
    steps: dict[str, Step]

    def start(self, **answers: object) -> Frame:
        """A frame at the dialogue's first step."""

    def endings(self) -> list[str]:
        """The names of its End steps."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a dialogue. `on` maps each outcome to the name of the next step."""

    name: str = field(kw_only=False)
    on: Mapping[str, str] = field(default_factory=dict)

    def outcomes(self) -> frozenset[str]:
        """Every outcome that this step can have; each must be in `on`."""
        return frozenset(self.on)

    @property
    def takes_secret(self) -> bool:
        """Whether what is entered here is a secret: it is masked, and nothing it says is a wish."""
        return False

    def key(self, context: Context, suffix: str = "") -> str:
        """The key of the step's sentence, or of the part of it that `suffix` names."""
        return f"{context.session.top.flow}-{self.name}{suffix}"


@dataclass(frozen=True, kw_only=True)
class Do(Step):
    """Runs an action. The outcomes are the values of the Literal in the action's return type, so
    that the type checker and the check of the flow use the same list.

    says: the names of the sentences that the action itself may say.
    refusals: the same for those that refuse something, which it says by Context.say_refusal().
    effect: the action changes something. The engine makes sure that it runs once for a message.
    moves: the outcomes after which points have moved, each with the names of the answers that the
        sentence MOVED of the dialogue tells: what was done, and whether it can come back.
    """

    action: Callable[[Context], str] = field(kw_only=False)
    says: Sequence[str] = ()
    refusals: Sequence[str] = ()
    effect: bool = False
    moves: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def outcomes(self) -> frozenset[str]:
        returned = get_type_hints(self.action)["return"]
        return frozenset(get_args(returned))


@dataclass(frozen=True, kw_only=True)
class Call(Step):
    """Plays another dialogue. The ending of that dialogue leads to the step that `on` has for it,
    else to `then`.

    give: the names of the answers that are passed to the other dialogue.
    """

    flow: CalledFlow = field(kw_only=False)
    then: str
    give: Sequence[str] = ()

    def destination(self, ending: str) -> str:
        return self.on.get(ending, self.then)


@dataclass(frozen=True, kw_only=True)
class End(Step):
    """Ends the dialogue, with a sentence unless `silent`; `hangs_up` ends the session as well.

    refuses: the member's wish was refused. How to reach a person follows the sentence. If the
        member had left an unfinished dialogue for the wish with the same message, that one goes on.
    done: the dialogue had its effect before its last question: "never mind" is about that.
    """

    silent: bool = False
    hangs_up: bool = False
    refuses: bool = False
    done: bool = False

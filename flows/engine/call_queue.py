"""The wait for an agent on a call, as a question that the end of the wait answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from flows.engine.questions import Question
from flows.protocol import Expects, ExpectsKind, Heard, HeardKind

if TYPE_CHECKING:
    from flows.engine.context import Context


@dataclass(frozen=True, kw_only=True)
class Queue(Question):
    """The caller waits in the queue, or is connected to an agent.

    It ends when the call comes back: "bridged" after the agent has hung up, "left" if the caller
    left the queue, "failed" for any other reason; or because the agent asks for the PIN ("prove")
    or for a redemption ("gift", "credit", "data", with the gift's number as the answer `argument`).
    """

    OUTCOMES: ClassVar = frozenset({"bridged", "left", "failed", "prove", "gift", "credit", "data"})

    def outcomes(self) -> frozenset[str]:
        return self.OUTCOMES

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.QUEUE)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if heard.kind is not HeardKind.LEFT_QUEUE:
            return None
        if heard.argument:
            context.answers["argument"] = heard.argument
        return heard.text if heard.text in self.OUTCOMES else "failed"

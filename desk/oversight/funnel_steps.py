"""The questions of a dialogue as the steps of a funnel, in the order in which it declares them: a
dialogue reads like a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.conversation import StepVisits
from flows.engine import End, Flow, Question

LOST_MANY_PERCENT = 30
VISITS_OF_SHARE_MIN = 20
"""A share of fewer visits says nothing: of two, a single one is half."""
NO_VISITS = StepVisits()


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """`width` and `answered_width`: of the bar and of its part that went on, in percent of the
    widest bar of the funnel."""

    step: str
    visits: StepVisits
    width: int
    answered_width: int

    @property
    def loses_many(self) -> bool:
        return self.loss_percent is not None and self.loss_percent >= LOST_MANY_PERCENT

    @property
    def loss_percent(self) -> int | None:
        """The share of visits after which the caller did not go on; None of too few visits."""
        enough = self.visits.visits >= VISITS_OF_SHARE_MIN
        return round(100 * self.visits.lost / self.visits.visits) if enough else None


@dataclass(frozen=True, slots=True)
class Funnel:
    """`ended`: how often the dialogue came to one of its ends."""

    steps: list[FunnelStep]
    ended: int


def funnel_of(flow: Flow, visits: Mapping[str, StepVisits]) -> Funnel:
    """`visits`: by the name of the step; steps without visits may be missing."""
    asked = [name for name, step in flow.steps.items() if isinstance(step, Question)]
    found = {name: visits.get(name, NO_VISITS) for name in asked}
    widest = max((each.visits for each in found.values()), default=0) or 1

    def percent(count: int) -> int:
        return round(100 * count / widest)

    steps = [
        FunnelStep(name, each, percent(each.visits), percent(min(each.answered, each.visits)))
        for name, each in found.items()
    ]
    ends = (name for name, step in flow.steps.items() if isinstance(step, End))
    return Funnel(steps, sum(visits.get(name, NO_VISITS).visits for name in ends))

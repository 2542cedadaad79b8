"""The questions of a dialogue as the steps of a funnel, with alternatives side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.conversation import StepVisits
from desk.oversight import funnel_branches
from flows.engine import End, Flow

LOST_MANY_PERCENT = 30
VISITS_OF_SHARE_MIN = 20
"""A share of fewer visits says nothing: of two, a single one is half."""
NO_VISITS = StepVisits()


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """`width` and `answered_width`: of the bar and of its part that went on, in percent of the
    widest bar of the funnel. `begins`: it may be the first question, so that not everybody who is
    asked it has passed those above."""

    step: str
    visits: StepVisits
    width: int
    answered_width: int
    begins: bool

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
    """`rows`: the steps one after another, alternatives in one row; `ended`: how often the dialogue
    came to one of its ends; `refused`: to one that refuses the wish, which is apart."""

    rows: list[list[FunnelStep]]
    ended: int
    refused: int

    @property
    def begins_later(self) -> bool:
        """Whether a step after the first may be where somebody begins."""
        return any(each.begins for row in self.rows[1:] for each in row)

    @property
    def steps(self) -> list[FunnelStep]:
        return [each for row in self.rows for each in row]


def funnel_of(flow: Flow, visits: Mapping[str, StepVisits]) -> Funnel:
    """`visits`: by the name of the step; steps without visits may be missing."""
    rows = funnel_branches.rows_of(flow)
    found = {name: visits.get(name, NO_VISITS) for row in rows for name in row}
    widest = max((each.visits for each in found.values()), default=0) or 1
    first = funnel_branches.begins(flow)

    def percent(count: int) -> int:
        return round(100 * count / widest)

    def step(name: str) -> FunnelStep:
        each = found[name]
        answered = min(each.answered, each.visits)
        return FunnelStep(name, each, percent(each.visits), percent(answered), name in first)

    def ended(refuses: bool) -> int:
        ends = (each for each in flow.steps.values() if isinstance(each, End))
        return sum(visits.get(e.name, NO_VISITS).visits for e in ends if e.refuses is refuses)

    steps = [[step(name) for name in row] for row in rows]
    return Funnel(steps, ended(False), ended(True))

"""Counts of how callers go through the dialogues, by day, channel, flow and step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, select, update

from core.kernel import InsertIfNew
from core.schema import step_visit

VISITED, ANSWERED, LEFT = "visits", "answered", "left"
BEGUN = ("", "")
CountKey = tuple[str, str, str, str]
"""Channel, flow, step, and VISITED, ANSWERED or LEFT."""

_NEW = InsertIfNew(step_visit)
_ADD = (
    update(step_visit)
    .where(
        step_visit.c.day == bindparam("of"),
        step_visit.c.channel == bindparam("by"),
        step_visit.c.flow == bindparam("in_flow"),
        step_visit.c.step == bindparam("at_step"),
    )
    .values(
        visits=step_visit.c.visits + bindparam("more_visits"),
        answered=step_visit.c.answered + bindparam("more_answered"),
        left=step_visit.c.left + bindparam("more_left"),
    )
)
_OF_FLOW = (
    select(
        step_visit.c.step,
        func.sum(step_visit.c.visits).label("visits"),
        func.sum(step_visit.c.answered).label("answered"),
        func.sum(step_visit.c.left).label("left"),
    )
    .where(
        step_visit.c.flow == bindparam("flow"),
        step_visit.c.day.between(bindparam("first"), bindparam("last")),
    )
    .group_by(step_visit.c.step)
)
_BEGUN = select(func.coalesce(func.sum(step_visit.c.visits), 0)).where(
    step_visit.c.flow == "", step_visit.c.day == bindparam("day")
)


@dataclass(frozen=True, slots=True)
class StepVisits:
    visits: int = 0
    answered: int = 0
    left: int = 0

    @property
    def lost(self) -> int:
        """The number of visits after which the caller did not go on."""
        return max(0, self.visits - self.answered)


def add(conn: Connection, day: date, counted: Mapping[CountKey, int]) -> None:
    """Add to the counts of a day, in the order of the keys, so that two processes that add at the
    same moment do not deadlock."""
    steps: dict[tuple[str, str, str], Counter[str]] = {}
    for (channel, flow, step, which), count in counted.items():
        steps.setdefault((channel, flow, step), Counter())[which] += count
    for (channel, flow, step), more in sorted(steps.items()):
        new = {"day": day, "channel": channel, "flow": flow, "step": step}
        if not _NEW(conn, new | {which: more[which] for which in (VISITED, ANSWERED, LEFT)}):
            where = {"of": day, "by": channel, "in_flow": flow, "at_step": step}
            conn.execute(_ADD, where | {f"more_{w}": more[w] for w in (VISITED, ANSWERED, LEFT)})


def visits_by_step(conn: Connection, flow: str, first: date, last: date) -> dict[str, StepVisits]:
    """The counts by step, over all channels; steps without visits are missing."""
    rows = conn.execute(_OF_FLOW, {"flow": flow, "first": first, "last": last})
    return {row.step: StepVisits(int(row.visits), int(row.answered), int(row.left)) for row in rows}


def sessions_begun(conn: Connection, day: date) -> int:
    """The number of sessions that began on that day, on all channels."""
    return int(conn.execute(_BEGUN, {"day": day}).scalar_one())

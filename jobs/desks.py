"""The agents' desks."""

from __future__ import annotations

from functools import partial

from core import idle_desks
from jobs.run import Run


def leave_idle(run: Run) -> None:
    run.counts["left"] += run.database.run(partial(idle_desks.leave, at=run.now()))

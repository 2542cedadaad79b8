"""The agents' desks."""

from __future__ import annotations

from functools import partial

from core.staff import idle_timeout
from jobs.member_sweep import Run


def leave_idle(run: Run) -> None:
    run.counts["left"] += run.database.run(partial(idle_timeout.leave, at=run.now()))

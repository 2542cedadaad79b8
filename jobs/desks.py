"""The job that signs off agents who have not used the desk for a while."""

from __future__ import annotations

from functools import partial

from core.staff import idle_timeout
from jobs.member_sweep import Run


def sign_off_idle_agents(run: Run) -> None:
    run.counts["left"] += run.database.run(partial(idle_timeout.sign_off_idle, at=run.now()))

"""Jobs of the desk: signing off agents who have not used it for a while, and deleting the records
of submitted forms."""

from __future__ import annotations

from functools import partial

from core.staff import form_submissions, idle_timeout
from jobs.member_sweep import Run


def sign_off_idle_agents(run: Run) -> None:
    run.counts["left"] += run.database.run(partial(idle_timeout.sign_off_gone, at=run.now()))


def prune_form_submissions(run: Run) -> None:
    """Delete the records of forms that no browser submits again."""
    run.counts["forms"] += run.database.run(partial(form_submissions.prune, at=run.now()))

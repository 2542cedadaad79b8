"""The job that texts members what became of a message whose outcome was unknown."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from core.conversation import OutcomePromise, outcome_promises
from jobs.member_sweep import PAGE, Run


def tell(run: Run) -> None:
    """Keep the promises that are due."""

    def due(conn: Connection, after: datetime) -> list[OutcomePromise]:
        return list(outcome_promises.due(conn, at=run.now(), after=after, limit=PAGE))

    for page in run.pages(due, datetime.min.replace(tzinfo=UTC), lambda kept: kept.asked_at):
        for promise in page:
            work = partial(outcome_promises.tell, promise=promise, at=run.now())
            is_done = run.change(promise.member_id, work)
            if is_done is not None:
                run.counts["done" if is_done else "not_done"] += 1

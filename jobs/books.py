"""The programme's books: days closed, and what is kept no longer."""

from __future__ import annotations

from functools import partial

from core import totals, turns
from jobs.run import PAGE, Run


def close_days(run: Run) -> None:
    days = run.database.read(lambda conn: list(totals.days_to_close(conn, run.now())))
    for day in days:
        run.beat()
        if kept := run.database.run(partial(totals.close, day=day)):
            run.counts.update(days=1, totals=kept)


def prune_turns(run: Run) -> None:
    after: turns.Key | None = turns.FIRST
    while after is not None:
        run.beat()
        work = partial(turns.prune, at=run.now(), after=after, limit=PAGE)
        after, deleted = run.database.run(work)
        run.counts["turns"] += deleted

"""Jobs that close the days of the ledger, and delete old turns and expired codes."""

from __future__ import annotations

from functools import partial

from core.books import daily_totals
from core.conversation import outcome_promises, self_service, turn_log, unclear_words
from core.members import one_time_codes
from core.programme import local_day
from jobs.member_sweep import PAGE, Run


def close_days(run: Run) -> None:
    """Store the totals of every day that is over."""
    days = run.database.read(lambda conn: list(daily_totals.days_to_close(conn, run.now())))
    for day in days:
        run.heartbeat()
        if kept := run.database.run(partial(daily_totals.close, day=day)):
            run.counts.update(days=1, totals=kept)


def prune_turns(run: Run) -> None:
    """Delete recorded turns that no carrier delivers again, promises that were kept, and old words
    that were not understood and contacts without an agent."""
    after: turn_log.Key | None = turn_log.FIRST
    while after is not None:
        run.heartbeat()
        work = partial(turn_log.prune, at=run.now(), after=after, limit=PAGE)
        after, deleted = run.database.run(work)
        run.counts["turns"] += deleted
    run.database.run(partial(outcome_promises.prune, at=run.now()))
    prune = partial(unclear_words.prune, today=local_day(run.now()))
    run.counts["unclear_words"] += run.database.run(prune)
    forget = partial(self_service.prune, today=local_day(run.now()))
    run.counts["contacts"] += run.database.run(forget)


def forget_codes(run: Run) -> None:
    """Delete the sealed text of one-time codes that have expired."""
    forget = partial(one_time_codes.forget_expired, at=run.now())
    run.counts["codes"] += run.database.run(forget)

"""The job that asks members again for the address of a gift that waits for it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.redemption import addresses, stale_holds
from jobs.member_sweep import PAGE, Run


def remind_of_addresses(run: Run) -> None:
    def next_page(conn: Connection, after: tuple[datetime, int, str]) -> list[addresses.Waiting]:
        return addresses.waiting(conn, at=run.now(), after=after, limit=PAGE)

    for page in run.pages(next_page, stale_holds.FIRST, lambda last: last.page_key):
        for found in page:
            work = partial(addresses.remind, found=found, at=run.now())
            run.counts["reminded"] += run.change(found.member_id, work) or 0

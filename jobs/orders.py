"""Jobs that ask members again for the address of a gift that waits for it, have couriers take gifts
whose address is known, and take expired codes of vouchers out of the stock."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.programme import local_day
from core.redemption import addresses, stale_holds, unsent_gifts, vouchers
from jobs.member_sweep import PAGE, Run


def remind_of_addresses(run: Run) -> None:
    def next_page(conn: Connection, after: tuple[datetime, int, str]) -> list[addresses.Waiting]:
        return addresses.waiting(conn, at=run.now(), after=after, limit=PAGE)

    for page in run.pages(next_page, stale_holds.FIRST, lambda last: last.page_key):
        for found in page:
            work = partial(addresses.remind, found=found, at=run.now())
            run.counts["reminded"] += run.change(found.member_id, work) or 0


def hand_over_gifts(run: Run) -> None:
    def next_page(
        conn: Connection, after: tuple[datetime, int, str]
    ) -> list[unsent_gifts.UnsentGift]:
        return unsent_gifts.page(conn, at=run.now(), after=after, limit=PAGE)

    for page in run.pages(next_page, stale_holds.FIRST, lambda last: last.page_key):
        for found in page:
            work = partial(unsent_gifts.hand_over, found=found, at=run.now())
            run.counts["handed over"] += run.change(found.member_id, work) or 0


def withdraw_vouchers(run: Run) -> None:
    withdraw = partial(vouchers.withdraw_expired, today=local_day(run.now()))
    run.counts["withdrawn"] += run.database.run(withdraw)

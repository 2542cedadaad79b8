"""Jobs that ask members again for the address of a gift that waits for it, have couriers take gifts
whose address is known, and take expired codes of vouchers out of the stock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.programme import local_day
from core.redemption import addresses, parcels, stale_holds, unsent_gifts, vouchers
from jobs.member_sweep import PAGE, Run


def remind_of_addresses(run: Run) -> None:
    _for_each(run, unsent_gifts.without_address, addresses.remind, "reminded")


def hand_over_gifts(run: Run) -> None:
    _for_each(run, unsent_gifts.for_couriers, parcels.hand_over_unasked, "handed over")


def _for_each(
    run: Run,
    gifts: Callable[..., list[unsent_gifts.UnsentGift]],
    does: Callable[[Connection, unsent_gifts.UnsentGift, datetime], bool],
    counted: str,
) -> None:
    def next_page(
        conn: Connection, after: tuple[datetime, int, str]
    ) -> list[unsent_gifts.UnsentGift]:
        return gifts(conn, at=run.now(), after=after, limit=PAGE)

    def change(found: unsent_gifts.UnsentGift) -> None:
        done = run.change(found.member_id, lambda conn: does(conn, found, run.now()))
        run.counts[counted] += done or 0

    for page in run.pages(next_page, stale_holds.FIRST, lambda last: last.page_key):
        for found in page:
            change(found)


def withdraw_vouchers(run: Run) -> None:
    withdraw = partial(vouchers.withdraw_expired, today=local_day(run.now()))
    run.counts["withdrawn"] += run.database.run(withdraw)

"""Jobs about points: expiry and its notices, stale holds, and transfers that were left open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import takewhile

from sqlalchemy import Connection

from core.loyalty import Transfer, expiry, expiry_notices, transfers
from core.redemption import stale_holds
from jobs.member_sweep import BATCH, PAGE, Run

# A transfer is completed at once where it is made; this is for a process that died in between.
TRANSFER_AGE = timedelta(seconds=5)


def expire(run: Run) -> None:
    """Post the expiry of points past their last day."""

    def past(conn: Connection, after: int) -> list[int]:
        return expiry.members_with_expired_points(
            conn, at=run.now(), after=after, limit=BATCH, part=run.part
        )

    def alone(member_id: int) -> Callable[[Connection], int]:
        return partial(expiry.expire, member_id=member_id, at=run.now())

    for page in run.pages(past, 0, int):
        work = partial(expiry.expire_all, member_ids=page, at=run.now())
        expired = [points for points in run.change_all(page, work, alone).values() if points]
        run.counts.update(members=len(expired), points=sum(expired))


def give_notice(run: Run) -> None:
    """Write the expiry notices that are due."""

    def near(conn: Connection, after: tuple[int, date]) -> list[tuple[int, date]]:
        return expiry_notices.upcoming_expiries(
            conn, at=run.now(), after=after, limit=BATCH, part=run.part
        )

    for page in run.pages(near, (0, date.min), lambda last: last):
        at = run.now()
        due = run.database.read(partial(expiry_notices.due_notices, near=page, at=at))
        run.counts["notices"] += _write_notices(run, due, at)


def _write_notices(run: Run, due: Sequence[expiry_notices.ExpiryNotice], at: datetime) -> int:
    def alone(member_id: int) -> Callable[[Connection], int]:
        own = [each for each in due if each.member_id == member_id]
        return lambda conn: sum(expiry_notices.notify(conn, due=each, at=at) for each in own)

    members = list(dict.fromkeys(each.member_id for each in due))
    if not members:
        return 0
    work = partial(expiry_notices.notify_all, due=due, at=at)
    return sum(run.change_all(members, work, alone).values())


def release_stale_holds(run: Run) -> None:
    """Release holds past their expiry, and cancel their orders."""

    def next_page(conn: Connection, after: stale_holds.PageKey) -> list[stale_holds.StaleHold]:
        return stale_holds.page(conn, at=run.now(), limit=PAGE, after=after)

    for page in run.pages(next_page, stale_holds.FIRST, lambda stale: stale.page_key):
        for stale in page:
            work = partial(stale_holds.release, stale=stale, at=run.now())
            run.counts["released"] += run.change(stale.member_id, work) or 0


def complete_transfers(run: Run) -> None:
    """Complete transfers that were left open for TRANSFER_AGE."""

    def still_open(conn: Connection, after: Transfer | None) -> list[Transfer]:
        before = run.now() - TRANSFER_AGE
        found = transfers.open_transfers(conn, limit=PAGE, after=after)
        return list(takewhile(lambda transfer: transfer.opened_at < before, found))

    for page in run.pages(still_open, None, lambda transfer: transfer):
        for transfer in page:
            act = partial(transfers.complete, run.database, transfer, run.now())
            credited = run.attempt(transfer.member_id, act)
            if credited is not None:
                run.counts["credited" if credited else "refunded"] += 1

"""Jobs that rate members' tiers each month, end memberships whose notice has run out, and erase the
personal data of members who left years ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.loyalty import RatingInput, TierChange, evaluate_rating, leaving, tier_ratings
from core.personal_data import ErasureRequest, OpenBusiness, erasure
from core.programme import versions
from core.staff import audit_trail
from jobs.member_sweep import BATCH, PAGE, Run


def rate(run: Run) -> None:
    """Rate as of the day that the job is due for, however late it runs, and by that day's rules."""
    rules_then = run.database.read(partial(versions.rules_on, day=run.day))
    of_day: dict[str, Any] = {"on": run.day, "rules": rules_then}

    def rating_inputs(conn: Connection, after: int) -> list[RatingInput]:
        return tier_ratings.rating_inputs(conn, **of_day, after=after, limit=BATCH, part=run.part)

    def alone(member_id: int) -> Callable[[Connection], TierChange | None]:
        return partial(tier_ratings.rate, **of_day, member_id=member_id, at=run.now())

    for page in run.pages(rating_inputs, 0, lambda rated: rated.member_id):
        run.counts["members"] += len(page)
        changing = [
            rated.member_id for rated in page if evaluate_rating(rated, **of_day) is not None
        ]
        if not changing:
            continue
        work = partial(tier_ratings.rate_all, **of_day, member_ids=changing, at=run.now())
        for change in run.change_all(changing, work, alone).values():
            run.counts[f"{change.was}_to_{change.became}"] += 1


def leave(run: Run) -> None:
    """End the memberships whose last day has come; members with open business are tried again the
    next day."""

    def page_of_leaving(conn: Connection, after: int) -> list[int]:
        return leaving.members_to_leave(conn, at=run.now(), after=after, limit=PAGE)

    for page in run.pages(page_of_leaving, 0, int):
        for member_id in page:
            left = run.change(member_id, partial(_leave, member_id=member_id, at=run.now()))
            if left is not None:
                run.counts["left" if left else "waiting"] += 1


def erase(run: Run) -> None:
    """Erase members who left `personal_data.erased_after_years` ago; those with open business are
    tried again the next day."""

    def page_due(conn: Connection, after: int) -> list[int]:
        return erasure.due(conn, at=run.now(), after=after, limit=PAGE)

    for page in run.pages(page_due, 0, int):
        for member_id in page:
            asked = ErasureRequest(audit_trail.HOTLINE, "left_long_ago", run.now())
            erased = run.change(member_id, partial(_erase, member_id=member_id, asked=asked))
            if erased is not None:
                run.counts["erased" if erased else "waiting"] += 1


def _erase(conn: Connection, *, member_id: int, asked: ErasureRequest) -> bool:
    """Returns False if the member has open business."""
    try:
        erasure.erase(conn, asked, member_id=member_id)
    except OpenBusiness:
        return False
    return True


def _leave(conn: Connection, *, member_id: int, at: datetime) -> bool:
    """Returns False if the member has open business; the job tries again the next day."""
    try:
        leaving.leave(conn, member_id=member_id, key="leave", at=at)
    except NotAllowed:
        return False
    return True

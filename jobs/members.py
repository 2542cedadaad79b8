"""Jobs that rate members' tiers each month, end memberships whose notice has run out, and erase the
personal data of members who left years ago."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.loyalty import RatingInput, leaving, tiers
from core.personal_data import ErasureRequest, OpenBusiness, erasure
from core.programme import versions
from core.staff import audit_trail
from jobs.member_sweep import PAGE, Run


def rate(run: Run) -> None:
    """Rate as of the day that the job is due for, however late it runs, and by that day's rules."""
    rules_then = run.database.read(partial(versions.rules_on, day=run.day))

    def rating_inputs(conn: Connection, after: int) -> list[RatingInput]:
        return tiers.rating_inputs(conn, on=run.day, after=after, limit=PAGE, rules=rules_then)

    for page in run.pages(rating_inputs, 0, lambda rated: rated.member_id):
        run.counts["members"] += len(page)
        for rated in page:
            if tiers.evaluate_rating(rated, run.day, rules_then) is None:
                continue
            member_id = rated.member_id
            work = partial(
                tiers.rate, member_id=member_id, on=run.day, at=run.now(), rules=rules_then
            )
            change = run.change(member_id, work)
            if change is not None:
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

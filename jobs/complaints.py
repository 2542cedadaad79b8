"""The job that closes decided complaints which no member has graded."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from core.service import Ungraded, complaint_grades
from jobs.member_sweep import PAGE, Run


def close_ungraded(run: Run) -> None:
    """Close the complaints that were decided `complaint.grade_days` ago."""

    def page_of_ungraded(conn: Connection, after: tuple[int, str]) -> list[Ungraded]:
        return complaint_grades.ungraded(conn, at=run.now(), after=after, limit=PAGE)

    places = run.pages(page_of_ungraded, (0, ""), lambda last: (last.member_id, last.complaint_id))
    for page in places:
        for found in page:
            work = partial(complaint_grades.close_ungraded, found=found, at=run.now())
            if run.change(found.member_id, work):
                run.counts["closed"] += 1

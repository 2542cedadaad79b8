"""Why members leave, and how many of them stay after all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from core.schema import leave_notice

_COUNTS = (
    select(leave_notice.c.said, leave_notice.c.reason, func.count().label("notices"))
    .where(leave_notice.c.at >= bindparam("since"), leave_notice.c.at < bindparam("until"))
    .group_by(leave_notice.c.said, leave_notice.c.reason)
)


@dataclass(frozen=True, slots=True)
class LeaveCounts:
    """`reasons`: how many notices were given for each reason; '': none was asked for.
    `withdrawn`: how many notices were taken back."""

    reasons: Mapping[str, int]
    withdrawn: int

    @property
    def given(self) -> int:
        return sum(self.reasons.values())


def count(conn: Connection, *, since: datetime, until: datetime) -> LeaveCounts:
    """What was said from `since` to before `until`."""
    rows = conn.execute(_COUNTS, {"since": since, "until": until}).all()
    reasons = {row.reason or "": row.notices for row in rows if row.said == "given"}
    return LeaveCounts(reasons, sum(row.notices for row in rows if row.said == "withdrawn"))

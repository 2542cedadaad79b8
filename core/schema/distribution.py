"""On which servers the rows of a table are, where PostgreSQL is distributed over several (Citus).

Almost every table has the member in its primary key. Those are distributed by the member, and
colocated: all rows of one member are on one server, so that a turn talks to one server. Each other
table declares its place. See docs/distribution.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Distribution:
    """`column`: by whose value the rows are distributed; None: they are not."""

    kind: str
    column: str | None = None


BY_MEMBER = Distribution("by member", "member_id")
EVERYWHERE = Distribution("everywhere")
"""A copy on every server (a reference table): small, seldom written, read beside members' rows."""
COORDINATOR = Distribution("coordinator")
"""On the coordinator alone: read and written by itself, and not with each turn."""


def by(column: str) -> Distribution:
    """By a column of the table's own: for what is found before the member is known."""
    return Distribution("by its own key", column)
